// SPDX-License-Identifier: Apache-2.0
//
// Conditions as packs write them.
#include "core/policy/pack_fields.hpp"

#include <fmt/format.h>

#include <utility>

namespace daohu::policy {
namespace {

using Kind = JsonValue::Kind;

void bad(FaultSink& sink, const std::string& where, std::string detail) {
    sink.add(FaultKind::bad_value, where, std::move(detail));
}

std::optional<Condition> read_parts(const JsonValue& list, Condition::Kind kind, const std::string& where,
                                    FaultSink& sink) {
    if (!list.is_array() || list.items.empty()) {
        bad(sink, where, "a list of conditions, not empty");
        return std::nullopt;
    }
    Condition made;
    made.kind = kind;
    for (std::size_t index = 0; index < list.items.size(); ++index) {
        auto part = read_condition(list.items[index], item_path(where, index), sink);
        if (!part) {
            return std::nullopt;
        }
        made.parts.push_back(std::move(*part));
    }
    return made;
}

// The one operator beside "compare".
std::optional<Condition> read_comparison(const std::string& fact, ObjectReader& object) {
    Condition made;
    made.word = fact;
    int operators = 0;
    for (const std::string_view key : {"at_least", "above", "at_most", "below", "is", "one_of"}) {
        const JsonValue* value = object.find(key);
        if (value == nullptr) {
            continue;
        }
        ++operators;
        const bool numeric = value->kind == Kind::integer && is_number_fact(fact);
        if (numeric && key != "one_of") {
            made.kind = Condition::Kind::number;
            made.limit = value->integer;
            made.comparison = key == "is" ? Comparison::exactly : *find_comparison(key);
        } else if (key == "is" && value->is_text() && is_code_fact(fact)) {
            made.kind = Condition::Kind::one_of;
            made.codes = {value->text};
        } else if (key == "one_of" && is_code_fact(fact)) {
            made.kind = Condition::Kind::one_of;
            made.codes = object.texts(key);
        } else {
            bad(object.sink(), object.path(key), fmt::format("'{}' cannot be compared like this", fact));
            return std::nullopt;
        }
    }
    if (operators != 1) {
        bad(object.sink(), object.where(), "compare needs exactly one of at_least, above, at_most, below, is, one_of");
        return std::nullopt;
    }
    return made;
}

}  // namespace

std::optional<Condition> read_condition(const JsonValue& json, const std::string& where, FaultSink& sink) {
    ObjectReader object{json, where, sink};
    int forms = 0;
    std::optional<Condition> made;
    if (const JsonValue* all = object.find("all"); all != nullptr) {
        ++forms;
        made = read_parts(*all, Condition::Kind::all, object.path("all"), sink);
    }
    if (const JsonValue* any = object.find("any"); any != nullptr) {
        ++forms;
        made = read_parts(*any, Condition::Kind::any, object.path("any"), sink);
    }
    if (const JsonValue* negated = object.find("not"); negated != nullptr) {
        ++forms;
        if (auto part = read_condition(*negated, object.path("not"), sink)) {
            made.emplace().kind = Condition::Kind::negation;
            made->parts.push_back(std::move(*part));
        }
    }
    if (const auto fact = object.text("compare")) {
        ++forms;
        if (is_number_fact(*fact) || is_code_fact(*fact)) {
            made = read_comparison(*fact, object);
        } else {
            sink.add(FaultKind::unknown_code, object.path("compare"), *fact);
        }
    }
    if (const auto word = object.text("undefined")) {
        ++forms;
        if (is_undefined_word(*word)) {
            made.emplace().kind = Condition::Kind::undefined;
            made->word = *word;
        } else {
            sink.add(FaultKind::unknown_code, object.path("undefined"), *word);
        }
    }
    if (forms != 1) {
        bad(sink, where, "a condition is one of all, any, not, compare, undefined");
        return std::nullopt;
    }
    return made;
}

}  // namespace daohu::policy
