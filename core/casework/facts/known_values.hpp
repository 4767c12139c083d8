// SPDX-License-Identifier: Apache-2.0
#pragma once

// A property of a register as a fact: several values that nobody compared are disputed, never the one that a screen
// shows meanwhile; a null says why there is no answer; nothing, or a blank, is not asked. What is no value of the kind
// asked for is unknown. Values; any thread.

#include "core/base/clock.hpp"
#include "core/base/money.hpp"
#include "core/base/partial_date.hpp"
#include "core/policy/facts.hpp"
#include "core/registry/entity.hpp"

namespace daohu::casework {

[[nodiscard]] policy::Known<std::string> text_fact(const registry::Entity& entity, std::string_view property);
[[nodiscard]] policy::Known<policy::Code> code_fact(const registry::Entity& entity, std::string_view property);
[[nodiscard]] policy::Known<policy::CodeSet> codes_fact(const registry::Entity& entity, std::string_view property);
// A code of the list yes_no, or a boolean.
[[nodiscard]] policy::Known<policy::YesNo> yes_no_fact(const registry::Entity& entity, std::string_view property);
[[nodiscard]] policy::Known<std::int64_t> number_fact(const registry::Entity& entity, std::string_view property);
[[nodiscard]] policy::Known<Fen> fen_fact(const registry::Entity& entity, std::string_view property);
// Only where it is known to the day.
[[nodiscard]] policy::Known<Date> date_fact(const registry::Entity& entity, std::string_view property);
[[nodiscard]] policy::Known<PartialDate> partial_date_fact(const registry::Entity& entity, std::string_view property);
[[nodiscard]] policy::Known<WallTime> moment_fact(const registry::Entity& entity, std::string_view property);
// The id of the entity that is named, as text.
[[nodiscard]] policy::Known<std::string> reference_fact(const registry::Entity& entity, std::string_view property);

// The entities in a set, in the order they were added.
[[nodiscard]] std::vector<EntityId> references_in(const registry::Entity& entity, std::string_view set);
[[nodiscard]] std::vector<std::string> ids_of(const std::vector<EntityId>& entities);

// "a b" as {"a", "b"}.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

}  // namespace daohu::casework
