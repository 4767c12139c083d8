// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/app.hpp"

#include "ui/screens/question.hpp"
#include "ui/screens/record_view.hpp"
#include "ui/screens/review.hpp"
#include "ui/screens/sync.hpp"
#include "ui/screens/today.hpp"
#include "ui/screens/unlock.hpp"

#include <chrono>

namespace daohu {

namespace {

constexpr std::size_t kRowsShown = 200;
constexpr std::string_view kDiscoveryForm = "discovery";

template <class T>
bool is_ready(const std::future<T>& outcome) {
    return outcome.valid() && outcome.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
}

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

}  // namespace

App::App(const Setup& setup) : m_setup{setup} {}

bool App::is_busy() const {
    return m_unlocking.valid() || m_saving.valid() || (m_tablet && m_tablet->sync() && m_tablet->sync()->is_talking());
}

std::string App::sentence(const Error& error) { return std::string{m_setup.words.message(error).view()}; }

void App::draw(kit::Kit& kit) {
    m_setup.words.next_frame();
    collect();
    if (m_is_stale) {
        refresh();
    }
    switch (m_screen) {
        case Screen::unlock: return draw_unlock(kit);
        case Screen::today: return draw_today(kit);
        case Screen::interview: return draw_interview(kit);
        case Screen::record: return draw_record(kit);
        case Screen::sync: return draw_sync(kit);
    }
}

void App::collect() {
    if (is_ready(m_unlocking)) {
        collect_unlock();
    }
    if (is_ready(m_saving)) {
        collect_finish();
    }
    if (m_tablet && m_tablet->sync()) {
        const auto attempt = m_tablet->sync()->last_attempt();
        const bool is_talking = m_tablet->sync()->is_talking();
        m_is_stale = m_is_stale || is_talking || m_sync.progress.has_value() || attempt != m_seen_attempt;
        m_seen_attempt = attempt;
    }
}

// --- unlock ---------------------------------------------------------------------------------------------------------

void App::unlock(std::string passphrase) {
    m_unlock.stage = model::UnlockStage::deriving;
    m_unlocking = std::async(std::launch::async, [this, passphrase = std::move(passphrase)]() mutable {
        auto tablet =
            Tablet::unlock(m_setup.machine, m_setup.assets, m_setup.folder, passphrase, m_setup.county, m_setup.wake);
        wipe({reinterpret_cast<std::uint8_t*>(passphrase.data()), passphrase.size()});
        m_setup.wake();
        return tablet;
    });
}

void App::collect_unlock() {
    auto tablet = m_unlocking.get();
    if (tablet) {
        m_tablet = std::move(*tablet);
        m_unlock = {};
        m_screen = Screen::today;
        m_is_stale = true;
        return;
    }
    const Error& error = tablet.error();
    m_unlock.failure = sentence(error);
    switch (error.code) {
        case ErrorCode::vault_wrong_secret: m_unlock.stage = model::UnlockStage::wrong; break;
        case ErrorCode::vault_sealed: m_unlock.stage = model::UnlockStage::sealed; break;
        default: m_unlock.stage = model::UnlockStage::broken; break;
    }
    if (const auto status = vault::Vault::status(m_setup.folder, m_setup.machine.vault_environment())) {
        for (const auto& slot : status->slots) {
            if (slot.kind == vault::SlotKind::coordinator) {
                m_unlock.tries_left = static_cast<int>(slot.tries_left);
            }
        }
    }
}

void App::draw_unlock(kit::Kit& kit) {
    model::UnlockActions actions;
    screens::draw(m_unlock, kit, actions);
    for (const model::UnlockAction& action : actions.all()) {
        unlock(std::get<model::SubmitPassphrase>(action).passphrase);
    }
}

// --- lists ----------------------------------------------------------------------------------------------------------

model::RecordContext App::record_context() {
    return {.schemas = m_setup.assets.schemas,
            .words = m_setup.words,
            .is_uploading = m_tablet->sync() != nullptr && m_tablet->sync()->is_talking()};
}

std::string App::village() const {
    const auto& grant = m_tablet->grant();
    return grant && !grant->villages.empty() ? grant->villages.front().code : std::string{};
}

// Whether there is a link is known only from the last attempt: nothing is claimed beyond it.
model::SyncBadge App::badge() {
    model::SyncBadge badge;
    badge.waiting = static_cast<int>(m_tablet->workspace().cases().waiting().value_or(0));
    CountyLink* sync = m_tablet->sync();
    if (sync != nullptr && sync->is_talking()) {
        badge.link = model::LinkState::syncing;
    } else if (sync != nullptr && sync->last_attempt() && !sync->failure()) {
        badge.link = model::LinkState::online;
    }
    return badge;
}

Result<std::vector<model::RecordRow>> App::rows() {
    const model::RecordContext context = record_context();
    std::vector<model::RecordRow> rows;
    if (m_today.search.empty()) {
        for (const casework::DraftInfo& draft : TRY(m_tablet->workspace().drafts())) {
            rows.push_back(model::row_of(draft, context));
        }
    }
    casework::CaseList& cases = m_tablet->workspace().cases();
    const auto lines =
        m_today.search.empty() ? TRY(cases.newest(kRowsShown)) : TRY(cases.search(m_today.search, kRowsShown));
    for (const casework::CaseLine& line : lines) {
        rows.push_back(model::row_of(line, context));
    }
    return rows;
}

void App::refresh() {
    m_is_stale = false;
    if (!m_tablet) {
        return;
    }
    m_today.now = moment_of(m_setup.machine.clock.wall_now());
    m_today.village = village();
    m_today.badge = badge();
    auto listed = rows();
    if (!listed) {
        return say(listed.error());
    }
    m_today.records = std::move(*listed);
    keep_detail();
    m_sync.now = m_today.now;
    m_sync.badge = m_today.badge;
    m_sync.records = m_today.records;
    m_sync.failure.clear();
    m_sync.progress.reset();
    if (const auto contact = m_tablet->workspace().cases().contact(); contact && contact->last_success) {
        m_sync.last_success = moment_of(*contact->last_success);
    }
    CountyLink* sync = m_tablet->sync();
    if (sync == nullptr) {
        m_sync.failure = sentence(Error{ErrorCode::sync_not_enrolled});
        return;
    }
    if (sync->is_talking()) {
        const client::SyncStatus status = sync->status();
        m_sync.progress = model::SyncProgress{.done = static_cast<int>(status.last - status.waiting()),
                                              .total = static_cast<int>(status.last)};
    } else if (const auto failure = sync->failure()) {
        m_sync.failure = sentence(*failure);
    }
    if (const auto attempt = sync->last_attempt()) {
        m_sync.last_attempt = moment_of(*attempt);
    }
}

// A draft that became a record, or was thrown away, is no longer shown; a record's state may have changed.
void App::keep_detail() {
    if (!m_today.detail) {
        return;
    }
    const model::RowId id = m_today.detail->record.id;
    for (const model::RecordRow& row : m_today.records) {
        if (row.id == id) {
            m_today.detail->record = row;
            return;
        }
    }
    m_today.detail.reset();
}

void App::say(const Error& error) {
    m_today.notice = model::Notice{.kind = model::NoticeKind::danger, .text = sentence(error)};
}

void App::open_tab(model::Tab tab) {
    m_screen = tab == model::Tab::sync ? Screen::sync : Screen::today;
    m_is_stale = true;
}

Result<model::RecordViewState> App::record_view(EntityId entity) {
    casework::CaseList& cases = m_tablet->workspace().cases();
    const model::RecordContext context = record_context();
    const registry::Entity the_case = TRY(cases.entity(entity));
    model::RecordViewState view;
    view.badge = badge();
    for (const model::RecordRow& row : m_today.records) {
        if (row.id == model::row_id(entity)) {
            view.record = row;
        }
    }
    if (const auto person = TRY(cases.person_of(the_case))) {
        view.sections.push_back(model::section_of(*person, context));
    }
    view.sections.push_back(model::section_of(the_case, context));
    if (the_case.status_register) {
        view.finished_at = moment_of(the_case.status_register->siblings.back().by.hlc.time());
    }
    return view;
}

// Beside the list, where there is room for it.
void App::select_record(model::RowId id) {
    for (const model::RecordRow& row : m_today.records) {
        if (row.id == id && row.state == model::RecordState::draft) {
            m_today.detail = model::RecordViewState{};
            m_today.detail->record = row;
            m_today.detail->can_continue = true;
            return;
        }
    }
    auto view = record_view(model::entity_id(id));
    if (!view) {
        return say(view.error());
    }
    m_today.detail = std::move(*view);
}

void App::open_record(model::RowId id) {
    for (const model::RecordRow& row : m_today.records) {
        if (row.id == id && row.state == model::RecordState::draft) {
            return open_draft(model::draft_id(id));
        }
    }
    auto view = record_view(model::entity_id(id));
    if (!view) {
        return say(view.error());
    }
    m_record = std::move(*view);
    m_screen = Screen::record;
}

void App::draw_today(kit::Kit& kit) {
    model::TodayActions actions;
    screens::draw(m_today, kit, actions);
    for (const model::TodayAction& action : actions.all()) {
        std::visit(Overloaded{[this](const model::StartDiscovery&) { start_discovery(); },
                              [this](const model::OpenRecord& act) { open_record(act.id); },
                              [this](const model::SelectRecord& act) { select_record(act.id); },
                              [this](const model::ContinueDraft& act) { open_draft(model::draft_id(act.id)); },
                              [this](const model::ChangeSearch& act) {
                                  m_today.search = act.text;
                                  m_is_stale = true;
                              },
                              [this](const model::OpenTab& act) { open_tab(act.tab); },
                              [this](const model::OpenSync&) { open_tab(model::Tab::sync); }},
                   action);
    }
}

void App::draw_record(kit::Kit& kit) {
    model::RecordViewActions actions;
    screens::draw(m_record, kit, actions);
    for (const model::RecordViewAction& action : actions.all()) {
        std::visit(Overloaded{[this](const model::ContinueDraft& act) { open_draft(model::draft_id(act.id)); },
                              [this](const model::CloseRecord&) { open_tab(model::Tab::today); },
                              [this](const model::OpenSync&) { open_tab(model::Tab::sync); }},
                   action);
    }
}

void App::draw_sync(kit::Kit& kit) {
    model::SyncActions actions;
    screens::draw(m_sync, kit, actions);
    for (const model::SyncAction& action : actions.all()) {
        std::visit(Overloaded{[this](const model::SyncNow&) {
                                  if (m_tablet->sync() != nullptr) {
                                      m_tablet->sync()->request();
                                      m_is_stale = true;
                                  }
                              },
                              [this](const model::OpenRecord& act) { open_record(act.id); },
                              [this](const model::OpenTab& act) { open_tab(act.tab); }},
                   action);
    }
}

// --- interview ------------------------------------------------------------------------------------------------------

void App::start_discovery() {
    const std::string_view language = m_setup.words.language() == "en" ? "en" : "zh";
    auto interview = m_tablet->workspace().start(kDiscoveryForm, language);
    if (!interview) {
        return say(interview.error());
    }
    m_interview.emplace(std::move(*interview));
    m_interview_model.emplace(*m_interview, m_setup.words);
    m_today.notice.reset();
    m_screen = Screen::interview;
}

void App::open_draft(DraftId draft) {
    auto interview = m_tablet->workspace().resume(draft);
    if (!interview) {
        return say(interview.error());
    }
    m_interview.emplace(std::move(*interview));
    m_interview_model.emplace(*m_interview, m_setup.words);
    m_screen = Screen::interview;
}

void App::leave_interview() {
    m_interview_model.reset();
    m_interview.reset();
    open_tab(model::Tab::today);
}

void App::draw_interview(kit::Kit& kit) {
    if (m_interview_model->page() == model::InterviewModel::Page::question) {
        const model::QuestionState state = m_interview_model->question(m_today.badge);
        model::QuestionActions actions;
        screens::draw(state, kit, actions);
        for (const model::QuestionAction& action : actions.all()) {
            take_step(m_interview_model->apply(action));
            if (!m_interview_model) {
                return;
            }
        }
        return;
    }
    model::ReviewState state = m_interview_model->review(m_today.badge);
    if (m_saving.valid()) {
        state.finish = model::FinishState::working;
    }
    model::ReviewActions actions;
    screens::draw(state, kit, actions);
    for (const model::ReviewAction& action : actions.all()) {
        if (std::holds_alternative<model::FinishForm>(action)) {
            finish_interview();
        } else {
            take_step(m_interview_model->apply(action));
        }
        if (!m_interview_model) {
            return;
        }
    }
}

// An error of an act needs no words here: the next state says that the answer is not stored yet.
void App::take_step(Result<model::InterviewStep> step) {
    if (!step) {
        return;
    }
    switch (*step) {
        case model::InterviewStep::stay: return;
        case model::InterviewStep::leave: return leave_interview();
        case model::InterviewStep::open_sync: leave_interview(); return open_tab(model::Tab::sync);
        case model::InterviewStep::discard: {
            const DraftId draft = m_interview->info().id;
            leave_interview();
            if (const auto discarded = m_tablet->workspace().discard(draft); !discarded) {
                say(discarded.error());
            }
            return;
        }
    }
}

void App::finish_interview() {
    if (m_saving.valid()) {
        return;
    }
    m_interview_model->set_failure({});
    auto saving = m_tablet->workspace().finish(*m_interview);
    if (!saving) {
        m_interview_model->set_failure(sentence(saving.error()));
        return;
    }
    m_saving = std::move(*saving);
}

void App::collect_finish() {
    const auto saved = m_saving.get();
    if (!saved) {
        if (m_interview_model) {
            m_interview_model->set_failure(sentence(saved.error()));
        }
        return;
    }
    if (const auto forgotten = m_tablet->workspace().forget_finished(); !forgotten) {
        say(forgotten.error());
    }
    if (m_tablet->sync() != nullptr) {
        m_tablet->sync()->request();
    }
    leave_interview();
}

}  // namespace daohu
