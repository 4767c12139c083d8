// SPDX-License-Identifier: Apache-2.0
#pragma once

// What no list, plan, notice or search shows. Any thread; the function with a registry on that registry's.
//
// Safety mode (domestic violence, harm to a child) and complaints are sealed: a device that holds no key has nothing to
// hide. These functions are the second lock, for what became secret after it was written, was written by an older app,
// or is readable here because this person is entitled: a row on a list is read by whoever looks over the shoulder.

#include "core/casework/act/roles.hpp"
#include "core/registry/registry_reader.hpp"

namespace daohu::casework {

// Whoever sits before the screen.
struct Viewer {
    Role role = Role::coordinator;
    std::optional<EntityId> worker;  // himself in the register of workers
};

// A case that somebody put into safety mode, whatever else was written since; or one of violence or of a child at risk
// about which nobody answered that question.
[[nodiscard]] bool is_safety_case(const registry::Entity& entity);

// In no list, plan, notice or search of anybody: safety cases, signs of harm on a child, complaints, objections, and what
// cannot be read here.
// Projectors ask this: it knows neither clock nor viewer.
[[nodiscard]] bool is_secret(const registry::Entity& entity);

// Not to be shown to this viewer at all, opened by name included. Nobody sees a complaint about himself.
[[nodiscard]] bool is_hidden(const registry::Entity& entity, const Viewer& viewer);
// Of what is sealed to him: the county has named him its reader, whatever his role; a complaint about himself stays hidden.
[[nodiscard]] bool is_hidden_from_reader(const registry::Entity& entity, const Viewer& viewer);
// The same as is_hidden, and what belongs to a hidden case: its aid, referrals and tasks.
[[nodiscard]] Result<bool> is_hidden(const registry::Entity& entity, const Viewer& viewer,
                                     registry::RegistryReader& registry);

}  // namespace daohu::casework
