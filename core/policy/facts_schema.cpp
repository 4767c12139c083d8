// SPDX-License-Identifier: Apache-2.0
#include "core/policy/condition.hpp"
#include "core/policy/facts_fields.hpp"
#include "core/policy/facts_json.hpp"

#include <nlohmann/json.hpp>

#include <type_traits>
#include <utility>

namespace daohu::policy {
namespace {

using Json = nlohmann::ordered_json;

Json reference(std::string_view definition) { return {{"$ref", "#/$defs/" + std::string{definition}}}; }

Json schema_of(std::type_identity<std::string> /*of*/) { return reference("text"); }
Json schema_of(std::type_identity<std::int64_t> /*of*/) { return reference("count"); }
Json schema_of(std::type_identity<Fen> /*of*/) { return reference("amount"); }
Json schema_of(std::type_identity<Date> /*of*/) { return reference("day"); }
Json schema_of(std::type_identity<PartialDate> /*of*/) { return reference("date"); }
Json schema_of(std::type_identity<WallTime> /*of*/) { return reference("moment"); }
Json schema_of(std::type_identity<YesNo> /*of*/) { return reference("yes_no"); }
template <class T>
Json schema_of(std::type_identity<std::vector<T>> /*of*/) {
    return {{"type", "array"}, {"items", schema_of(std::type_identity<T>{})}};
}

Json codes_of(CodeList list) {
    Json made{{"enum", list.codes}};
    if (!list.name.empty()) {
        made["$comment"] = "assets/codes/" + std::string{list.name} + ".json";
    }
    return made;
}

// An answer of that shape, or why there is none.
Json answer(Json shape, std::string_view help) {
    Json made{{"anyOf", Json::array({std::move(shape), reference("no_answer")})}};
    if (!help.empty()) {
        made["description"] = help;
    }
    return made;
}

class SchemaWriter {
public:
    [[nodiscard]] Json take() {
        return {{"type", "object"},
                {"properties", std::move(m_properties)},
                {"required", std::move(m_required)},
                {"additionalProperties", false}};
    }

    void id(std::string_view key, const std::string& /*field*/, std::string_view help) {
        m_properties[std::string{key}] = {{"type", "string"}, {"minLength", 1}, {"description", help}};
        m_required.push_back(key);
    }
    template <class T>
    void value(std::string_view key, const Known<T>& /*field*/, std::string_view help) {
        m_properties[std::string{key}] = answer(schema_of(std::type_identity<T>{}), help);
    }
    void code(std::string_view key, const Known<Code>& /*field*/, CodeList list, std::string_view help) {
        m_properties[std::string{key}] = answer(codes_of(list), help);
    }
    void codes(std::string_view key, const Known<CodeSet>& /*field*/, CodeList list, std::string_view help) {
        m_properties[std::string{key}] = answer({{"type", "array"}, {"items", codes_of(list)}}, help);
    }
    template <class T>
    void group(std::string_view key, T& field, std::string_view help) {
        m_properties[std::string{key}] = object_of(field, help);
    }
    template <class T>
    void list(std::string_view key, const std::vector<T>& /*field*/, std::string_view help) {
        T item;
        m_properties[std::string{key}] = {{"description", help}, {"type", "array"}, {"items", object_of(item, {})}};
    }
    template <class T>
    void list(std::string_view key, const Known<std::vector<T>>& /*field*/, std::string_view help) {
        T item;
        m_properties[std::string{key}] = answer({{"type", "array"}, {"items", object_of(item, {})}}, help);
    }
    void terms(std::string_view key, const Terms& /*field*/, std::string_view help) {
        Json properties = Json::object();
        for (const std::string_view word : undefined_words()) {
            properties[std::string{word}] = answer(reference("yes_no"), {});
        }
        m_properties[std::string{key}] = {{"description", help},
                                          {"type", "object"},
                                          {"properties", std::move(properties)},
                                          {"additionalProperties", false}};
    }

    void unused(std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names) {
            m_properties[std::string{name}] = {{"description", "No rule reads it"}};
        }
    }

    template <class T>
    static Json object_of(T& field, std::string_view help) {
        SchemaWriter writer;
        fields(writer, field);
        Json made = writer.take();
        if (!help.empty()) {
            made["description"] = help;
        }
        return made;
    }

private:
    Json m_properties = Json::object();
    Json m_required = Json::array();
};

Json definitions() {
    return {
        {"text", {{"type", "string"}, {"minLength", 1}}},
        {"count", {{"type", "integer"}, {"minimum", 0}}},
        {"amount",
         {{"description", "A whole number is fen; a text is yuan: 70000 and \"700.00\" are the same"},
          {"anyOf", Json::array({{{"type", "integer"}, {"minimum", 0}},
                                 {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]{1,2})?$"}}})}}},
        {"day", {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}},
        {"date",
         {{"description", "To the day, month or year; an estimated year ends in ~"},
          {"type", "string"},
          {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|~)?$"}}},
        {"moment",
         {{"description", "2026-03-02T10:15+08:00; without an offset it is Beijing time"},
          {"type", "string"},
          {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}"}}},
        {"yes_no", {{"enum", Json::array({true, false, "yes", "no"})}}},
        {"no_answer",
         {{"description",
           "Why there is no answer. A key left out, and null, are not_asked. Nothing of this counts as no"},
          {"anyOf", Json::array({{{"type", "null"}},
                                 {{"const", "unknown"}},
                                 {{"type", "object"},
                                  {"properties",
                                   {{"state",
                                     {{"enum", Json::array({"none", "unknown", "refused", "not_asked", "not_applicable",
                                                            "disputed"})}}}}},
                                  {"required", Json::array({"state"})},
                                  {"additionalProperties", false}},
                                 {{"type", "object"},
                                  {"description", "Two records that differ and nobody has settled"},
                                  {"properties", {{"disputed", {{"type", "array"}, {"minItems", 2}}}}},
                                  {"required", Json::array({"disputed"})},
                                  {"additionalProperties", false}}})}}},
    };
}

}  // namespace

std::string facts_schema() {
    Facts facts;
    Json one = SchemaWriter::object_of(facts, "One household, or only the counts of a township");
    one["properties"]["file"] = {{"const", "facts"}};
    one["properties"]["format"] = {{"const", 1}};
    one["properties"]["$schema"] = {{"type", "string"}};
    Json made{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "Facts"},
              {"description", "What is known of a household and of a township, in the names of the data dictionary"},
              {"$defs", definitions()}};
    made["$defs"]["facts"] = std::move(one);
    made["anyOf"] = Json::array({reference("facts"),
                                 {{"type", "object"},
                                  {"properties",
                                   {{"file", {{"const", "facts"}}},
                                    {"format", {{"const", 1}}},
                                    {"$schema", {{"type", "string"}}},
                                    {"households", {{"type", "array"}, {"items", reference("facts")}}}}},
                                  {"required", Json::array({"households"})},
                                  {"additionalProperties", false}}});
    return made.dump(2) + "\n";
}

}  // namespace daohu::policy
