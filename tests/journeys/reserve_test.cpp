// SPDX-License-Identifier: Apache-2.0
//
// The township's reserve over years, townships and tablets: whoever knows a part only is told no balance.
#include "core/casework/act_views.hpp"
#include "core/casework/read/statistics.hpp"
#include "tests/journeys/canary.hpp"
#include "tests/journeys/families.hpp"
#include "tests/journeys/office.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kOtherTownship = "999999002";

void book(FieldTablet& tablet, const char* kind, const char* yuan, const char* on, const char* township = kTownship) {
    tablet.import("reserve_entry", {{"township", township}, {"kind", kind}, {"amount", yuan}, {"booked_on", on}});
}

Enrolment desk_of(const Office& office) {
    return {.viewer = {.role = Role::township_desk, .worker = {}}, .trust = office.trust()};
}

ReserveBook reserve_of(FieldTablet& tablet) {
    REQUIRE(tablet.workspace().sealed());
    auto book = tablet.workspace().acts().reserve(kTownship, 2026);
    INFO((book ? std::string{} : book.error().describe()));
    REQUIRE(book);
    return std::move(*book);
}

// What the statistics of the year say of it; empty where the rule has nothing to say.
std::string balance_in_figures(FieldTablet& tablet) {
    const auto figures =
        township_statistics(tablet.workspace().reading(), {.township = kTownship,
                                                           .from = day("2026-01-01"),
                                                           .to = day("2026-03-31"),
                                                           .reserve = reserve_facts(reserve_of(tablet))});
    REQUIRE(figures);
    const auto found = std::ranges::find(figures->outcomes, "reserve_balance", &policy::Outcome::rule);
    return found == figures->outcomes.end() ? std::string{} : policy::to_text(found->figure);
}

}  // namespace

TEST_CASE("Reserve: last year's lines and another township's are in no figure of this one", "[journeys][reserve]") {
    const Office office;
    FieldTablet desk{county("boshan-2021"), "desk", at("2026-03-31T09:00"), desk_of(office)};
    book(desk, "opening", "40000", "2025-01-04");
    book(desk, "out", "7000", "2025-06-01");
    book(desk, "opening", "50000", "2026-01-04");
    book(desk, "out", "300", "2026-03-02");
    book(desk, "opening", "90000", "2026-01-04", kOtherTownship);
    book(desk, "out", "4000", "2026-03-02", kOtherTownship);
    desk.note_sync();
    CHECK(reserve_of(desk).balance == Fen{4'970'000});
    CHECK(balance_in_figures(desk) == "49700.00");
}

TEST_CASE("Reserve: a coordinator, and a desk that never talked with the county, are told no balance",
          "[journeys][reserve]") {
    const Office office;
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-31T09:00")};
    FieldTablet desk{county("boshan-2021"), "desk", at("2026-03-31T09:00"), desk_of(office)};
    for (FieldTablet* one : {&tablet, &desk}) {
        book(*one, "opening", "50000", "2026-01-04");
        book(*one, "out", "300", "2026-03-02");
    }
    tablet.note_sync();
    for (FieldTablet* one : {&tablet, &desk}) {
        CHECK_FALSE(reserve_of(*one).balance);
        CHECK(reserve_of(*one).out == Fen{30'000});
        CHECK(balance_in_figures(*one).empty());
    }
    desk.note_sync();
    CHECK(balance_in_figures(desk) == "49700.00");
}

TEST_CASE("Reserve: what is drawn for a case in safety mode is in the sums of its readers, and in nobody's list",
          "[journeys][reserve][safety]") {
    const Office office;
    const County& rules = county("boshan-2021");
    FieldTablet head{rules, "head", at("2026-03-02T09:00"), desk_of(office)};
    FieldTablet clerk{rules, "clerk", at("2026-03-02T09:00"), desk_of(office)};
    office.publish("safety", 1, {{head, {}}}, head);
    book(head, "opening", "50000", "2026-01-04");
    const EntityId the_case = head.fill("discovery", {}, canary_discovery("yes")).made("case");
    head.clock.set_wall(at("2026-03-02T12:00"));
    head.fill("first_aid", {{"case_id", the_case}, {"township", kTownship}},
              {{"aid/place", "第三组"},
               {"aid/gave_cash", "yes"},
               {"aid/cash", "300"},
               {"aid/gave_goods", "no"},
               {"aid/fund_source", "township_reserve"},
               {"aid/witness_name", "示例·邻居"},
               {"aid/no_signature", "refused"}});
    head.give_to(clerk);
    head.note_sync();
    clerk.note_sync();
    CHECK(reserve_of(head).balance == Fen{4'970'000});
    CHECK(reserve_of(head).lines.size() == 1);  // the opening sum
    // Too high by what he cannot see: so he is told none.
    CHECK_FALSE(reserve_of(clerk).balance);
    CHECK(balance_in_figures(clerk).empty());
}
