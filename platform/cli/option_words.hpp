// SPDX-License-Identifier: Apache-2.0
#pragma once

// An option whose value is one of a few words. Any thread.

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace daohu::cli {

// Another word is refused, and those that are taken are named. CLI::CheckedTransformer would name the values too, as
// the characters that an enumeration's numbers are.
template <class Value>
CLI::Option* take_words(CLI::Option* option, const std::map<std::string, Value>& words) {
    return option->transform(CLI::Transformer(words).description(""))->transform(CLI::IsMember(words));
}

}  // namespace daohu::cli
