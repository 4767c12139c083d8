// SPDX-License-Identifier: Apache-2.0
#pragma once

// One tablet with so many surveys brings them to a county over a bad link: real libcurl, real TLS, a real server.

#include "sync/wire/dictionaries.hpp"
#include "tests/sim/shaped_link.hpp"

#include <filesystem>
#include <string>

namespace daohu::sim {

struct LinkRunOptions {
    std::size_t records = 1000;
    std::uint64_t seed = 1;
    LinkOptions link;
    wire::Dictionaries dictionaries;
    std::chrono::seconds give_up{1800};
    std::chrono::milliseconds stall{30'000};
    std::filesystem::path folder;  // for the county; empty or new
    // A program that is started with the county's folder and port, puts a server in front of it and prints that one's
    // port; empty: none.
    std::string front;
};

struct LinkReport {
    bool is_done = false;
    std::string last_error;  // name of the code, of the last talk that failed
    std::size_t talks = 0;
    double seconds = 0;
    std::uint64_t entry_bytes = 0;  // as signed
    std::uint64_t http_bytes = 0;   // both ways, without TLS
    LinkCounts link;
    std::uint64_t stored = 0;       // entries on the county's disk
    std::uint64_t in_stream = 0;    // of them in the village's stream
    std::uint64_t quiet_bytes = 0;  // HTTP both ways of one talk with nothing to say
    double quiet_seconds = 0;
    double rate = 0;

    // The payload that went up, at the link's rate: what the link alone would need.
    [[nodiscard]] double bound() const { return static_cast<double>(link.payload_up) * 8.0 / rate; }
    [[nodiscard]] bool holds(std::size_t records) const { return is_done && stored == records && in_stream == records; }
};

[[nodiscard]] Result<LinkReport> run_link(const LinkRunOptions& options);

}  // namespace daohu::sim
