// SPDX-License-Identifier: Apache-2.0
//
// Two people, one tablet: whoever began a form signs it, unless another takes it over and says so.

#include "tests/app/app_bench.hpp"
#include "tests/journeys/office.hpp"

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

constexpr std::string_view kTheirs = "the second person has these words";

// The second person's slot.
std::string add_person(AppBench& bench) {
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.tap("settings.people");
    bench.tap("people.add");
    bench.enter("secret.next", kTheirs);
    bench.enter("secret.again", kTheirs);
    bench.tap("secret.keep");
    bench.wait();
    constexpr std::string_view kItem = "people.remove.";
    const std::string item = bench.first(kItem);
    REQUIRE_FALSE(item.empty());
    while (!bench.shows("tab.more")) {
        bench.tap("back");
    }
    return item.substr(kItem.size());
}

void unlock_as(AppBench& bench, const std::string& slot) {
    bench.tap("unlock.person." + slot);
    bench.enter("unlock.passphrase", kTheirs);
    bench.wait();
    REQUIRE(bench.app().tablet() != nullptr);
}

// The first person begins a discovery and is cut off in it.
void begin_discovery(AppBench& bench) {
    bench.tap("tab.today");
    bench.tap("plan.discover");
    bench.enter("question.person.name", "示例·庚");
    bench.cut();
}

}  // namespace

TEST_CASE("Drafts of two people: the other's is named as his, and never continued without a word", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    const std::string second = add_person(bench);
    begin_discovery(bench);

    unlock_as(bench, second);
    CHECK(bench.first("recover.continue.").empty());
    bench.tap("tab.drafts");
    const std::string row = "today.record." + bench.drafts().front().id.to_string();
    SECTION("who leaves it changes nothing") {
        bench.tap(row);
        bench.tap("today.detail.open");
        bench.tap("take_over.keep");
        CHECK_FALSE(bench.shows("question.next"));
        CHECK(bench.app().tablet()->workspace().is_of_another(bench.drafts().front()));
        const auto resumed = bench.app().tablet()->workspace().resume(bench.drafts().front().id);
        REQUIRE_FALSE(resumed);
        CHECK(resumed.error().code == ErrorCode::casework_role);
        bench.cut();
        bench.unlock();
        CHECK_FALSE(bench.app().tablet()->workspace().is_of_another(bench.drafts().front()));
    }
    SECTION("who takes it over goes on with it as his own") {
        bench.tap(row);
        bench.tap("today.detail.open");
        bench.tap("take_over.act");
        CHECK(bench.shows("question.next"));
        CHECK_FALSE(bench.app().tablet()->workspace().is_of_another(bench.drafts().front()));
    }
}

TEST_CASE("Drafts of two people: whoever was cut off is led back to his own", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    add_person(bench);
    begin_discovery(bench);
    bench.unlock();
    CHECK_FALSE(bench.first("recover.continue.").empty());
}

TEST_CASE("Acts of two people: the list of my acts has those of whoever unlocked the tablet", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    const std::string second = add_person(bench);
    bench.cut();
    unlock_as(bench, second);
    bench.tap("tab.more");
    bench.tap("more.own_acts");
    CHECK(bench.first("records.record.").empty());
    bench.cut();
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.own_acts");
    CHECK(bench.shows("records.record.", "示例·甲"));
}

TEST_CASE("Drafts of two people: a complaint that one writes is not there for the other, who may be its target",
          "[app][safety]") {
    const journeys::Office office;
    std::vector<DraftId> begun;
    const Village village{{.prepare = [&](journeys::FieldTablet& tablet) {
        tablet.enrol({.viewer = {}, .trust = office.trust()}, journeys::FieldTablet::village_stream());
        office.publish("complaints", 1, {{tablet, {}}}, tablet);
        for (const char* const form : {"complaint", "consultation"}) {
            const auto interview = tablet.workspace().start(form, "zh");
            REQUIRE(interview);
            begun.push_back(interview->info().id);
        }
    }}};
    AppBench bench{village.folder()};
    bench.unlock();
    CHECK(bench.drafts().size() == 2);
    const std::string second = add_person(bench);
    bench.cut();

    unlock_as(bench, second);
    REQUIRE(bench.drafts().size() == 1);  // the consultation: the list itself is not closed to him
    CHECK(bench.drafts().front().id == begun[1]);
    const auto taken = bench.app().tablet()->workspace().take_over(begun[0]);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::casework_role);
    bench.tap("tab.drafts");
    CHECK_FALSE(bench.shows("today.record." + begun[0].to_string()));
    CHECK(bench.shows("today.record." + begun[1].to_string()));
    bench.cut();
    bench.unlock();
    CHECK(bench.drafts().size() == 2);
}
