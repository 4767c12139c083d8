// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/standards.hpp"

#include <set>

namespace daohu::casework {

namespace {

bool concerns(const policy::StandardRow& row, std::string_view division) {
    return row.division == "any" || division.starts_with(row.division);
}

}  // namespace

std::vector<StandardLine> standard_lines(const policy::Standards& standards, std::string_view division, Date on) {
    std::set<std::string_view> kinds;
    for (const policy::StandardRow& row : standards.rows()) {
        if (concerns(row, division)) {
            kinds.insert(row.kind);
        }
    }
    std::vector<StandardLine> lines;
    for (const std::string_view kind : kinds) {
        const policy::StandardRow* current = standards.find(kind, division, on);
        if (current == nullptr) {
            continue;
        }
        StandardLine line{*current, policy::Standards::is_stale(*current, on), {}};
        for (const policy::StandardRow& row : standards.rows()) {
            const bool is_next = row.kind == kind && concerns(row, division) && row.effective_from > on;
            if (is_next && (!line.replaced_from || row.effective_from < *line.replaced_from)) {
                line.replaced_from = row.effective_from;
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace daohu::casework
