// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs the XPath cases of a conformance folder (cases/xpath.json). One thread.

#include "core/base/result.hpp"
#include "platform/cli/conformance_report.hpp"

#include <filesystem>

namespace daohu::cli {

// io_failed, invalid_argument where the file is not what it should be.
[[nodiscard]] Result<ConformanceReport> run_xpath_cases(const std::filesystem::path& cases);

}  // namespace daohu::cli
