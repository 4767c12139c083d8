// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the commands about links have in common.

#include "tests/sim/shaped_link.hpp"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace daohu::sim {

struct LinkArguments {
    LinkOptions link;
    std::int64_t round_trip = 600;  // milliseconds
    double loss = 5;                // percent
    std::int64_t dead = 2000;       // milliseconds
    std::string fault = "none";
    std::int64_t drip = 10'000;  // milliseconds

    void add_shape(CLI::App& command);
    [[nodiscard]] LinkOptions shape() const;
};

// Holds back the signals that end a program; what is returned waits for one.
[[nodiscard]] std::function<void()> block_end_signals();

// Says what went wrong; 2 then.
[[nodiscard]] int exit_code(const Result<int>& outcome);

}  // namespace daohu::sim
