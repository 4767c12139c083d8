// SPDX-License-Identifier: Apache-2.0
#include "tests/house/failures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::house {

namespace {

constexpr std::size_t kRows = 37;
constexpr std::string_view kNothing = "–";
constexpr std::string_view kRest = "not done, or done otherwise";
constexpr std::array<std::string_view, 2> kReasons{"open: ", "decided otherwise: "};

bool says_why(std::string_view cell) {
    return std::ranges::any_of(
        kReasons, [cell](std::string_view begin) { return cell.starts_with(begin) && cell.size() > begin.size(); });
}

class RowFindings {
public:
    RowFindings(const SourceFile& document, const TableRow& row, std::vector<Finding>& findings)
        : m_document{document}, m_row{row}, m_findings{findings} {}

    void report(std::string what) { m_findings.push_back({m_document.path, m_row.line, std::move(what)}); }

private:
    const SourceFile& m_document;
    const TableRow& m_row;
    std::vector<Finding>& m_findings;
};

void check_row(const Table& table, const TableRow& row, const NamedThings& things, RowFindings& findings) {
    const std::string_view rest = table.cell(row, kRest);
    if (rest != kNothing && !says_why(rest)) {
        findings.report("what is not done is open or decided otherwise, and says why");
    }
    for (const std::string_view column : {"code", "test"}) {
        if (names_in(table.cell(row, column)).empty() && !says_why(rest)) {
            findings.report(fmt::format("{} names nothing, and no reason stands there", column));
        }
    }
    for (const std::string& name : names_in(table.cell(row, "code"))) {
        if (!things.paths.contains(name)) {
            findings.report(fmt::format("there is no {}", name));
        }
    }
}

}  // namespace

std::vector<Finding> wrong_rows(const SourceFile& document, const NamedThings& things) {
    std::vector<Finding> findings;
    std::size_t rows = 0;
    for (const Table& table : tables_of(document.text)) {
        if (!table.has_column("row")) {
            continue;
        }
        for (const TableRow& row : table.rows) {
            RowFindings of_row{document, row, findings};
            ++rows;
            if (!table.cell(row, "row").starts_with(fmt::format("{} ", rows))) {
                of_row.report(fmt::format("row {} should stand here", rows));
            }
            check_row(table, row, things, of_row);
        }
    }
    if (rows != kRows) {
        findings.push_back({document.path, 1, fmt::format("{} rows", rows)});
    }
    return findings;
}

}  // namespace daohu::house
