// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is sealed to one person, opened and folded in memory, for as long as that person has the vault open. It never
// reaches the store: its tables, lists and search are for everybody who unlocks the tablet. On the reading connection's
// thread.

#include "core/base/sealed_box.hpp"
#include "core/journal/reader.hpp"
#include "core/registry/entity.hpp"
#include "core/registry/registry_reader.hpp"

#include <memory>

namespace daohu::casework {

class SealedRegister {
public:
    // `database` and `schemas` outlive it. The codes of JournalReader::open and catch_up().
    [[nodiscard]] static Result<SealedRegister> open(vault::Database& database, const registry::SchemaSet& schemas,
                                                     BoxKey key);
    ~SealedRegister();
    SealedRegister(SealedRegister&&) noexcept;
    SealedRegister& operator=(SealedRegister&&) noexcept;

    // Takes in what arrived since; after an erasure it is to be opened anew.
    Result<void> catch_up();

    // Entities about which something is sealed to this person, with everything else that is known of them; by the id of
    // any member. nullptr where there is none.
    [[nodiscard]] const registry::Entity* find(EntityId subject) const;
    // In the order of their ids.
    [[nodiscard]] std::vector<const registry::Entity*> entities(std::string_view dataset) const;

private:
    struct Fold;
    explicit SealedRegister(std::unique_ptr<Fold> fold);
    std::unique_ptr<Fold> m_fold;
};

// Whether somebody's sealed entity is a secret as a whole, and not in a part only: who told of an ordinary hardship.
[[nodiscard]] Result<bool> is_sealed_whole(const registry::Entity& sealed, registry::RegistryReader& registry);

}  // namespace daohu::casework
