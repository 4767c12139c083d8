// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/store_mending.hpp"

#include "core/base/build_info.hpp"
#include "platform/daohu/pages/page.hpp"
#include "ui/screens/mending.hpp"

namespace daohu {

namespace {

constexpr double kLookPeriod = 0.25;  // seconds between two looks at how far it is

bool is_sound(const vault::Vault& vault, Machine& machine, vault::VaultFile file) {
    if (!machine.files.exists(vault.database_path(file))) {
        return true;
    }
    auto database = vault.open_database(file, {.cache = vault::CacheSize::mib_2, .vfs = {}});
    return database && database->check_integrity(vault::IntegrityDepth::full);
}

template <class Value>
bool is_ready(const std::future<Value>& work) {
    return work.valid() && work.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
}

}  // namespace

bool is_damage(ErrorCode code) { return code == ErrorCode::database_damaged || code == ErrorCode::database_foreign; }

StoreMending::StoreMending(Machine& machine, Words& words, std::unique_ptr<vault::Vault> vault)
    : m_machine{machine}, m_words{words}, m_vault{std::move(vault)}, m_left_alone{machine.clock} {
    m_looking = std::async(std::launch::async, [this] { return look(*m_vault, m_machine); });
}

StoreMending::Damage StoreMending::look(const vault::Vault& vault, Machine& machine) {
    return {.is_store = !is_sound(vault, machine, vault::VaultFile::store),
            .is_drafts = !is_sound(vault, machine, vault::VaultFile::drafts)};
}

Result<StoreMending::Rescue> StoreMending::mend(const vault::Vault& vault, Machine& machine, const Damage& damage) {
    Rescue rescue;
    if (damage.is_store) {
        rescue.store = TRY(journal::rescue_store(vault, machine.files, machine.clock, machine.entropy, build_date()));
    }
    if (damage.is_drafts) {
        rescue.drafts = TRY(casework::rescue_drafts(vault, machine.files, machine.clock.wall_now()));
    }
    return rescue;
}

std::unique_ptr<vault::Vault> StoreMending::draw(kit::Kit& kit) {
    collect();
    model::MendingActions actions;
    screens::draw(m_state, kit, actions);
    if (is_busy()) {
        m_left_alone.begin_anew();
        kit.redraw_at(kit.seconds() + kLookPeriod);
        return nullptr;
    }
    m_has_ended = m_has_ended || m_left_alone.is_over(kit);
    for (const model::MendingAction& action : actions.all()) {
        if (std::holds_alternative<model::OpenMended>(action)) {
            return std::move(m_vault);
        }
        if (std::holds_alternative<model::GoBack>(action)) {
            m_has_ended = true;
            return nullptr;
        }
        m_state.stage = model::MendingStage::working;
        m_mending = std::async(std::launch::async, [this] { return mend(*m_vault, m_machine, m_damage); });
    }
    return nullptr;
}

void StoreMending::collect() {
    if (is_ready(m_looking)) {
        m_damage = m_looking.get();
        m_state.stage = model::MendingStage::found;
        m_state.is_store_damaged = m_damage.is_store;
        m_state.are_drafts_damaged = m_damage.is_drafts;
    }
    if (!is_ready(m_mending)) {
        return;
    }
    const auto rescue = m_mending.get();
    if (rescue) {
        return show(*rescue);
    }
    m_state.stage = model::MendingStage::failed;
    m_state.failure = std::string{m_words.message(rescue.error()).view()};
}

void StoreMending::show(const Rescue& rescue) {
    m_state.stage = model::MendingStage::done;
    model::Mended& mended = m_state.mended;
    if (rescue.store) {
        mended.from_copy = static_cast<int>(rescue.store->from_mirror);
        mended.from_file = static_cast<int>(rescue.store->from_damaged);
        mended.is_shut = rescue.store->not_opened.has_value();
        mended.unreadable = static_cast<int>(rescue.store->unreadable);
        mended.kept_files.push_back(rescue.store->put_aside.filename().string());
    }
    if (rescue.drafts) {
        mended.drafts = static_cast<int>(rescue.drafts->whole);
        mended.shortened_drafts = static_cast<int>(rescue.drafts->shortened);
        mended.lost_drafts = static_cast<int>(rescue.drafts->unreadable);
        mended.are_drafts_unknown = rescue.drafts->is_list_lost;
        mended.kept_files.push_back(rescue.drafts->put_aside.filename().string());
    }
}

}  // namespace daohu
