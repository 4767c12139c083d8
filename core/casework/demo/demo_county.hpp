// SPDX-License-Identifier: Apache-2.0
#pragma once

// An invented county with two years of history, for practice, screens, measuring and demonstration: the same seed makes
// the same entries, byte for byte. Names, places and numbers are made up; identity numbers have area 999999, which was
// never given out, and right check characters. One thread.
//
// The entries are signed by the tablets of its coordinators, keys that follow from the seed: never for a real store.

#include "core/casework/demo/demo_words.hpp"

#include "core/base/date.hpp"
#include "core/entry/entry.hpp"

#include <functional>

namespace daohu::casework {

struct DemoCountyOptions {
    std::uint64_t seed = 1;
    std::string pack;  // whose county it plays: the id of a pack, noted with every household
    std::int64_t pack_version = 1;
    Date today;  // the history ends the day before
    std::size_t households = 2'000;
};

inline constexpr std::size_t kDemoVillages = 12;
inline constexpr int kDemoYears = 2;

// The division codes of its villages, twelve digits each.
[[nodiscard]] std::vector<std::string> demo_villages();
// The stream that the entries of a village stand in.
[[nodiscard]] StreamId demo_stream(std::uint64_t seed, std::string_view village);

// In the order of time. not_found (a kind of words that is missing), date_out_of_range; what `sink` returns.
[[nodiscard]] Result<void> make_demo_county(const DemoCountyOptions& options, const DemoWords& words,
                                            const std::function<Result<void>(const entry::SignedEntry&)>& sink);

}  // namespace daohu::casework
