// SPDX-License-Identifier: Apache-2.0
//
// Who works on this tablet, and the passphrases that open it.

#include "core/vault/passphrase.hpp"
#include "core/vault/process.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "platform/daohu/typed_secrets.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/people.hpp"
#include "ui/screens/people.hpp"
#include "ui/screens/secret.hpp"

#include <algorithm>
#include <charconv>
#include <future>

namespace daohu {

namespace {

constexpr std::size_t kShortKey = 8;  // hexadecimal digits that tell a person's files from another's
constexpr double kLookPeriod = 0.25;  // seconds between two looks at whether a key has been derived

// The number after the highest that is in use.
std::string next_label(const vault::VaultStatus& status) {
    int highest = 0;
    for (const auto& slot : status.slots) {
        int number = 0;
        std::from_chars(slot.label.data(), slot.label.data() + slot.label.size(), number);
        highest = std::max(highest, number);
    }
    return std::to_string(highest + 1);
}

class SecretPage final : public Page {
public:
    SecretPage(const PageParts& parts, model::SecretPurpose purpose) : Page{parts} {
        m_state.purpose = purpose;
        m_state.form.asks_current = purpose == model::SecretPurpose::change;
    }

    [[nodiscard]] bool is_busy() const override { return m_work.valid(); }
    void refresh() override {}

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        collect();
        m_state.badge = badge;
        m_typed.show(m_state.form);
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        if (is_busy()) {
            kit.redraw_at(kit.seconds() + kLookPeriod);
            return;  // the slots are being written: nobody leads anywhere from here
        }
        for (const model::SecretAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::TypeSecret& act) { m_typed.take(act); },
                [this](const model::KeepSecret&) { keep(); });
        }
    }

private:
    [[nodiscard]] std::string say(TextKey key) const { return std::string{m_parts.words.tr(key).view()}; }

    void keep() {
        if (!m_typed.agree()) {
            m_typed.wipe();
            return refuse(say("secret.differ"));
        }
        m_state.form.stage = model::SecretStage::working;
        m_work = std::async(std::launch::async,
                            [&machine = m_parts.machine, &vault = m_parts.tablet.slots(), purpose = m_state.purpose,
                             typed = std::move(m_typed)]() -> Result<void> {
                                const Argon2Params argon2 = TRY(vault::calibrate_argon2(
                                    machine.clock, vault::calibration_goal(vault::machine_memory())));
                                if (purpose == model::SecretPurpose::change) {
                                    return vault.change_passphrase(typed.current(), typed.next(), argon2);
                                }
                                const vault::VaultStatus status =
                                    TRY(vault::Vault::status(vault.folder(), machine.vault_environment()));
                                TRY(vault.add_coordinator(next_label(status), typed.next(), argon2));
                                return {};
                            });
    }

    void collect() {
        if (!m_work.valid() || m_work.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            return;
        }
        const Result<void> done = m_work.get();
        if (!done) {
            return refuse(std::string{m_parts.words.message(done.error()).view()});
        }
        m_parts.guide.say(say(m_state.purpose == model::SecretPurpose::change ? TextKey{"secret.done"}
                                                                              : TextKey{"secret.person.done"}));
        m_parts.guide.back();
    }

    void refuse(std::string sentence) {
        m_state.form.stage = model::SecretStage::failed;
        m_state.form.failure = std::move(sentence);
    }

    model::SecretState m_state;
    model::SecretActions m_actions;
    TypedSecrets m_typed;
    std::future<Result<void>> m_work;
};

class PeoplePage final : public Page {
public:
    explicit PeoplePage(const PageParts& parts) : Page{parts} {}

    void refresh() override {
        const vault::Vault& vault = m_parts.tablet.vault();
        m_state.people.clear();
        const auto status = vault::Vault::status(vault.folder(), m_parts.machine.vault_environment());
        if (!status) {
            return m_parts.guide.say(status.error());
        }
        for (const auto& slot : status->slots) {
            if (slot.kind == vault::SlotKind::coordinator) {
                m_state.people.push_back({.id = slot.id.to_string(),
                                          .label = slot.label,
                                          .is_self = slot.id == vault.slot(),
                                          .tries_left = static_cast<int>(slot.tries_left)});
            }
        }
        const auto& grant = m_parts.tablet.grant();
        m_state.is_enrolled = grant.has_value();
        m_state.is_certified = grant && std::ranges::find(grant->author_certificates, vault.author_key().public_key(),
                                                          &wire::Certificate::key) != grant->author_certificates.end();
        m_state.has_stick = m_parts.machine.has_stick();
        m_state.grant_file = file_name(".request.grant");
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::PeopleAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::AddPerson&) { m_parts.guide.go({PlaceKind::new_person}); },
                [this](const model::RemovePerson& act) { remove(act.id); },
                [this](const model::WriteAuthorRequest&) { write_request(); },
                [this](const model::ReadGrant&) { read_grant(); });
        }
    }

private:
    [[nodiscard]] std::string file_name(std::string_view ending) const {
        const vault::Vault& vault = m_parts.tablet.vault();
        return "daohu-" + vault.author_key().public_key().to_string().substr(0, kShortKey) + std::string{ending};
    }

    void remove(const std::string& id) {
        const auto slot = vault::SlotId::parse(id);
        if (!slot) {
            return;
        }
        if (const auto gone = m_parts.tablet.slots().remove_coordinator(*slot); !gone) {
            m_parts.guide.say(gone.error());
        }
        refresh();
    }

    void write_request() {
        const vault::Vault& vault = m_parts.tablet.vault();
        const std::string name = file_name(".request");
        const Bytes request = encode(wire::make_device_request(vault.device(), vault.device_key(), vault.author_key()));
        if (const auto written = vault::replace_file(m_parts.machine.files, *m_parts.machine.stick / name, request);
            !written) {
            return m_parts.guide.say(written.error());
        }
        m_state.request_file = name;
    }

    void read_grant() {
        const auto read = import_grant(m_parts.machine, m_parts.tablet.vault().folder(),
                                       *m_parts.machine.stick / file_name(".request.grant"));
        if (!read) {
            return m_parts.guide.say(read.error());
        }
        m_parts.guide.say(std::string{m_parts.words.tr("people.grant.done").view()});
    }

    model::PeopleState m_state;
    model::PeopleActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_secret_page(const PageParts& parts) {
    return std::make_unique<SecretPage>(parts, model::SecretPurpose::change);
}

std::unique_ptr<Page> make_new_person_page(const PageParts& parts) {
    return std::make_unique<SecretPage>(parts, model::SecretPurpose::new_person);
}

std::unique_ptr<Page> make_people_page(const PageParts& parts) { return std::make_unique<PeoplePage>(parts); }

}  // namespace daohu
