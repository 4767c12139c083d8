// SPDX-License-Identifier: Apache-2.0
#include "core/casework/interview.hpp"

namespace daohu::casework {

Result<Interview> Interview::start(const LibraryForm& form, const form::SessionPorts& ports, DraftStore& drafts,
                                   const form::OpenRequest& request, const vault::SlotId& owner) {
    auto opened = TRY(form::Session::open(*form.definition, ports, request));
    Interview interview{drafts, *ports.clock};
    interview.m_session = std::move(opened.session);
    interview.m_info.id = DraftId::random(*ports.entropy);
    interview.m_info.form_id = form.definition->id();
    interview.m_info.form_version = form.definition->version();
    interview.m_info.form_hash = form.hash;
    interview.m_info.owner = owner;
    interview.m_info.opened_at = ports.clock->wall_now();
    interview.describe();
    TRY(drafts.create(interview.m_info, opened.patch));
    return interview;
}

Result<Interview> Interview::resume(const LibraryForm& form, const form::SessionPorts& ports, DraftStore& drafts,
                                    DraftId id) {
    Interview interview{drafts, *ports.clock};
    interview.m_info = TRY(drafts.info(id));
    const std::vector<form::Patch> patches = TRY(drafts.patches(id));
    auto restored = TRY(form::Session::restore(*form.definition, ports, patches));
    interview.m_session = std::move(restored.session);
    interview.m_lost = std::move(restored.lost);
    interview.m_info.form_version = form.definition->version();
    interview.m_info.form_hash = form.hash;
    TRY(interview.keep(std::move(restored.patch)));
    return interview;
}

Result<void> Interview::answer(form::NodeId node, std::string_view value) {
    return keep(m_session->answer(node, value));
}

Result<void> Interview::set_state(form::NodeId node, form::AnswerState state) {
    return keep(m_session->set_state(node, state));
}

Result<form::NodeId> Interview::add_row(form::FormPlace repeat) {
    TRY(keep(m_session->add_row(repeat)));
    return m_session->last_row(repeat);
}

Result<void> Interview::remove_row(form::NodeId row, form::RemovalReason reason) {
    return keep(m_session->remove_row(row, reason));
}

Result<void> Interview::undo() { return keep(m_session->undo()); }

Result<void> Interview::set_language(std::string_view language) { return keep(m_session->set_language(language)); }

Result<void> Interview::finish() { return keep(m_session->finish()); }

Result<void> Interview::keep(Result<form::Patch> patch) {
    form::Patch made = TRY(std::move(patch));
    if (made.is_empty() && m_unsaved.empty()) {
        return {};
    }
    if (!made.is_empty()) {
        m_unsaved.push_back(std::move(made));
    }
    return save();
}

Result<void> Interview::save() {
    if (m_unsaved.empty()) {
        return {};
    }
    describe();
    TRY(m_drafts->append(m_info, m_unsaved));
    m_unsaved.clear();
    return {};
}

void Interview::describe() {
    const form::SchemaId name = m_session->definition().instance_name_node();
    if (name != form::SchemaId::none) {
        const form::NodeId node = m_session->find(m_session->definition().schema()[name].path);
        m_info.title = node == form::NodeId::none ? std::string{} : std::string{m_session->value(node)};
    }
    const form::Progress progress = m_session->progress();
    m_info.done = progress.done;
    m_info.total = progress.total;
    m_info.changed_at = m_clock->wall_now();
}

}  // namespace daohu::casework
