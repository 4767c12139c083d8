// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers of a command line as they were typed: "-1" and what 64 bits cannot hold are refused instead of becoming another
// number. Main thread.

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdint>
#include <string>

namespace daohu::sim {

// `least` and more.
inline CLI::Validator whole_number(std::uint64_t least = 0) {
    return CLI::Validator{[least](std::string& typed) {
                              std::uint64_t number = 0;
                              const char* const end = typed.data() + typed.size();
                              const auto [stop, error] = std::from_chars(typed.data(), end, number);
                              const bool is_number = error == std::errc{} && stop == end && number >= least;
                              return is_number ? std::string{}
                                               : typed + " is no whole number from " + std::to_string(least) + " on";
                          },
                          "WHOLE"};
}

}  // namespace daohu::sim
