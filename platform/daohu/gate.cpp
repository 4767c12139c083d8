// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/gate.hpp"

#include "platform/daohu/pages/page.hpp"
#include "platform/daohu/practice.hpp"
#include "ui/screens/unlock.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr double kLookPeriod = 0.25;  // seconds between two looks at whether it is open

}  // namespace

Gate::Gate(Parts parts, int unsent) : m_parts{std::move(parts)} {
    m_state.unsent = unsent;
    if (is_without_tablet(m_parts.machine, m_parts.folder)) {
        m_new.emplace(m_parts.machine, m_parts.words, m_parts.folder);
    }
    read_people();
}

bool Gate::is_busy() const {
    return m_opening.valid() || (m_new && m_new->is_busy()) || (m_help && m_help->is_busy()) ||
           (m_mending && m_mending->is_busy());
}

// Whoever was chosen stays chosen.
void Gate::read_people() {
    const auto status = vault::Vault::status(m_parts.folder, m_parts.machine.vault_environment());
    if (!status) {
        return;  // unlocking says why
    }
    m_state.people.clear();
    for (const auto& slot : status->slots) {
        if (slot.kind != vault::SlotKind::coordinator) {
            continue;
        }
        m_state.people.push_back({.id = slot.id.to_string(), .label = slot.label});
        if (m_state.chosen.empty()) {
            m_state.chosen = m_state.people.back().id;
        }
        if (m_state.people.back().id == m_state.chosen) {
            m_state.tries_left = static_cast<int>(slot.tries_left);
        }
    }
    if (status->is_sealed) {
        m_state.stage = model::UnlockStage::sealed;
    }
}

std::unique_ptr<Tablet> Gate::draw(kit::Kit& kit) {
    if (auto tablet = collect()) {
        return tablet;
    }
    if (m_opening.valid()) {
        kit.redraw_at(kit.seconds() + kLookPeriod);
    }
    if (m_new) {
        if (auto vault = m_new->draw(kit)) {
            m_new.reset();
            m_has_made_tablet = true;
            read_people();
            open(std::move(vault));
        }
        return nullptr;
    }
    if (m_help) {
        if (auto vault = m_help->draw(kit)) {
            m_help.reset();
            open(std::move(vault));
        } else if (m_help->has_ended()) {
            m_help.reset();
            read_people();
        }
        return nullptr;
    }
    if (m_mending) {
        if (auto vault = m_mending->draw(kit)) {
            m_mending.reset();
            open(std::move(vault));
        } else if (m_mending->has_ended()) {
            m_mending.reset();
            read_people();
        }
        return nullptr;
    }
    model::UnlockActions actions;
    screens::draw(m_state, kit, actions);
    for (const model::UnlockAction& action : actions.all()) {
        std::visit(Overloaded{[this](const model::SubmitPassphrase& act) { unlock(act.passphrase); },
                              [this](const model::ChooseUnlockPerson& act) {
                                  m_state.chosen = act.id;
                                  m_state.stage = model::UnlockStage::waiting;
                                  read_people();
                              },
                              [this](const model::AskCounty&) {
                                  const auto slot = vault::SlotId::parse(m_state.chosen);
                                  if (slot) {
                                      m_help.emplace(m_parts.machine, m_parts.words, m_parts.folder, *slot);
                                  }
                              }},
                   action);
    }
    return nullptr;
}

Gate::Opened Gate::open_tablet(const Parts& parts, const Assets& assets, std::unique_ptr<vault::Vault> vault) {
    auto tablet = Tablet::open(parts.machine, assets, vault, parts.county, parts.wake);
    parts.wake();
    return {.tablet = std::move(tablet), .vault = std::move(vault)};
}

void Gate::unlock(std::string passphrase) {
    m_state.stage = model::UnlockStage::deriving;
    m_opening = std::async(
        std::launch::async,
        [parts = m_parts, chosen = m_state.chosen, passphrase = std::move(passphrase)]() mutable -> Opened {
            const auto unlock = [&]() -> Result<vault::Vault> {
                // Where the slots could not be read nobody could be chosen, and this says why.
                auto known = vault::SlotId::parse(chosen);
                if (!known) {
                    known = first_coordinator(parts.machine, parts.folder);
                }
                const vault::SlotId slot = TRY(std::move(known));
                return vault::Vault::unlock(parts.folder, parts.machine.vault_environment(), slot, passphrase);
            };
            auto vault = unlock();
            wipe_text(passphrase);
            if (!vault) {
                parts.wake();
                return {.tablet = fail(vault.error())};
            }
            return open_tablet(parts, parts.assets, std::make_unique<vault::Vault>(std::move(*vault)));
        });
}

void Gate::open(std::unique_ptr<vault::Vault> vault) {
    m_state.stage = model::UnlockStage::deriving;
    m_opening = std::async(std::launch::async, [parts = m_parts, vault = std::move(vault)]() mutable -> Opened {
        return open_tablet(parts, parts.assets, std::move(vault));
    });
}

void Gate::mend(std::unique_ptr<vault::Vault> vault) {
    m_mending.emplace(m_parts.machine, m_parts.words, std::move(vault));
}

void Gate::practise(const Assets& assets) {
    m_state.stage = model::UnlockStage::preparing_practice;
    m_opening = std::async(std::launch::async, [parts = m_parts, &assets]() -> Opened {
        auto vault = make_practice(parts.machine, assets, parts.folder);
        if (!vault) {
            parts.wake();
            return {.tablet = fail(vault.error())};
        }
        return open_tablet(parts, assets, std::move(*vault));
    });
}

std::unique_ptr<Tablet> Gate::collect() {
    if (!m_opening.valid() || m_opening.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
        return nullptr;
    }
    Opened opened = m_opening.get();
    if (opened.tablet) {
        return std::move(*opened.tablet);
    }
    show_failure(opened.tablet.error());
    if (opened.vault && is_damage(opened.tablet.error().code)) {
        mend(std::move(opened.vault));
    }
    return nullptr;
}

void Gate::show_failure(const Error& error) {
    m_state.failure = std::string{m_parts.words.message(error).view()};
    switch (error.code) {
        case ErrorCode::vault_wrong_secret: m_state.stage = model::UnlockStage::wrong; break;
        case ErrorCode::vault_sealed: m_state.stage = model::UnlockStage::sealed; break;
        default: m_state.stage = model::UnlockStage::broken; break;
    }
    read_people();
}

}  // namespace daohu
