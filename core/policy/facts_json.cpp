// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts_json.hpp"

#include "core/policy/condition.hpp"
#include "core/policy/facts_fields.hpp"
#include "core/policy/facts_values.hpp"
#include "core/policy/json_value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <type_traits>

namespace daohu::policy {
namespace {

using Kind = JsonValue::Kind;

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
            check_siblings<T>(key);
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
        for_each_sibling(
            key, [&](const JsonValue& sibling, const std::string& where) { check_code_at(where, sibling.text, list); });
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
        read_list(*json, m_object.path(key), into);
    }

    template <class T>
    void list(std::string_view key, Known<std::vector<T>>& into, std::string_view help) {
        const JsonValue* json = m_object.find(key);
        if (json == nullptr) {
            return;
        }
        if (const auto state = find_state(*json, m_object.path(key), m_object.sink())) {
            into = Known<std::vector<T>>::without_answer(*state);
            for_each_sibling(key, [&](const JsonValue& sibling, const std::string& where) {
                std::vector<T> ignored;
                read_list(sibling, where, ignored);
            });
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
            check_code_at(object.path(term), term, CodeList{{}, undefined_words()});
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
    void read_list(const JsonValue& json, const std::string& where, std::vector<T>& into) {
        if (!json.is_array()) {
            m_object.sink().add(FaultKind::wrong_type, where, "a list is needed");
            return;
        }
        for (std::size_t index = 0; index < json.items.size(); ++index) {
            read_object(json.items[index], item_path(where, index), into.emplace_back());
        }
    }

    template <class T>
    void read_object(const JsonValue& json, std::string where, T& into) {
        read_object(json, std::move(where), m_object.sink(), m_unused, into);
    }

    // The values of {"disputed": [...]}: each has to be such a value, or the dispute is about something else.
    template <class Visit>
    void for_each_sibling(std::string_view key, Visit visit) {
        const JsonValue* json = m_object.find(key);
        const JsonValue* siblings = json == nullptr ? nullptr : json->find("disputed");
        if (siblings == nullptr) {
            return;
        }
        const std::string where = m_object.path(key) + ".disputed";
        for (std::size_t index = 0; index < siblings->items.size(); ++index) {
            visit(siblings->items[index], item_path(where, index));
        }
    }

    template <class T>
    void check_siblings(std::string_view key) {
        for_each_sibling(key, [&](const JsonValue& sibling, const std::string& where) {
            if (const Result<T> converted = convert(sibling, std::type_identity<T>{}); !converted) {
                m_object.sink().add(FaultKind::bad_value, where, converted.error().detail);
            }
        });
    }

    void check_code(std::string_view key, const Code& code, CodeList list) {
        check_code_at(m_object.path(key), code, list);
    }

    void check_code_at(const std::string& where, const Code& code, CodeList list) {
        if (std::ranges::find(list.codes, code) == list.codes.end()) {
            m_object.sink().add(FaultKind::unknown_code, where,
                                fmt::format("'{}' is none of {}", code, fmt::join(list.codes, ", ")));
        }
    }

    ObjectReader& m_object;
    std::vector<std::string>& m_unused;
};

// Takes "file" and "format", which may be left out but not be wrong, off the document or one of its households.
void check_head(JsonValue& document, const std::string& path, FaultSink& sink) {
    const JsonValue* file = document.find("file");
    if (file != nullptr && (!file->is_text() || file->text != "facts")) {
        sink.add(FaultKind::bad_value, path + "file", "this is not a file of facts");
    }
    const JsonValue* format = document.find("format");
    if (format != nullptr && (format->kind != Kind::integer || format->integer != 1)) {
        sink.add(FaultKind::bad_value, path + "format", "this version reads format 1");
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
    check_head(*document, {}, sink);
    for (auto& [key, list] : document->members) {
        for (std::size_t i = 0; key == "households" && i < list.items.size(); ++i) {
            check_head(list.items[i], fmt::format("households[{}].", i), sink);
        }
    }
    FactsDocument result;
    if (const JsonValue* households = document->find("households"); households != nullptr) {
        ObjectReader object{*document, {}, sink};
        if (households->is_null()) {
            object.wrong_type("households", "a list");
        }
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
