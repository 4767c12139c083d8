// SPDX-License-Identifier: Apache-2.0
//
// The values of parameters, by unit.
#include "core/base/division_code.hpp"
#include "core/policy/pack_fields.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace daohu::policy {
namespace {

using Kind = JsonValue::Kind;

void bad(FaultSink& sink, const std::string& where, std::string detail) {
    sink.add(FaultKind::bad_value, where, std::move(detail));
}

std::optional<Ratio> to_ratio(const JsonValue* json, const std::string& where, FaultSink& sink) {
    if (json != nullptr && json->is_text()) {
        if (auto ratio = Ratio::parse(json->text); ratio && *ratio >= Ratio{}) {
            return *ratio;
        }
    }
    bad(sink, where, R"(a ratio is written "6", "1.3", "1/3" or "70%")");
    return std::nullopt;
}

std::optional<Fen> to_yuan(const JsonValue* json, const std::string& where, FaultSink& sink) {
    if (json != nullptr && json->is_text()) {
        if (auto amount = Fen::parse_yuan(json->text); amount && *amount >= Fen{}) {
            return *amount;
        }
    }
    bad(sink, where, R"(an amount is written in yuan, as text: "5000.00")");
    return std::nullopt;
}

// A part of a whole.
std::optional<Ratio> to_share(const JsonValue& json, const std::string& where, FaultSink& sink) {
    auto ratio = to_ratio(&json, where, sink);
    if (ratio && *ratio > Ratio{1}) {
        bad(sink, where, "a share is at most 100%");
        return std::nullopt;
    }
    return ratio;
}

std::optional<std::int64_t> to_count(const JsonValue* json, const std::string& where, FaultSink& sink) {
    if (json != nullptr && json->kind == Kind::integer && json->integer >= 0) {
        return json->integer;
    }
    bad(sink, where, "a whole number is needed");
    return std::nullopt;
}

// A time, an age: of nothing there is none.
std::optional<std::int64_t> to_span(const JsonValue& json, const std::string& where, FaultSink& sink) {
    const auto count = to_count(&json, where, sink);
    if (count && *count == 0) {
        bad(sink, where, "a whole number from 1");
        return std::nullopt;
    }
    return count;
}

std::optional<ParameterValue> to_amount(const JsonValue& json, const std::string& where, FaultSink& sink) {
    if (!json.is_object()) {
        const auto amount = to_yuan(&json, where, sink);
        return amount ? std::optional<ParameterValue>{*amount} : std::nullopt;
    }
    ObjectReader object{json, where, sink};
    const auto standard = object.text("standard");
    const auto rule = object.text("rule");
    if (standard.has_value() == rule.has_value()) {
        bad(sink, where, "either a standard or a rule");
        return std::nullopt;
    }
    if (standard) {
        return StandardReference{*standard};
    }
    return RuleReference{*rule};
}

std::optional<IntRange> to_range(const JsonValue* json, const std::string& where, FaultSink& sink) {
    if (json == nullptr) {
        bad(sink, where, "a range is needed");
        return std::nullopt;
    }
    ObjectReader object{*json, where, sink};
    const auto from = to_count(object.find("from"), object.path("from"), sink);
    const auto to = to_count(object.find("to"), object.path("to"), sink);
    if (!from || !to) {
        return std::nullopt;
    }
    if (*from > *to) {
        bad(sink, where, "the range ends before it begins");
        return std::nullopt;
    }
    return IntRange{*from, *to};
}

std::optional<ParameterValue> to_ratio_range(const JsonValue& json, const std::string& where, FaultSink& sink) {
    ObjectReader object{json, where, sink};
    const auto from = to_ratio(object.find("from"), object.path("from"), sink);
    const auto to = to_ratio(object.find("to"), object.path("to"), sink);
    if (!from || !to) {
        return std::nullopt;
    }
    if (*from > *to) {
        bad(sink, where, "the range ends before it begins");
        return std::nullopt;
    }
    return RatioRange{*from, *to};
}

std::optional<ParameterValue> to_age_ranges(const JsonValue& json, const std::string& where, FaultSink& sink) {
    ObjectReader object{json, where, sink};
    const auto men = to_range(object.find("men"), object.path("men"), sink);
    const auto women = to_range(object.find("women"), object.path("women"), sink);
    if (!men || !women) {
        return std::nullopt;
    }
    return AgeRanges{*men, *women};
}

std::optional<ParameterValue> to_staffing(const JsonValue& json, const std::string& where, FaultSink& sink) {
    ObjectReader object{json, where, sink};
    Staffing made;
    const auto least = to_count(object.need("least"), object.path("least"), sink);
    const std::size_t before = sink.count();
    const auto some = [&](std::string_view key) {
        const JsonValue* value = object.find(key);
        return value == nullptr ? std::nullopt : to_count(value, object.path(key), sink);
    };
    made.covers = some("covers");
    made.step = some("step");
    made.added = some("added");
    made.full_time = some("full_time");
    made.of = object.text("of").value_or("");
    if (!made.of.empty() && made.of != "year_round_recipients") {
        sink.add(FaultKind::unknown_code, object.path("of"), made.of);
    }
    if (!least || sink.count() != before) {
        return std::nullopt;
    }
    made.least = *least;
    if (made.step.has_value() != made.added.has_value() || (made.step && (*made.step <= 0 || !made.covers))) {
        bad(sink, where, "a step needs covers, step and added, and is above zero");
        return std::nullopt;
    }
    return made;
}

std::optional<ParameterValue> to_per_head(const JsonValue& json, const std::string& where, FaultSink& sink) {
    ObjectReader object{json, where, sink};
    const auto amount = to_yuan(object.need("amount"), object.path("amount"), sink);
    const auto per = object.needed_text("per");
    if (per && *per != "dibao_recipients" && *per != "aided_last_year") {
        sink.add(FaultKind::unknown_code, object.path("per"), *per);
        return std::nullopt;
    }
    if (!amount || !per) {
        return std::nullopt;
    }
    return PerHead{*amount, *per};
}

std::optional<std::string> to_level(ObjectReader& object) {
    auto level = object.needed_text("level");
    if (level && *level != "township" && *level != "county" && *level != "township_if_delegated") {
        object.sink().add(FaultKind::unknown_code, object.path("level"), *level);
        return std::nullopt;
    }
    return level;
}

bool are_townships(const std::vector<std::string>& codes) {
    return std::ranges::all_of(codes, [](const std::string& text) {
        const auto code = DivisionCode::parse(text);
        return code && code->level() == DivisionLevel::township;
    });
}

std::optional<ParameterValue> to_approval(const JsonValue& json, const std::string& where, FaultSink& sink) {
    ObjectReader object{json, where, sink};
    const auto level = to_level(object);
    if (!level) {
        return std::nullopt;
    }
    Approval made{*level, std::nullopt};
    if (const JsonValue* townships = object.find("townships"); townships != nullptr) {
        ObjectReader some{*townships, object.path("townships"), sink};
        made.townships = Approval::Some{to_level(some).value_or(""), some.texts("names"), some.texts("codes")};
        if (!are_townships(made.townships->codes)) {
            bad(sink, some.path("codes"), "division codes of townships, 9 or 12 digits");
            return std::nullopt;
        }
    }
    return made;
}

bool check_codes(const std::vector<std::string>& written, const std::vector<std::string>& codes,
                 const std::string& where, FaultSink& sink) {
    for (const std::string& code : written) {
        if (std::ranges::find(codes, code) == codes.end()) {
            sink.add(FaultKind::unknown_code, where, fmt::format("'{}' is none of {}", code, fmt::join(codes, ", ")));
            return false;
        }
    }
    return true;
}

std::optional<ParameterValue> to_enumeration(const JsonValue& json, const std::vector<std::string>& codes,
                                             const std::string& where, FaultSink& sink) {
    if (!json.is_text()) {
        bad(sink, where, "a code is needed");
        return std::nullopt;
    }
    if (!check_codes({json.text}, codes, where, sink)) {
        return std::nullopt;
    }
    return CodeValue{json.text};
}

std::optional<ParameterValue> to_set(const JsonValue& json, const std::vector<std::string>& codes,
                                     const std::string& where, FaultSink& sink) {
    std::vector<std::string> set;
    for (const JsonValue& item : json.items) {
        set.push_back(item.text);
    }
    if (!json.is_array() || set.empty() || !std::ranges::all_of(json.items, &JsonValue::is_text)) {
        bad(sink, where, "a list of codes, not empty");
        return std::nullopt;
    }
    if (!check_codes(set, codes, where, sink)) {
        return std::nullopt;
    }
    return set;
}

}  // namespace

std::optional<ParameterValue> read_parameter_value(const JsonValue& json, Unit unit,
                                                   const std::vector<std::string>& codes, const std::string& where,
                                                   FaultSink& sink) {
    const auto wrap = [](const auto& value) { return value ? std::optional<ParameterValue>{*value} : std::nullopt; };
    switch (unit) {
        case Unit::multiple: return wrap(to_ratio(&json, where, sink));
        case Unit::ratio: return wrap(to_share(json, where, sink));
        case Unit::yuan: return to_amount(json, where, sink);
        case Unit::hours:
        case Unit::days:
        case Unit::months:
        case Unit::quarters:
        case Unit::years:
        case Unit::minutes: return wrap(to_span(json, where, sink));
        case Unit::persons:
        case Unit::count: return wrap(to_count(&json, where, sink));
        case Unit::boolean:
            if (json.kind != Kind::boolean) {
                bad(sink, where, "true or false");
                return std::nullopt;
            }
            return json.boolean;
        case Unit::enumeration: return to_enumeration(json, codes, where, sink);
        case Unit::set: return to_set(json, codes, where, sink);
        case Unit::text: return wrap(to_label(json, where, sink));
        case Unit::ratio_range: return to_ratio_range(json, where, sink);
        case Unit::persons_range: return wrap(to_range(&json, where, sink));
        case Unit::age_ranges: return to_age_ranges(json, where, sink);
        case Unit::staffing: return to_staffing(json, where, sink);
        case Unit::per_head: return to_per_head(json, where, sink);
        case Unit::approval: return to_approval(json, where, sink);
        case Unit::condition: return wrap(read_condition(json, where, sink));
    }
    return std::nullopt;
}

}  // namespace daohu::policy
