// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/loader.hpp"

#include "core/form/load/graph_builder.hpp"
#include "core/form/namespaces.hpp"

namespace daohu::form {

Loader::Loader(const Attachments& attachments, LoadLimits limits, const std::vector<std::string>& folded)
    : m_attachments{attachments}, m_limits{limits}, m_form{new Definition} {
    m_form->m_names.fold(kXFormsNamespace);
    for (const std::string& uri : folded) {
        m_form->m_names.fold(uri);
    }
}

Result<void> Loader::load(std::string_view document) {
    XmlOptions options;
    options.detail = XmlDetail::everything;  // white space between two outputs of a label is part of it
    options.doctype = XmlDoctype::pass_over;
    m_document = std::make_unique<Tree>(m_form->m_names);
    m_places = TRY(read_xml(document, *m_document, options));
    TRY(find_parts());
    if (!m_namespace_to_fold.empty()) {
        return {};  // read again, with this namespace folded
    }
    TRY(load_primary_instance());
    TRY(check_entities_version());
    TRY(load_instances());
    TRY(load_translations());
    TRY(load_binds());
    TRY(load_body());
    TRY(load_model_actions());
    TRY(load_entities());
    TRY(load_sections());
    find_meta();
    m_form->m_graph = TRY(build_graph(*m_form));
    add_lints();
    return {};
}

Result<void> Loader::find_parts() {
    const Tree& tree = *m_document;
    const NodeId html = tree.root_element();
    if (!is_named(html, kXhtmlNamespace, "html")) {
        return error(ErrorCode::form_structure, html, {}, "the document is no XForm: its root is not h:html");
    }
    const NodeId head = child(html, kXhtmlNamespace, "head");
    m_body = child(html, kXhtmlNamespace, "body");
    m_model = head == NodeId::none ? NodeId::none : xforms_child(head, "model");
    if (m_model == NodeId::none || m_body == NodeId::none) {
        return error(ErrorCode::form_structure, html, {},
                     m_body == NodeId::none ? "h:body is missing" : "h:head has no model");
    }
    if (tree.namespace_uri(m_model).empty()) {
        lint(place(m_model), {}, "the model is in no namespace, which only Collect accepts; it is read as XForms");
    }
    if (const NodeId title = child(head, kXhtmlNamespace, "title"); title != NodeId::none) {
        m_form->m_title = trimmed_text(title);
    }
    const NodeId instance = xforms_child(m_model, "instance");
    if (instance == NodeId::none) {
        return error(ErrorCode::form_structure, m_model, {}, "the model has no instance");
    }
    for (NodeId node = tree.first_child(instance); node != NodeId::none; node = tree.next_sibling(node)) {
        if (!tree.is_element(node)) {
            continue;
        }
        if (m_primary != NodeId::none) {
            return error(ErrorCode::form_structure, node, {}, "the primary instance has more than one root element");
        }
        m_primary = node;
    }
    if (m_primary == NodeId::none) {
        return error(ErrorCode::form_structure, instance, {}, "the primary instance is empty");
    }
    const std::string_view uri = tree.namespace_uri(m_primary);
    if (!uri.empty() && !m_form->m_names.is_folded(uri)) {
        m_namespace_to_fold = uri;
    }
    return {};
}

Result<void> Loader::load_primary_instance() {
    const Tree& tree = *m_document;
    Definition& form = *m_form;
    form.m_id = attribute(m_primary, "id").value_or(tree.namespace_uri(m_primary));
    form.m_version =
        attribute(m_primary, "version").value_or(attribute(m_primary, "version", kOpenRosaNamespace).value_or(""));
    form.m_namespaces = options_at(m_primary).namespaces;
    form.m_prototype = std::make_unique<Tree>(form.m_names);
    const NodeId root = form.m_prototype->copy_subtree(tree, m_primary);
    form.m_prototype->attach(root, Tree::document());
    strip_blank_texts(*form.m_prototype, root);
    if (form.m_prototype->id_limit() > m_limits.instance_nodes) {
        return error(ErrorCode::form_too_large, m_primary, {},
                     fmt::format("the primary instance has more than {} nodes", m_limits.instance_nodes));
    }
    form.m_schema.build(*form.m_prototype);
    return {};
}

// Comments go, and the line breaks between elements; the text of a leaf stays as written, in one piece.
void Loader::strip_blank_texts(Tree& tree, NodeId node) const {
    bool is_leaf = true;
    for (NodeId child = tree.first_child(node); child != NodeId::none && is_leaf; child = tree.next_sibling(child)) {
        is_leaf = !tree.is_element(child);
    }
    std::string joined;
    if (is_leaf && tree.is_element(node)) {
        std::string scratch;
        joined = tree.string_value(node, scratch);
    }
    for (NodeId child = tree.first_child(node); child != NodeId::none;) {
        const NodeId next = tree.next_sibling(child);
        if (tree.is_element(child)) {
            strip_blank_texts(tree, child);
        } else if (tree.text_of(node) != child) {
            tree.detach(child);
        }
        child = next;
    }
    if (!joined.empty() && tree.value(node).empty()) {
        tree.set_value(node, joined);
    }
}

void Loader::find_meta() {
    Definition& form = *m_form;
    const Schema& schema = form.m_schema;
    const SchemaId root = schema[SchemaId::document].children.front();
    for (const SchemaId meta : schema[root].children) {
        if (form.m_names.local_name(schema[meta].name) != "meta" || schema[meta].is_attribute) {
            continue;
        }
        for (const SchemaId node : schema[meta].children) {
            const std::string_view name = form.m_names.local_name(schema[node].name);
            if (name == "instanceID") {
                form.m_instance_id = node;
            } else if (name == "instanceName") {
                form.m_instance_name = node;
            }
        }
    }
}

Result<std::unique_ptr<Definition>> Definition::load(std::string_view document, const Attachments& attachments,
                                                     LoadLimits limits) {
    if (document.size() > limits.bytes) {
        return fail(ErrorCode::form_too_large, fmt::format("the form has more than {} bytes", limits.bytes));
    }
    std::vector<std::string> folded;
    for (;;) {
        Loader loader{attachments, limits, folded};
        TRY(loader.load(document));
        if (loader.namespace_to_fold().empty()) {
            return loader.take();
        }
        folded.push_back(loader.namespace_to_fold());
    }
}

Definition::Definition() = default;
Definition::~Definition() = default;

ElementId Definition::question_of(SchemaId node) const {
    const auto found = m_questions.find(index(node));
    return found == m_questions.end() ? ElementId::none : found->second;
}

const Bind* Definition::bind_of(SchemaId node) const {
    const std::uint32_t bind = m_schema[node].bind;
    return bind == kNoIndex ? nullptr : &m_binds[bind];
}

SchemaId Definition::find(std::string_view path) const {
    SchemaId at = SchemaId::document;
    while (!path.empty() && at != SchemaId::none) {
        if (!path.starts_with('/')) {
            return SchemaId::none;
        }
        path.remove_prefix(1);
        const std::string_view step = path.substr(0, path.find('/'));
        path.remove_prefix(step.size());
        SchemaId next = SchemaId::none;
        for (const SchemaId child : m_schema[at].children) {
            const SchemaNode& node = m_schema[child];
            const std::string_view name = m_names.local_name(node.name);
            if (node.is_attribute ? step.starts_with('@') && step.substr(1) == name : step == name) {
                next = child;
                break;
            }
        }
        at = next;
    }
    return at == SchemaId::document ? SchemaId::none : at;
}

}  // namespace daohu::form
