// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/loader.hpp"
#include "core/form/namespaces.hpp"

namespace daohu::form {

namespace {

[[nodiscard]] bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

[[nodiscard]] std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

// The next step of a path, without its predicates; `path` moves behind it and its slash.
[[nodiscard]] std::string_view take_step(std::string_view& path) {
    std::size_t end = 0;
    std::size_t step_end = std::string_view::npos;
    int depth = 0;
    for (; end < path.size() && (depth > 0 || path[end] != '/'); ++end) {
        if (path[end] == '[') {
            step_end = depth++ == 0 ? std::min(step_end, end) : step_end;
        } else if (path[end] == ']') {
            --depth;
        }
    }
    const std::string_view step = trimmed(path.substr(0, std::min(end, step_end)));
    path.remove_prefix(std::min(end + 1, path.size()));
    return step;
}

}  // namespace

Place Loader::place(NodeId element) const {
    const XmlPlace found = m_places.place(element);
    return {found.line, found.column};
}

Failure Loader::error(ErrorCode code, NodeId element, std::string_view question, std::string_view what) const {
    const Place where = place(element);
    return fail(code, fmt::format("line {}, column {}{}{}: {}", where.line, where.column, question.empty() ? "" : ", ",
                                  question, what));
}

Failure Loader::at(Error cause, NodeId element, std::string_view question, std::string_view what) const {
    const Place where = place(element);
    return fail(std::move(cause).with_context(fmt::format("line {}, column {}{}{}: {}", where.line, where.column,
                                                          question.empty() ? "" : ", ", question, what)));
}

bool Loader::is_named(NodeId node, std::string_view namespace_uri, std::string_view local_name) const {
    const Tree& tree = *m_document;
    return node != NodeId::none && tree.is_element(node) && tree.local_name(node) == local_name &&
           tree.namespace_uri(node) == namespace_uri;
}

NodeId Loader::child(NodeId parent, std::string_view namespace_uri, std::string_view local_name) const {
    const Tree& tree = *m_document;
    for (NodeId node = tree.first_child(parent); node != NodeId::none; node = tree.next_sibling(node)) {
        if (is_named(node, namespace_uri, local_name)) {
            return node;
        }
    }
    return NodeId::none;
}

NodeId Loader::xforms_child(NodeId parent, std::string_view local_name) const {
    const NodeId found = child(parent, kXForms, local_name);
    return found == NodeId::none ? child(parent, {}, local_name) : found;
}

std::optional<std::string_view> Loader::attribute(NodeId element, std::string_view local_name,
                                                  std::string_view namespace_uri) const {
    const Tree& tree = *m_document;
    for (NodeId node = tree.first_attribute(element); node != NodeId::none; node = tree.next_sibling(node)) {
        if (tree.local_name(node) == local_name && tree.namespace_uri(node) == namespace_uri) {
            return tree.value(node);
        }
    }
    return std::nullopt;
}

std::string Loader::trimmed_text(NodeId element) const {
    std::string scratch;
    return std::string{trimmed(m_document->string_value(element, scratch))};
}

std::string_view Loader::namespace_of_prefix(std::string_view prefix, NodeId element) const {
    const Tree& tree = *m_document;
    for (NodeId node = element; node != NodeId::none && tree.is_element(node); node = tree.parent(node)) {
        for (const NamespaceId declared : tree.declarations(node)) {
            if (tree.names().prefix(declared) == prefix) {
                return tree.names().uri(declared);
            }
        }
    }
    return prefix == "jr" ? kJavaRosaNamespace : std::string_view{};
}

const xpath::CompileOptions& Loader::options_at(NodeId element) {
    const Tree& tree = *m_document;
    NodeId declaring = element;
    while (tree.is_element(declaring) && tree.declarations(declaring).empty()) {
        declaring = tree.parent(declaring);
    }
    const auto [place, is_new] = m_options.try_emplace(index(declaring));
    if (is_new) {
        xpath::CompileOptions& options = place->second;
        options.names = &m_form->m_names;
        for (NodeId node = declaring; node != NodeId::none && tree.is_element(node); node = tree.parent(node)) {
            for (const NamespaceId declared : tree.declarations(node)) {
                const std::string_view prefix = tree.names().prefix(declared);
                const bool is_hidden = std::any_of(options.namespaces.begin(), options.namespaces.end(),
                                                   [prefix](const auto& known) { return known.first == prefix; });
                if (!prefix.empty() && !is_hidden) {
                    options.namespaces.emplace_back(prefix, tree.names().uri(declared));
                }
            }
        }
    }
    return place->second;
}

Result<xpath::Expression> Loader::compile(std::string_view text, NodeId element, std::string_view question,
                                          std::string_view what) {
    auto compiled = xpath::Expression::compile(text, options_at(element));
    if (!compiled) {
        return at(std::move(compiled).error(), element, question, what);
    }
    for (const xpath::Reference& reference : compiled->analysis().references) {
        const bool is_known =
            reference.origin != xpath::Origin::instance || reference.instance.empty() ||
            std::any_of(m_form->m_instances.begin(), m_form->m_instances.end(),
                        [&](const SecondaryInstance& instance) { return instance.id == reference.instance; });
        // The root's own id names the primary instance.
        if (!is_known && reference.instance != m_form->m_id) {
            return error(ErrorCode::xpath_unknown_instance, element, question,
                         fmt::format("{}: instance('{}') is not in the form", what, reference.instance));
        }
    }
    return std::move(*compiled);
}

SchemaId Loader::resolve_step(std::string_view step, NodeId element, SchemaId from) const {
    const Schema& schema = m_form->m_schema;
    if (step == "." || step.empty()) {
        return from;
    }
    if (step == "..") {
        return schema[from].parent;
    }
    const bool is_attribute = step.starts_with('@');
    if (is_attribute) {
        step.remove_prefix(1);
    }
    const std::size_t colon = step.find(':');
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view{} : step.substr(0, colon);
    const std::string_view local = colon == std::string_view::npos ? step : step.substr(colon + 1);
    const std::string_view uri = prefix.empty() ? std::string_view{} : namespace_of_prefix(prefix, element);
    const NameId name = m_form->m_names.find(uri, local);
    return name == NameId::none ? SchemaId::none : schema.find_child(from, name, is_attribute);
}

SchemaId Loader::resolve(std::string_view path, NodeId element, SchemaId context) const {
    path = trimmed(path);
    if (path.empty()) {
        return SchemaId::none;
    }
    constexpr std::string_view kCurrent = "current()/";
    SchemaId at = context;
    if (path.starts_with('/')) {
        path.remove_prefix(1);
        at = SchemaId::document;
    } else if (path.starts_with(kCurrent)) {
        path.remove_prefix(kCurrent.size());
    }
    while (!path.empty() && at != SchemaId::none) {
        at = resolve_step(take_step(path), element, at);
    }
    return at == SchemaId::document ? SchemaId::none : at;
}

Bind& Loader::ensure_bind(SchemaId node, NodeId element) {
    SchemaNode& schema_node = m_form->m_schema.at(node);
    if (schema_node.bind == kNoIndex) {
        schema_node.bind = static_cast<std::uint32_t>(m_form->m_binds.size());
        Bind& bind = m_form->m_binds.emplace_back();
        bind.node = node;
        bind.place = place(element);
    }
    return m_form->m_binds[schema_node.bind];
}

void Loader::lint(Place where, std::string question, std::string message) {
    m_form->m_lints.push_back({where, std::move(question), std::move(message)});
}

}  // namespace daohu::form
