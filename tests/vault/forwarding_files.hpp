// SPDX-License-Identifier: Apache-2.0
#pragma once

// The system's files, for tests that change one thing about them.

#include "core/vault/files.hpp"

namespace daohu::vault::test {

class ForwardingFiles : public FileSystem {
public:
    [[nodiscard]] Result<std::unique_ptr<File>> open(const std::filesystem::path& path, OpenMode mode) override {
        return m_files.open(path, mode);
    }
    [[nodiscard]] Result<Bytes> read(const std::filesystem::path& path, std::uint64_t limit) override {
        return m_files.read(path, limit);
    }
    [[nodiscard]] Result<Bytes> read_part(const std::filesystem::path& path, std::uint64_t offset,
                                          std::size_t size) override {
        return m_files.read_part(path, offset, size);
    }
    [[nodiscard]] bool exists(const std::filesystem::path& path) override { return m_files.exists(path); }
    [[nodiscard]] std::vector<std::string> list(const std::filesystem::path& folder) override {
        return m_files.list(folder);
    }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        return m_files.rename(from, to);
    }
    Result<void> remove(const std::filesystem::path& path) override { return m_files.remove(path); }
    Result<void> make_folder(const std::filesystem::path& folder) override { return m_files.make_folder(folder); }
    Result<void> sync_directory(const std::filesystem::path& folder) override { return m_files.sync_directory(folder); }
    Result<void> allocate(const std::filesystem::path& path, std::uint64_t bytes) override {
        return m_files.allocate(path, bytes);
    }
    [[nodiscard]] Result<std::uint64_t> free_space(const std::filesystem::path& folder) override {
        return m_files.free_space(folder);
    }

private:
    SystemFiles m_files;
};

}  // namespace daohu::vault::test
