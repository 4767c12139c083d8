// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who works on this tablet. Slots have numbers and no names: they can be read before anything is unlocked. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct TabletPerson {
    std::string id;     // of the slot
    std::string label;  // its number: "2"
    bool is_self = false;
    int tries_left = 10;
};

struct PeopleState {
    SyncBadge badge;
    std::vector<TabletPerson> people;
    bool is_enrolled = false;   // the tablet is the county's
    bool is_certified = false;  // so is what this person writes
    bool has_stick = false;
    std::string request_file;  // on the stick, once it is written
    std::string grant_file;    // what the office has to put there
};

struct AddPerson {};
// Confirmed in a dialog. Never of whoever has unlocked the tablet.
struct RemovePerson {
    std::string id;
};

// Ask the county to certify whoever has unlocked the tablet; the answer is a grant.
struct WriteAuthorRequest {};
struct ReadGrant {};

using PeopleAction = std::variant<AddPerson, RemovePerson, WriteAuthorRequest, ReadGrant, GoBack, OpenSync>;
using PeopleActions = ActionList<PeopleAction>;

}  // namespace daohu::model
