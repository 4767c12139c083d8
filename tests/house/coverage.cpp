// SPDX-License-Identifier: Apache-2.0
#include "tests/house/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::house {

namespace {

constexpr int kCapabilities = 40;
constexpr std::string_view kBetweenClauses = "、";
// What a cell says that names nothing: nothing is needed, or it is not there yet.
constexpr std::array kSaysNothing{"–", "open"};

std::vector<std::string> clauses_in(std::string_view text) {
    std::vector<std::string> clauses;
    while (!text.empty()) {
        const std::size_t end = text.find(kBetweenClauses);
        clauses.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + kBetweenClauses.size());
    }
    return clauses;
}

bool covers(std::string_view row, std::string_view named) {
    const std::vector<std::string> there = clauses_in(row);
    return std::ranges::all_of(
        clauses_in(named), [&](const std::string& clause) { return std::ranges::find(there, clause) != there.end(); });
}

const NamedPack* pack_of(const Table& table, const NamedThings& things) {
    for (const std::string& name : names_in(table.heading)) {
        if (const auto pack = things.packs.find(name); pack != things.packs.end()) {
            return &pack->second;
        }
    }
    return nullptr;
}

class RowCheck {
public:
    RowCheck(const SourceFile& document, const Table& table, const TableRow& row, std::vector<Finding>& findings)
        : m_document{document}, m_table{table}, m_row{row}, m_findings{findings} {}

    void find_in(std::string_view column, const std::set<std::string>& things) {
        if (!m_table.has_column(column)) {
            return;
        }
        for (const std::string& name : names_in(m_table.cell(m_row, column))) {
            if (!things.contains(name)) {
                report(fmt::format("there is no {} in {}", name, column));
            }
        }
        require_word(column);
    }

    void find_in(std::string_view column, const std::map<std::string, std::string>& clause_of) {
        for (const std::string& name : names_in(m_table.cell(m_row, column))) {
            const auto found = clause_of.find(name);
            if (found == clause_of.end()) {
                report(fmt::format("{} is not stated by this pack", name));
            } else if (!covers(m_table.cell(m_row, "clauses"), found->second)) {
                report(fmt::format("{} rests on {}, which the row does not name", name, found->second));
            }
        }
    }

    void require_word(std::string_view column) {
        const std::string_view cell = m_table.cell(m_row, column);
        if (names_in(cell).empty() && std::ranges::find(kSaysNothing, cell) == kSaysNothing.end()) {
            report(fmt::format("{} says neither what nor that there is nothing", column));
        }
    }

    void report(std::string what) { m_findings.push_back({m_document.path, m_row.line, std::move(what)}); }

private:
    const SourceFile& m_document;
    const Table& m_table;
    const TableRow& m_row;
    std::vector<Finding>& m_findings;
};

void check_order(const SourceFile& document, const std::string& of, const std::vector<const Table*>& tables,
                 std::vector<Finding>& findings) {
    int expected = 1;
    for (const Table* const table : tables) {
        for (const TableRow& row : table->rows) {
            const std::string id = fmt::format("C{:02}", expected);
            if (!table->cell(row, "capability").starts_with(id)) {
                findings.push_back({document.path, row.line, fmt::format("{} should stand here, of {}", id, of)});
                return;
            }
            ++expected;
        }
    }
    if (expected != kCapabilities + 1) {
        findings.push_back({document.path, 1, fmt::format("{} has {} capabilities", of, expected - 1)});
    }
}

using Named = std::set<std::string>;

void collect(const Table& table, std::string_view column, Named& named) {
    for (const TableRow& row : table.rows) {
        std::ranges::copy(names_in(table.cell(row, column)), std::inserter(named, named.end()));
    }
}

template <class Things>
void report_missing(const SourceFile& document, const Things& things, const Named& named, std::string_view what,
                    std::vector<Finding>& findings) {
    for (const auto& thing : things) {
        std::string id;
        if constexpr (requires { thing.first; }) {
            id = thing.first;
        } else {
            id = thing;
        }
        if (!named.contains(id)) {
            findings.push_back({document.path, 1, fmt::format("leaves out {} {}", what, id)});
        }
    }
}

}  // namespace

std::vector<Finding> wrong_names(const SourceFile& document, const NamedThings& things) {
    std::vector<Finding> findings;
    for (const Table& table : tables_of(document.text)) {
        const NamedPack* const pack = pack_of(table, things);
        for (const TableRow& row : table.rows) {
            RowCheck check{document, table, row, findings};
            check.find_in("forms", things.forms);
            check.find_in("rules", things.rules);
            check.find_in("code", things.paths);
            check.find_in("screen", things.paths);
            if (table.has_column("test")) {
                check.require_word("test");
            }
            if (pack != nullptr) {
                check.find_in("parameters", pack->parameters);
                check.find_in("cards", pack->cards);
            }
        }
    }
    return findings;
}

std::vector<Finding> missing_rows(const SourceFile& document, const NamedThings& things) {
    std::vector<Finding> findings;
    const std::vector<Table> tables = tables_of(document.text);
    std::vector<const Table*> capabilities;
    std::map<const NamedPack*, std::vector<const Table*>> packs;
    for (const Table& table : tables) {
        if (!table.has_column("capability")) {
            continue;
        }
        if (const NamedPack* const pack = pack_of(table, things); pack != nullptr) {
            packs[pack].push_back(&table);
        } else {
            capabilities.push_back(&table);
        }
    }
    check_order(document, "the capabilities", capabilities, findings);
    for (const auto& [id, pack] : things.packs) {
        check_order(document, id, packs[&pack], findings);
    }
    return findings;
}

std::vector<Finding> left_out(const SourceFile& document, const NamedThings& things) {
    Named forms;
    Named rules;
    std::map<const NamedPack*, Named> parameters;
    std::map<const NamedPack*, Named> cards;
    for (const Table& table : tables_of(document.text)) {
        collect(table, "forms", forms);
        collect(table, "rules", rules);
        if (const NamedPack* const pack = pack_of(table, things); pack != nullptr) {
            collect(table, "parameters", parameters[pack]);
            collect(table, "cards", cards[pack]);
        }
    }
    std::vector<Finding> findings;
    report_missing(document, things.forms, forms, "the form", findings);
    report_missing(document, things.rules, rules, "the rule", findings);
    for (const auto& [id, pack] : things.packs) {
        report_missing(document, pack.parameters, parameters[&pack], id, findings);
        report_missing(document, pack.cards, cards[&pack], id + " card", findings);
    }
    return findings;
}

}  // namespace daohu::house
