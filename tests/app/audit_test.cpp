// SPDX-License-Identifier: Apache-2.0
//
// What holds on every screen of the gallery holds on every page of the app, with what stands on a real tablet.
// DAOHU_APP_SHOTS=<folder> writes a picture of each, to be looked at.

#include "platform/headless/png.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/screens/audit.hpp"

#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <fmt/format.h>

#include <cstdlib>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::DeskBench;
using daohu::testing::Look;
using daohu::testing::Village;

namespace {

constexpr kit::Size kSizes[] = {{1280, 800}, {800, 1280}, {960, 600}, {600, 960}};

class Auditor {
public:
    Auditor(AppBench& bench, std::string look) : m_bench{bench}, m_look{std::move(look)} {}

    void look_at(std::string_view page) {
        m_bench.screen().step();
        for (const std::string& fault : daohu::testing::faults_of(m_bench.screen().kit())) {
            FAIL_CHECK(fmt::format("{} at {}: {}", page, m_look, fault));
        }
        ++m_seen;
        if (const char* const folder = std::getenv("DAOHU_APP_SHOTS"); folder != nullptr) {
            const std::string name = fmt::format("{} {}.png", m_look, page);
            REQUIRE(headless::write_png(std::filesystem::path{folder} / name, m_bench.screen().picture()));
        }
    }
    [[nodiscard]] int seen() const { return m_seen; }

private:
    AppBench& m_bench;
    std::string m_look;
    int m_seen = 0;
};

// From its first answer to its last page.
void audit_visit(AppBench& bench, Auditor& auditor) {
    bench.tap("question.declaration.relation_with_family.none");
    auditor.look_at("whom a visit met");
    bench.tap(bench.first("question.visit.met_whom."));
    auditor.look_at("whom a visit met, answered");
    bench.tap("question.next");
    auditor.look_at("since the last visit");
    bench.tap("question.news.since_last.nothing");
    bench.tap("question.home.safe_tonight.yes");
    auditor.look_at("signature of the family");
    bench.tap("question.next");
    bench.tap("question.signing.no_signature.refused");
    auditor.look_at("end of a visit");
}

void audit_dossier(AppBench& bench, Auditor& auditor) {
    bench.tap("tab.more");
    bench.tap("more.due_reviews");
    const std::string household = bench.first("due_reviews.row.");
    if (household.empty()) {
        return;
    }
    bench.tap(household);
    for (const char* const page : {"overview", "members", "aid", "visits", "timeline"}) {
        bench.tap(std::string{"dossier.page."} + page);
        auditor.look_at(std::string{"dossier "} + page);
    }
    bench.tap("dossier.page.overview");
    bench.tap("dossier.history");
    auditor.look_at("history of a family");
    bench.tap("back");
    bench.tap("dossier.policy");
    auditor.look_at("policy");
    bench.tap("back");
    bench.tap("dossier.start");
    auditor.look_at("forms of a household");
    bench.tap("dossier.form.routine_visit");
    auditor.look_at("first question of a visit");
    audit_visit(bench, auditor);
    bench.tap("back");
}

void audit_lists(AppBench& bench, Auditor& auditor) {
    bench.tap("more.statistics");
    for (const char* const page : {"work", "money"}) {
        bench.tap(std::string{"statistics.page."} + page);
        auditor.look_at(std::string{"statistics "} + page);
    }
    bench.tap("back");
    bench.tap("more.notices");
    bench.tap("lines.programme.dibao");
    auditor.look_at("notice");
    bench.tap("back");
    bench.tap("back");
    bench.tap("more.records");
    bench.tap("lines.visit");
    auditor.look_at("records of one kind");
    bench.tap("back");
    bench.tap("back");
    DeskBench desk{bench};
    for (const char* const page : {"discoveries", "referrals", "merges", "lists", "devices"}) {
        desk.show(std::string{"desk.page."} + page);
        auditor.look_at(std::string{"desk "} + page);
    }
}

void audit(const Look& look) {
    const Village village;
    AppBench bench{village.folder(), look};
    Auditor auditor{bench, fmt::format("{:.0f}x{:.0f} {} text {}", look.pixels.w, look.pixels.h, look.language,
                                       kit::factor(look.text_scale))};
    auditor.look_at("unlock");
    bench.unlock();
    auditor.look_at("plan");
    for (const char* const tab : {"tab.households", "tab.drafts", "tab.sync", "tab.more"}) {
        bench.tap(tab);
        auditor.look_at(tab);
    }
    for (const char* const item :
         {"deadlines", "due_reviews", "unreached", "referrals", "notices", "labour", "reserve", "cards", "conflicts",
          "statistics", "standards", "records", "own_acts", "carry", "settings"}) {
        bench.tap("tab.more");
        bench.tap(std::string{"more."} + item);
        auditor.look_at(item);
        bench.tap("back");
    }
    bench.tap("more.settings");
    for (const char* const item : {"settings.secret", "settings.people", "settings.tour", "settings.store_check"}) {
        bench.tap(item);
        auditor.look_at(item);
        bench.tap("back");
    }
    bench.tap("settings.people");
    bench.tap("people.add");
    auditor.look_at("a new person");
    while (!bench.shows("tab.more")) {
        bench.tap("back");
    }
    bench.tap("more.conflicts");
    bench.tap(bench.first("conflicts.record."));
    auditor.look_at("one conflict");
    while (!bench.shows("tab.more")) {
        bench.tap("back");
    }
    audit_lists(bench, auditor);
    audit_dossier(bench, auditor);
    CHECK(auditor.seen() >= 40);
}

}  // namespace

TEST_CASE("App: every page keeps the rules of targets, gaps and text, in both languages and at the largest text",
          "[app]") {
    const kit::Size pixels = GENERATE(from_range(std::begin(kSizes), std::end(kSizes)));
    const std::string language = GENERATE("zh-CN", "en");
    const kit::TextScale scale = GENERATE(kit::TextScale::standard, kit::TextScale::extra_large);
    audit({.pixels = pixels, .language = language, .text_scale = scale});
}
