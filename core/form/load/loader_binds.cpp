// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/loader.hpp"
#include "core/form/namespaces.hpp"

#include <algorithm>
#include <array>

namespace daohu::form {

namespace {

// A rule that is always `without` says nothing.
void drop_constant(std::optional<xpath::Expression>& rule, std::string_view without) {
    if (rule && rule->is_constant() && rule->text() == without) {
        rule.reset();
    }
}

[[nodiscard]] bool is_volatile(const xpath::Analysis& analysis) {
    return analysis.uses_clock || analysis.uses_random || analysis.uses_own_value;
}

}  // namespace

Result<void> Loader::load_binds() {
    const Tree& tree = *m_document;
    for (NodeId node = tree.first_child(m_model); node != NodeId::none; node = tree.next_sibling(node)) {
        if (is_xforms(node, "bind")) {
            TRY(load_bind(node));
        }
    }
    return {};
}

// Whether the bind does more than give a type.
bool Loader::has_rules(NodeId element) const {
    constexpr std::array<std::string_view, 5> kRules{"relevant", "required", "readonly", "constraint", "calculate"};
    return std::any_of(kRules.begin(), kRules.end(), [&](std::string_view rule) { return attribute(element, rule); }) ||
           attribute(element, "preload", kJavaRosaNamespace) || attribute(element, "saveto", kEntitiesNamespace) ||
           attribute(element, "key", kDaohuNamespace);
}

Result<void> Loader::load_bind(NodeId element) {
    const SchemaId root = m_form->m_schema[SchemaId::document].children.front();
    const std::string_view path = attribute(element, "nodeset").value_or(attribute(element, "ref").value_or(""));
    const SchemaId node = resolve(path, element, root);
    if (node == SchemaId::none && !has_rules(element)) {
        lint(place(element), std::string{path}, "a type for a node that is not in the primary instance");
        return {};
    }
    if (node == SchemaId::none) {
        return error(ErrorCode::form_bind_missing, element, path, "the bind's node is not in the primary instance");
    }
    if (const auto id = attribute(element, "id")) {
        m_bind_ids.emplace(*id, node);
    }
    const std::string name = m_form->m_schema[node].path;
    if (m_form->m_schema[node].bind != kNoIndex) {
        lint(place(element), name, "a second bind for this node; what it says replaces the first");
    }
    m_bind_elements.insert_or_assign(index(node), element);
    Bind& bind = ensure_bind(node, element);
    if (const auto type = attribute(element, "type")) {
        bind.type = data_type_from(*type);
    }
    const auto read = [&](std::string_view name_of_rule, std::optional<xpath::Expression>& rule) -> Result<void> {
        if (attribute(element, name_of_rule)) {
            rule = TRY(bind_expression(element, name_of_rule, name));
        }
        return {};
    };
    TRY(read("relevant", bind.relevant));
    TRY(read("required", bind.required));
    TRY(read("readonly", bind.read_only));
    TRY(read("constraint", bind.constraint));
    TRY(read("calculate", bind.calculate));
    drop_constant(bind.relevant, "true()");
    drop_constant(bind.required, "false()");
    drop_constant(bind.read_only, "false()");
    drop_constant(bind.constraint, "true()");
    if (bind.calculate && !m_form->m_schema[node].is_leaf) {
        return error(ErrorCode::form_structure, element, name, "a calculation for a node that has nodes below");
    }
    bind.is_volatile = bind.calculate && is_volatile(bind.calculate->analysis());
    bind.constraint_message = TRY(message_of("constraintMsg", element, name));
    bind.required_message = TRY(message_of("requiredMsg", element, name));
    bind.preload = attribute(element, "preload", kJavaRosaNamespace).value_or("");
    bind.preload_parameters = attribute(element, "preloadParams", kJavaRosaNamespace).value_or("");
    bind.save_to = attribute(element, "saveto", kEntitiesNamespace).value_or("");
    bind.is_key = attribute(element, "key", kDaohuNamespace).has_value();
    return {};
}

Result<std::optional<xpath::Expression>> Loader::bind_expression(NodeId element, std::string_view name,
                                                                 const std::string& path) {
    const std::string_view text = attribute(element, name).value_or("");
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return std::optional<xpath::Expression>{};
    }
    return std::optional{TRY(compile(text, element, path, name))};
}

}  // namespace daohu::form
