// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the screen looks, kept beside the vault so that the lock looks the same: no secret. UI thread.

#include "core/vault/files.hpp"
#include "platform/daohu/pages/page.hpp"

#include <filesystem>

namespace daohu {

// `usual` where nothing is kept or it cannot be read.
[[nodiscard]] Display read_display(vault::FileSystem& files, const std::filesystem::path& folder, const Display& usual);
// The codes of replace_file.
Result<void> write_display(vault::FileSystem& files, const std::filesystem::path& folder, const Display& display);

}  // namespace daohu
