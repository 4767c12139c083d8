// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet whose files are damaged: looks at them, shows what it found, and rescues what can be read. UI thread; looking
// and mending run on a worker.

#include "core/casework/draft_rescue.hpp"
#include "core/journal/rescue.hpp"
#include "platform/daohu/left_alone.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/mending.hpp"

#include <future>
#include <memory>
#include <optional>

namespace daohu {

class StoreMending {
public:
    // Begins to look at once. `machine` and `words` outlive it.
    StoreMending(Machine& machine, Words& words, std::unique_ptr<vault::Vault> vault);

    // The vault, once it is worth opening again.
    [[nodiscard]] std::unique_ptr<vault::Vault> draw(kit::Kit& kit);
    // Back to the lock was asked for.
    [[nodiscard]] bool has_ended() const { return m_has_ended; }
    [[nodiscard]] bool is_busy() const { return m_looking.valid() || m_mending.valid(); }

private:
    // What looking came to.
    struct Damage {
        bool is_store = false;
        bool is_drafts = false;
    };
    struct Rescue {
        std::optional<journal::RescueReport> store;
        std::optional<casework::DraftRescueReport> drafts;
    };

    [[nodiscard]] static Damage look(const vault::Vault& vault, Machine& machine);
    [[nodiscard]] static Result<Rescue> mend(const vault::Vault& vault, Machine& machine, const Damage& damage);
    void collect();
    void show(const Rescue& rescue);

    Machine& m_machine;
    Words& m_words;
    std::unique_ptr<vault::Vault> m_vault;
    Damage m_damage;
    model::MendingState m_state;
    bool m_has_ended = false;
    LeftAlone m_left_alone;  // the vault stands open behind this page
    std::future<Damage> m_looking;
    std::future<Result<Rescue>> m_mending;
};

// Whether this is what mending is for.
[[nodiscard]] bool is_damage(ErrorCode code);

}  // namespace daohu
