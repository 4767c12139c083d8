// SPDX-License-Identifier: Apache-2.0
#include "core/policy/code_facts.hpp"

#include "core/policy/facts_fields.hpp"

#include <initializer_list>
#include <utility>
#include <vector>

namespace daohu::policy {

namespace {

using CodeFacts = std::map<std::string, CodeList, std::less<>>;

// A visitor of the facts (facts_fields.hpp).
class Finder {
public:
    explicit Finder(std::string where = {}) : m_where{std::move(where)} {}

    void id(std::string_view /*key*/, const std::string& /*field*/, std::string_view /*help*/) {}
    template <class T>
    void value(std::string_view /*key*/, const Known<T>& /*field*/, std::string_view /*help*/) {}
    void code(std::string_view key, const Known<Code>& /*field*/, CodeList list, std::string_view /*help*/) {
        m_found.emplace(path(key), list);
    }
    void codes(std::string_view key, const Known<CodeSet>& /*field*/, CodeList list, std::string_view /*help*/) {
        m_found.emplace(path(key), list);
    }
    template <class T>
    void group(std::string_view key, T& field, std::string_view /*help*/) {
        Finder inner{path(key)};
        fields(inner, field);
        m_found.merge(inner.m_found);
    }
    template <class T>
    void list(std::string_view key, const std::vector<T>& /*field*/, std::string_view help) {
        T item;
        group(key, item, help);
    }
    template <class T>
    void list(std::string_view key, const Known<std::vector<T>>& /*field*/, std::string_view help) {
        T item;
        group(key, item, help);
    }
    void terms(std::string_view /*key*/, const Terms& /*field*/, std::string_view /*help*/) {}
    void unused(std::initializer_list<std::string_view> /*names*/) {}

    [[nodiscard]] CodeFacts take() && { return std::move(m_found); }

private:
    [[nodiscard]] std::string path(std::string_view key) const {
        return m_where.empty() ? std::string{key} : m_where + "." + std::string{key};
    }

    std::string m_where;
    CodeFacts m_found;
};

CodeFacts find_all() {
    Finder finder;
    Facts facts;
    fields(finder, facts);
    return std::move(finder).take();
}

std::string without_numbers(std::string_view fact) {
    std::string path;
    bool is_inside = false;
    for (const char letter : fact) {
        is_inside = letter == '[' || (is_inside && letter != ']');
        if (!is_inside && letter != ']') {
            path += letter;
        }
    }
    return path;
}

}  // namespace

const CodeFacts& code_facts() {
    static const CodeFacts found = find_all();
    return found;
}

std::string_view code_list_of(std::string_view fact) {
    const auto found = code_facts().find(without_numbers(fact));
    return found == code_facts().end() ? std::string_view{} : found->second.name;
}

}  // namespace daohu::policy
