// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts_json.hpp"

#include "core/policy/facts_fields.hpp"
#include "core/policy/json_value.hpp"
#include "core/policy/moment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <type_traits>

namespace daohu::policy {
namespace {

using Kind = JsonValue::Kind;

// --- One value ---------------------------------------------------------------------------------------------------

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
        amount = TRY(Fen::parse_yuan(json.text));
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
    return Date::parse(json.text);
}

Result<PartialDate> convert(const JsonValue& json, std::type_identity<PartialDate> /*to*/) {
    if (!json.is_text()) {
        return fail(ErrorCode::invalid_argument,
                    "a date is written \"2026-03-02\", \"2026-03\", \"2026\" or \"2026~\"");
    }
    return PartialDate::parse(json.text);
}

Result<WallTime> convert(const JsonValue& json, std::type_identity<WallTime> /*to*/) {
    if (!json.is_text()) {
        return fail(ErrorCode::invalid_argument, "a moment is written \"2026-03-02T10:15+08:00\"");
    }
    return parse_moment(json.text);
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

template <class T>
Result<std::vector<T>> convert(const JsonValue& json, std::type_identity<std::vector<T>> /*to*/) {
    if (!json.is_array()) {
        return fail(ErrorCode::invalid_argument, "a list is needed");
    }
    std::vector<T> result;
    for (const JsonValue& item : json.items) {
        T converted = TRY(convert(item, std::type_identity<T>{}));
        result.push_back(std::move(converted));
    }
    return result;
}

// --- Why there is no value ---------------------------------------------------------------------------------------

// null, "unknown", {"state": "refused"}, {"disputed": [..., ...]}: the state; nothing when it is an answer.
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

// --- The visitor -------------------------------------------------------------------------------------------------

class FactsReader {
public:
    FactsReader(ObjectReader& object, std::vector<std::string>& unused) : m_object{object}, m_unused{unused} {}

    void id(std::string_view key, std::string& into, std::string_view /*help*/) {
        if (const auto text = m_object.needed_text(key)) {
            into = *text;
        }
    }

    template <class T>
    void value(std::string_view key, Known<T>& into, std::string_view /*help*/) {
        const JsonValue* json = m_object.find(key);
        if (json == nullptr) {
            return;
        }
        if (const auto state = find_state(*json, m_object.path(key), m_object.sink())) {
            into = Known<T>::without_answer(*state);
            return;
        }
        Result<T> converted = convert(*json, std::type_identity<T>{});
        if (!converted) {
            m_object.sink().add(FaultKind::bad_value, m_object.path(key), converted.error().detail);
            return;
        }
        into = Known<T>{std::move(*converted)};
    }

    void code(std::string_view key, Known<Code>& into, CodeList list, std::string_view help) {
        value(key, into, help);
        if (const Code* code = into.find()) {
            check_code(key, *code, list);
        }
    }

    void codes(std::string_view key, Known<CodeSet>& into, CodeList list, std::string_view help) {
        value(key, into, help);
        if (const CodeSet* set = into.find()) {
            for (const Code& code : *set) {
                check_code(key, code, list);
            }
        }
    }

    template <class T>
    void group(std::string_view key, T& into, std::string_view /*help*/) {
        if (const JsonValue* json = m_object.find(key); json != nullptr && !json->is_null()) {
            read_object(*json, m_object.path(key), into);
        }
    }

    template <class T>
    void list(std::string_view key, std::vector<T>& into, std::string_view /*help*/) {
        const JsonValue* json = m_object.find(key);
        if (json == nullptr || json->is_null()) {
            return;
        }
        if (!json->is_array()) {
            m_object.wrong_type(key, "a list");
            return;
        }
        for (std::size_t index = 0; index < json->items.size(); ++index) {
            read_object(json->items[index], item_path(m_object.path(key), index), into.emplace_back());
        }
    }

    template <class T>
    void list(std::string_view key, Known<std::vector<T>>& into, std::string_view help) {
        const JsonValue* json = m_object.find(key);
        if (json == nullptr) {
            return;
        }
        if (const auto state = find_state(*json, m_object.path(key), m_object.sink())) {
            into = Known<std::vector<T>>::without_answer(*state);
            return;
        }
        std::vector<T> items;
        list(key, items, help);
        into = Known<std::vector<T>>{std::move(items)};
    }

    void terms(std::string_view key, Terms& into, std::string_view /*help*/) {
        const JsonValue* json = m_object.find(key);
        if (json == nullptr || json->is_null()) {
            return;
        }
        ObjectReader object{*json, m_object.path(key), m_object.sink()};
        FactsReader reader{object, m_unused};
        for (const auto& [term, answer] : json->members) {
            reader.value(term, into[term], {});
        }
    }

    // Of the data dictionary, and read by no rule: neither an error nor an input.
    void unused(std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names) {
            if (m_object.find(name) != nullptr) {
                m_unused.push_back(m_object.path(name));
            }
        }
    }

    template <class T>
    static void read_object(const JsonValue& json, std::string where, FaultSink& sink, std::vector<std::string>& unused,
                            T& into) {
        ObjectReader object{json, std::move(where), sink};
        FactsReader reader{object, unused};
        fields(reader, into);
    }

private:
    template <class T>
    void read_object(const JsonValue& json, std::string where, T& into) {
        read_object(json, std::move(where), m_object.sink(), m_unused, into);
    }

    void check_code(std::string_view key, const Code& code, CodeList list) {
        if (std::ranges::find(list.codes, code) == list.codes.end()) {
            m_object.sink().add(FaultKind::unknown_code, m_object.path(key),
                                fmt::format("'{}' is none of {}", code, fmt::join(list.codes, ", ")));
        }
    }

    ObjectReader& m_object;
    std::vector<std::string>& m_unused;
};

// Takes "file" and "format", which may be left out but not be wrong, off the document.
void check_head(JsonValue& document, FaultSink& sink) {
    const JsonValue* file = document.find("file");
    if (file != nullptr && (!file->is_text() || file->text != "facts")) {
        sink.add(FaultKind::bad_value, "file", "this is not a file of facts");
    }
    const JsonValue* format = document.find("format");
    if (format != nullptr && (format->kind != Kind::integer || format->integer != 1)) {
        sink.add(FaultKind::bad_value, "format", "this version reads format 1");
    }
    std::erase_if(document.members, [](const auto& member) {
        return member.first == "file" || member.first == "format" || member.first == "$schema";
    });
}

}  // namespace

std::optional<FactsDocument> read_facts(std::string_view text, Faults& faults) {
    const std::size_t before = faults.size();
    std::optional<JsonValue> document = parse_json(text, {}, faults);
    if (!document) {
        return std::nullopt;
    }
    FaultSink sink{{}, faults};
    check_head(*document, sink);
    FactsDocument result;
    if (const JsonValue* households = document->find("households"); households != nullptr) {
        ObjectReader object{*document, {}, sink};
        FactsReader{object, result.unused}.list("households", result.households, {});
    } else {
        FactsReader::read_object(*document, {}, sink, result.unused, result.households.emplace_back());
    }
    if (faults.size() != before) {
        return std::nullopt;
    }
    return result;
}

}  // namespace daohu::policy
