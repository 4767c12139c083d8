// SPDX-License-Identifier: Apache-2.0
//
// Practice and the tour: an invented village that is marked on every page, is never sent, and leaves nothing behind.

#include "platform/daohu/practice.hpp"
#include "tests/app/app_bench.hpp"
#include "ui/kit/read_along.hpp"

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

namespace fs = std::filesystem;

void begin_practice(AppBench& bench) {
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.tap("settings.practice");
    bench.tap("settings.practice.act");
    bench.wait();
    REQUIRE(bench.app().tablet() != nullptr);
}

// The strip across the top: pages begin below it, and it is not of the bar's colour.
bool is_marked(AppBench& bench) {
    bench.screen().step();
    const kit::Kit& kit = bench.screen().kit();
    const std::uint32_t corner = bench.screen().picture().pixels.front();
    return kit.screen().y > 0 && corner == kit::Painter::packed(kit.colour().tone(kit::Tone::warn).soft);
}

// It stands somewhere on the page.
bool reads(AppBench& bench, std::string_view words) {
    const kit::ReadAlong reader;
    bench.screen().step();
    return reader.has_read(words);
}

}  // namespace

TEST_CASE("Practice: every page is marked, nothing is sent, and its end leads back to what is real", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    const std::uint64_t before = bench.entries();
    CHECK_FALSE(is_marked(bench));
    bench.tap("tab.more");
    CHECK(bench.shows("more.enrol"));
    CHECK(bench.shows("more.carry"));
    begin_practice(bench);
    CHECK(bench.app().tablet()->is_practice());
    CHECK(bench.app().tablet()->sync() == nullptr);
    CHECK(bench.app().tablet()->vault().folder() != village.folder());
    for (const char* const tab : {"tab.today", "tab.households", "tab.drafts", "tab.sync", "tab.more"}) {
        INFO(tab);
        bench.tap(tab);
        CHECK(is_marked(bench));
        CHECK_FALSE(bench.shows("households.row.", "示例·周顺"));
    }
    bench.tap("tab.households");
    CHECK_FALSE(bench.first("households.row.").empty());
    bench.tap("tab.today");
    CHECK(reads(bench, "还没有同步过"));
    CHECK_FALSE(reads(bench, "资料截至"));
    bench.tap("plan.discover");
    CHECK(is_marked(bench));
    bench.enter("question.person.name", "示例·辛");
    bench.tap("back");
    bench.tap("tab.more");
    CHECK_FALSE(bench.shows("more.enrol"));  // nothing of it leaves the tablet, not even on a stick
    CHECK_FALSE(bench.shows("more.carry"));
    bench.tap("more.settings");
    CHECK_FALSE(bench.shows("settings.secret"));
    bench.tap("settings.practice");
    bench.tap("settings.practice.act");
    CHECK(bench.app().tablet() == nullptr);
    CHECK_FALSE(fs::exists(village.folder() / "practice"));
    bench.unlock();
    CHECK_FALSE(is_marked(bench));
    CHECK(bench.entries() == before);
    CHECK(bench.drafts().empty());
}

TEST_CASE("Practice: no page speaks of a sync that there never was, or of a county that is to be asked", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_practice(bench);
    bench.tap("tab.sync");
    CHECK(reads(bench, "正在练习"));
    CHECK_FALSE(reads(bench, "还没有登记"));
    CHECK_FALSE(reads(bench, "上次成功"));
    bench.tap("tab.more");
    bench.tap("more.statistics");
    bench.wait();
    CHECK(reads(bench, "还没有同步过"));
    CHECK_FALSE(reads(bench, "资料截至"));
}

TEST_CASE("Practice: a grant that is put beside it is never looked at", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    const auto assets = Assets::load(fs::path{DAOHU_SOURCE_DIR} / "assets", {}, Date::parse("2026-03-02").value());
    REQUIRE(assets);
    auto vault = make_practice(bench.machine(), *assets, village.folder());
    REQUIRE(vault);
    // Where a real tablet would be refused, because this is no grant at all.
    REQUIRE(vault::replace_file(bench.machine().files, (*vault)->folder() / "grant", as_bytes("no grant")));
    const auto tablet = Tablet::open(bench.machine(), *assets, *vault, {}, [] {});
    REQUIRE(tablet);
    CHECK((*tablet)->is_practice());
    CHECK_FALSE((*tablet)->grant());
    CHECK((*tablet)->sync() == nullptr);
}

TEST_CASE("Practice: what a cut left behind is gone with the next start", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_practice(bench);
    CHECK(fs::exists(village.folder() / "practice"));
    bench.cut();
    CHECK_FALSE(fs::exists(village.folder() / "practice"));
    bench.unlock();
    CHECK_FALSE(bench.app().tablet()->is_practice());
}

TEST_CASE("Practice: a screen that locks itself ends it, for nobody knows its passphrase", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_practice(bench);
    bench.pass(std::chrono::minutes{6});
    CHECK(bench.app().tablet() == nullptr);
    CHECK_FALSE(fs::exists(village.folder() / "practice"));
    bench.unlock();
}

TEST_CASE("Tour: it comes once, by itself, and again from the settings", "[app]") {
    const Village village;
    AppBench bench{village.folder(), {.is_first_time = true}};
    bench.unlock();
    SECTION("to its end") {
        for (int i = 0; i < 5; ++i) {
            CHECK(bench.shows("tour.skip"));
            bench.tap("tour.next");
        }
        CHECK_FALSE(bench.shows("tour.skip"));
        CHECK(bench.shows("tour.practise"));
        bench.tap("tour.next");
    }
    SECTION("left at once") { bench.tap("tour.skip"); }
    CHECK(bench.shows("plan.discover"));
    bench.cut();
    bench.unlock();
    CHECK(bench.shows("plan.discover"));
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.tap("settings.tour");
    bench.tap("tour.next");
    bench.tap("back");
    bench.tap("back");
    CHECK(bench.shows("settings.tour"));
}

TEST_CASE("Tour: it leads to practice", "[app]") {
    const Village village;
    AppBench bench{village.folder(), {.is_first_time = true}};
    bench.unlock();
    for (int i = 0; i < 5; ++i) {
        bench.tap("tour.next");
    }
    bench.tap("tour.practise");
    bench.wait();
    REQUIRE(bench.app().tablet() != nullptr);
    CHECK(bench.app().tablet()->is_practice());
    CHECK(bench.shows("plan.discover"));
}
