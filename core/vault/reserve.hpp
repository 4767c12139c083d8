// SPDX-License-Identifier: Apache-2.0
#pragma once

// Space kept back for a full disk, so that the vault still opens and the interview of the last hour is still saved. Any
// thread, one at a time.
//
//     Result<void> saved = with_reserve(&reserve, [&] { return save(); });

#include "core/vault/files.hpp"

namespace daohu::vault {

class Reserve {
public:
    static constexpr std::uint64_t kBytes = 32 * 1024 * 1024;
    // With less than this left, new photographs are refused; words never are.
    static constexpr std::uint64_t kPhotoLimit = std::uint64_t{200} * 1024 * 1024;

    // `files` must outlive the reserve.
    Reserve(FileSystem& files, const std::filesystem::path& folder, std::uint64_t bytes = kBytes)
        : m_files{files}, m_folder{folder}, m_path{folder / "reserve"}, m_bytes{bytes} {}

    // Takes the space when it is not held and there is three times as much. Called at opening and after syncing.
    Result<void> keep();
    // Gives the space back. False when it was given back before: then the disk is really full.
    [[nodiscard]] Result<bool> release();
    [[nodiscard]] Result<bool> may_take_photos();

private:
    FileSystem& m_files;
    std::filesystem::path m_folder;
    std::filesystem::path m_path;
    std::uint64_t m_bytes;
};

// Does `work`; where the disk is full, gives the reserve back, if there is one, and does it once more.
template <class Work>
auto with_reserve(Reserve* reserve, Work work) -> decltype(work()) {
    auto done = work();
    const bool is_full = !done && done.error().code == ErrorCode::disk_full;
    if (is_full && reserve != nullptr && reserve->release().value_or(false)) {
        return work();
    }
    return done;
}

}  // namespace daohu::vault
