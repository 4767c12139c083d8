// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sealed files as tablets bring them: whole ones under their address, growing ones beside them. What a file says only its
// readers can tell; the county checks that its bytes have the hash that names it before it counts as there.
//
//     <folder>/<shelf>/<address>                    whole, never changed again
//     <folder>/<shelf>/growing/<address>.<length>   the first part of a file of that length
//
// A shelf is a stream, a device whose files are held, or a carrier with others' bundles and the answers to them. Any thread.

#include "core/base/hash.hpp"
#include "core/vault/files.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::county {

// Beginnings of the names of shelves. Nothing is on a carrier's shelf that is nowhere else.
inline constexpr std::string_view kStreamShelf = "stream-";
inline constexpr std::string_view kHeldShelf = "held-";
inline constexpr std::string_view kCarrierShelf = "carry-";

struct FilePlace {
    std::string shelf;  // a name that is safe in a path
    Hash256 address;
};

struct FileProgress {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;

    [[nodiscard]] bool is_whole() const { return offset == length; }
    friend bool operator==(const FileProgress&, const FileProgress&) = default;
};

class FileShelves {
public:
    // `files` must outlive this.
    FileShelves(vault::FileSystem& files, std::filesystem::path folder);
    ~FileShelves();

    // Nothing is changed when the file is there or has begun. A different length begins again.
    // file_too_large; io_failed, disk_full.
    [[nodiscard]] Result<FileProgress> begin(const FilePlace& place, std::uint64_t length);
    [[nodiscard]] Result<std::optional<FileProgress>> find(const FilePlace& place);

    // One sender at a time appends to a file; a later one takes over from an earlier one, whose connection may hang.
    class Append {
    public:
        Append(Append&&) noexcept;
        ~Append();  // what was written stays

        // cancelled when somebody else has taken over; file_too_large beyond the length; io_failed, disk_full.
        Result<void> write(ByteView bytes);
        // Makes it durable. Where it is complete its hash is checked: attachment_damaged, and it begins again.
        [[nodiscard]] Result<FileProgress> finish();

    private:
        friend class FileShelves;
        struct State;
        explicit Append(std::unique_ptr<State> state);
        std::unique_ptr<State> m_state;
    };
    // not_found; invalid_argument when it does not go on at `offset`.
    [[nodiscard]] Result<Append> append(const FilePlace& place, std::uint64_t offset);

    // Bytes of a whole file from `offset`, at most `limit`. not_found.
    [[nodiscard]] Result<Bytes> read(const FilePlace& place, std::uint64_t offset, std::size_t limit);

    // Everything on the shelf goes but whole files of these addresses. Whoever appends to another has to begin again.
    Result<void> keep_only(const std::string& shelf, const std::set<Hash256>& addresses);

    // Names of all shelves that there are.
    [[nodiscard]] std::vector<std::string> names() const { return m_files.list(m_folder); }

private:
    struct Turn;  // whose turn it is to append to one file

    [[nodiscard]] std::shared_ptr<Turn> turn_of(const FilePlace& place);
    [[nodiscard]] std::filesystem::path whole_path(const FilePlace& place) const;
    [[nodiscard]] std::filesystem::path part_path(const FilePlace& place, std::uint64_t length) const;
    // Of the part that is there.
    [[nodiscard]] std::optional<std::uint64_t> part_length(const FilePlace& place) const;
    [[nodiscard]] Result<std::optional<FileProgress>> find_locked(const FilePlace& place) const;

    vault::FileSystem& m_files;
    std::filesystem::path m_folder;
    std::mutex m_mutex;  // of the map
    std::map<std::string, std::weak_ptr<Turn>> m_turns;
};

}  // namespace daohu::county
