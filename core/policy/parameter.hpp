// SPDX-License-Identifier: Apache-2.0
#pragma once

// One parameter of a pack: what the document lays down, or that it does not. Values; any thread.

#include "core/base/date.hpp"
#include "core/base/money.hpp"
#include "core/base/ratio.hpp"
#include "core/policy/condition.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace daohu::policy {

// "R-042" as a number.
class ParameterId {
public:
    static constexpr std::uint16_t kMax = 199;

    constexpr explicit ParameterId(std::uint16_t number) : m_number{number} {}
    // Exactly "R-" and three digits.
    [[nodiscard]] static std::optional<ParameterId> parse(std::string_view text);

    [[nodiscard]] constexpr std::uint16_t number() const { return m_number; }
    [[nodiscard]] std::string to_string() const;

    friend constexpr auto operator<=>(const ParameterId&, const ParameterId&) = default;

private:
    std::uint16_t m_number;
};

struct Label {
    std::string zh;
    std::string en;

    friend bool operator==(const Label&, const Label&) = default;
};

enum class Unit : std::uint8_t {
    multiple,
    ratio,
    yuan,
    hours,
    days,
    months,
    quarters,
    years,
    minutes,
    persons,
    count,
    boolean,
    enumeration,
    set,
    text,
    ratio_range,
    persons_range,
    age_ranges,
    staffing,
    per_head,
    approval,
    condition,
};
[[nodiscard]] std::string_view name(Unit unit);
[[nodiscard]] std::optional<Unit> find_unit(std::string_view text);

// How many packs state it: all with one value, some with one value, with different values, one only, none.
enum class SharedBy : std::uint8_t { shared, common, differs, single, absent };
[[nodiscard]] std::string_view name(SharedBy shared);
[[nodiscard]] std::optional<SharedBy> find_shared_by(std::string_view text);

// How binding the document's words are.
enum class Modality : std::uint8_t { duty, normally, may, explore, aim, discretion, should };
[[nodiscard]] std::string_view name(Modality modality);
[[nodiscard]] std::optional<Modality> find_modality(std::string_view text);

struct RatioRange {
    Ratio from, to;
    friend bool operator==(const RatioRange&, const RatioRange&) = default;
};
struct IntRange {
    std::int64_t from = 0, to = 0;  // both included
    friend bool operator==(const IntRange&, const IntRange&) = default;
};
struct AgeRanges {
    IntRange men, women;
    friend bool operator==(const AgeRanges&, const AgeRanges&) = default;
};
// `least` persons for `covers` recipients, `added` for every `step` more.
struct Staffing {
    std::int64_t least = 0;
    std::optional<std::int64_t> covers, step, added, full_time;
    std::string of;
    friend bool operator==(const Staffing&, const Staffing&) = default;
};
struct PerHead {
    Fen amount;
    std::string per;  // "dibao_recipients", "aided_last_year"
    friend bool operator==(const PerHead&, const PerHead&) = default;
};
struct Approval {
    std::string level;
    struct Some {
        std::string level;
        std::vector<std::string> names;
        std::vector<std::string> codes;
        friend bool operator==(const Some&, const Some&) = default;
    };
    std::optional<Some> townships;  // those where it differs
    friend bool operator==(const Approval&, const Approval&) = default;
};
// Equal to a published standard.
struct StandardReference {
    std::string kind;
    friend bool operator==(const StandardReference&, const StandardReference&) = default;
};
// Computed by that formula from other parameters.
struct RuleReference {
    std::string formula;
    friend bool operator==(const RuleReference&, const RuleReference&) = default;
};
struct CodeValue {
    std::string code;
    friend bool operator==(const CodeValue&, const CodeValue&) = default;
};

// std::monostate: the document does not state it.
using ParameterValue =
    std::variant<std::monostate, Ratio, Fen, std::int64_t, bool, CodeValue, std::vector<std::string>, Label, RatioRange,
                 IntRange, AgeRanges, Staffing, PerHead, Approval, Condition, StandardReference, RuleReference>;

// For people and logs: "1.3" is "13/10", an amount "5000.00". Conditions as "condition".
[[nodiscard]] std::string to_text(const ParameterValue& value);

struct Assumed {
    ParameterValue value;
    std::string ambiguity;

    friend bool operator==(const Assumed&, const Assumed&) = default;
};

struct Parameter {
    ParameterValue value;
    Unit unit = Unit::text;
    SharedBy shared = SharedBy::absent;
    std::optional<Comparison> comparison;  // how a limit is to be compared
    std::string clause;                    // empty only where there is no value
    std::string document;                  // id in the pack's documents
    std::string pack;                      // the pack that lays it down: a parent's where inherited
    std::vector<Modality> modality;
    std::optional<Assumed> assumed;
    std::vector<std::string> ambiguities;
    std::vector<std::string> only_for;
    std::vector<std::string> instead;  // help that the clause names as well, in place of this
    bool implied = false;
    bool not_applicable = false;
    bool limit = false;
    std::optional<Date> valid_from, valid_to, by;
    std::optional<Label> note;
    bool has_own_source = false;

    [[nodiscard]] bool is_stated() const { return !std::holds_alternative<std::monostate>(value); }
    [[nodiscard]] bool is_only_for(std::string_view word) const;
    [[nodiscard]] bool is_in_force(Date day) const;

    friend bool operator==(const Parameter&, const Parameter&) = default;
};

// A reading that a county has to choose.
struct Switch {
    std::string value;  // empty: not chosen
    std::string clause;
    std::string document;
    std::optional<Assumed> assumed;

    friend bool operator==(const Switch&, const Switch&) = default;
};

}  // namespace daohu::policy
