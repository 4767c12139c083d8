// SPDX-License-Identifier: Apache-2.0
#pragma once

// Dated figures that others publish: the allowance standards, the minimum wage, populations. Tables of their own, each
// figure with its publisher and document; docs/policy-pack.md. Immutable once read, so any thread may read them.

#include "core/base/date.hpp"
#include "core/base/money.hpp"
#include "core/policy/fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace daohu::policy {

struct StandardRow {
    std::string kind;      // "dibao_urban_month"
    std::string division;  // its leading digits, or "any"
    Date effective_from;
    std::optional<Date> effective_to;
    std::variant<Fen, std::int64_t, std::string> figure;
    std::string publisher;
    std::string document;
    std::string table;  // id of the table it came with
    std::optional<Date> received_at;
    std::string signature;  // empty where the table has none
};

class Standards {
public:
    // A figure older than this is used and marked: it may be out of date. An engineering choice, no law.
    static constexpr int kStaleMonths = 15;
    // No such figure of a person or family is higher; one of nothing is a blank that was filled in.
    static constexpr Fen kMostPlausible{100'000'000};

    Standards() = default;
    // Nothing, and the faults, when the table is not sound.
    [[nodiscard]] static std::optional<Standards> read(std::string_view json, Faults& faults);
    // Both tables together, under the first one's id. A row that is the same but for a last day that it adds ends the
    // known one; any other difference for the same kind, place and day (also of publisher or document) is a fault.
    [[nodiscard]] static std::optional<Standards> merge(Standards a, const Standards& b, Faults& faults);

    // The row that counts for a place (any division code) on a day: of the nearest division, the latest. A row that has
    // ended does not give way to the one it replaced. Null: none.
    [[nodiscard]] const StandardRow* find(std::string_view kind, std::string_view division, Date day) const;
    // Whether some place within the division has figures of its own.
    [[nodiscard]] bool has_within(std::string_view kind, std::string_view division) const;
    [[nodiscard]] static bool is_stale(const StandardRow& row, Date day);

    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] const std::vector<StandardRow>& rows() const { return m_rows; }
    // The table in the format that read() takes, with its id; rows in order of kind, division and day.
    [[nodiscard]] std::string to_json() const;

private:
    bool check_conflicts(Faults& faults) const;

    std::string m_id;
    std::vector<StandardRow> m_rows;
};

// The kinds that exist, with what each counts: "amount", "count" or "text". Nothing for another word.
[[nodiscard]] std::optional<std::string_view> find_standard_figure(std::string_view kind);

}  // namespace daohu::policy
