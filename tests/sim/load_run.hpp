// SPDX-License-Identifier: Apache-2.0
#pragma once

// Many tablets at one county, which runs as a process of its own: how much it takes in, and whether anybody starves.

#include "core/base/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace daohu::sim {

struct LoadOptions {
    std::size_t tablets = 16;
    std::size_t records = 500;  // of each tablet
    double rate = 0;            // bit/s of each tablet's own link; 0: loopback as it is
    std::chrono::milliseconds round_trip{600};
    std::chrono::seconds arrive_within{0};  // tablets begin at random in this time
    std::size_t idle = 0;                   // connections that are made before them and say nothing
    std::filesystem::path folder;           // empty or new
    std::filesystem::path server;           // the program daohu-county
};

struct LoadReport {
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;   // as signed
    std::uint64_t failed = 0;  // tablets that did not finish
    std::uint64_t stored = 0;  // entries that the county has
    double seconds = 0;        // from the first push to the last acknowledgement
    double bare_seconds = 0;   // the same entries into the same store, 64 to a transaction, and nothing else
    double p50 = 0;            // seconds from a tablet's first byte to its last acknowledgement
    double p99 = 0;
    double slowest = 0;
    double transfer = 0;  // seconds that a tablet's bytes as sent take on its link, and six round trips
    std::uint64_t server_peak_kib = 0;
    std::uint64_t idle_held = 0;  // silent connections that the server had when the tablets began
    std::uint64_t idle_left = 0;  // and when nobody had to bear them any longer
};

[[nodiscard]] Result<LoadReport> run_load(const LoadOptions& options);

}  // namespace daohu::sim
