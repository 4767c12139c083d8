// SPDX-License-Identifier: Apache-2.0
#pragma once

// A document, secondary instances and a host to evaluate expressions on in tests.

#include "core/base/entropy.hpp"
#include "core/form/xml.hpp"
#include "core/form/xpath/expression.hpp"

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <memory>

namespace daohu::form::testing {

class Document final : public xpath::Host {
public:
    explicit Document(std::string_view xml = "<data/>", XmlDetail detail = XmlDetail::everything) {
        XmlOptions options;
        options.detail = detail;
        const auto read = read_xml(xml, tree, options);
        REQUIRE(read);
        context.node = context.root = {&tree, Tree::document()};
        context.host = this;
    }

    Document& add_instance(const std::string& id, std::string_view xml) {
        auto& instance = m_instances[id];
        instance = std::make_unique<Tree>(names);
        const auto read = read_xml(xml, *instance);
        REQUIRE(read);
        return *this;
    }

    // Moves the context to the first node of a path.
    Document& at(std::string_view path) {
        std::vector<NodeRef> found;
        context.node = context.root;
        const auto outcome = compile(path).nodes_into(context, found);
        REQUIRE(outcome);
        REQUIRE_FALSE(found.empty());
        context.node = found.front();
        return *this;
    }

    [[nodiscard]] xpath::Expression compile(std::string_view text) {
        auto expression = xpath::Expression::compile(text, options());
        INFO(text);
        REQUIRE(expression);
        return std::move(*expression);
    }
    [[nodiscard]] Error refused(std::string_view text) {
        auto expression = xpath::Expression::compile(text, options());
        INFO(text);
        REQUIRE_FALSE(expression);
        return expression.error();
    }

    [[nodiscard]] std::string text(std::string_view expression) {
        const auto value = compile(expression).string(context);
        INFO(expression);
        REQUIRE(value);
        return *value;
    }
    [[nodiscard]] double number(std::string_view expression) {
        const auto value = compile(expression).number(context);
        INFO(expression);
        REQUIRE(value);
        return *value;
    }
    [[nodiscard]] bool boolean(std::string_view expression) {
        const auto value = compile(expression).boolean(context);
        INFO(expression);
        REQUIRE(value);
        return *value;
    }
    [[nodiscard]] Error failure(std::string_view expression) {
        const auto value = compile(expression).evaluate(context);
        INFO(expression);
        REQUIRE_FALSE(value);
        return value.error();
    }

    [[nodiscard]] xpath::CompileOptions options() {
        xpath::CompileOptions made;
        made.names = &names;
        made.dialect = dialect;
        made.unknown_functions = unknown_functions;
        return made;
    }

    NodeRef find_instance(std::string_view id) override {
        const auto found = m_instances.find(std::string{id});
        return found == m_instances.end() ? NodeRef{} : NodeRef{found->second.get(), Tree::document()};
    }
    std::int64_t now_ms() override { return now; }
    std::int32_t utc_offset_minutes() override { return zone; }
    std::string_view language() override { return spoken; }
    void itext(std::string_view id, std::string& out) override { out = "text of " + std::string{id}; }
    void choice_name(std::string_view value, std::string_view path, NodeRef /*context*/, std::string& out) override {
        out = "label of " + std::string{value} + " at " + std::string{path};
    }
    Entropy& entropy() override { return random; }
    std::string_view form_version() override { return "7"; }

    NameTable names;
    Tree tree{names};
    xpath::Context context;
    xpath::Dialect dialect = xpath::Dialect::xforms;
    xpath::UnknownFunctions unknown_functions = xpath::UnknownFunctions::refuse;
    std::int64_t now = 1'772'672'400'000;  // 2026-03-05T09:00:00+08:00
    std::int32_t zone = 480;
    std::string spoken = "zh";
    SeededEntropy random{7};

private:
    std::map<std::string, std::unique_ptr<Tree>> m_instances;
};

}  // namespace daohu::form::testing
