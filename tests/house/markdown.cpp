// SPDX-License-Identifier: Apache-2.0
#include "tests/house/markdown.hpp"

#include <algorithm>

namespace daohu::house {

namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The lines outside of fenced and indented code, each with its number.
std::vector<Mention> prose_lines(std::string_view markdown) {
    std::vector<Mention> lines;
    bool is_fenced = false;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < markdown.size();) {
        const std::size_t end = std::min(markdown.find('\n', begin), markdown.size());
        const std::string_view line = markdown.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (trimmed(line).starts_with("```")) {
            is_fenced = !is_fenced;
        } else if (!is_fenced && !line.starts_with("    ")) {
            lines.push_back({number, std::string{line}});
        }
    }
    return lines;
}

// "| a | b |" -> a, b. No cell of ours holds a bar.
std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    line = trimmed(line);
    line.remove_prefix(1);
    for (std::size_t bar = line.find('|'); bar != std::string_view::npos; bar = line.find('|')) {
        cells.emplace_back(trimmed(line.substr(0, bar)));
        line.remove_prefix(bar + 1);
    }
    return cells;
}

bool is_table_line(std::string_view line) { return trimmed(line).starts_with('|'); }

bool is_rule(std::string_view line) {
    return is_table_line(line) && line.find_first_not_of("|-: \r") == std::string_view::npos;
}

}  // namespace

std::string_view Table::cell(const TableRow& row, std::string_view column) const {
    const auto found = std::ranges::find(columns, column);
    const auto index = static_cast<std::size_t>(found - columns.begin());
    return index < row.cells.size() && found != columns.end() ? std::string_view{row.cells[index]} : std::string_view{};
}

bool Table::has_column(std::string_view column) const { return std::ranges::find(columns, column) != columns.end(); }

std::vector<Table> tables_of(std::string_view markdown) {
    std::vector<Table> tables;
    std::string heading;
    bool is_inside = false;
    for (const Mention& line : prose_lines(markdown)) {
        if (line.text.starts_with('#')) {
            heading = trimmed(std::string_view{line.text}.substr(line.text.find_first_not_of('#')));
        }
        if (!is_table_line(line.text)) {
            is_inside = false;
        } else if (!is_inside) {
            tables.push_back({heading, cells_of(line.text), {}});
            is_inside = true;
        } else if (!is_rule(line.text)) {
            tables.back().rows.push_back({line.line, cells_of(line.text)});
        }
    }
    return tables;
}

std::vector<std::string> names_in(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t open = text.find('`'); open != std::string_view::npos; open = text.find('`')) {
        text.remove_prefix(open + 1);
        const std::size_t close = text.find('`');
        if (close == std::string_view::npos) {
            break;
        }
        names.emplace_back(text.substr(0, close));
        text.remove_prefix(close + 1);
    }
    return names;
}

std::vector<Mention> names_of(std::string_view markdown) {
    std::vector<Mention> names;
    for (const Mention& line : prose_lines(markdown)) {
        for (std::string& name : names_in(line.text)) {
            names.push_back({line.line, std::move(name)});
        }
    }
    return names;
}

std::vector<Mention> links_of(std::string_view markdown) {
    std::vector<Mention> links;
    for (const Mention& line : prose_lines(markdown)) {
        std::string_view rest = line.text;
        for (std::size_t at = rest.find("]("); at != std::string_view::npos; at = rest.find("](")) {
            rest.remove_prefix(at + 2);
            const std::string_view target = rest.substr(0, rest.find_first_of(")#"));
            if (!target.empty() && target.find(':') == std::string_view::npos) {
                links.push_back({line.line, std::string{target}});
            }
        }
    }
    return links;
}

}  // namespace daohu::house
