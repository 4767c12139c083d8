// SPDX-License-Identifier: Apache-2.0
#pragma once

// One form being filled in, saved answer by answer. Owned by the screen's composition; one thread. The library, the
// draft store and the ports outlive it.
//
// Every act changes the session first and is saved before the act returns. Where saving fails (a full disk) the answer
// stays on the screen, `unsaved()` says so, and the next act or save() tries again with everything that is missing, in
// order.

#include "core/casework/draft_store.hpp"
#include "core/casework/form_library.hpp"
#include "core/form/session.hpp"

#include <memory>

namespace daohu::casework {

class Interview {
public:
    // A new draft, saved with its first patch.
    [[nodiscard]] static Result<Interview> start(const LibraryForm& form, const form::SessionPorts& ports,
                                                 DraftStore& drafts, const form::OpenRequest& request,
                                                 const vault::SlotId& owner);
    // A draft from its patches, perhaps with a newer version of its form; lost() lists what the form has no place for.
    [[nodiscard]] static Result<Interview> resume(const LibraryForm& form, const form::SessionPorts& ports,
                                                  DraftStore& drafts, DraftId id);

    [[nodiscard]] const DraftInfo& info() const { return m_info; }
    [[nodiscard]] const std::vector<form::LostAnswer>& lost() const { return m_lost; }
    // For reading; acts go through the interview.
    [[nodiscard]] form::Session& session() { return *m_session; }

    Result<void> answer(form::NodeId node, std::string_view value);
    Result<void> set_state(form::NodeId node, form::AnswerState state);
    // A new last row, and the row.
    Result<form::NodeId> add_row(form::FormPlace repeat);
    Result<void> remove_row(form::NodeId row, form::RemovalReason reason = form::RemovalReason::none);
    Result<void> undo();
    Result<void> set_language(std::string_view language);
    // Stamps the end. form_incomplete where a problem stands.
    Result<void> finish();

    // Acts that are not on the disk yet.
    [[nodiscard]] std::size_t unsaved() const { return m_unsaved.size(); }
    Result<void> save();

private:
    Interview(DraftStore& drafts, const Clock& clock) : m_drafts{&drafts}, m_clock{&clock} {}
    Result<void> keep(Result<form::Patch> patch);
    void describe();

    DraftStore* m_drafts;
    const Clock* m_clock;
    DraftInfo m_info;
    std::unique_ptr<form::Session> m_session;
    std::vector<form::LostAnswer> m_lost;
    std::vector<form::Patch> m_unsaved;
};

}  // namespace daohu::casework
