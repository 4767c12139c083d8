// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tables of the journeys (tests/journeys/data/expected.json, reckoned by hand), held against outcomes wherever they
// come from: facts written by hand, or forms that were filled in. One thread.

#include "core/policy/outcome.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>

namespace daohu::journeys {

// What the table calls a member, and the id he has here: {"m1", "0a3f..."}.
using Names = std::map<std::string, std::string>;

// One row of the table, and what it says of one pack.
void check_cell(const policy::Outcomes& outcomes, const nlohmann::json& row, const nlohmann::json& expected,
                const Names& names = {});

// Every cell of the rows for these facts, on that day, under that pack. Fails the test where there is none.
void check_cells(std::string_view facts, std::string_view on, std::string_view pack, const policy::Outcomes& outcomes,
                 const Names& names = {});

}  // namespace daohu::journeys
