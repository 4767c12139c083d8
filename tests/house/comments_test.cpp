// SPDX-License-Identifier: Apache-2.0
#include "tests/house/cpp_text.hpp"
#include "tests/house/named_things.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <iterator>

using namespace daohu::house;

namespace {

// Everything else becomes spaces, so that positions stay on their lines.
std::string only_comments(std::string_view code) {
    std::string comments = without_comments(code);
    std::ranges::transform(code, comments, comments.begin(),
                           [](char written, char left) { return written == left && written != '\n' ? ' ' : written; });
    return comments;
}

bool begins_in_a_folder_of_ours(std::string_view word) {
    constexpr std::array kFolders{"core/", "sync/", "ui/", "platform/", "tests/", "docs/", "scripts/", "assets/"};
    return std::ranges::any_of(kFolders, [&](std::string_view folder) { return word.starts_with(folder); });
}

// "docs/decisions/0038" and "core/policy/rules" stand for what begins so; any word that names nothing is there.
bool is_there(const std::set<std::string>& paths, const std::string& word) {
    if (begins_in_a_folder_of_ours(word)) {
        const auto at = paths.lower_bound(word);
        return at != paths.end() && at->starts_with(word);
    }
    if (!word.ends_with(".md") || word.contains('/')) {
        return true;
    }
    return std::ranges::any_of(paths,
                               [&](const std::string& path) { return path == word || path.ends_with("/" + word); });
}

// Paths of this repository, and documents by their bare names, that lead nowhere.
std::vector<Finding> dead_in_comments(const SourceFile& file, const std::set<std::string>& paths) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
    const std::string comments = only_comments(file.text);
    std::vector<Finding> findings;
    for (std::size_t at = comments.find_first_of(kLetters); at != std::string::npos;) {
        const std::size_t end = std::min(comments.find_first_not_of(kLetters, at), comments.size());
        std::string word = comments.substr(at, end - at);
        word.erase(std::ranges::find_if(word.rbegin(), word.rend(), [](char c) { return c != '.' && c != '/'; }).base(),
                   word.end());
        if (!is_there(paths, word)) {
            findings.push_back({file.path, line_of(comments, at), word + " is not there"});
        }
        at = comments.find_first_of(kLetters, end);
    }
    return findings;
}

}  // namespace

TEST_CASE("Comments: every path and document that they name is there", "[house]") {
    const std::set<std::string> paths = read_named_things().paths;
    std::vector<Finding> findings;
    for (const SourceFile& file : read_sources({"core", "sync", "ui", "platform", "tests"})) {
        std::ranges::move(dead_in_comments(file, paths), std::back_inserter(findings));
    }
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Comments: a path or document that is not there would be found", "[house]") {
    const std::set<std::string> paths{"core", "core/base", "core/base/id.hpp", "docs/decisions/0038-moves.md"};
    const auto dead = [&](std::string_view code) {
        return dead_in_comments({"core/a.hpp", std::string{code}}, paths).size();
    };
    CHECK(dead("// core/base/id.hpp, docs/decisions/0038 and 0038-moves.md.\nconst char* a = \"core/gone\";") == 0);
    CHECK(dead("int a;  // as core/base/gone.hpp has it") == 1);
    CHECK(dead("/* sync.md, R10 */") == 1);
}
