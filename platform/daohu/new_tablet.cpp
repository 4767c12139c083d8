// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/new_tablet.hpp"

#include "core/vault/passphrase.hpp"
#include "core/vault/process.hpp"
#include "platform/daohu/pages/page.hpp"
#include "ui/screens/new_tablet.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace daohu {

namespace {

constexpr const char* kFirstSlotLabel = "1";
constexpr double kLookPeriod = 0.25;  // seconds between two looks at whether the keys have been derived
// What a tablet that lost its slots still has: a vault made beside it would hide it.
constexpr std::array kRecords{"store.db", "drafts.db", "mirror"};

}  // namespace

bool is_without_tablet(Machine& machine, const std::filesystem::path& folder) {
    const auto status = vault::Vault::status(folder, machine.vault_environment());
    return !status && status.error().code == ErrorCode::not_found &&
           std::ranges::none_of(kRecords, [&](const char* name) { return machine.files.exists(folder / name); });
}

Result<vault::Vault> make_vault(Machine& machine, const std::filesystem::path& folder, std::string_view passphrase) {
    vault::NewVault plan;
    plan.label = kFirstSlotLabel;
    plan.passphrase = passphrase;
    plan.argon2 = TRY(vault::calibrate_argon2(machine.clock, vault::calibration_goal(vault::machine_memory())));
    return vault::Vault::create(folder, machine.vault_environment(), plan);
}

NewTablet::NewTablet(Machine& machine, Words& words, std::filesystem::path folder)
    : m_machine{machine}, m_words{words}, m_folder{std::move(folder)} {}

std::unique_ptr<vault::Vault> NewTablet::draw(kit::Kit& kit) {
    if (auto vault = collect()) {
        return vault;
    }
    m_typed.show(m_state.form);
    model::NewTabletActions actions;
    screens::draw(m_state, kit, actions);
    if (is_busy()) {
        kit.redraw_at(kit.seconds() + kLookPeriod);
        return nullptr;
    }
    for (const model::NewTabletAction& action : actions.all()) {
        std::visit(Overloaded{[this](const model::TypeSecret& act) { m_typed.take(act); },
                              [this](const model::KeepSecret&) { keep(); }},
                   action);
    }
    return nullptr;
}

// What can be told at once is told before keys are derived.
void NewTablet::keep() {
    if (!m_typed.agree()) {
        return refuse(std::string{m_words.tr("secret.differ").view()});
    }
    if (const auto good = vault::check_passphrase(m_typed.next(), m_machine.secure_key.protection()); !good) {
        return refuse(std::string{m_words.message(good.error()).view()});
    }
    m_state.form.stage = model::SecretStage::working;
    m_work = std::async(std::launch::async,
                        [&machine = m_machine, folder = m_folder,
                         typed = std::move(m_typed)]() -> Result<std::unique_ptr<vault::Vault>> {
                            return std::make_unique<vault::Vault>(TRY(make_vault(machine, folder, typed.next())));
                        });
}

void NewTablet::refuse(std::string sentence) {
    m_typed.wipe();
    m_state.form.stage = model::SecretStage::failed;
    m_state.form.failure = std::move(sentence);
}

std::unique_ptr<vault::Vault> NewTablet::collect() {
    if (!m_work.valid() || m_work.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
        return nullptr;
    }
    auto made = m_work.get();
    if (!made) {
        refuse(std::string{m_words.message(made.error()).view()});
        return nullptr;
    }
    return std::move(*made);
}

}  // namespace daohu
