// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/functions.hpp"

#include <algorithm>
#include <array>

namespace daohu::form::xpath {

namespace {

constexpr ValueType kNumber = ValueType::number;
constexpr ValueType kString = ValueType::string;
constexpr ValueType kBoolean = ValueType::boolean;
constexpr ValueType kNodes = ValueType::node_set;
constexpr ArgumentRule kAny = ArgumentRule::any;
constexpr ArgumentRule kNodesFirst = ArgumentRule::first_is_node_set;
constexpr bool kCore = true;    // of XPath 1.0
constexpr bool kExtra = false;  // XForms and ODK only
constexpr bool kOdk = true;
constexpr bool kNotOdk = false;

// Sorted by name.
constexpr std::array kFunctions = {
    Signature{"abs", Function::abs, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"acos", Function::acos, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"area", Function::area, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"asin", Function::asin, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"atan", Function::atan, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"atan2", Function::atan2, 2, 2, kNumber, kAny, kExtra, kOdk},
    Signature{"base64-decode", Function::base64_decode, 1, 1, kString, kAny, kExtra, kOdk},
    Signature{"boolean", Function::boolean, 1, 1, kBoolean, kAny, kCore, kOdk},
    Signature{"boolean-from-string", Function::boolean_from_string, 1, 1, kBoolean, kAny, kExtra, kOdk},
    Signature{"ceiling", Function::ceiling, 1, 1, kNumber, kAny, kCore, kNotOdk},
    Signature{"checklist", Function::checklist, 2, kAnyNumber, kBoolean, kAny, kExtra, kOdk},
    Signature{"coalesce", Function::coalesce, 2, 2, kString, kAny, kExtra, kOdk},
    Signature{"concat", Function::concat, 1, kAnyNumber, kString, kAny, kCore, kOdk},
    Signature{"contains", Function::contains, 2, 2, kBoolean, kAny, kCore, kOdk},
    Signature{"cos", Function::cos, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"count", Function::count, 1, 1, kNumber, kNodesFirst, kCore, kOdk},
    Signature{"count-non-empty", Function::count_non_empty, 1, 1, kNumber, kNodesFirst, kExtra, kOdk},
    Signature{"count-selected", Function::count_selected, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"current", Function::current, 0, 0, kNodes, kAny, kCore, kOdk},
    Signature{"date", Function::date, 1, 1, kString, kAny, kExtra, kOdk},
    Signature{"date-time", Function::date_time, 1, 1, kString, kAny, kExtra, kOdk},
    Signature{"decimal-date-time", Function::decimal_date_time, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"decimal-time", Function::decimal_time, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"digest", Function::digest, 2, 3, kString, kAny, kExtra, kOdk},
    Signature{"distance", Function::distance, 1, kAnyNumber, kNumber, kAny, kExtra, kOdk},
    Signature{"ends-with", Function::ends_with, 2, 2, kBoolean, kAny, kExtra, kOdk},
    Signature{"exp", Function::exp, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"exp10", Function::exp10, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"false", Function::false_, 0, 0, kBoolean, kAny, kCore, kOdk},
    Signature{"floor", Function::floor, 1, 1, kNumber, kAny, kCore, kNotOdk},
    Signature{"format-date", Function::format_date, 2, 2, kString, kAny, kExtra, kOdk},
    Signature{"format-date-time", Function::format_date_time, 2, 2, kString, kAny, kExtra, kOdk},
    Signature{"geofence", Function::geofence, 2, 2, kBoolean, kAny, kExtra, kOdk},
    Signature{"id", Function::id, 1, 1, kNodes, kAny, kCore, kNotOdk},
    Signature{"if", Function::if_, 3, 3, kString, kAny, kExtra, kOdk},
    Signature{"indexed-repeat", Function::indexed_repeat, 3, 7, kNodes, ArgumentRule::repeats, kExtra, kOdk},
    Signature{"instance", Function::instance, 1, 1, kNodes, kAny, kExtra, kOdk},
    Signature{"int", Function::int_, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"join", Function::join, 1, kAnyNumber, kString, kAny, kExtra, kOdk},
    Signature{"jr:choice-name", Function::choice_name, 2, 2, kString, kAny, kExtra, kOdk},
    Signature{"jr:itext", Function::itext, 1, 1, kString, kAny, kExtra, kOdk},
    Signature{"lang", Function::lang, 1, 1, kBoolean, kAny, kCore, kNotOdk},
    Signature{"last", Function::last, 0, 0, kNumber, kAny, kCore, kOdk},
    Signature{"local-name", Function::local_name, 0, 1, kString, kNodesFirst, kCore, kNotOdk},
    Signature{"log", Function::log, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"log10", Function::log10, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"max", Function::max, 1, kAnyNumber, kNumber, kAny, kExtra, kOdk},
    Signature{"min", Function::min, 1, kAnyNumber, kNumber, kAny, kExtra, kOdk},
    Signature{"name", Function::name, 0, 1, kString, kNodesFirst, kCore, kNotOdk},
    Signature{"namespace-uri", Function::namespace_uri, 0, 1, kString, kNodesFirst, kCore, kNotOdk},
    Signature{"normalize-space", Function::normalize_space, 0, 1, kString, kAny, kCore, kOdk},
    Signature{"not", Function::not_, 1, 1, kBoolean, kAny, kCore, kOdk},
    Signature{"now", Function::now, 0, 0, kString, kAny, kExtra, kOdk},
    Signature{"number", Function::number, 0, 1, kNumber, kAny, kCore, kOdk},
    Signature{"once", Function::once, 1, 1, kString, kAny, kExtra, kOdk},
    Signature{"pi", Function::pi, 0, 0, kNumber, kAny, kExtra, kOdk},
    Signature{"position", Function::position, 0, 1, kNumber, kNodesFirst, kCore, kOdk},
    Signature{"pow", Function::pow, 2, 2, kNumber, kAny, kExtra, kOdk},
    Signature{"pulldata", Function::pulldata, 4, 4, kString, kAny, kExtra, kOdk},
    Signature{"random", Function::random, 0, 0, kNumber, kAny, kExtra, kOdk},
    Signature{"randomize", Function::randomize, 1, 2, kNodes, kNodesFirst, kExtra, kOdk},
    Signature{"regex", Function::regex, 2, 2, kBoolean, kAny, kExtra, kOdk},
    Signature{"round", Function::round, 1, 2, kNumber, kAny, kCore, kOdk},
    Signature{"selected", Function::selected, 2, 2, kBoolean, kAny, kExtra, kOdk},
    Signature{"selected-at", Function::selected_at, 2, 2, kString, kAny, kExtra, kOdk},
    Signature{"sin", Function::sin, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"sqrt", Function::sqrt, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"starts-with", Function::starts_with, 2, 2, kBoolean, kAny, kCore, kOdk},
    Signature{"string", Function::string, 0, 1, kString, kAny, kCore, kOdk},
    Signature{"string-length", Function::string_length, 0, 1, kNumber, kAny, kCore, kOdk},
    Signature{"substr", Function::substr, 2, 3, kString, kAny, kExtra, kOdk},
    Signature{"substring", Function::substring, 2, 3, kString, kAny, kCore, kNotOdk},
    Signature{"substring-after", Function::substring_after, 2, 2, kString, kAny, kCore, kOdk},
    Signature{"substring-before", Function::substring_before, 2, 2, kString, kAny, kCore, kOdk},
    Signature{"sum", Function::sum, 1, 1, kNumber, kNodesFirst, kCore, kOdk},
    Signature{"tan", Function::tan, 1, 1, kNumber, kAny, kExtra, kOdk},
    Signature{"today", Function::today, 0, 0, kString, kAny, kExtra, kOdk},
    Signature{"translate", Function::translate, 3, 3, kString, kAny, kCore, kOdk},
    Signature{"true", Function::true_, 0, 0, kBoolean, kAny, kCore, kOdk},
    Signature{"uuid", Function::uuid, 0, 1, kString, kAny, kExtra, kOdk},
    Signature{"version", Function::version, 0, 0, kString, kAny, kExtra, kOdk},
    Signature{"weighted-checklist", Function::weighted_checklist, 2, kAnyNumber, kBoolean,
              ArgumentRule::pairs_after_two, kExtra, kOdk},
};
static_assert(std::ranges::is_sorted(kFunctions, {}, &Signature::name));

}  // namespace

const Signature* find_function(std::string_view name, Dialect dialect) {
    const auto found = std::ranges::lower_bound(kFunctions, name, {}, &Signature::name);
    if (found == kFunctions.end() || found->name != name || (dialect == Dialect::xpath1 && !found->in_xpath1)) {
        return nullptr;
    }
    return &*found;
}

}  // namespace daohu::form::xpath
