// SPDX-License-Identifier: Apache-2.0
//
// What a pack takes from its parent, and the limits that the parent sets it.
#include "core/policy/pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace daohu::policy {
namespace {

// Ceilings that a document gives as a multiple of a standard. Under a parent's limit in yuan nobody can tell whether
// they keep within it before the standard is known.
constexpr std::array<ParameterId, 4> kMultiplesOfTempAid{ParameterId{1}, ParameterId{5}, ParameterId{7},
                                                         ParameterId{9}};
constexpr ParameterId kYuanOfTempAid{10};

bool is_upper_limit(Comparison comparison) {
    return comparison == Comparison::at_most || comparison == Comparison::below || comparison == Comparison::to;
}

bool is_strict(Comparison comparison) { return comparison == Comparison::below || comparison == Comparison::above; }

// A limit from above stays one from above, and one that leaves the figure itself out stays so.
bool is_looser(Comparison child, Comparison parent) {
    if (parent == Comparison::exactly || child == Comparison::exactly) {
        return child != parent && parent == Comparison::exactly;
    }
    return is_upper_limit(child) != is_upper_limit(parent);
}

// Whether `child` is beyond the limit `parent`. Only figures have limits.
template <class T>
bool is_beyond(const T& child, const T& parent, Comparison comparison) {
    if (comparison == Comparison::exactly) {
        return child != parent;
    }
    return is_upper_limit(comparison) ? child > parent : child < parent;
}

bool exceeds(const Parameter& child, const Parameter& parent) {
    if (!parent.limit || !parent.is_stated() || !parent.comparison) {
        return false;
    }
    if (const auto* limit = std::get_if<Fen>(&parent.value)) {
        const auto* value = std::get_if<Fen>(&child.value);
        return value == nullptr || is_beyond(*value, *limit, *parent.comparison);
    }
    if (const auto* limit = std::get_if<Ratio>(&parent.value)) {
        const auto* value = std::get_if<Ratio>(&child.value);
        return value == nullptr || is_beyond(*value, *limit, *parent.comparison);
    }
    if (const auto* limit = std::get_if<std::int64_t>(&parent.value)) {
        const auto* value = std::get_if<std::int64_t>(&child.value);
        return value == nullptr || is_beyond(*value, *limit, *parent.comparison);
    }
    return *parent.comparison == Comparison::exactly && child.value != parent.value;
}

bool is_looser(const Parameter& child, const Parameter& parent) {
    if (!parent.limit || !parent.comparison || !child.comparison) {
        return false;
    }
    const bool includes_the_bound =
        is_strict(*parent.comparison) && !is_strict(*child.comparison) && child.value == parent.value;
    return includes_the_bound || is_looser(*child.comparison, *parent.comparison);
}

void add_fault(Faults& faults, FaultKind kind, std::string where, std::string detail) {
    faults.push_back(Fault{kind, "parameters.json", std::move(where), std::move(detail)});
}

// The word of a comparison is an operator of packs; empty where there is none.
std::string_view comparison_of(const Parameter& parameter) {
    return parameter.comparison ? name(*parameter.comparison) : std::string_view{};
}

void check_limit(const Parameter& child, const Parameter& parent, const std::string& where, Faults& faults) {
    if (child.has_own_source || !child.is_stated()) {
        return;
    }
    const auto narrows = [&](const std::string& word) { return !parent.is_only_for(word); };
    if (parent.limit && parent.is_stated() && std::ranges::any_of(child.only_for, narrows)) {
        add_fault(faults, FaultKind::exceeds_parent, where + ".only_for",
                  fmt::format("it is for fewer than the parent's limit ({} {})", parent.pack, parent.clause));
    } else if (exceeds(child, parent)) {
        add_fault(faults, FaultKind::exceeds_parent, where,
                  fmt::format("{} is beyond the parent's {} ({} {})", to_text(child.value), to_text(parent.value),
                              parent.pack, parent.clause));
    } else if (is_looser(child, parent)) {
        add_fault(faults, FaultKind::exceeds_parent, where + ".operator",
                  fmt::format("'{}' is looser than the parent's '{}' ({} {})", comparison_of(child),
                              comparison_of(parent), parent.pack, parent.clause));
    }
}

// A ceiling in multiples beside a parent's limit in yuan needs a document that allows it.
void check_multiples(const Pack& child, const Pack& parent, Faults& faults) {
    const auto& limit = parent.parameters.at(kYuanOfTempAid.number());
    if (!limit || !limit->limit || !limit->is_stated()) {
        return;
    }
    for (const ParameterId id : kMultiplesOfTempAid) {
        const auto& multiple = child.parameters.at(id.number());
        if (multiple && multiple->is_stated() && multiple->pack == child.id && !multiple->has_own_source) {
            add_fault(faults, FaultKind::exceeds_parent, "parameters." + id.to_string(),
                      fmt::format("a multiple of a standard can come to more than the parent's {} yuan ({} {})",
                                  to_text(limit->value), limit->pack, limit->clause));
        }
    }
}

void inherit_parameter(std::optional<Parameter>& child, const std::optional<Parameter>& parent, ParameterId id,
                       Faults& faults) {
    if (!child) {
        child = parent;
        return;
    }
    const std::string where = "parameters." + id.to_string();
    if (!child->is_stated() && !child->assumed) {
        add_fault(faults, FaultKind::bad_value, where, "null does not take back what the parent lays down");
        return;
    }
    if (parent) {
        check_limit(*child, *parent, where, faults);
    }
    // A child's value stays a limit for its own children.
    if (parent && parent->limit) {
        child->limit = true;
        if (!child->comparison) {
            child->comparison = parent->comparison;
        }
    }
}

// Where the child's own entry has days, the parents' entries stay for the days outside them.
void keep_parents(Pack& child, const Pack& parent, ParameterId id) {
    const auto& own = child.parameters.at(id.number());
    const auto& above = parent.parameters.at(id.number());
    std::vector<Parameter> kept;
    if (own && (own->valid_from || own->valid_to) && above) {
        kept.push_back(*above);
    }
    if (const auto further = parent.parents_parameters.find(id);
        further != parent.parents_parameters.end() && (!own || !kept.empty())) {
        kept.insert(kept.end(), further->second.begin(), further->second.end());
    }
    if (!kept.empty()) {
        child.parents_parameters[id] = std::move(kept);
    }
}

template <class T>
void inherit_list(std::vector<T>& child, const std::vector<T>& parent) {
    if (child.empty()) {
        child = parent;
    }
}

}  // namespace

std::optional<Pack> inherit(Pack child, const Pack& parent, Faults& faults) {
    const std::size_t before = faults.size();
    check_multiples(child, parent, faults);
    for (std::uint16_t number = 0; number <= ParameterId::kMax; ++number) {
        keep_parents(child, parent, ParameterId{number});
        inherit_parameter(child.parameters.at(number), parent.parameters.at(number), ParameterId{number}, faults);
    }
    for (const auto& [id, value] : parent.switches) {
        child.switches.try_emplace(id, value);
    }
    child.documents.insert(child.documents.end(), parent.documents.begin(), parent.documents.end());
    inherit_list(child.programmes, parent.programmes);
    inherit_list(child.terms, parent.terms);
    inherit_list(child.bodies, parent.bodies);
    inherit_list(child.routes, parent.routes);
    inherit_list(child.hotlines, parent.hotlines);
    inherit_list(child.calendar, parent.calendar);
    inherit_list(child.cards, parent.cards);
    if (!child.notice.fields && child.notice.places.empty()) {
        child.notice = parent.notice;
    }
    child.possibly_superseded = child.possibly_superseded || parent.possibly_superseded;
    name_pack(faults, before, child.id);
    if (faults.size() != before) {
        return std::nullopt;
    }
    return child;
}

}  // namespace daohu::policy
