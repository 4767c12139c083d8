// SPDX-License-Identifier: Apache-2.0
#pragma once

// The app on a tablet of an invented county: its start, its unlocking, the memory it takes, and its pages. One thread;
// before anything else in the process, which is forked for making the tablet.

#include "core/base/result.hpp"
#include "tests/bench/bench_commands.hpp"

#include <optional>

namespace daohu::bench {

struct FrameOptions {
    int frames = 200;
    std::size_t households = 2'000;
    std::optional<std::filesystem::path> tablet;  // made there where it is not yet, and kept
};

// Adds its figures to the report. script_invalid where a page cannot be reached.
Result<void> measure_app(const CommonOptions& common, const FrameOptions& options, Report& report);

}  // namespace daohu::bench
