// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts_values.hpp"

namespace daohu::policy {
namespace {

using Kind = JsonValue::Kind;

}  // namespace

Result<std::string> convert(const JsonValue& json, std::type_identity<std::string> /*to*/) {
    if (!json.is_text() || json.text.empty()) {
        return fail(ErrorCode::invalid_argument, "a text is needed");
    }
    return json.text;
}

Result<std::int64_t> convert(const JsonValue& json, std::type_identity<std::int64_t> /*to*/) {
    if (json.kind != Kind::integer) {
        return fail(ErrorCode::invalid_argument, "a whole number is needed");
    }
    if (json.integer < 0) {
        return fail(ErrorCode::invalid_argument, "a number below zero counts nothing");
    }
    return json.integer;
}

Result<Fen> convert(const JsonValue& json, std::type_identity<Fen> /*to*/) {
    Fen amount;
    if (json.kind == Kind::integer) {
        amount = Fen{json.integer};
    } else if (json.is_text()) {
        const Result<Fen> yuan = Fen::parse_yuan(json.text);
        if (!yuan) {
            return fail(yuan.error().code, "yuan are written in digits, with at most two after the point: \"1700.00\"");
        }
        amount = *yuan;
    } else {
        return fail(ErrorCode::invalid_argument, "an amount is a whole number of fen, or yuan as text: \"700.00\"");
    }
    if (amount < Fen{}) {
        return fail(ErrorCode::invalid_argument, "an amount below zero");
    }
    return amount;
}

Result<Date> convert(const JsonValue& json, std::type_identity<Date> /*to*/) {
    if (!json.is_text()) {
        return fail(ErrorCode::invalid_argument, "a day is written \"2026-03-02\"");
    }
    const Result<Date> day = Date::parse(json.text);
    return day ? day : fail(day.error().code, "there is no such day; a day is written \"2026-03-02\"");
}

Result<PartialDate> convert(const JsonValue& json, std::type_identity<PartialDate> /*to*/) {
    if (!json.is_text()) {
        return fail(ErrorCode::invalid_argument,
                    "a date is written \"2026-03-02\", \"2026-03\", \"2026\" or \"2026~\"");
    }
    const Result<PartialDate> date = PartialDate::parse(json.text);
    return date ? date
                : fail(date.error().code, "a date is written \"2026-03-02\", \"2026-03\", \"2026\" or \"2026~\"");
}

Result<WallTime> convert(const JsonValue& json, std::type_identity<WallTime> /*to*/) {
    if (!json.is_text()) {
        return fail(ErrorCode::invalid_argument, "a moment is written \"2026-03-02T10:15+08:00\"");
    }
    const Result<WallTime> moment = parse_moment(json.text);
    return moment ? moment : fail(moment.error().code, "a moment is written \"2026-03-02T10:15+08:00\"");
}

Result<YesNo> convert(const JsonValue& json, std::type_identity<YesNo> /*to*/) {
    if (json.kind == Kind::boolean) {
        return json.boolean ? YesNo::yes : YesNo::no;
    }
    if (json.is_text() && (json.text == "yes" || json.text == "no")) {
        return json.text == "yes" ? YesNo::yes : YesNo::no;
    }
    return fail(ErrorCode::invalid_argument, "yes, no or unknown");
}

std::optional<AnswerState> find_state(const JsonValue& json, const std::string& where, FaultSink& sink) {
    if (json.is_null()) {
        return AnswerState::not_asked;
    }
    if (json.is_text() && json.text == name(AnswerState::unknown)) {
        return AnswerState::unknown;
    }
    if (!json.is_object()) {
        return std::nullopt;
    }
    if (const JsonValue* siblings = json.find("disputed"); siblings != nullptr) {
        if (json.members.size() != 1 || !siblings->is_array() || siblings->items.size() < 2) {
            sink.add(FaultKind::bad_value, where, "disputed lists the two or more values that were recorded");
        }
        return AnswerState::disputed;
    }
    const JsonValue* state = json.find("state");
    const auto known = state != nullptr && state->is_text() ? find_answer_state(state->text) : std::nullopt;
    if (!known || *known == AnswerState::answered || json.members.size() != 1) {
        sink.add(FaultKind::bad_value, where,
                 "in place of an answer: {\"state\": none, unknown, refused, not_asked or not_applicable}");
        return AnswerState::not_asked;
    }
    return known;
}

}  // namespace daohu::policy
