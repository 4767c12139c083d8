// SPDX-License-Identifier: Apache-2.0
#pragma once

// An invented county with two years of history, for practice, screens, measuring and demonstration: the same seed makes
// the same entries, byte for byte. Names, places and numbers are made up; identity numbers have area 999999, which was
// never given out, and right check characters. One thread.
//
// The entries are signed by the tablets of its coordinators, keys that follow from the seed: never for a real store.

#include "core/casework/demo/demo_words.hpp"

#include "core/base/date.hpp"
#include "core/base/signature.hpp"
#include "core/entry/entry.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace daohu::casework {

struct DemoCountyOptions {
    std::uint64_t seed = 1;
    std::string pack;  // whose county it plays: the id of a pack, noted with every household
    std::int64_t pack_version = 1;
    Date today;  // the history ends the day before
    std::size_t households = 2'000;
    std::map<std::string, StreamId> streams{};  // by village; demo_stream() for those that are not in it
    std::optional<std::size_t> village{};       // only what stands in this one of demo_villages()
};

// One of the tablets that sign. The keys live as long as the call of the function they are given to.
struct DemoTabletKeys {
    std::string village;
    DeviceId device;
    const SigningKey& key;
    const SigningKey& author;
};

inline constexpr std::size_t kDemoVillages = 12;
inline constexpr int kDemoYears = 2;

// The division codes of its villages, twelve digits each.
[[nodiscard]] std::vector<std::string> demo_villages();
// The stream that the entries of a village stand in.
[[nodiscard]] StreamId demo_stream(std::uint64_t seed, std::string_view village);

// Entries in the order of time; before the first of them, `meet` (where given) each tablet, in the order of villages.
// not_found (a kind of words that is missing), date_out_of_range; what the functions return.
[[nodiscard]] Result<void> make_demo_county(const DemoCountyOptions& options, const DemoWords& words,
                                            const std::function<Result<void>(const entry::SignedEntry&)>& sink,
                                            const std::function<Result<void>(const DemoTabletKeys&)>& meet = {});

}  // namespace daohu::casework
