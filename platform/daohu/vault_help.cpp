// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/vault_help.hpp"

#include "core/vault/passphrase.hpp"
#include "core/vault/process.hpp"
#include "core/vault/recovery.hpp"
#include "platform/daohu/pages/page.hpp"
#include "ui/screens/vault_recovery.hpp"

namespace daohu {

namespace {

constexpr std::uint64_t kMaxAnswerFile = 4096;
constexpr std::size_t kShortId = 8;   // hexadecimal digits that tell one tablet's files from another's
constexpr double kLookPeriod = 0.25;  // seconds between two looks at whether a key has been derived

bool is_end_of_line(std::uint8_t byte) { return byte == '\n' || byte == '\r'; }

}  // namespace

VaultHelp::VaultHelp(Machine& machine, Words& words, std::filesystem::path folder, vault::SlotId slot)
    : m_machine{machine}, m_words{words}, m_folder{std::move(folder)}, m_slot{slot}, m_left_alone{machine.clock} {
    const auto request = vault::Recovery::request(m_folder, m_machine.vault_environment());
    if (!request) {
        m_state.stage = model::RecoveryStage::impossible;
        if (request.error().code != ErrorCode::slot_unknown) {
            m_state.failure = sentence(request.error());
        }
        return;
    }
    m_name = "daohu-" + request->device.to_string().substr(0, kShortId);
    m_state.answer_file = m_name + ".request.answer";  // as the office's tool calls it
}

std::string VaultHelp::sentence(const Error& error) const { return std::string{m_words.message(error).view()}; }

std::unique_ptr<vault::Vault> VaultHelp::draw(kit::Kit& kit) {
    if (auto vault = collect()) {
        return vault;
    }
    m_state.has_stick = m_machine.has_stick();
    m_typed.show(m_state.form);
    model::VaultRecoveryActions actions;
    screens::draw(m_state, kit, actions);
    if (is_busy()) {
        m_left_alone.begin_anew();
        kit.redraw_at(kit.seconds() + kLookPeriod);
        return nullptr;
    }
    m_has_ended = m_has_ended || m_left_alone.is_over(kit);
    for (const model::VaultRecoveryAction& action : actions.all()) {
        m_state.failure.clear();
        std::visit(Overloaded{[this](const model::WriteRecoveryRequest&) { write_request(); },
                              [this](const model::ReadRecoveryAnswer&) { read_answer(); },
                              [this](const model::TypeSecret& act) { m_typed.take(act); },
                              [this](const model::KeepSecret&) { open(); },
                              [this](const model::GoBack&) { m_has_ended = true; }},
                   action);
    }
    return nullptr;
}

// As hexadecimal digits, like the office's own tools read and write them.
void VaultHelp::write_request() {
    const auto write = [this]() -> Result<std::string> {
        const vault::RecoveryRequest request = TRY(vault::Recovery::request(m_folder, m_machine.vault_environment()));
        const std::string name = m_name + ".request";
        TRY(vault::replace_file(m_machine.files, on_stick(name), as_bytes(to_hex(encode(request)) + "\n")));
        return name;
    };
    const auto written = write();
    if (!written) {
        m_state.failure = sentence(written.error());
        return;
    }
    m_state.request_file = *written;
}

void VaultHelp::read_answer() {
    auto text = m_machine.files.read(on_stick(m_state.answer_file), kMaxAnswerFile);
    if (!text) {
        m_state.failure = sentence(text.error());
        return;
    }
    while (!text->empty() && is_end_of_line(text->back())) {
        text->pop_back();
    }
    auto answer = from_hex(as_text(*text));
    if (!answer) {
        m_state.failure = sentence(Error{ErrorCode::recovery_answer_invalid, "not hexadecimal"});
        return;
    }
    m_answer = std::move(*answer);
    m_state.stage = model::RecoveryStage::answered;
}

void VaultHelp::open() {
    if (!m_typed.agree()) {
        m_typed.wipe();
        m_state.form.stage = model::SecretStage::failed;
        m_state.form.failure = std::string{m_words.tr("secret.differ").view()};
        return;
    }
    m_state.form.stage = model::SecretStage::working;
    m_work = std::async(
        std::launch::async,
        [&machine = m_machine, folder = m_folder, answer = m_answer, slot = m_slot,
         typed = std::move(m_typed)]() -> Result<std::unique_ptr<vault::Vault>> {
            const Argon2Params argon2 =
                TRY(vault::calibrate_argon2(machine.clock, vault::calibration_goal(vault::machine_memory())));
            vault::Vault vault =
                TRY(vault::Recovery::complete(folder, machine.vault_environment(), answer, slot, typed.next(), argon2));
            return std::make_unique<vault::Vault>(std::move(vault));
        });
}

std::unique_ptr<vault::Vault> VaultHelp::collect() {
    if (!m_work.valid() || m_work.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
        return nullptr;
    }
    auto vault = m_work.get();
    if (vault) {
        return std::move(*vault);
    }
    // Another request's answer: the next one may fit. A passphrase that is too short is typed again.
    if (vault.error().code == ErrorCode::recovery_answer_invalid) {
        m_state.stage = model::RecoveryStage::asking;
        m_state.failure = sentence(vault.error());
        m_state.form = {.asks_current = false, .failure = {}};
        return nullptr;
    }
    m_state.form.stage = model::SecretStage::failed;
    m_state.form.failure = sentence(vault.error());
    return nullptr;
}

}  // namespace daohu
