// SPDX-License-Identifier: Apache-2.0
#include "tests/house/text_keys.hpp"

#include "tests/house/cpp_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <regex>

namespace daohu::house {

namespace {

constexpr std::string_view kSingular = ".one";
// What a catalogue says of itself: "language.tag", "language.name".
constexpr std::string_view kOwn = "language.";

std::set<std::string> placeholders(const std::string& sentence) {
    static const std::regex pattern{R"(\{\{|\}\}|\{([a-z0-9_]+)\})"};
    std::set<std::string> names;
    for (std::sregex_iterator match{sentence.begin(), sentence.end(), pattern}; match != std::sregex_iterator{};
         ++match) {
        if ((*match)[1].matched) {
            names.insert((*match)[1]);
        }
    }
    return names;
}

// "key.one" -> "key"
std::string plural_of(std::string_view key) {
    return std::string{key.ends_with(kSingular) ? key.substr(0, key.size() - kSingular.size()) : key};
}

bool is_singular(const Catalogue& catalogue, const std::string& key) {
    return key.ends_with(kSingular) && catalogue.sentences.contains(plural_of(key));
}

void find_missing(const Catalogue& from, const Catalogue& in, std::vector<Finding>& findings) {
    for (const auto& [key, sentence] : from.sentences) {
        if (!in.sentences.contains(key) && !is_singular(from, key)) {
            findings.push_back({in.path, 1, fmt::format("lacks {}, which {} has", key, from.path)});
        }
    }
}

}  // namespace

Catalogue parse_catalogue(std::string path, std::string_view json) {
    return {std::move(path), nlohmann::json::parse(json).get<std::map<std::string, std::string>>()};
}

std::vector<Finding> differences(const Catalogue& first, const Catalogue& second) {
    std::vector<Finding> findings;
    find_missing(first, second, findings);
    find_missing(second, first, findings);
    for (const auto& [key, sentence] : first.sentences) {
        const auto other = second.sentences.find(key);
        if (other != second.sentences.end() && placeholders(sentence) != placeholders(other->second)) {
            findings.push_back({second.path, 1, fmt::format("{} has other placeholders than in {}", key, first.path)});
        }
    }
    return findings;
}

std::set<std::string> literals_in(const std::vector<SourceFile>& files) {
    std::set<std::string> literals;
    for (const SourceFile& file : files) {
        for (const StringLiteral& literal : string_literals(file.text)) {
            literals.insert(literal.text);
        }
    }
    return literals;
}

std::vector<Finding> unused_keys(const Catalogue& catalogue, const std::set<std::string>& literals) {
    std::vector<Finding> findings;
    for (const auto& [key, sentence] : catalogue.sentences) {
        const bool is_named = key.starts_with(kOwn) || literals.contains(key) ||
                              (is_singular(catalogue, key) && literals.contains(plural_of(key)));
        if (!is_named) {
            findings.push_back({catalogue.path, 1, fmt::format("nothing names {}", key)});
        }
    }
    return findings;
}

std::vector<Finding> missing_keys(const Catalogue& catalogue, const SourceFile& file) {
    static const std::regex pattern{R"re(\b(?:tr|TextKey)\s*[({]\s*"([^"]*)")re"};
    const std::string code = without_comments(file.text);
    std::vector<Finding> findings;
    for (std::sregex_iterator match{code.begin(), code.end(), pattern}; match != std::sregex_iterator{}; ++match) {
        if (!catalogue.sentences.contains((*match)[1])) {
            findings.push_back({file.path, line_of(code, static_cast<std::size_t>(match->position())),
                                fmt::format("{} has no {}", catalogue.path, (*match)[1].str())});
        }
    }
    return findings;
}

}  // namespace daohu::house
