// SPDX-License-Identifier: Apache-2.0
//
// Pages beside a coordinator's day: the document's cards, the township's reserve, what was ever written about a family,
// and what leaves the tablet as a spreadsheet.

#include "core/casework/export/export_file.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/vault/vault_fixture.hpp"
#include "ui/kit/read_along.hpp"

#include <algorithm>
#include <fstream>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

namespace fs = std::filesystem;

void open_dossier(AppBench& bench) {
    bench.tap("tab.households");
    bench.enter("households.search", "示例·甲");
    bench.tap(bench.first("households.row."));
}

std::vector<fs::path> files_on(const vault::test::TemporaryFolder& stick) {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator{stick / ""}) {
        files.push_back(file.path());
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

TEST_CASE("Side pages: the cards of the county's document are searched by words and read one by one", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.cards");
    CHECK_FALSE(bench.first("lines.").empty());
    bench.enter("lines.search", "殡葬");
    REQUIRE(bench.shows("lines.", "殡葬"));
    bench.tap("lines.law-and-funeral");
    CHECK_FALSE(bench.shows("lines.search"));  // the card has taken the list's place
    CHECK_FALSE(bench.shows("lines.law-and-funeral"));
    bench.tap("back");
    bench.enter("lines.search", "没有这个词");
    CHECK_FALSE(bench.shows("lines.law-and-funeral"));
}

TEST_CASE("Side pages: everything that was written about a family stands there, what was replaced too", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    open_dossier(bench);
    bench.tap("dossier.history");
    CHECK(bench.shows("lines.", "99900000001"));
    CHECK(bench.shows("lines.", "99900000002"));
}

TEST_CASE("Side pages: a family's own copy goes to the stick, signed, once somebody said so", "[app]") {
    const Village village;
    const vault::test::TemporaryFolder stick;
    AppBench bench{village.folder()};
    bench.unlock();
    open_dossier(bench);
    SECTION("nowhere without a stick") {
        bench.tap("dossier.copy");
        CHECK_FALSE(bench.shows("export.act"));
    }
    SECTION("and not where it was left at that") {
        bench.machine().stick = stick / "";
        bench.tap("dossier.copy");
        bench.tap("export.keep");
        CHECK(files_on(stick).empty());
    }
    SECTION("with a signature that holds for these bytes alone") {
        bench.machine().stick = stick / "";
        bench.tap("dossier.copy");
        bench.tap("export.act");
        const std::vector<fs::path> files = files_on(stick);
        REQUIRE(files.size() == 2);
        CHECK(files[0].filename().string().starts_with("daohu-family-"));
        CHECK(files[0].filename().string().find("示例") == std::string::npos);
        const auto author = casework::check_export(bench.machine().files, files[0]);
        REQUIRE(author);
        CHECK(*author == bench.app().tablet()->vault().author_key().public_key());
        std::ofstream{files[0], std::ios::app} << "x";
        CHECK_FALSE(casework::check_export(bench.machine().files, files[0]));
    }
}

TEST_CASE("Side pages: figures and ledgers are taken out by the township, not by a coordinator", "[app]") {
    const Village village;
    const vault::test::TemporaryFolder stick;
    AppBench bench{village.folder()};
    bench.machine().stick = stick / "";
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.statistics");
    CHECK(bench.shows("back"));
    CHECK_FALSE(bench.shows("statistics.export"));
    bench.tap("back");
    bench.tap("more.records");
    bench.tap("lines.visit");
    CHECK_FALSE(bench.shows("records.export"));
    while (!bench.shows("tab.more")) {
        bench.tap("back");
    }
    CHECK_FALSE(bench.shows("more.out_of_role"));
}

TEST_CASE("Side pages: what somebody who helps has to know goes to the stick, and nobody's data with it", "[app]") {
    const Village village;
    const vault::test::TemporaryFolder stick;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.tap("settings.support");
    CHECK(files_on(stick).empty());  // none is plugged in
    bench.machine().stick = stick / "";
    bench.tap("settings.support");
    const std::vector<fs::path> files = files_on(stick);
    REQUIRE(files.size() == 1);
    CHECK(files[0].filename().string().starts_with("daohu-support-"));
    std::ifstream file{files[0]};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    CHECK(text.contains("\"entries\""));
    CHECK_FALSE(text.contains("示例"));
    CHECK_FALSE(text.contains("99900000001"));
}

TEST_CASE("Side pages: sync and settings say what this app takes of the tablet, and what is left", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    for (const char* const item : {"tab.sync", "tab.more", "more.settings"}) {
        bench.tap(item);
        const kit::ReadAlong reader;
        bench.screen().step();
        INFO(item);
        CHECK(reader.has_read("本应用占用") == (item != std::string_view{"tab.more"}));
    }
}
