// SPDX-License-Identifier: Apache-2.0
#pragma once

// A township's reserve for urgent aid: lines that are only ever added. Values; any thread.
//
// Several tablets draw on one reserve. Whoever does not have all of their lines knows what was spent at least, and no
// balance: a balance guessed from a part would be too high.

#include "core/base/money.hpp"
#include "core/policy/facts.hpp"
#include "core/registry/entity.hpp"

#include <span>

namespace daohu::casework {

// Whether the lines at hand are all there are: the township desk after synchronising every village.
enum class LedgerKnown : std::uint8_t { part, whole };

enum class ReserveKind : std::uint8_t { opening, in, out };

struct ReserveLine {
    EntityId id;
    ReserveKind kind = ReserveKind::out;
    Fen amount;
    Date booked_on;
    std::optional<EntityId> first_aid;
};

struct ReserveBook {
    std::vector<ReserveLine> lines;  // by day, then by id
    LedgerKnown known = LedgerKnown::part;
    Fen in;                            // this year, as far as the lines go
    Fen out;                           // at least, where only a part is known
    std::optional<Fen> opening;        // this year
    std::optional<Fen> balance;        // only of the whole, with one opening and no dispute
    std::vector<EntityId> unreadable;  // lines whose amount, kind or day is missing or disputed
};

// The lines of one township and calendar year among `entities`. money_overflow.
[[nodiscard]] Result<ReserveBook> reserve_book(std::span<const registry::Entity> entities, std::string_view township,
                                               int year, LedgerKnown known);

// For the rules on reserves: of a part nothing is known that a balance could be made of.
[[nodiscard]] policy::ReserveLedger reserve_facts(const ReserveBook& book);

}  // namespace daohu::casework
