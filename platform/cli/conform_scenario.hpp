// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs the form-level cases of a conformance folder (cases/scenario.json): a form, what is done to it, and the values
// read on the way. One thread.

#include "core/base/result.hpp"
#include "platform/cli/conformance_report.hpp"

#include <filesystem>

namespace daohu::cli {

// io_failed, invalid_argument where the file is not what it should be.
[[nodiscard]] Result<ConformanceReport> run_scenario_cases(const std::filesystem::path& cases);

}  // namespace daohu::cli
