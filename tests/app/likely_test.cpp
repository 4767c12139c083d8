// SPDX-License-Identifier: Apache-2.0
//
// Before a family is made: those that it may be are shown first.

#include "tests/app/app_bench.hpp"

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

// The row of the only repeat of that name at the top of the form.
void make_member(casework::Interview& interview) {
    form::Session& session = interview.session();
    for (const form::Repeat& repeat : session.definition().repeats()) {
        if (session.definition().schema()[repeat.node].path == "/data/member" &&
            session.find("/data/member[1]") == form::NodeId::none) {
            REQUIRE(interview.add_row({repeat.element, session.find("/data")}));
        }
    }
}

// A baseline of one person, complete but for its end.
void write_baseline(AppBench& bench, const std::string& name, const std::string& birth_date) {
    const std::vector<std::pair<std::string, std::string>> answers{{"declaration/relation_with_family", "none"},
                                                                   {"home/village_group", "第五组"},
                                                                   {"home/settlement", "rural"},
                                                                   {"home/hukou_kind", "local_rural"},
                                                                   {"member[1]/full_name", name},
                                                                   {"member[1]/relation", "0"},
                                                                   {"member[1]/sex", "1"},
                                                                   {"member[1]/birth_date", birth_date},
                                                                   {"member[1]/id_kind", "none"},
                                                                   {"member[1]/id_missing", "lost"},
                                                                   {"member[1]/living_together", "yes"},
                                                                   {"member[1]/health/insured", "basic"},
                                                                   {"member[1]/health/inpatient_now", "no"},
                                                                   {"member[1]/health/care_refused", "no"},
                                                                   {"member[1]/ability/has_disability", "no"},
                                                                   {"member[1]/work_state", "farming"},
                                                                   {"member[1]/labour_ability", "able"},
                                                                   {"house/tenure", "own"},
                                                                   {"house/danger_signs", "none_seen"},
                                                                   {"house/unsafe_tonight", "no"},
                                                                   {"visit/met", "yes"},
                                                                   {"visit/notice_method", "read_aloud"},
                                                                   {"visit/no_signature", "refused"},
                                                                   {"visit/signature_visitor", "signature.png"}};
    auto interview = bench.app().tablet()->workspace().start("household_baseline", "zh",
                                                             {{"/data/division", std::string{journeys::kVillage}}});
    REQUIRE(interview);
    for (const auto& [path, value] : answers) {
        INFO(path);
        if (path == "member[1]/full_name") {
            make_member(*interview);
        }
        const form::NodeId node = interview->session().find("/data/" + path);
        REQUIRE(node != form::NodeId::none);
        REQUIRE(interview->answer(node, value));
    }
    for (const form::Problem& problem : interview->session().problems()) {
        FAIL_CHECK(interview->session().path(problem.place.node));
    }
}

void open_review(AppBench& bench) {
    bench.tap("tab.drafts");
    bench.tap("today.record." + bench.drafts().front().id.to_string());
    bench.tap("today.detail.open");
    bench.tap("outline.review");
}

}  // namespace

TEST_CASE("App: families that a new one may be are shown before it is made", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    const std::uint64_t before = bench.entries();
    write_baseline(bench, "示例·张三", "1970-01-01");
    open_review(bench);
    bench.tap("review.finish");
    CHECK(bench.shows("likely.family.", "示例·张三"));
    CHECK_FALSE(bench.shows("likely.family.", "示例·周顺"));
    CHECK(bench.entries() == before);
    SECTION("back to the form") {
        bench.tap("likely.keep");
        CHECK(bench.shows("review.finish"));
        CHECK(bench.drafts().size() == 1);
    }
    SECTION("one of them is opened, and the form is still there") {
        bench.tap(bench.first("likely.family."));
        CHECK(bench.shows("dossier.start"));
        CHECK(bench.drafts().size() == 1);
        CHECK(bench.entries() == before);
    }
    SECTION("none of them: it is made") {
        bench.tap("likely.new");
        bench.wait();
        CHECK(bench.entries() == before + 1);
        CHECK(bench.drafts().empty());
    }
}

TEST_CASE("App: a family like nobody else is made without a question", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    const std::uint64_t before = bench.entries();
    write_baseline(bench, "无名氏·欧阳", "1981-07-07");
    open_review(bench);
    bench.tap("review.finish");
    bench.wait();
    CHECK(bench.entries() == before + 1);
}
