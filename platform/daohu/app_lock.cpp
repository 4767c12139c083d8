// SPDX-License-Identifier: Apache-2.0
//
// The app while it is locked, and just after it was opened.

#include "platform/daohu/app.hpp"
#include "platform/daohu/open_draft.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/practice.hpp"
#include "platform/daohu/typed_secrets.hpp"
#include "ui/model/form_offers.hpp"
#include "ui/model/record_model.hpp"
#include "ui/screens/recover_draft.hpp"
#include "ui/screens/screen_lock.hpp"

#include <algorithm>
#include <chrono>

namespace daohu {

namespace {

constexpr std::size_t kPinDigits = 6;
constexpr double kBusyPeriod = 1;                 // seconds between two looks at whether something was saved
constexpr std::chrono::minutes kExpiryPeriod{5};  // between two looks at whether the keys have to go

}  // namespace

// --- the vault ----------------------------------------------------------------------------------------------------------

void App::show_gate(int unsent) {
    m_gate.emplace(Gate::Parts{.machine = m_setup.machine,
                               .assets = m_setup.assets,
                               .words = m_setup.words,
                               .folder = m_setup.folder,
                               .county = m_setup.county,
                               .wake = m_setup.wake},
                   unsent);
}

void App::draw_gate(kit::Kit& kit) {
    if (auto tablet = m_gate->draw(kit)) {
        m_tablet = std::move(tablet);
        const bool is_new = m_gate->has_made_tablet();
        m_gate.reset();
        begin_work();
        if (is_new) {
            push(make_page({PlaceKind::enrol}, page_parts()));
        }
        kit.redraw_at(kit.seconds());
    }
}

void App::begin_work() {
    m_screen_lock.emplace(m_tablet->vault(), m_setup.machine.clock);
    m_touched_at = m_setup.machine.clock.monotonic_now();
    m_is_overdue = false;
    m_pages.clear();
    push(make_page(home_of(m_tablet->viewer().role), page_parts()));
    if (!m_display.has_seen_tour) {
        push(make_page({PlaceKind::tour}, page_parts()));
    }
    m_is_stale = false;
    offer_recovery();
    if (m_setup.machine.clock.is_impossible()) {
        say(std::string{m_setup.words.tr("clock.impossible").view()});
    }
    if (m_tablet->assets().is_pack_awaited) {
        say(std::string{m_setup.words.tr("pack.awaited").view()});
    }
    if (m_tablet->is_grant_damaged()) {
        say(std::string{m_setup.words.tr("enrol.grant_damaged").view()});
    }
    if (m_tablet->watch().is_due()) {
        m_tablet->watch().begin();
    }
}

// The keys go; what was being written is on the disk. What was only practised is gone.
void App::close_vault() {
    const bool was_practice = m_tablet && m_tablet->is_practice();
    leave_tablet();
    m_tablet.reset();
    if (was_practice) {
        remove_practice(m_setup.machine, m_setup.folder);
        m_for_practice.reset();
    }
    show_gate(was_practice ? 0 : m_badge.waiting);
}

// Everything that stands on it; what was thrown away is gone, for nobody can take it back any more.
void App::leave_tablet() {
    drop_discarded(MonotonicTime::max());
    m_toast.reset();
    m_recovery.reset();
    m_taking_over.reset();
    m_pages.clear();
    m_screen_lock.reset();
}

void App::mend() {
    m_wishes.emplace_back([this] {
        if (m_tablet->is_practice()) {
            return close_vault();  // nothing in it is worth mending
        }
        leave_tablet();
        auto vault = Tablet::take_down(std::move(m_tablet));
        show_gate(m_badge.waiting);
        m_gate->mend(std::move(vault));
    });
}

void App::begin_practice() {
    m_wishes.emplace_back([this] {
        leave_tablet();
        m_for_practice = Tablet::close_for_practice(std::move(m_tablet));
        show_gate(m_badge.waiting);
        m_gate->practise(m_for_practice ? *m_for_practice : m_setup.assets);
    });
}

void App::end_practice() {
    m_wishes.emplace_back([this] { close_vault(); });
}

// --- the screen ---------------------------------------------------------------------------------------------------------

void App::lock() {
    m_wishes.emplace_back([this] { lock_now(); });
}

// Without digits of its own the screen is locked by closing the vault.
void App::lock_now() {
    if (!m_tablet) {
        return;  // closed already by another wish of this frame
    }
    if (!m_tablet->vault().has_screen_pin()) {
        return close_vault();
    }
    if (m_setup.machine.camera != nullptr) {
        m_setup.machine.camera->cancel();  // it sees only while somebody sees what it sees
    }
    m_screen_lock->lock();
    m_lock = {};
    m_lock.unsent = m_badge.waiting;
    m_lock.tries_left = static_cast<int>(vault::ScreenLock::kMaxWrongPins);
    m_lock.has_draft = noted_open().has_value();
    wipe_text(m_pin);
}

MonotonicTime App::time_left() const {
    return m_touched_at + std::chrono::minutes{m_display.lock_minutes} - m_setup.machine.clock.monotonic_now();
}

bool App::wakes_overdue() {
    const bool was_overdue = m_is_overdue;
    m_is_overdue = was_overdue || (!m_screen_lock->is_locked() && time_left() <= MonotonicTime{0});
    return m_is_overdue && !was_overdue;
}

// What stands in an open sheet becomes an answer first, and what is being saved is waited for.
void App::lock_when_idle(kit::Kit& kit) {
    if (m_screen_lock->is_locked()) {
        return;
    }
    if (!m_is_overdue && kit.last_input() != m_seen_input) {
        m_seen_input = kit.last_input();
        m_touched_at = m_setup.machine.clock.monotonic_now();
    }
    const MonotonicTime left = time_left();
    const bool is_page_busy = !m_pages.empty() && m_pages.back()->is_busy();
    if (left > MonotonicTime{0}) {
        kit.redraw_at(kit.seconds() + std::chrono::duration<double>{left}.count());
    } else if (kit.text_entry().is_open()) {
        kit.text_entry().commit();
        kit.redraw_at(kit.seconds());
    } else if (is_page_busy) {
        kit.redraw_at(kit.seconds() + kBusyPeriod);
    } else {
        lock();
        kit.redraw_at(kit.seconds());
    }
}

void App::draw_lock(kit::Kit& kit) {
    if (m_screen_lock->is_expired()) {
        m_wishes.emplace_back([this] { close_vault(); });
    } else {
        kit.redraw_at(kit.seconds() + std::chrono::duration<double>{kExpiryPeriod}.count());
    }
    m_lock.now = moment_of(m_setup.machine.clock.wall_now());
    model::ScreenLockActions actions;
    screens::draw(m_lock, kit, actions);
    for (const model::ScreenLockAction& action : actions.all()) {
        std::visit(
            Overloaded{[this](const model::TypePinDigit& act) { type_pin(act.digit); },
                       [this](const model::ErasePinDigit&) {
                           if (!m_pin.empty()) {
                               m_pin.pop_back();
                           }
                       },
                       [this](const model::UsePassphrase&) { m_wishes.emplace_back([this] { close_vault(); }); }},
            action);
        m_lock.typed = static_cast<int>(m_pin.size());
    }
}

void App::type_pin(std::uint8_t digit) {
    m_pin += static_cast<char>('0' + digit);
    if (m_pin.size() < kPinDigits) {
        return;
    }
    const vault::ScreenVerdict verdict = m_screen_lock->unlock(m_pin);
    wipe_text(m_pin);
    switch (verdict) {
        case vault::ScreenVerdict::unlocked:
            m_is_stale = true;
            m_is_overdue = false;
            m_touched_at = m_setup.machine.clock.monotonic_now();
            return;
        case vault::ScreenVerdict::wrong_pin:
            m_lock.stage = model::LockStage::wrong;
            m_lock.tries_left = std::max(0, m_lock.tries_left - 1);
            return;
        case vault::ScreenVerdict::drop_the_vault: m_wishes.emplace_back([this] { close_vault(); }); return;
    }
}

// --- after a cut --------------------------------------------------------------------------------------------------------

void App::note_open(std::optional<DraftId> draft) {
    const auto open = draft ? std::optional{OpenDraft{.draft = *draft, .question = {}}} : std::nullopt;
    note_open_draft(m_setup.machine.files, m_tablet->vault().folder(), open)
        .ignore("the draft is kept all the same; only the way back to it is longer");
}

std::optional<DraftId> App::noted_open() const {
    const auto open = noted_open_draft(m_setup.machine.files, m_tablet->vault().folder());
    return open ? std::optional{open->draft} : std::nullopt;
}

void App::offer_recovery() {
    const auto cut_off = noted_open();
    const auto drafts = m_tablet->workspace().drafts();
    if (!cut_off || !drafts) {
        return;
    }
    const auto found = std::ranges::find(*drafts, *cut_off, &casework::DraftInfo::id);
    if (found == drafts->end()) {
        return note_open({});
    }
    // It waits for whoever began it, in the list of drafts.
    if (m_tablet->workspace().is_of_another(*found)) {
        return;
    }
    const std::string form = model::form_title(found->form_id, m_setup.words);
    m_recovery = model::RecoverDraftState{.now = moment_of(m_setup.machine.clock.wall_now()),
                                          .drafts = {{.id = model::row_id(found->id),
                                                      .title = found->title.empty() ? form : found->title,
                                                      .form = form,
                                                      .saved_at = moment_of(found->changed_at),
                                                      .answered = static_cast<int>(found->done),
                                                      .questions = static_cast<int>(found->total),
                                                      .lost = {}}}};
}

void App::draw_recovery(kit::Kit& kit) {
    model::RecoverDraftActions actions;
    screens::draw(*m_recovery, kit, actions);
    for (const model::RecoverDraftAction& action : actions.all()) {
        std::visit(Overloaded{[this](const model::ContinueDraft& act) { continue_draft(model::draft_id(act.id)); },
                              [this](const model::DiscardRecovered& act) {
                                  discard(model::draft_id(act.id));
                                  note_open({});
                              },
                              [this](const model::LeaveDrafts&) { note_open({}); }},
                   action);
    }
    if (!actions.all().empty()) {
        m_recovery.reset();
        m_is_stale = true;
    }
}

}  // namespace daohu
