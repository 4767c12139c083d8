// SPDX-License-Identifier: Apache-2.0
//
// Damaged files: said in words, rescued in the app, and found by the weekly look before anybody meets them.

#include "tests/app/app_bench.hpp"

#include <fstream>
#include <thread>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 4096;
constexpr int kPatience = 10'000;  // looks at whether something has ended

// As a bad sector leaves it.
void damage(const fs::path& file, std::size_t page) {
    REQUIRE(fs::file_size(file) >= (page + 1) * kPage);
    std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
    stream.seekp(static_cast<std::streamoff>(page * kPage));
    const std::string noise(kPage, '\x5A');
    stream.write(noise.data(), static_cast<std::streamsize>(noise.size()));
    REQUIRE(stream);
}

void try_to_unlock(AppBench& bench) {
    bench.enter("unlock.passphrase", journeys::FieldTablet::passphrase());
    bench.wait();
}

void mend(AppBench& bench) {
    bench.tap("mending.start");
    bench.wait();
    bench.tap("mending.open");
    bench.wait();
    REQUIRE(bench.app().tablet() != nullptr);
}

// Own records that the county has not confirmed.
std::uint64_t unconfirmed(AppBench& bench) {
    const auto waiting = bench.app().tablet()->workspace().cases().waiting();
    REQUIRE(waiting);
    return *waiting;
}

void begin_draft(AppBench& bench) {
    bench.tap("plan.discover");
    bench.enter("question.person.name", "示例·壬");
    bench.tap("back");
}

}  // namespace

TEST_CASE("Mending: a store that does not open is rescued, and nothing that was not sent is missing", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_draft(bench);
    const std::uint64_t before = unconfirmed(bench);
    bench.close();
    damage(village.folder() / "store.db", 0);
    bench.cut();
    try_to_unlock(bench);
    CHECK(bench.app().tablet() == nullptr);
    REQUIRE(bench.shows("mending.start"));
    SECTION("mended") {
        mend(bench);
        CHECK(unconfirmed(bench) == before);
        CHECK(bench.drafts().size() == 1);
        bench.tap("tab.households");
        CHECK(bench.shows("households.row.", "示例·周顺"));
        CHECK(fs::exists(village.folder() / "store.db.damaged-1"));
    }
    SECTION("left lying about, the vault behind it is shut again") {
        bench.pass(std::chrono::minutes{6});
        bench.pass(std::chrono::seconds{5});
        CHECK(bench.shows("unlock.passphrase"));
    }
    SECTION("left alone, nothing has changed") {
        bench.tap("back");
        CHECK(bench.shows("unlock.passphrase"));
        CHECK_FALSE(fs::exists(village.folder() / "store.db.damaged-1"));
        try_to_unlock(bench);
        CHECK(bench.shows("mending.start"));
    }
}

TEST_CASE("Mending: damaged drafts do not keep the records from being opened", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_draft(bench);
    const std::uint64_t before = unconfirmed(bench);
    bench.close();
    damage(village.folder() / "drafts.db", 0);
    bench.cut();
    try_to_unlock(bench);
    mend(bench);
    CHECK(unconfirmed(bench) == before);
    CHECK(bench.drafts().empty());
    CHECK(fs::exists(village.folder() / "drafts.db.damaged-1"));
}

TEST_CASE("Mending: a bad page in the list of drafts is met at opening, and every draft comes back", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_draft(bench);
    begin_draft(bench);
    bench.close();
    damage(village.folder() / "drafts.db", 2);  // the list: who and how far
    bench.cut();
    try_to_unlock(bench);
    REQUIRE(bench.shows("mending.start"));
    mend(bench);
    const auto drafts = bench.drafts();
    REQUIRE(drafts.size() == 2);
    CHECK(drafts.front().form_id == "discovery");
    bench.tap("tab.drafts");
    bench.tap(bench.first("today.record."));
    bench.tap("today.detail.open");
    CHECK(bench.shows("question.next"));
}

TEST_CASE("Mending: a grant that cannot be read does not shut the tablet", "[app]") {
    const Village village;
    std::ofstream{village.folder() / "grant", std::ios::binary} << "not a grant";
    AppBench bench{village.folder()};
    bench.unlock();
    REQUIRE(bench.app().tablet() != nullptr);
    CHECK(bench.app().tablet()->is_grant_damaged());
    CHECK(unconfirmed(bench) > 0);
    bench.tap("tab.more");
    CHECK(bench.shows("more.enrol"));
}

TEST_CASE("Mending: the look at the files finds nothing wrong, and says when", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.tap("settings.store_check");
    bench.tap("store_check.start");
    bench.wait();
    CHECK_FALSE(bench.shows("store_check.mend"));
    CHECK_FALSE(bench.app().tablet()->watch().is_due());
    CHECK_FALSE(bench.app().tablet()->watch().failure());
}

TEST_CASE("Mending: the look at the files finds a page that nobody has met, and leads to mending", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    const std::uint64_t before = unconfirmed(bench);
    bench.close();
    const fs::path store = village.folder() / "store.db";
    damage(store, fs::file_size(store) / kPage - 1);
    fs::remove(village.folder() / "checked");  // a week has passed
    bench.cut();
    try_to_unlock(bench);
    if (bench.app().tablet() != nullptr) {  // opening did not read that page, and the look of the week has begun
        for (int i = 0; bench.app().tablet()->watch().is_running(); ++i) {
            REQUIRE(i < kPatience);
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
            bench.screen().step();
        }
        bench.wait();
        bench.tap("store_check.mend");
        bench.wait();
    }
    mend(bench);
    CHECK(unconfirmed(bench) == before);
}
