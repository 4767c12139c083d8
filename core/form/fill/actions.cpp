// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/actions.hpp"

#include <algorithm>

namespace daohu::form {

namespace {

[[nodiscard]] bool hears(const SetValue& action, FormEvent event) {
    return std::find(action.events.begin(), action.events.end(), event) != action.events.end();
}

}  // namespace

void Actions::loaded(FormEvent event) {
    for (const SetValue& action : m_instance.form().actions()) {
        if (!hears(action, event)) {
            continue;
        }
        const SchemaId row = m_instance.schema()[action.target].repeat;
        if (action.observer == SchemaId::none || row == SchemaId::none ||
            !m_instance.schema().is_below(action.observer, row)) {
            run(action, m_instance.tree().root_element());
            continue;
        }
        const std::vector<NodeId> rows = m_instance.instances(row);
        for (const NodeId node : rows) {
            if (m_instance.is_present(node)) {
                run(action, node);
            }
        }
    }
}

void Actions::row_added(NodeId row) {
    const SchemaId repeat = m_instance.schema_of(row);
    for (const SetValue& action : m_instance.form().actions()) {
        if (hears(action, FormEvent::new_repeat) && m_instance.schema()[action.observer].repeat == repeat) {
            run(action, row);
        }
    }
}

void Actions::answered(NodeId question) {
    const SchemaId schema = m_instance.schema_of(question);
    for (const SetValue& action : m_instance.form().actions()) {
        if (action.observer == schema && hears(action, FormEvent::value_changed)) {
            run(action, question);
        }
    }
}

void Actions::run(const SetValue& action, NodeId from) {
    const NodeId target = m_instance.nearest(from, action.target);
    if (target == NodeId::none) {
        return;
    }
    std::string value = action.literal;
    if (action.is_geopoint) {
        value = m_location;
    } else if (action.value) {
        value = action.value->string(m_host.context(target)).value_or(std::string{});
    }
    const Bind* const bind = m_instance.form().bind_of(action.target);
    normalise_calculated(bind == nullptr ? DataType::text : bind->type, m_host.utc_offset_minutes(), value);
    m_editor.set_value(target, value);
}

}  // namespace daohu::form
