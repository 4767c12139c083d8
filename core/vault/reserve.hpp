// SPDX-License-Identifier: Apache-2.0
#pragma once

// Space kept back for a full disk, so that the interview of the last hour can still be saved. On the store thread.
//
//     Result<void> saved = save();
//     if (!saved && saved.error().code == ErrorCode::disk_full && TRY(reserve.release())) { saved = save(); }

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

}  // namespace daohu::vault
