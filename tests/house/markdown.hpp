// SPDX-License-Identifier: Apache-2.0
#pragma once

// As much of Markdown as the project's documents use: headings, tables, links, and names in backticks.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::house {

struct TableRow {
    std::size_t line;  // from 1
    std::vector<std::string> cells;
};

struct Table {
    std::string heading;  // the nearest one above, without its marks
    std::vector<std::string> columns;
    std::vector<TableRow> rows;

    // The cell of this column; empty where the table has no such column.
    [[nodiscard]] std::string_view cell(const TableRow& row, std::string_view column) const;
    [[nodiscard]] bool has_column(std::string_view column) const;
};

struct Mention {
    std::size_t line;
    std::string text;
};

// Every table outside of code blocks.
[[nodiscard]] std::vector<Table> tables_of(std::string_view markdown);
// What stands in backticks, in order.
[[nodiscard]] std::vector<std::string> names_in(std::string_view text);
// The same for a whole document, outside of code blocks.
[[nodiscard]] std::vector<Mention> names_of(std::string_view markdown);
// Where links lead that stay in the repository, without what follows '#'.
[[nodiscard]] std::vector<Mention> links_of(std::string_view markdown);

}  // namespace daohu::house
