// SPDX-License-Identifier: Apache-2.0
#pragma once

// Pictures of pages, without a display. Main thread.

#include "core/base/result.hpp"
#include "platform/daohu/options.hpp"
#include "platform/gallery/pages.hpp"

#include <cstddef>
#include <filesystem>
#include <span>

namespace daohu {

// Draws every page and writes "<name>.png" into `folder`, which is made if it is missing. How many were written.
[[nodiscard]] Result<std::size_t> write_pictures(const Options& options, const kit::Kit::Setup& setup,
                                                 std::span<const gallery::Page> pages,
                                                 const std::filesystem::path& folder);

// Every page's items as one JSON object: {"today_full": [{"id": ...}, ...], ...}
[[nodiscard]] Result<std::string> dump_items(const Options& options, const kit::Kit::Setup& setup,
                                             std::span<const gallery::Page> pages);

}  // namespace daohu
