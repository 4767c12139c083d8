// SPDX-License-Identifier: Apache-2.0
#pragma once

// The five packs as they are shipped, a table of standards, facts from text, and single results out of an assessment.

#include "core/policy/assess.hpp"
#include "core/policy/facts_json.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>
#include <string_view>

namespace daohu::test {

inline constexpr std::array<std::string_view, 5> kPackIds{"boshan-2021", "fuliang-2021", "linfen-2015", "lushan-2021",
                                                          "songpan-2021"};

[[nodiscard]] const policy::PackLibrary& shipped_packs();
[[nodiscard]] const policy::Pack& shipped_pack(std::string_view id);
// The files of a shipped pack, to be changed.
[[nodiscard]] policy::PackFiles pack_files(std::string_view id);
[[nodiscard]] std::string catalogue_text();
// A library with the catalogue and no packs.
[[nodiscard]] policy::PackLibrary empty_library();

[[nodiscard]] Date day(std::string_view text);
// U = 700.00, R = 480.00, W = 1,700.00, N = 60.00 from 2026-01-01.
[[nodiscard]] policy::Standards standards_a();
[[nodiscard]] policy::Standards read_standards(std::string_view rows);
[[nodiscard]] policy::Facts facts_of(std::string_view json);

// The one result of that rule (and subject, where several); fails the test when there is none or more than one.
[[nodiscard]] policy::Outcome only(const policy::Assessment& assessment, std::string_view rule,
                                   std::string_view subject = {});
[[nodiscard]] policy::Outcome judge(std::string_view pack, std::string_view facts, std::string_view rule,
                                    std::string_view on = "2026-03-02");
// The figure of a result, and that of one of its readings; empty where it has none.
[[nodiscard]] std::string text_of(const policy::Outcome& outcome);
[[nodiscard]] std::string reading_of(const policy::Outcome& outcome, std::string_view id);
[[nodiscard]] bool misses(const policy::Outcome& outcome, std::string_view fact);
[[nodiscard]] bool has_fault(const policy::Faults& faults, policy::FaultKind kind, std::string_view where);
// `from` must occur in `text`.
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);

}  // namespace daohu::test
