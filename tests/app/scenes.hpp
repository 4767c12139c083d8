// SPDX-License-Identifier: Apache-2.0
#pragma once

// What has happened on a tablet before a journey's script begins: invented, written down as its forms would. One thread.

#include "tests/journeys/families.hpp"

#include <string_view>

namespace daohu::testing {

// "fire_family", "dead_husband", "county_list", "notice_board", "labour_month", "township_figures", "head_of_aid",
// "safety_reader"; fails the test for any other.
void set_scene(std::string_view scene, journeys::FieldTablet& tablet);

}  // namespace daohu::testing
