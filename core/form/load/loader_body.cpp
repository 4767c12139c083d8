// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/loader.hpp"
#include "core/form/load/reference.hpp"
#include "core/form/namespaces.hpp"

#include <algorithm>
#include <array>

namespace daohu::form {

namespace {

struct NamedControl {
    std::string_view name;
    Control control;
};

constexpr std::array<NamedControl, 8> kControls{{
    {"input", Control::input},
    {"select1", Control::select_one},
    {"select", Control::select_many},
    {"upload", Control::upload},
    {"trigger", Control::trigger},
    {"range", Control::range},
    {"group", Control::group},
    {"repeat", Control::repeat},
}};

[[nodiscard]] std::vector<std::string> split_words(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\r\n";
    std::vector<std::string> words;
    for (std::size_t at = text.find_first_not_of(kSpaces); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kSpaces, at), text.size());
        words.emplace_back(text.substr(at, end - at));
        at = text.find_first_not_of(kSpaces, end);
    }
    return words;
}

// A name without prefix, path or predicate.
[[nodiscard]] bool is_plain_name(std::string_view text) {
    return !text.empty() && text.find_first_of("/.@[]():'\" \t\r\n|+*=") == std::string_view::npos;
}

// Paths that start at the row itself, seen from its parent instead: ".." becomes ".".
[[nodiscard]] std::string seen_from_parent(const xpath::Expression& expression) {
    constexpr std::string_view kCurrent = "current()/";
    std::string text = expression.text();
    for (const xpath::Reference& reference : expression.analysis().references) {
        const bool has_current = text.compare(reference.offset, kCurrent.size(), kCurrent) == 0;
        const std::size_t first_step = reference.offset + (has_current ? kCurrent.size() : 0);
        if (reference.origin == xpath::Origin::context && text.compare(first_step, 2, "..") == 0) {
            text[first_step] = ' ';
        }
    }
    return text;
}

[[nodiscard]] bool resolves_from(const Schema& schema, const xpath::Expression& expression, SchemaId context) {
    return std::all_of(expression.analysis().references.begin(), expression.analysis().references.end(),
                       [&](const xpath::Reference& reference) {
                           return reference.origin != xpath::Origin::context ||
                                  !resolve_reference(schema, reference, context).empty();
                       });
}

}  // namespace

Result<void> Loader::load_body() {
    const SchemaId root = m_form->m_schema[SchemaId::document].children.front();
    TRY(load_elements(m_body, ElementId::none, root, SchemaId::none));
    take_templates();
    return {};
}

Result<void> Loader::load_elements(NodeId parent, ElementId above, SchemaId context, SchemaId repeat) {
    const Tree& tree = *m_document;
    for (NodeId node = tree.first_child(parent); node != NodeId::none; node = tree.next_sibling(node)) {
        if (!tree.is_element(node)) {
            continue;
        }
        if (is_named(node, kOdkNamespace, "rank")) {
            TRY(load_element(node, Control::rank, above, context, repeat));
        } else if (is_action(node)) {
            TRY(load_action(node, context, repeat, repeat));
        } else if (is_xforms(node, tree.local_name(node))) {
            const auto* const known = std::find_if(kControls.begin(), kControls.end(), [&](const NamedControl& entry) {
                return entry.name == tree.local_name(node);
            });
            if (known != kControls.end()) {
                TRY(load_element(node, known->control, above, context, repeat));
            }
        }
    }
    return {};
}

Result<void> Loader::load_element(NodeId element, Control control, ElementId above, SchemaId context, SchemaId repeat) {
    auto& body = m_form->m_body;
    if (body.size() >= m_limits.questions) {
        return error(ErrorCode::form_too_large, element, {}, fmt::format("more than {} questions", m_limits.questions));
    }
    std::string_view path = attribute(element, "ref").value_or(attribute(element, "nodeset").value_or(""));
    SchemaId node = resolve(path, element, context);
    if (const auto bind = attribute(element, "bind"); bind && path.empty()) {
        const auto found = m_bind_ids.find(std::string{*bind});
        node = found == m_bind_ids.end() ? SchemaId::none : found->second;
        path = *bind;
    }
    const bool is_container = control == Control::group || control == Control::repeat;
    if (node == SchemaId::none && (!path.empty() || control != Control::group)) {
        return error(ErrorCode::form_bind_missing, element, path,
                     "what the body asks for is not in the primary instance");
    }
    const std::string name = node == SchemaId::none ? std::string{} : m_form->m_schema[node].path;
    if (!is_container && !m_form->m_schema[node].is_leaf) {
        return error(ErrorCode::form_structure, element, name, "a question for a node that has nodes below");
    }
    const auto id = static_cast<ElementId>(body.size());
    BodyElement shown;
    shown.control = control;
    shown.node = node;
    shown.parent = above;
    shown.appearance = split_words(attribute(element, "appearance").value_or(""));
    shown.media_type = attribute(element, "mediatype").value_or("");
    shown.place = place(element);
    TRY(load_words(element, shown, name));
    if (shown.is_select()) {
        TRY(load_choices(element, shown, name));
    }
    if (control == Control::range) {
        shown.range = RangeBounds{std::string{attribute(element, "start").value_or("")},
                                  std::string{attribute(element, "end").value_or("")},
                                  std::string{attribute(element, "step").value_or("")}};
    }
    if (control == Control::repeat) {
        TRY(load_repeat(element, shown, context));
        m_form->m_repeats.back().element = id;
    }
    body.push_back(std::move(shown));
    if (is_container) {
        if (node != SchemaId::none) {
            m_group_elements.insert_or_assign(index(node), element);
        }
        TRY(load_elements(element, id, node == SchemaId::none ? context : node,
                          control == Control::repeat ? node : repeat));
    } else {
        m_form->m_questions.try_emplace(index(node), id);
        const Tree& tree = *m_document;
        for (NodeId child = tree.first_child(element); child != NodeId::none; child = tree.next_sibling(child)) {
            if (is_action(child)) {
                TRY(load_action(child, node, node, repeat));
            }
        }
    }
    m_form->m_body[index(id)].end = static_cast<std::uint32_t>(m_form->m_body.size());
    return {};
}

Result<void> Loader::load_words(NodeId element, BodyElement& shown, const std::string& path) {
    if (const NodeId label = xforms_child(element, "label"); label != NodeId::none) {
        shown.label = TRY(text_of(label, path));
    }
    if (const NodeId hint = xforms_child(element, "hint"); hint != NodeId::none) {
        shown.hint = TRY(text_of(hint, path));
    }
    return {};
}

Result<void> Loader::load_repeat(NodeId element, BodyElement& shown, SchemaId context) {
    Definition& form = *m_form;
    SchemaNode& node = form.m_schema.at(shown.node);
    if (node.repeat_index != kNoIndex) {
        return error(ErrorCode::form_duplicate, element, node.path, "two repeats of the same node");
    }
    if (node.parent == SchemaId::document || node.is_attribute) {
        return error(ErrorCode::form_structure, element, node.path, "the root cannot repeat");
    }
    Repeat repeat;
    repeat.node = shown.node;
    repeat.place = shown.place;
    const auto fixed = attribute(element, "noAddRemove", kJavaRosaNamespace);
    repeat.is_fixed = fixed && *fixed != "false()" && *fixed != "false";
    if (const auto count = attribute(element, "count", kJavaRosaNamespace); count && !count->empty()) {
        repeat.count = TRY(row_count(element, *count, context, shown.node));
    }
    node.repeat_index = static_cast<std::uint32_t>(form.m_repeats.size());
    node.occurs_often = true;
    shown.repeat = node.repeat_index;
    form.m_repeats.push_back(std::move(repeat));
    return {};
}

// In the end the expression is seen from the parent of the rows, which is there even when no row is. Authors write it
// as seen from the enclosing group, which XLSForm gives the path of the rows.
Result<std::optional<xpath::Expression>> Loader::row_count(NodeId element, std::string_view count, SchemaId context,
                                                           SchemaId repeat) {
    const Schema& schema = m_form->m_schema;
    const SchemaId parent = schema[repeat].parent;
    auto written = TRY(compile(count, element, schema[repeat].path, "jr:count"));
    if (context != repeat && resolves_from(schema, written, parent)) {
        return std::optional{std::move(written)};
    }
    return std::optional{TRY(compile(seen_from_parent(written), element, schema[repeat].path, "jr:count"))};
}

Result<void> Loader::load_choices(NodeId element, BodyElement& shown, const std::string& path) {
    const Tree& tree = *m_document;
    for (NodeId node = tree.first_child(element); node != NodeId::none; node = tree.next_sibling(node)) {
        if (is_xforms(node, "itemset")) {
            TRY(load_itemset(node, shown, path));
        } else if (is_xforms(node, "item")) {
            Item item;
            if (const NodeId value = xforms_child(node, "value"); value != NodeId::none) {
                item.value = trimmed_text(value);
            }
            if (const NodeId label = xforms_child(node, "label"); label != NodeId::none) {
                item.label = TRY(text_of(label, path));
            }
            if (item.value.find(' ') != std::string::npos && shown.control != Control::select_one) {
                lint(place(node), path, "a choice value with a space cannot be told from two choices");
            }
            shown.items.push_back(std::move(item));
        }
    }
    return {};
}

Result<void> Loader::load_itemset(NodeId element, BodyElement& shown, const std::string& path) {
    Itemset itemset;
    const std::string_view nodeset = attribute(element, "nodeset").value_or("");
    itemset.nodeset = TRY(compile(nodeset, element, path, "itemset"));
    if (itemset.nodeset->type() != xpath::ValueType::node_set) {
        return error(ErrorCode::form_structure, element, path, "the itemset gives no nodes");
    }
    const auto read = [&](std::string_view name, std::optional<xpath::Expression>& expression,
                          NameId& plain) -> Result<void> {
        const NodeId node = xforms_child(element, name);
        const auto reference = node == NodeId::none ? std::nullopt : attribute(node, "ref");
        if (!reference) {
            return {};
        }
        if (is_plain_name(*reference)) {
            plain = m_form->m_names.intern({}, *reference);
        } else {
            expression = TRY(compile(*reference, node, path, name));
        }
        return {};
    };
    TRY(read("value", itemset.value, itemset.value_child));
    TRY(read("label", itemset.label, itemset.label_child));
    if (!itemset.value && itemset.value_child == NameId::none) {
        return error(ErrorCode::form_structure, element, path, "the itemset names no value");
    }
    const auto& references = itemset.nodeset->analysis().references;
    itemset.follows_answers = std::any_of(references.begin(), references.end(), [](const xpath::Reference& reference) {
        return reference.origin == xpath::Origin::root || reference.origin == xpath::Origin::context;
    });
    shown.itemset = std::move(itemset);
    return {};
}

// Takes the templates out of the prototype; a repeat without one gets a copy of its first row as written.
void Loader::take_templates() {
    Definition& form = *m_form;
    Tree& prototype = *form.m_prototype;
    const NameId template_name = form.m_names.intern(kJavaRosaNamespace, "template");
    std::vector<NodeId> first_rows(form.m_repeats.size(), NodeId::none);
    std::vector<NodeId> templates;
    const std::uint32_t limit = prototype.id_limit();
    for (std::uint32_t i = 2; i < limit; ++i) {
        const NodeId node{i};
        const auto schema = static_cast<SchemaId>(prototype.tag(node));
        if (schema == SchemaId::none || !prototype.is_element(node)) {
            continue;
        }
        const bool is_template = prototype.find_attribute(node, template_name) != NodeId::none;
        if (is_template) {
            prototype.remove_attribute(node, template_name);
            templates.push_back(node);
        }
        const std::uint32_t repeat = form.m_schema[schema].repeat_index;
        if (repeat != kNoIndex) {
            NodeId& row_template = form.m_repeats[repeat].row_template;
            if (is_template && row_template == NodeId::none) {
                row_template = node;
            } else if (!is_template && first_rows[repeat] == NodeId::none) {
                first_rows[repeat] = node;
            }
        }
    }
    // Inner templates first: a copied outer row must not hold them.
    std::for_each(templates.rbegin(), templates.rend(), [&](NodeId node) { prototype.detach(node); });
    for (std::size_t i = form.m_repeats.size(); i-- > 0;) {
        Repeat& repeat = form.m_repeats[i];
        if (repeat.row_template == NodeId::none) {
            repeat.row_template = prototype.copy_subtree(prototype, first_rows[i]);
        }
    }
    // Whatever is in or below a repeat knows the innermost one.
    for (std::uint32_t i = 2; i < form.m_schema.size(); ++i) {
        SchemaNode& node = form.m_schema.at(SchemaId{i});
        node.repeat = node.repeat_index != kNoIndex ? SchemaId{i} : form.m_schema[node.parent].repeat;
    }
}

}  // namespace daohu::form
