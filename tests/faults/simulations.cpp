// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/simulations.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace daohu::faults {

namespace {

constexpr std::size_t kMostShown = 5;

}  // namespace

void Outcome::violation(const std::string& command, const Error& error) {
    if (violations == 0) {
        first_command = command;
    }
    if (++violations <= kMostShown) {
        fmt::print(stderr, "{}\n    {}\n", command, error.describe());
    }
}

Result<std::vector<std::size_t>> places_to_try(const SweepOptions& options, std::size_t count) {
    if (options.at && *options.at >= count) {
        return fail(ErrorCode::invalid_argument, fmt::format("--at {}: there are {} places", *options.at, count));
    }
    if (options.at) {
        return std::vector{*options.at};
    }
    const bool tries_all = options.steps == 0 || options.steps >= count;
    const std::size_t tried = tries_all ? count : options.steps;
    SeededEntropy entropy{options.seed};
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < tried; ++i) {  // one in each of as many equal stretches
        const std::size_t from = i * count / tried;
        const std::size_t to = (i + 1) * count / tried;
        places.push_back(from + entropy.next() % (to - from));
    }
    return places;
}

void empty_folder(const std::filesystem::path& folder) {
    for (const auto& item : std::filesystem::directory_iterator{folder}) {
        std::filesystem::remove_all(item.path());
    }
}

}  // namespace daohu::faults
