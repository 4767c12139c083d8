// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who may do and see what: one table. Any thread.
//
// A role says what the app offers; what somebody must never read is sealed, and no table opens that. Codes are those of
// the list `worker_role`; workers who never hold a tablet (volunteers, informants) have no role here.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace daohu::casework {

enum class Role : std::uint8_t { coordinator, second_visitor, social_worker, township_desk, county_office };
inline constexpr std::array kRoles{Role::coordinator, Role::second_visitor, Role::social_worker, Role::township_desk,
                                   Role::county_office};

[[nodiscard]] std::string_view code_of(Role role);
// Nothing for a code that gives no role in the app.
[[nodiscard]] std::optional<Role> find_role(std::string_view code);

// What is done without a form.
enum class Act : std::uint8_t {
    settle_conflict,  // decides between two values, with a reason
    propose_merge,    // says that two families or persons may be one
    merge,            // makes them one
    part,             // takes that back
    publish,          // forms, packs, lists
    set_aside,        // decides on entries made in a role that did not include them
};

// What may be looked at beyond the household at hand.
enum class Sight : std::uint8_t {
    village,       // households, plans and lists of the own villages
    township,      // of every village of the township, and its statistics
    county,        // of every township
    safety_cases,  // safety mode, where the seal names this person
    complaints,    // complaints and objections, where the seal names this person, unless they are about him
    informants,    // who told of a hardship
    small_cells,   // statistics of fewer than three persons
};

// Whether a role fills in a form. One that the table does not have, a county's own ledger, is for whoever works in the
// field or at the township's desk.
[[nodiscard]] bool may_fill_in(Role role, std::string_view form_id);
[[nodiscard]] bool may(Role role, Act act);
[[nodiscard]] bool may_see(Role role, Sight sight);

// Every form of the table, in alphabetical order; for tests and for the list of what a role can begin.
[[nodiscard]] std::size_t form_count();
[[nodiscard]] std::string_view form_at(std::size_t index);

}  // namespace daohu::casework
