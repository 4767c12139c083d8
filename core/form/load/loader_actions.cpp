// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/loader.hpp"
#include "core/form/namespaces.hpp"

namespace daohu::form {

namespace {

[[nodiscard]] std::optional<FormEvent> event_from(std::string_view name) {
    if (name == "odk-instance-first-load" || name == "xforms-ready") {
        return FormEvent::first_load;
    }
    if (name == "odk-instance-load") {
        return FormEvent::load;
    }
    if (name == "odk-new-repeat" || name == "jr-insert") {
        return FormEvent::new_repeat;
    }
    return name == "xforms-value-changed" ? std::optional{FormEvent::value_changed} : std::nullopt;
}

}  // namespace

bool Loader::is_action(NodeId element) const {
    return is_xforms(element, "setvalue") || is_named(element, kOdkNamespace, "setgeopoint") ||
           is_named(element, kOdkNamespace, "recordaudio");
}

Result<void> Loader::load_model_actions() {
    const Tree& tree = *m_document;
    const SchemaId root = m_form->m_schema[SchemaId::document].children.front();
    for (NodeId node = tree.first_child(m_model); node != NodeId::none; node = tree.next_sibling(node)) {
        if (is_action(node)) {
            TRY(load_action(node, root, SchemaId::none, SchemaId::none));
        }
    }
    return {};
}

Result<void> Loader::load_action(NodeId element, SchemaId context, SchemaId observer, SchemaId repeat) {
    if (is_named(element, kOdkNamespace, "recordaudio")) {
        lint(place(element), {}, "recordings in the background are not made");
        return {};
    }
    SetValue action;
    action.observer = observer;
    action.is_geopoint = is_named(element, kOdkNamespace, "setgeopoint");
    action.place = place(element);
    std::string_view events =
        attribute(element, "event").value_or(attribute(element, "event", kEventsNamespace).value_or(""));
    while (!events.empty()) {
        const std::string_view name = events.substr(0, events.find_first_of(" \t\r\n"));
        events.remove_prefix(std::min(name.size() + 1, events.size()));
        if (name.empty()) {
            continue;
        }
        const auto event = event_from(name);
        if (!event) {
            return error(ErrorCode::form_structure, element, {},
                         fmt::format("an action for the unknown event '{}'", name));
        }
        if (*event == FormEvent::new_repeat && repeat == SchemaId::none) {
            return error(ErrorCode::form_structure, element, {},
                         "an action for odk-new-repeat outside of every repeat");
        }
        action.events.push_back(*event);
    }
    if (action.events.empty()) {
        return error(ErrorCode::form_structure, element, {}, "an action without event");
    }
    std::string_view path = attribute(element, "ref").value_or("");
    action.target = resolve(path, element, context);
    if (const auto bind = attribute(element, "bind"); bind && path.empty()) {
        const auto found = m_bind_ids.find(std::string{*bind});
        action.target = found == m_bind_ids.end() ? SchemaId::none : found->second;
        path = *bind;
    }
    if (action.target == SchemaId::none || !m_form->m_schema[action.target].is_leaf) {
        return error(ErrorCode::form_bind_missing, element, path,
                     "the action's target is not a question of the primary instance");
    }
    if (const auto value = attribute(element, "value"); value && !value->empty()) {
        action.value = TRY(compile(*value, element, m_form->m_schema[action.target].path, "setvalue"));
    } else {
        action.literal = trimmed_text(element);
    }
    m_form->m_actions.push_back(std::move(action));
    return {};
}

}  // namespace daohu::form
