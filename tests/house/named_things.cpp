// SPDX-License-Identifier: Apache-2.0
#include "tests/house/named_things.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>

namespace daohu::house {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::array kFolders{"core/", "sync/", "ui/", "platform/", "assets/", "tests/", "docs/", "scripts/"};

json read_json(const fs::path& file) { return json::parse(read_text(source_root() / file)); }

bool is_stated(const json& entry) { return !entry.at("value").is_null() || entry.contains("assumed"); }

NamedPack read_pack(const fs::path& folder) {
    NamedPack pack;
    const json parameters = read_json(folder / "parameters.json");
    for (const char* const kind : {"parameters", "switches"}) {
        for (const auto& [id, entry] : parameters.at(kind).items()) {
            if (is_stated(entry)) {
                pack.parameters.emplace(id, entry.value("clause", ""));
            }
        }
    }
    const json cards = read_json(folder / "cards.json");
    for (const json& card : cards.at("cards")) {
        pack.cards.emplace(card.at("id"), card.at("clause"));
    }
    return pack;
}

bool is_path(std::string_view name) {
    return std::ranges::any_of(kFolders, [&](std::string_view folder) { return name.starts_with(folder); });
}

// "tests/forms/<id>.json" and "assets/forms/*" name many files: what is checked is the folder before.
std::string fixed_part(std::string_view path) {
    const std::size_t open = path.find_first_of("<*");
    if (open != std::string_view::npos) {
        path = path.substr(0, path.rfind('/', open));
    }
    return std::string{path.substr(0, path.find_last_not_of('/') + 1)};
}

}  // namespace

std::set<std::string> test_names(std::string_view code) {
    static const std::regex pattern{R"re(\bTEST_CASE\(\s*"([^"]*)")re"};
    std::set<std::string> names;
    for (std::cregex_iterator match{code.data(), code.data() + code.size(), pattern}; match != std::cregex_iterator{};
         ++match) {
        names.insert((*match)[1]);
    }
    return names;
}

NamedThings read_named_things() {
    NamedThings things;
    for (const std::string_view folder : kFolders) {
        things.paths.insert(fixed_part(folder));
        for (const auto& entry : fs::recursive_directory_iterator{source_root() / folder}) {
            things.paths.insert(fs::relative(entry.path(), source_root()).generic_string());
        }
    }
    for (const auto& entry : fs::directory_iterator{source_root() / "assets/forms"}) {
        if (entry.path().extension() == ".xml") {
            things.forms.insert(entry.path().stem());
        }
    }
    const json rules = read_json("assets/policy/rules.json");
    for (const json& rule : rules.at("rules")) {
        things.rules.insert(rule.at("id").get<std::string>());
    }
    for (const auto& entry : fs::directory_iterator{source_root() / "assets/policy"}) {
        if (fs::exists(entry.path() / "pack.json")) {
            things.packs.emplace(entry.path().filename(),
                                 read_pack(fs::path{"assets/policy"} / entry.path().filename()));
        }
    }
    for (const SourceFile& file : read_sources({"tests"})) {
        things.tests.merge(test_names(file.text));
    }
    return things;
}

std::vector<Finding> dead_names(const SourceFile& document, const NamedThings& things) {
    std::vector<Finding> findings;
    for (const Mention& name : names_of(document.text)) {
        if (is_path(name.text) && name.text.find(' ') == std::string::npos &&
            !things.paths.contains(fixed_part(name.text))) {
            findings.push_back({document.path, name.line, fmt::format("there is no {}", name.text)});
        }
    }
    const fs::path folder = fs::path{document.path}.parent_path();
    for (const Mention& link : links_of(document.text)) {
        if (!fs::exists(source_root() / folder / link.text)) {
            findings.push_back({document.path, link.line, fmt::format("a link leads to {}", link.text)});
        }
    }
    for (const Table& table : tables_of(document.text)) {
        for (const TableRow& row : table.rows) {
            for (const std::string& name : names_in(table.cell(row, "test"))) {
                if (!is_path(name) && !things.tests.contains(name)) {
                    findings.push_back({document.path, row.line, fmt::format("there is no test \"{}\"", name)});
                }
            }
        }
    }
    return findings;
}

}  // namespace daohu::house
