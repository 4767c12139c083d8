// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whole files for the command-line tools. Any thread.

#include "core/base/result.hpp"

#include <filesystem>
#include <string>

namespace daohu::cli {

// io_failed where the file cannot be read, or is a folder; file_too_large above 256 MiB. "-" is the standard input.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

}  // namespace daohu::cli
