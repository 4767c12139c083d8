// SPDX-License-Identifier: Apache-2.0
#pragma once

// The files beside the databases: key slots, tries, mirror, attachments, reserve. One interface, so that tests can cut the
// power between any two steps. Any thread; a File belongs to one thread at a time.
//
// Nothing is durable before sync() returned, and no name before sync_directory() did.

#include "core/base/bytes.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace daohu::vault {

class File {
public:
    virtual ~File() = default;
    // At the end. All of it or an error; after an error part of it may be there. disk_full, io_failed.
    virtual Result<void> append(ByteView bytes) = 0;
    // io_failed: what was appended since the last sync may be lost, and syncing again proves nothing.
    virtual Result<void> sync() = 0;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
};

enum class OpenMode : std::uint8_t {
    append,    // creates what is not there
    truncate,  // creates, or starts again from nothing
};

class FileSystem {
public:
    virtual ~FileSystem() = default;

    [[nodiscard]] virtual Result<std::unique_ptr<File>> open(const std::filesystem::path& path, OpenMode mode) = 0;
    // The whole file. not_found; file_too_large beyond `limit` bytes; io_failed.
    [[nodiscard]] virtual Result<Bytes> read(const std::filesystem::path& path, std::uint64_t limit) = 0;
    // At most `size` bytes from `offset` on, fewer only where the file ends. not_found; io_failed.
    [[nodiscard]] virtual Result<Bytes> read_part(const std::filesystem::path& path, std::uint64_t offset,
                                                  std::size_t size) = 0;
    [[nodiscard]] virtual bool exists(const std::filesystem::path& path) = 0;
    // Plain names in a folder, sorted; none where there is no folder.
    [[nodiscard]] virtual std::vector<std::string> list(const std::filesystem::path& folder) = 0;
    // Over whatever has that name.
    virtual Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    // Removing what is not there succeeds.
    virtual Result<void> remove(const std::filesystem::path& path) = 0;
    // Readable by the owner only. One that is there already is fine.
    virtual Result<void> make_folder(const std::filesystem::path& folder) = 0;
    virtual Result<void> sync_directory(const std::filesystem::path& folder) = 0;
    // Space kept on the disk under a name, really allocated. disk_full.
    virtual Result<void> allocate(const std::filesystem::path& path, std::uint64_t bytes) = 0;
    [[nodiscard]] virtual Result<std::uint64_t> free_space(const std::filesystem::path& folder) = 0;
};

class SystemFiles final : public FileSystem {
public:
    [[nodiscard]] Result<std::unique_ptr<File>> open(const std::filesystem::path& path, OpenMode mode) override;
    [[nodiscard]] Result<Bytes> read(const std::filesystem::path& path, std::uint64_t limit) override;
    [[nodiscard]] Result<Bytes> read_part(const std::filesystem::path& path, std::uint64_t offset,
                                          std::size_t size) override;
    [[nodiscard]] bool exists(const std::filesystem::path& path) override;
    [[nodiscard]] std::vector<std::string> list(const std::filesystem::path& folder) override;
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Result<void> remove(const std::filesystem::path& path) override;
    Result<void> make_folder(const std::filesystem::path& folder) override;
    Result<void> sync_directory(const std::filesystem::path& folder) override;
    Result<void> allocate(const std::filesystem::path& path, std::uint64_t bytes) override;
    [[nodiscard]] Result<std::uint64_t> free_space(const std::filesystem::path& folder) override;
};

// Puts `bytes` under `path` so that after a cut the file is the old one or the new one, whole. Durable on return.
Result<void> replace_file(FileSystem& files, const std::filesystem::path& path, ByteView bytes);
// The same with whatever `write` appends.
Result<void> replace_file(FileSystem& files, const std::filesystem::path& path,
                          const std::function<Result<void>(File&)>& write);
// Durable on return.
Result<void> remove_file(FileSystem& files, const std::filesystem::path& path);

}  // namespace daohu::vault
