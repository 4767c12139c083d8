// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fault simulations of daohu-sim. Each tells on standard error what it found and how to see it again, and returns
// what the last line of standard output says.

#include "tests/faults/day.hpp"
#include "tests/faults/storage_probe.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <nlohmann/json.hpp>

namespace daohu::faults {

struct Outcome {
    nlohmann::ordered_json facts;
    std::size_t violations = 0;
    std::string first_command;  // shows the first violation again

    // Counts one and says how to see it again.
    void violation(const std::string& command, const Error& error);
};

// What every simulation takes. `steps` faults are tried, spread over all places where one can happen; 0: every place.
// `at` tries that one place only.
struct SweepOptions {
    std::uint64_t seed = 1;
    std::size_t steps = 0;
    std::size_t saves = 0;
    std::optional<std::size_t> at;
};

// The places to try, of `count` that there are. invalid_argument where the one that was asked for is not among them.
[[nodiscard]] Result<std::vector<std::size_t>> places_to_try(const SweepOptions& options, std::size_t count);

// The power fails at storage steps of a day, with the disk as bad as a disk may be.
struct PowerOptions : SweepOptions {
    std::size_t chances = 1;              // times each step is tried, each time with other luck
    std::optional<std::uint64_t> chance;  // that luck only
    vault::Flushing flushing = vault::Flushing::full;
};
[[nodiscard]] Result<Outcome> simulate_power(const PowerOptions& options);

// The process is killed at write-like system calls: of a day, of ten wrong tries, of a recovery.
enum class Victim : std::uint8_t { day, tries, recovery };
struct KillOptions : SweepOptions {
    std::optional<Victim> victim;  // all of them when none is named
    vault::TryCounting counting = vault::TryCounting::before_derivation;
};
[[nodiscard]] Result<Outcome> simulate_kill(const KillOptions& options);

// The disk is full from a storage step on, or one step fails.
enum class FailedSaves : std::uint8_t { tried_again, believed };
struct FullOptions : SweepOptions {
    DiskFault fault = DiskFault::full;
    FailedSaves failed_saves = FailedSaves::tried_again;
};
[[nodiscard]] Result<Outcome> simulate_full(const FullOptions& options);

// One file of a finished store is damaged: bits, pages, lengths, older copies. Then, where it is asked for, another one,
// after the store was opened and had a second to mend what it can.
struct CorruptOptions : SweepOptions {
    std::size_t in_sequence = 1;
    MirrorUse mirror = MirrorUse::on;
};
[[nodiscard]] Result<Outcome> simulate_corruption(const CorruptOptions& options);

using test::TemporaryFolder;
// Removes everything in it.
void empty_folder(const std::filesystem::path& folder);

}  // namespace daohu::faults
