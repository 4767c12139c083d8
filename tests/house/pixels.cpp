// SPDX-License-Identifier: Apache-2.0
#include "tests/house/pixels.hpp"

#include "tests/house/cpp_text.hpp"

#include <fmt/format.h>

#include <regex>

namespace daohu::house {

namespace {

// Nothing and the whole of something are no sizes.
bool is_whole_or_nothing(const std::string& number) { return number == "0.0F" || number == "1.0F"; }

}  // namespace

std::vector<Finding> literal_sizes(const SourceFile& file) {
    // A number with a point or an f, or one that dp( or px( begins with.
    static const std::regex pattern{R"re(\b\d+\.\d*[fF]?|\b\d+[fF]\b|\b(?:dp|px)\s*\(\s*\d)re"};
    const std::string code = without_comments_and_strings(file.text);
    std::vector<Finding> findings;
    for (std::sregex_iterator match{code.begin(), code.end(), pattern}; match != std::sregex_iterator{}; ++match) {
        if (!is_whole_or_nothing(match->str())) {
            findings.push_back({file.path, line_of(code, static_cast<std::size_t>(match->position())),
                                fmt::format("literal size {}", match->str())});
        }
    }
    return findings;
}

}  // namespace daohu::house
