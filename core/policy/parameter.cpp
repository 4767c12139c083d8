// SPDX-License-Identifier: Apache-2.0
#include "core/policy/parameter.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace daohu::policy {
namespace {

constexpr std::array<std::string_view, 22> kUnits{
    "multiple",      "ratio",      "yuan",     "hours",    "days",     "months",   "quarters", "years",
    "minutes",       "persons",    "count",    "bool",     "enum",     "set",      "text",     "ratio_range",
    "persons_range", "age_ranges", "staffing", "per_head", "approval", "condition"};
constexpr std::array<std::string_view, 5> kShared{"shared", "common", "differs", "single", "absent"};
constexpr std::array<std::string_view, 7> kModalities{"duty", "normally",   "may",   "explore",
                                                      "aim",  "discretion", "should"};

template <class Enum, std::size_t N>
std::optional<Enum> find_in(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto found = std::ranges::find(names, text);
    if (found == names.end()) {
        return std::nullopt;
    }
    return static_cast<Enum>(found - names.begin());
}

std::string describe(const Condition& condition);

std::string joined(const Condition& condition, std::string_view word) {
    std::vector<std::string> parts;
    for (const Condition& part : condition.parts) {
        const bool is_group = part.kind == Condition::Kind::all || part.kind == Condition::Kind::any;
        parts.push_back(is_group ? fmt::format("({})", describe(part)) : describe(part));
    }
    return fmt::format("{}", fmt::join(parts, word));
}

std::string describe(const Condition& condition) {
    switch (condition.kind) {
        case Condition::Kind::all: return joined(condition, " and ");
        case Condition::Kind::any: return joined(condition, " or ");
        case Condition::Kind::negation: return fmt::format("not ({})", joined(condition, " and "));
        case Condition::Kind::number:
            return fmt::format("{} {} {}", condition.word, name(condition.comparison), condition.limit);
        case Condition::Kind::one_of:
            return fmt::format("{} is {}", condition.word, fmt::join(condition.codes, " or "));
        case Condition::Kind::undefined: break;
    }
    return fmt::format("{} (the document's word, not defined)", condition.word);
}

struct ToText {
    std::string operator()(std::monostate /*nothing*/) const { return "null"; }
    std::string operator()(const Ratio& value) const { return value.to_string(); }
    std::string operator()(const Fen& value) const { return value.to_yuan(); }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(const CodeValue& value) const { return value.code; }
    std::string operator()(const std::vector<std::string>& value) const {
        return fmt::format("{}", fmt::join(value, ", "));
    }
    std::string operator()(const Label& value) const { return value.zh; }
    std::string operator()(const RatioRange& value) const {
        return fmt::format("{} - {}", value.from.to_string(), value.to.to_string());
    }
    std::string operator()(const IntRange& value) const { return fmt::format("{} - {}", value.from, value.to); }
    std::string operator()(const AgeRanges& value) const {
        return fmt::format("men {}, women {}", (*this)(value.men), (*this)(value.women));
    }
    std::string operator()(const Staffing& value) const {
        std::string text = std::to_string(value.least);
        if (value.covers) {
            text += fmt::format(" for {}", *value.covers);
        }
        if (value.step && value.added) {
            text += fmt::format(", {} more for every {}", *value.added, *value.step);
        }
        return text;
    }
    std::string operator()(const PerHead& value) const {
        return fmt::format("{} / {}", value.amount.to_yuan(), value.per);
    }
    std::string operator()(const Approval& value) const {
        return value.townships ? fmt::format("{}, but {} in {}", value.level, value.townships->level,
                                             fmt::join(value.townships->names, ", "))
                               : value.level;
    }
    std::string operator()(const Condition& value) const { return describe(value); }
    std::string operator()(const StandardReference& value) const { return value.kind; }
    std::string operator()(const RuleReference& value) const { return value.formula; }
};

}  // namespace

std::optional<ParameterId> ParameterId::parse(std::string_view text) {
    constexpr std::size_t kLength = 5;
    if (text.size() != kLength || !text.starts_with("R-")) {
        return std::nullopt;
    }
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number > kMax) {
        return std::nullopt;
    }
    return ParameterId{number};
}

std::string ParameterId::to_string() const { return fmt::format("R-{:03}", m_number); }

std::string_view name(Unit unit) { return kUnits.at(static_cast<std::size_t>(unit)); }
std::optional<Unit> find_unit(std::string_view text) { return find_in<Unit>(kUnits, text); }
std::string_view name(SharedBy shared) { return kShared.at(static_cast<std::size_t>(shared)); }
std::optional<SharedBy> find_shared_by(std::string_view text) { return find_in<SharedBy>(kShared, text); }
std::string_view name(Modality modality) { return kModalities.at(static_cast<std::size_t>(modality)); }
std::optional<Modality> find_modality(std::string_view text) { return find_in<Modality>(kModalities, text); }

std::string to_text(const ParameterValue& value) { return std::visit(ToText{}, value); }

bool Parameter::is_only_for(std::string_view word) const { return std::ranges::find(only_for, word) != only_for.end(); }

bool Parameter::is_in_force(Date day) const {
    return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
}

}  // namespace daohu::policy
