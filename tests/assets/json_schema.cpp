// SPDX-License-Identifier: Apache-2.0
#include "tests/assets/json_schema.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string_view>

namespace daohu::assets {

namespace {

using nlohmann::json;

class Checker {
public:
    explicit Checker(const json& root) : m_root{root} {}

    void check(const json& schema, const json& value, const std::string& place);
    [[nodiscard]] std::vector<std::string> take() { return std::move(m_findings); }

private:
    using Check = void (Checker::*)(const json& schema, const json& rule, const json& value, const std::string& place);
    static const std::map<std::string, Check, std::less<>>& keywords();

    [[nodiscard]] bool holds(const json& schema, const json& value) const {
        Checker trial{m_root};
        trial.check(schema, value, {});
        return trial.m_findings.empty();
    }
    void find(const std::string& place, const std::string& what) {
        m_findings.push_back((place.empty() ? "/" : place) + ": " + what);
    }

    void nothing(const json&, const json&, const json&, const std::string&) {}
    void reference(const json&, const json& rule, const json& value, const std::string& place);
    void type(const json&, const json& rule, const json& value, const std::string& place);
    void enumeration(const json&, const json& rule, const json& value, const std::string& place);
    void constant(const json&, const json& rule, const json& value, const std::string& place);
    void required(const json&, const json& rule, const json& value, const std::string& place);
    void properties(const json&, const json& rule, const json& value, const std::string& place);
    void additional(const json& schema, const json& rule, const json& value, const std::string& place);
    void property_names(const json&, const json& rule, const json& value, const std::string& place);
    void items(const json&, const json& rule, const json& value, const std::string& place);
    void min_items(const json&, const json& rule, const json& value, const std::string& place);
    void unique_items(const json&, const json& rule, const json& value, const std::string& place);
    void min_length(const json&, const json& rule, const json& value, const std::string& place);
    void pattern(const json&, const json& rule, const json& value, const std::string& place);
    void minimum(const json&, const json& rule, const json& value, const std::string& place);
    void all_of(const json&, const json& rule, const json& value, const std::string& place);
    void any_of(const json&, const json& rule, const json& value, const std::string& place);
    void one_of(const json&, const json& rule, const json& value, const std::string& place);
    void negation(const json&, const json& rule, const json& value, const std::string& place);
    void condition(const json& schema, const json& rule, const json& value, const std::string& place);

    const json& m_root;
    std::vector<std::string> m_findings;
};

const std::map<std::string, Checker::Check, std::less<>>& Checker::keywords() {
    static const std::map<std::string, Check, std::less<>> table{
        {"$schema", &Checker::nothing},
        {"$id", &Checker::nothing},
        {"$defs", &Checker::nothing},
        {"title", &Checker::nothing},
        {"description", &Checker::nothing},
        {"then", &Checker::nothing},
        {"else", &Checker::nothing},
        {"$ref", &Checker::reference},
        {"type", &Checker::type},
        {"enum", &Checker::enumeration},
        {"const", &Checker::constant},
        {"required", &Checker::required},
        {"properties", &Checker::properties},
        {"additionalProperties", &Checker::additional},
        {"propertyNames", &Checker::property_names},
        {"items", &Checker::items},
        {"minItems", &Checker::min_items},
        {"uniqueItems", &Checker::unique_items},
        {"minLength", &Checker::min_length},
        {"pattern", &Checker::pattern},
        {"minimum", &Checker::minimum},
        {"allOf", &Checker::all_of},
        {"anyOf", &Checker::any_of},
        {"oneOf", &Checker::one_of},
        {"not", &Checker::negation},
        {"if", &Checker::condition},
    };
    return table;
}

bool is_of_type(const json& value, std::string_view type) {
    static const std::map<std::string_view, std::function<bool(const json&)>> tests{
        {"object", [](const json& v) { return v.is_object(); }},
        {"array", [](const json& v) { return v.is_array(); }},
        {"string", [](const json& v) { return v.is_string(); }},
        {"boolean", [](const json& v) { return v.is_boolean(); }},
        {"null", [](const json& v) { return v.is_null(); }},
        {"number", [](const json& v) { return v.is_number(); }},
        {"integer", [](const json& v) { return v.is_number_integer(); }},
    };
    const auto test = tests.find(type);
    return test != tests.end() && test->second(value);
}

// Compiling an expression takes far longer than using it.
bool matches(const std::string& pattern, const std::string& text) {
    thread_local std::map<std::string, std::regex> compiled;
    return std::regex_search(text, compiled.try_emplace(pattern, pattern).first->second);
}

std::string inside(std::string place, std::string_view key) { return place.append("/").append(key); }

void Checker::check(const json& schema, const json& value, const std::string& place) {
    if (schema.is_boolean()) {
        if (!schema.get<bool>()) {
            find(place, "is not allowed here");
        }
        return;
    }
    for (const auto& [key, rule] : schema.items()) {
        const auto keyword = keywords().find(key);
        if (keyword == keywords().end()) {
            find(place, "the schema has the unknown keyword " + key);
        } else {
            (this->*keyword->second)(schema, rule, value, place);
        }
    }
}

void Checker::reference(const json&, const json& rule, const json& value, const std::string& place) {
    const std::string target = rule.get<std::string>();
    const json::json_pointer pointer{target.substr(1)};
    if (m_root.contains(pointer)) {
        check(m_root.at(pointer), value, place);
    } else {
        find(place, "the schema refers to " + target + ", which is not there");
    }
}

void Checker::type(const json&, const json& rule, const json& value, const std::string& place) {
    const json types = rule.is_array() ? rule : json::array({rule});
    if (std::ranges::none_of(types, [&](const json& type) { return is_of_type(value, type.get<std::string>()); })) {
        find(place, "is no " + rule.dump());
    }
}

void Checker::enumeration(const json&, const json& rule, const json& value, const std::string& place) {
    if (std::ranges::find(rule, value) == rule.end()) {
        find(place, value.dump() + " is not one of " + rule.dump());
    }
}

void Checker::constant(const json&, const json& rule, const json& value, const std::string& place) {
    if (value != rule) {
        find(place, value.dump() + " is not " + rule.dump());
    }
}

void Checker::required(const json&, const json& rule, const json& value, const std::string& place) {
    for (const json& key : rule) {
        if (value.is_object() && !value.contains(key.get<std::string>())) {
            find(place, key.get<std::string>() + " is missing");
        }
    }
}

void Checker::properties(const json&, const json& rule, const json& value, const std::string& place) {
    for (const auto& [key, schema] : rule.items()) {
        if (value.is_object() && value.contains(key)) {
            check(schema, value.at(key), inside(place, key));
        }
    }
}

void Checker::additional(const json& schema, const json& rule, const json& value, const std::string& place) {
    if (!value.is_object()) {
        return;
    }
    const json known = schema.value("properties", json::object());
    for (const auto& [key, member] : value.items()) {
        if (!known.contains(key)) {
            check(rule, member, inside(place, key));
        }
    }
}

void Checker::property_names(const json&, const json& rule, const json& value, const std::string& place) {
    if (!value.is_object()) {
        return;
    }
    for (const auto& [key, member] : value.items()) {
        check(rule, json(key), inside(place, key));
    }
}

void Checker::items(const json&, const json& rule, const json& value, const std::string& place) {
    if (!value.is_array()) {
        return;
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
        check(rule, value.at(i), inside(place, std::to_string(i)));
    }
}

void Checker::min_items(const json&, const json& rule, const json& value, const std::string& place) {
    if (value.is_array() && value.size() < rule.get<std::size_t>()) {
        find(place, "has fewer elements than " + rule.dump());
    }
}

void Checker::unique_items(const json&, const json& rule, const json& value, const std::string& place) {
    if (rule.get<bool>() && value.is_array() && std::set<json>(value.begin(), value.end()).size() != value.size()) {
        find(place, "has an element twice");
    }
}

void Checker::min_length(const json&, const json& rule, const json& value, const std::string& place) {
    if (value.is_string() && value.get_ref<const std::string&>().size() < rule.get<std::size_t>()) {
        find(place, "is too short");
    }
}

void Checker::pattern(const json&, const json& rule, const json& value, const std::string& place) {
    if (value.is_string() && !matches(rule.get<std::string>(), value.get<std::string>())) {
        find(place, value.dump() + " does not match " + rule.dump());
    }
}

void Checker::minimum(const json&, const json& rule, const json& value, const std::string& place) {
    if (value.is_number() && value < rule) {
        find(place, value.dump() + " is below " + rule.dump());
    }
}

void Checker::all_of(const json&, const json& rule, const json& value, const std::string& place) {
    for (const json& schema : rule) {
        check(schema, value, place);
    }
}

void Checker::any_of(const json&, const json& rule, const json& value, const std::string& place) {
    if (std::ranges::none_of(rule, [&](const json& schema) { return holds(schema, value); })) {
        find(place, value.dump() + " satisfies none of the alternatives");
    }
}

void Checker::one_of(const json&, const json& rule, const json& value, const std::string& place) {
    if (std::ranges::count_if(rule, [&](const json& schema) { return holds(schema, value); }) != 1) {
        find(place, value.dump() + " does not satisfy exactly one of the alternatives");
    }
}

void Checker::negation(const json&, const json& rule, const json& value, const std::string& place) {
    if (holds(rule, value)) {
        find(place, value.dump() + " is what it must not be");
    }
}

void Checker::condition(const json& schema, const json& rule, const json& value, const std::string& place) {
    const char* branch = holds(rule, value) ? "then" : "else";
    if (schema.contains(branch)) {
        check(schema.at(branch), value, place);
    }
}

}  // namespace

std::vector<std::string> violations(const json& schema, const json& document) {
    Checker checker{schema};
    checker.check(schema, document, {});
    return checker.take();
}

}  // namespace daohu::assets
