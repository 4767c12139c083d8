// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the commands of daohu-county have in common. Exit codes are those of all programs: kFailed with the reason on the
// error output, kUnsound where the given table or artefact is not sound and nothing was changed.

#include "core/base/clock.hpp"
#include "core/base/crypto.hpp"
#include "core/base/entropy.hpp"
#include "platform/cli/command_line.hpp"
#include "sync/county/county.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <type_traits>

namespace daohu::county {

inline constexpr int kDone = cli::kDone;
inline constexpr int kFailed = cli::kNotRight;
inline constexpr int kUnsound = cli::kRefused;

// The clock and the randomness that a command's county needs for as long as it is open.
struct CountyTools {
    SystemClock clock;
    SystemEntropy entropy;
};

// Runs a command's work, which returns the exit code, or nothing where it can only be done or fail.
template <class Outcome, class Arguments>
int run_command(Result<Outcome> (*work)(const Arguments&), const Arguments& arguments) {
    const auto started = init_crypto();
    const Result<Outcome> outcome = started ? work(arguments) : Result<Outcome>{fail(started.error())};
    if (!outcome) {
        fmt::print(stderr, "daohu-county: {}\n", outcome.error().describe());
        return kFailed;
    }
    if constexpr (std::is_void_v<Outcome>) {
        return kDone;
    } else {
        return *outcome;
    }
}

}  // namespace daohu::county
