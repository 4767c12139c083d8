// SPDX-License-Identifier: Apache-2.0
#pragma once

// Pictures as PNG files. Any thread.

#include "core/base/bytes.hpp"
#include "ui/kit/raster/rasteriser.hpp"

#include <filesystem>

namespace daohu::headless {

// Writes beside the file and renames, so that a half-written picture is never seen. picture_failed or disk_full.
Result<void> write_png(const std::filesystem::path& file, const kit::Picture& picture);
// The bytes of such a file. picture_failed.
[[nodiscard]] Result<Bytes> encode_png(const kit::Picture& picture);
// picture_failed where it is no PNG.
[[nodiscard]] Result<kit::Picture> read_png(const std::filesystem::path& file);

}  // namespace daohu::headless
