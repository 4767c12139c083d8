// SPDX-License-Identifier: Apache-2.0
#pragma once

// Invented families, entered on a tablet with the forms of a first visit and of reviews. One thread.

#include "tests/journeys/field.hpp"

namespace daohu::journeys {

// What the baseline asks about each person. Steps in `more` are relative to the member.
struct Relative {
    std::string name;
    std::string relation = "0";
    std::string sex = "1";
    std::string birth_date = "1970-01-01";
    std::string work_state = "farming";
    std::string labour_ability = "able";
    std::string living_together = "yes";
    std::string stage = "none";  // of school
    Steps more;
};

struct Family {
    std::string settlement = "rural";
    std::string hukou_kind = "local_rural";
    std::string group = "第三组";
    std::vector<Relative> members;
    Steps more;
};

struct Home {
    EntityId household;
    std::vector<EntityId> members;
};

// A first visit by somebody who is no relative.
Home enter(FieldTablet& tablet, const Family& family);

// Aid that a member gets every month, for Relative::more; `row` counts from 1.
[[nodiscard]] Steps monthly_aid(int row, std::string programme, std::string since);
[[nodiscard]] Steps income(int row, std::string kind, std::string yuan_a_month, std::string stability);
[[nodiscard]] Steps joined(std::vector<Steps> parts);

struct ReviewDone {
    std::string programme = "dibao";
    std::string irregular = "no";
    std::string able = "no";
    std::string outcome = "no_change";
};
// The tablet's clock stands at that day afterwards.
Filled review(FieldTablet& tablet, const Home& home, std::string_view day, const ReviewDone& done);

}  // namespace daohu::journeys
