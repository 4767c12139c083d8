// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/link_arguments.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <csignal>

namespace daohu::sim {

namespace {

LinkFault fault_named(const std::string& name) {
    return name == "half-open"    ? LinkFault::half_open
           : name == "portal"     ? LinkFault::portal
           : name == "garbage"    ? LinkFault::garbage
           : name == "slow-loris" ? LinkFault::slow_loris
                                  : LinkFault::none;
}

}  // namespace

void LinkArguments::add_shape(CLI::App& command) {
    command.add_option("--rate", link.rate, "Bit/s, each direction")->capture_default_str();
    command.add_option("--rtt", round_trip, "Milliseconds")->capture_default_str();
    command.add_option("--loss", loss, "Percent of segments")->capture_default_str();
    command.add_option("--cut", link.cut, "Bytes after which every connection is reset; 0: never")
        ->capture_default_str();
    command.add_option("--dead", dead, "Milliseconds without a link after a cut")->capture_default_str();
    command.add_option("--fault", fault, "What the link does besides")
        ->check(CLI::IsMember({"none", "half-open", "portal", "garbage", "slow-loris"}))
        ->capture_default_str();
    command.add_option("--fault-after", link.fault_after, "Bytes that half-open and slow-loris let through")
        ->capture_default_str();
    command.add_option("--drip", drip, "Milliseconds between two bytes of slow-loris")->capture_default_str();
}

LinkOptions LinkArguments::shape() const {
    LinkOptions options = link;
    options.round_trip = std::chrono::milliseconds{round_trip};
    options.loss = loss / 100;
    options.dead = std::chrono::milliseconds{dead};
    options.fault = fault_named(fault);
    options.drip = std::chrono::milliseconds{drip};
    return options;
}

std::function<void()> block_end_signals() {
    ::sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigaddset(&signals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return [signals] {
        int signal = 0;
        ::sigwait(&signals, &signal);
    };
}

int exit_code(const Result<int>& outcome) {
    if (!outcome) {
        fmt::print(stderr, "daohu-sim: {}\n", outcome.error().describe());
    }
    return outcome ? *outcome : 2;
}

}  // namespace daohu::sim
