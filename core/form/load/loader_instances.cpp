// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/instance_reader.hpp"
#include "core/form/load/loader.hpp"
#include "core/form/namespaces.hpp"

#include <algorithm>

namespace daohu::form {

namespace {

constexpr std::string_view kLastSaved = "jr://instance/last-saved";

// The file of "jr://file-csv/list.csv"; empty where the address is of another kind or tries to leave the folder.
[[nodiscard]] std::string_view file_name(std::string_view source) {
    for (const std::string_view scheme : {"jr://file-csv/", "jr://file/"}) {
        if (source.starts_with(scheme)) {
            const std::string_view name = source.substr(scheme.size());
            const bool is_plain = !name.empty() && name.find_first_of("/\\") == std::string_view::npos && name != "..";
            return is_plain ? name : std::string_view{};
        }
    }
    return {};
}

[[nodiscard]] std::string_view without_extension(std::string_view name) { return name.substr(0, name.rfind('.')); }

}  // namespace

Result<void> Loader::load_instances() {
    const Tree& tree = *m_document;
    bool is_primary = true;
    for (NodeId node = tree.first_child(m_model); node != NodeId::none; node = tree.next_sibling(node)) {
        if (!is_xforms(node, "instance")) {
            continue;
        }
        if (!is_primary) {
            TRY(load_instance(node));
        }
        is_primary = false;
    }
    return {};
}

Result<void> Loader::load_instance(NodeId element) {
    const std::string id{attribute(element, "id").value_or("")};
    auto& instances = m_form->m_instances;
    if (id.empty()) {
        return error(ErrorCode::form_structure, element, {}, "a secondary instance has no id");
    }
    if (std::any_of(instances.begin(), instances.end(), [&](const auto& known) { return known.id == id; })) {
        return error(ErrorCode::form_duplicate, element, id, "two instances have this id");
    }
    if (const auto source = attribute(element, "src")) {
        return load_external_instance(element, id, *source);
    }
    const Tree& document = *m_document;
    auto tree = std::make_unique<Tree>(m_form->m_names);
    for (NodeId node = document.first_child(element); node != NodeId::none; node = document.next_sibling(node)) {
        if (document.is_element(node)) {
            tree->attach(tree->copy_subtree(document, node), Tree::document());
        }
    }
    strip_blank_texts(*tree, Tree::document());
    instances.push_back({id, std::move(tree), {}, place(element)});
    return {};
}

Result<void> Loader::load_external_instance(NodeId element, const std::string& id, std::string_view source) {
    auto& instances = m_form->m_instances;
    if (source == kLastSaved) {
        // The answers of the last visit are not kept for other forms: every node is there, and empty.
        auto tree = std::make_unique<Tree>(m_form->m_names);
        tree->attach(tree->copy_subtree(*m_form->m_prototype, m_form->m_prototype->root_element()), Tree::document());
        for (std::uint32_t node = 1; node < tree->id_limit(); ++node) {
            if (tree->is_element(NodeId{node}) && !tree->value(NodeId{node}).empty()) {
                tree->set_value(NodeId{node}, {});
            }
        }
        instances.push_back({id, std::move(tree), {}, place(element)});
        lint(place(element), id, "the last saved answers are not kept; this instance reads as empty");
        return {};
    }
    const std::string_view name = file_name(source);
    if (name.empty()) {
        return error(ErrorCode::form_unsupported, element, id, fmt::format("an instance from '{}'", source));
    }
    switch (m_attachments.find(name)) {
        case AttachmentKind::missing:
            return error(ErrorCode::form_attachment_missing, element, id,
                         fmt::format("the file '{}' is missing", name));
        case AttachmentKind::entity_list:
            instances.push_back({id, nullptr, std::string{without_extension(name)}, place(element)});
            return {};
        case AttachmentKind::file: break;
    }
    auto text = m_attachments.read(name);
    if (!text) {
        return at(std::move(text).error(), element, id, name);
    }
    if (name.ends_with(".csv")) {
        auto tree = read_csv_tree(std::move(*text), m_form->m_names);
        if (!tree) {
            return at(std::move(tree).error(), element, id, name);
        }
        instances.push_back({id, std::move(*tree), {}, place(element)});
        return {};
    }
    if (!name.ends_with(".xml")) {
        return error(ErrorCode::form_unsupported, element, id, fmt::format("a list in the file '{}'", name));
    }
    auto tree = std::make_unique<Tree>(m_form->m_names);
    if (auto read = read_xml(*text, *tree); !read) {
        return at(std::move(read).error(), element, id, name);
    }
    instances.push_back({id, std::move(tree), {}, place(element)});
    return {};
}

}  // namespace daohu::form
