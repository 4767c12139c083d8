// SPDX-License-Identifier: Apache-2.0
//
// docs/forms.md against the sources of the forms, the datasets and the table of roles.
#include "tests/house/markdown.hpp"
#include "tests/house/source_tree.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <regex>
#include <set>

using namespace daohu::house;

namespace {

namespace fs = std::filesystem;

// What a row of the page has to say.
struct FormLine {
    std::set<std::string> writes;
    std::string holds;
    std::string who;

    friend bool operator==(const FormLine&, const FormLine&) = default;
};
using FormLines = std::map<std::string, FormLine>;

// "dataset property" -> class
std::map<std::string, std::string> read_classes() {
    std::map<std::string, std::string> classes;
    for (const auto& file : fs::directory_iterator{source_root() / "assets/datasets"}) {
        if (file.path().extension() == ".json") {
            const auto dataset = nlohmann::json::parse(read_text(file.path()));
            for (const auto& property : dataset.at("properties")) {
                classes[dataset.at("dataset").get<std::string>() + ' ' + property.at("name").get<std::string>()] =
                    property.at("class");
            }
        }
    }
    return classes;
}

std::string in_words(const std::string& letters) {
    static const std::map<char, std::string> words{
        {'c', "coordinator"}, {'s', "second visitor"}, {'w', "social worker"}, {'t', "township"}, {'k', "county"}};
    std::string text;
    for (const char letter : letters) {
        text += (text.empty() ? "" : ", ") + words.at(letter);
    }
    return letters.size() == words.size() ? "everybody" : text;
}

std::map<std::string, std::string> read_roles() {
    static const std::regex row{R"re(FormRow\{"(\w+)", "(\w+)"\})re"};
    const std::string code = read_text(source_root() / "core/casework/act/roles.cpp");
    std::map<std::string, std::string> roles;
    for (std::sregex_iterator match{code.begin(), code.end(), row}; match != std::sregex_iterator{}; ++match) {
        roles[(*match)[1]] = in_words((*match)[2]);
    }
    return roles;
}

FormLine line_of_source(const std::string& source, const std::map<std::string, std::string>& classes) {
    static const std::regex saved{R"re(\| ([a-z_]+)#([a-z_0-9]+) \|)re"};
    FormLine line;
    std::set<std::string> held;
    for (std::sregex_iterator match{source.begin(), source.end(), saved}; match != std::sregex_iterator{}; ++match) {
        line.writes.insert((*match)[1]);
        held.insert(classes.at((*match)[1].str() + ' ' + (*match)[2].str()));
    }
    for (const char* const name : {"-", "W", "P", "S"}) {
        line.holds = held.contains(name) ? name : line.holds;
    }
    line.holds += source.contains("attribute::dh:seal") ? ", sealed" : "";
    return line;
}

FormLines read_sources_of_forms() {
    const auto classes = read_classes();
    const auto roles = read_roles();
    FormLines lines;
    for (const auto& file : fs::directory_iterator{source_root() / "assets/forms"}) {
        if (file.path().extension() == ".md") {
            const std::string id = file.path().stem();
            lines[id] = line_of_source(read_text(file.path()), classes);
            lines[id].who = roles.at(id);
        }
    }
    return lines;
}

FormLines lines_of_page(const std::string& page) {
    FormLines lines;
    for (const Table& table : tables_of(page)) {
        for (const TableRow& row : table.rows) {
            for (const std::string& id : names_in(table.cell(row, "form"))) {
                const auto writes = names_in(table.cell(row, "writes"));
                lines[id] = {{writes.begin(), writes.end()},
                             std::string{table.cell(row, "holds")},
                             std::string{table.cell(row, "who")}};
            }
        }
    }
    return lines;
}

std::set<std::string> datasets_of_page(const std::string& page) {
    std::set<std::string> datasets;
    for (const Table& table : tables_of(page)) {
        for (const TableRow& row : table.rows) {
            for (const char* const column : {"writes", "dataset"}) {
                for (const std::string& name : names_in(table.cell(row, column))) {
                    datasets.insert(name);
                }
            }
        }
    }
    return datasets;
}

}  // namespace

TEST_CASE("Forms page: says of every form what it writes, how sensitive that is and who fills it in", "[house]") {
    const FormLines there = read_sources_of_forms();
    const FormLines said = lines_of_page(read_text(source_root() / "docs/forms.md"));
    CHECK(said.size() == there.size());
    for (const auto& [id, line] : there) {
        CAPTURE(id, line.holds, line.who);
        REQUIRE(said.contains(id));
        CHECK(said.at(id) == line);
    }
}

TEST_CASE("Forms page: names every dataset, written by a form or not", "[house]") {
    const std::set<std::string> said = datasets_of_page(read_text(source_root() / "docs/forms.md"));
    std::set<std::string> there;
    for (const auto& file : fs::directory_iterator{source_root() / "assets/datasets"}) {
        if (file.path().extension() == ".json") {
            there.insert(file.path().stem());
        }
    }
    CHECK(said == there);
}

TEST_CASE("Forms page: a dataset left out, another class and another role would be found", "[house]") {
    const std::map<std::string, std::string> classes{{"case place", "P"}, {"case note", "S"}};
    const FormLine line = line_of_source("| case#place | |\n| case#note | attribute::dh:seal", classes);
    CHECK(line == FormLine{{"case"}, "S, sealed", ""});
    const std::string columns = "| form | writes | holds | who |\n|---|---|---|---|\n";
    CHECK(lines_of_page(columns + "| `a` | `case` | S, sealed | |\n").at("a") == line);
    CHECK(lines_of_page(columns + "| `a` | – | S, sealed | |\n").at("a") != line);
    CHECK(lines_of_page(columns + "| `a` | `case` | P | |\n").at("a") != line);
    CHECK(lines_of_page(columns + "| `a` | `case` | S, sealed | county |\n").at("a") != line);
    CHECK(in_words("ct") == "coordinator, township");
    CHECK(in_words("cswtk") == "everybody");
}
