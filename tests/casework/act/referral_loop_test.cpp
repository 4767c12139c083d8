// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/referral_loop.hpp"

#include "tests/casework/act/entities.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace daohu;
using namespace daohu::casework;
using test::entity_of;
using test::text;

namespace {

Date day(unsigned number) { return Date::of(2026, 3, number).value(); }

registry::Entity referral(std::string state) {
    return entity_of("referral", 1,
                     {{"body", text("education")}, {"state", text(std::move(state))}, {"due", text("2026-03-10")}});
}

}  // namespace

TEST_CASE("Referral loop: every pair of states, allowed or not", "[casework][referral]") {
    const std::vector<std::string> states{"sent", "accepted", "returned", "in_progress", "done", "told_family"};
    const std::set<std::pair<std::string, std::string>> allowed{
        {"sent", "accepted"},        {"sent", "returned"}, {"sent", "in_progress"},     {"sent", "done"},
        {"accepted", "in_progress"}, {"accepted", "done"}, {"accepted", "returned"},    {"in_progress", "done"},
        {"in_progress", "returned"}, {"returned", "sent"}, {"returned", "told_family"}, {"done", "told_family"},
    };
    for (const std::string& from : states) {
        for (const std::string& to : states) {
            CAPTURE(from, to);
            CHECK(check_step(from, to).has_value() == allowed.contains({from, to}));
        }
    }
    CHECK(check_step("sent", "lost").error().code == ErrorCode::casework_transition);
}

TEST_CASE("Referral loop: what is returned comes back to the sender, and only telling the family closes",
          "[casework][referral]") {
    CHECK(referral_view(referral("sent"), {}, day(5)).turn == ReferralTurn::body);
    CHECK(referral_view(referral("returned"), {}, day(5)).turn == ReferralTurn::send_again);
    CHECK(referral_view(referral("done"), {}, day(5)).turn == ReferralTurn::tell_family);
    CHECK(referral_view(referral("told_family"), {}, day(5)).turn == ReferralTurn::nobody);
    CHECK_FALSE(referral_view(referral("accepted"), {}, day(10)).is_overdue);
    CHECK(referral_view(referral("accepted"), {}, day(11)).is_overdue);
    CHECK_FALSE(referral_view(referral("done"), {}, day(11)).is_overdue);
}

TEST_CASE("Referral loop: two states from two tablets are for a person to settle", "[casework][referral]") {
    const auto disputed = entity_of("referral", 1, {{"state", text("done")}, {"state", text("returned")}});
    CHECK(referral_view(disputed, {}, day(5)).turn == ReferralTurn::settle);
}

TEST_CASE("Referral loop: the steps stand in order of time, and only the referral's own", "[casework][referral]") {
    const auto step = [](std::uint8_t number, std::uint8_t of, std::string state, std::string at) {
        return entity_of("referral_step", number,
                         {{"referral", entry::reference_to(test::id_of(of))},
                          {"state", text(std::move(state))},
                          {"at", text(std::move(at))}});
    };
    const std::vector<registry::Entity> steps{step(11, 1, "accepted", "2026-03-04T09:00:00.000+08:00"),
                                              step(12, 2, "returned", "2026-03-03T09:00:00.000+08:00"),
                                              step(13, 1, "sent", "2026-03-02T09:00:00.000+08:00")};
    const ReferralView view = referral_view(referral("accepted"), steps, day(5));
    REQUIRE(view.steps.size() == 2);
    CHECK(view.steps[0].state == "sent");
    CHECK(view.steps[1].state == "accepted");
}

TEST_CASE("Referral loop: a body that no longer exists is named with its last day", "[casework][referral]") {
    policy::Pack pack;
    policy::Body ended{.id = "poverty_relief", .label = {}, .valid_from = {}, .valid_to = day(1)};
    pack.bodies = {ended, {.id = "education", .label = {}, .valid_from = {}, .valid_to = {}}};
    CHECK(check_body(pack, "poverty_relief", day(1)));
    const auto refused = check_body(pack, "poverty_relief", day(2));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::casework_body_ended);
    CHECK(refused.error().detail == "poverty_relief ended on 2026-03-01");
    CHECK(check_body(pack, "education", day(2)));
    CHECK(check_body(pack, "nowhere", day(2)));
}

TEST_CASE("Referral loop: whoever handled a matter does not rate it", "[casework][referral]") {
    CHECK(may_rate(test::id_of(1), test::id_of(2)));
    CHECK(may_rate({}, test::id_of(2)));
    CHECK_FALSE(may_rate(test::id_of(1), test::id_of(1)));
    CHECK_FALSE(may_rate(test::id_of(1), {}));
}
