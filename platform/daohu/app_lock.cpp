// SPDX-License-Identifier: Apache-2.0
//
// The app while it is locked, and just after it was opened.

#include "core/base/secret.hpp"
#include "platform/daohu/app.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "ui/model/form_offers.hpp"
#include "ui/model/record_model.hpp"
#include "ui/screens/recover_draft.hpp"
#include "ui/screens/screen_lock.hpp"
#include "ui/screens/unlock.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kPinDigits = 6;
constexpr const char* kOpenDraftFile = "open-draft";
constexpr std::uint64_t kMaxOpenDraftFile = 64;

void wipe_text(std::string& text) {
    wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    text.clear();
}

}  // namespace

// --- the vault ----------------------------------------------------------------------------------------------------------

void App::unlock(std::string passphrase) {
    m_unlock.stage = model::UnlockStage::deriving;
    m_unlocking = std::async(std::launch::async, [this, passphrase = std::move(passphrase)]() mutable {
        auto tablet =
            Tablet::unlock(m_setup.machine, m_setup.assets, m_setup.folder, passphrase, m_setup.county, m_setup.wake);
        wipe_text(passphrase);
        m_setup.wake();
        return tablet;
    });
}

void App::collect_unlock() {
    auto tablet = m_unlocking.get();
    if (tablet) {
        m_tablet = std::move(*tablet);
        return begin_work();
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

void App::begin_work() {
    m_unlock = {};
    m_screen_lock.emplace(m_tablet->vault(), m_setup.machine.clock);
    m_pages.clear();
    push(make_page({PlaceKind::today}, page_parts()));
    m_is_stale = false;
    offer_recovery();
}

void App::draw_unlock(kit::Kit& kit) {
    model::UnlockActions actions;
    screens::draw(m_unlock, kit, actions);
    for (const model::UnlockAction& action : actions.all()) {
        unlock(std::get<model::SubmitPassphrase>(action).passphrase);
    }
}

// The keys go; what was being written is on the disk.
void App::close_vault() {
    m_unlock = {};
    m_unlock.unsent = m_badge.waiting;
    m_toast.reset();
    m_discarded.clear();
    m_recovery.reset();
    m_pages.clear();
    m_screen_lock.reset();
    m_tablet.reset();
}

// --- the screen ---------------------------------------------------------------------------------------------------------

// Without digits of its own the screen is locked by closing the vault.
void App::lock() {
    m_wishes.emplace_back([this] {
        if (!m_tablet->vault().has_screen_pin()) {
            return close_vault();
        }
        m_screen_lock->lock();
        m_lock = {};
        m_lock.unsent = m_badge.waiting;
        m_lock.tries_left = static_cast<int>(vault::ScreenLock::kMaxWrongPins);
        m_lock.has_draft = noted_open().has_value();
        wipe_text(m_pin);
    });
}

void App::draw_lock(kit::Kit& kit) {
    if (m_screen_lock->is_expired()) {
        m_wishes.emplace_back([this] { close_vault(); });
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
        case vault::ScreenVerdict::unlocked: m_is_stale = true; return;
        case vault::ScreenVerdict::wrong_pin:
            m_lock.stage = model::LockStage::wrong;
            m_lock.tries_left = std::max(0, m_lock.tries_left - 1);
            return;
        case vault::ScreenVerdict::drop_the_vault: m_wishes.emplace_back([this] { close_vault(); }); return;
    }
}

// --- after a cut --------------------------------------------------------------------------------------------------------

void App::note_open(std::optional<DraftId> draft) {
    const std::string text = draft ? draft->to_string() : std::string{};
    vault::replace_file(m_setup.machine.files, m_setup.folder / kOpenDraftFile, as_bytes(text))
        .ignore("the draft is kept all the same; only the way back to it is longer");
}

std::optional<DraftId> App::noted_open() const {
    const auto file = m_setup.machine.files.read(m_setup.folder / kOpenDraftFile, kMaxOpenDraftFile);
    if (!file || file->empty()) {
        return std::nullopt;
    }
    const auto draft = DraftId::parse(std::string{file->begin(), file->end()});
    return draft ? std::optional{*draft} : std::nullopt;
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
