// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a referral may tell each body: the facts that a pack's routes name for it, and nothing else ("medical facts
// only to bodies that need them", data dictionary 15). A fact is a property of a dataset, "medical.illness". Pure;
// any thread.

#include "core/base/date.hpp"
#include "core/policy/catalogue.hpp"
#include "core/policy/outcome.hpp"
#include "core/policy/pack.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

// What a referral is about. `cause` is a code of the hardship list, and empty where none is known.
struct Referral {
    std::string_view programme;
    std::string_view cause;
};

// A packet to one body: its name as the document writes it, the clause that sends the matter there, and the most that
// the packet may hold.
struct Packet {
    std::string body;
    Label label;
    std::string programme;
    bool leads = false;  // the document names this body first or as the lead
    std::vector<std::string> facts;
    Citation basis;

    [[nodiscard]] bool may_hold(std::string_view fact) const;
    // Those of `facts_wanted` that must stay out of it, in their order.
    [[nodiscard]] std::vector<std::string> refuse(const std::vector<std::string>& facts_wanted) const;
};

// The bodies that a referral may go to on the day, in the document's order: those named for the cause first, then those
// for the programme at large. Empty where the document names none.
[[nodiscard]] std::vector<Packet> packets(const Pack& pack, const Referral& referral, Date on);

// The one to that body; nothing where the document does not send such a matter there.
[[nodiscard]] std::optional<Packet> packet_to(const Pack& pack, const Referral& referral, std::string_view body,
                                              Date on);

// The groups of facts that a packet may hold, as codes of assets/codes/fact_group.json, each once.
[[nodiscard]] std::vector<std::string> groups_of(const Packet& packet, const Catalogue& catalogue);

// Routes that name a fact or a code that does not exist, tell a body what is not for it, or name a body twice.
void check_routes(const Pack& pack, const Catalogue& catalogue, Faults& faults);

}  // namespace daohu::policy
