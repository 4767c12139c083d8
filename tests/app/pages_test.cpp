// SPDX-License-Identifier: Apache-2.0
//
// The pages behind the list of everything: what was recorded, what is still to be done, notices, figures, the desk.

#include "tests/app/app_bench.hpp"

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::DeskBench;
using daohu::testing::Village;

namespace {

void open_more(AppBench& bench, const std::string& item) {
    bench.tap("tab.more");
    bench.tap("more." + item);
}

}  // namespace

TEST_CASE("Pages: everything this tablet wrote is listed once, and leads to what it is about", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    open_more(bench, "own_acts");
    CHECK(bench.shows("records.record.", "示例·甲"));
    CHECK(bench.shows("records.record.", "示例·单秋"));
    bench.tap(bench.first("records.record."));
    CHECK(bench.shows("back"));
    bench.tap("back");
    bench.tap("back");
    // The same entries wait for the county.
    bench.tap("tab.sync");
    CHECK(bench.shows("sync.record.", "示例·周顺"));
}

TEST_CASE("Pages: records stand by kind, named by whom they are about", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    open_more(bench, "records");
    CHECK_FALSE(bench.shows("lines.household"));
    bench.tap("lines.visit");
    CHECK(bench.shows("records.record.", "示例·张三"));
    bench.tap(bench.first("records.record."));
    bench.tap("back");
    CHECK(bench.shows("records.record.", "示例·张三"));
}

TEST_CASE("Pages: a list that can be posted is shown as it would hang, and leads to posting it", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    open_more(bench, "notices");
    // Fewer than three get it: a coordinator is not told how many.
    CHECK_FALSE(bench.shows("lines.programme.dibao", "1"));
    bench.tap("lines.programme.dibao");
    REQUIRE(bench.shows("notice.post"));
    bench.tap("notice.post");
    bench.tap("notice.ask.act");
    CHECK(bench.shows("question.next"));
    REQUIRE(bench.drafts().size() == 1);
    CHECK(bench.drafts().front().form_id == "notice_posting");
    bench.tap("back");
    REQUIRE(bench.shows("notice.post"));
    bench.tap("back");
    CHECK(bench.shows("lines.programme.tekun"));
}

TEST_CASE("Pages: the desk gathers discoveries and tablets, and leads to first aid", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    CHECK_FALSE(bench.shows("more.desk"));  // it is the township's
    {
        DeskBench desk{bench};
        REQUIRE(bench.shows("desk.row.", "示例·丙"));
        bench.tap(bench.first("desk.row."));
        REQUIRE(desk.led_to());
        CHECK(desk.led_to()->kind == PlaceKind::first_aid);
        desk.show("desk.page.devices");
        CHECK_FALSE(bench.first("desk.row.").empty());
        bench.tap("desk.conflicts");
        CHECK(desk.led_to()->kind == PlaceKind::conflicts);
    }
    CHECK(bench.shows("tab.more"));
}
