// SPDX-License-Identifier: Apache-2.0
//
// A month of public labour up to its settlement.

#include "core/base/beijing_time.hpp"
#include "tests/app/app_bench.hpp"

using namespace daohu;
using daohu::testing::AppBench;
using journeys::FieldTablet;

TEST_CASE("Labour: a month that is over is closed from its page, once, and its record says when", "[app]") {
    const WallTime now = SystemClock{}.wall_now();
    const WallTime then = start_of_beijing_day(beijing_date(now).first_of_month()) - std::chrono::hours{30};
    FieldTablet tablet{journeys::county("songpan-2021"), "labour", then};
    const journeys::Relative person{.name = "示例·员",
                                    .birth_date = "1991-01-01",
                                    .work_state = "seeking",
                                    .more = journeys::monthly_aid(1, "dibao", "2025-01-01")};
    const journeys::Home home = journeys::enter(tablet, {.members = {person}, .more = {}});
    const EntityId month = tablet.fill("labour_roll", {}, {}).made("labour_month");
    tablet.fill(
        "labour_entry", {{"person_id", home.members[0]}},
        {{"labour/attended", "yes"}, {"labour/activity", "清扫"}, {"labour/hours", "4"}, {"labour/place", "村口"}});
    AppBench bench{tablet.close()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.labour");
    bench.tap("lines.form.labour_closing");
    const std::string choice = "question.closing.closed_month." + month.to_string();
    while (!bench.shows(choice)) {
        bench.tap("question.next");
    }
    CHECK(bench.shows(choice, beijing_date(then).to_string().substr(0, 7)));  // called by its month
    bench.tap(choice);
    while (!bench.shows("review.finish")) {
        bench.tap("question.next");
    }
    bench.tap("review.finish");
    bench.wait();
    CHECK(bench.drafts().empty());
    const auto closed = bench.app().tablet()->workspace().reading().registry.find(month);
    REQUIRE(closed);
    REQUIRE(*closed);
    CHECK_FALSE((*closed)->text("closed_at").value_or("").empty());

    // It is offered no second time.
    while (!bench.shows("lines.form.labour_closing")) {
        bench.tap("back");
    }
    bench.tap("lines.form.labour_closing");
    while (!bench.shows("question.closing.closed_month") && bench.shows("question.next")) {
        bench.tap("question.next");
    }
    CHECK_FALSE(bench.shows(choice));
}
