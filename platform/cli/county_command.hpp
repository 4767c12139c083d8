// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the commands of daohu-county have in common. Exit codes: 0 done, 1 failed (the reason is on the error output), 2
// the given table or artefact is not sound and nothing was changed.

#include "core/base/clock.hpp"
#include "core/base/crypto.hpp"
#include "core/base/entropy.hpp"
#include "sync/county/county.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace daohu::county {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUnsound = 2;

// The clock and the randomness that a command's county needs for as long as it is open.
struct CountyTools {
    SystemClock clock;
    SystemEntropy entropy;
};

// A command's work returns its exit code.
template <class Arguments>
int run_command(Result<int> (*work)(const Arguments&), const Arguments& arguments) {
    const auto started = init_crypto();
    const Result<int> outcome = started ? work(arguments) : Result<int>{fail(started.error())};
    if (!outcome) {
        fmt::print(stderr, "daohu-county: {}\n", outcome.error().describe());
        return kFailed;
    }
    return *outcome;
}

}  // namespace daohu::county
