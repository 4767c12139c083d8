// SPDX-License-Identifier: Apache-2.0
//
// Which questions each county's document adds to the forms, read from its policy pack.
#include "core/base/entropy.hpp"
#include "core/casework/form_library.hpp"
#include "core/casework/pack_table.hpp"
#include "core/form/session.hpp"
#include "core/policy/library.hpp"
#include "platform/cli/form_script.hpp"
#include "tests/forms/form_assets.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace daohu;
using namespace daohu::forms_test;

namespace {

using Codes = std::set<std::string>;

const std::vector<std::string> kCounties{"boshan-2021", "fuliang-2021", "linfen-2015", "lushan-2021", "songpan-2021"};

struct Answer {
    std::string path;
    std::string value;
};

std::string table_of(const std::string& county) {
    policy::Faults faults;
    const auto packs = policy::PackLibrary::open(assets() / "policy", faults);
    REQUIRE(packs);
    for (const policy::Pack* pack : packs->latest()) {
        if (pack->id == county) {
            return casework::pack_table(*pack);
        }
    }
    FAIL("no pack " << county);
    return {};
}

// A form that is being filled in under one county's rules.
struct UnderRules {
    UnderRules(const std::string& table, const std::string& form, const std::vector<Answer>& answers)
        : library{casework::FormLibrary::load(assets() / "forms", table).value()}, registers{script} {
        form::SessionPorts ports;
        ports.clock = &clock;
        ports.entropy = &entropy;
        ports.entities = &registers;
        session = std::move(form::Session::open(*library.find(form).value()->definition, ports, {}).value().session);
        for (const Answer& answer : answers) {
            REQUIRE(session->answer(session->find(answer.path), answer.value));
        }
    }

    [[nodiscard]] bool asks(const std::string& path) const {
        const form::NodeId node = session->find(path);
        REQUIRE(node != form::NodeId::none);
        return session->is_relevant(node);
    }
    [[nodiscard]] Codes choices(const std::string& path) const {
        Codes codes;
        const auto offered = session->choices(session->place_of(session->find(path)));
        REQUIRE(offered);
        for (const form::Choice& choice : *offered) {
            codes.insert(choice.value);
        }
        return codes;
    }

    SystemClock clock;
    SeededEntropy entropy{4711};
    casework::FormLibrary library;
    cli::FormScript script;
    cli::ScriptedRegisters registers;
    std::unique_ptr<form::Session> session;
};

// The counties under whose rules the question is asked.
Codes counties_asking(const std::string& form, const std::string& path, const std::vector<Answer>& answers) {
    Codes asking;
    for (const std::string& county : kCounties) {
        if (UnderRules{table_of(county), form, answers}.asks(path)) {
            asking.insert(county.substr(0, county.find('-')));
        }
    }
    return asking;
}

}  // namespace

TEST_CASE("County rules: without a county no question asks for what only a clause can ask", "[forms]") {
    const std::string none = text_of(assets() / "forms" / "pack.csv");
    CHECK_FALSE(UnderRules(none, "first_aid", {}).asks("/data/aid/village_delegated"));
    CHECK_FALSE(UnderRules(none, "labour_roll", {}).asks("/data/period/month_day"));
    CHECK_FALSE(UnderRules(none, "appraisal", {}).asks("/data/appraisal/waived"));
    CHECK(UnderRules(none, "labour_roll", {}).asks("/data/not_here"));
}

TEST_CASE("County rules: each question is asked where the document gives the ground for it", "[forms]") {
    CHECK(counties_asking("discovery", "/data/case/outsider_hukou", {{"/data/person/living", "passing"}}) ==
          Codes{"songpan"});
    CHECK(counties_asking("first_aid", "/data/aid/village_delegated", {}) == Codes{"fuliang"});
    CHECK(counties_asking("first_aid", "/data/aid/papers_due", {}) == Codes{});
    CHECK(counties_asking("labour_roll", "/data/period/month_day", {}) == Codes{"songpan"});
    CHECK(counties_asking("appraisal", "/data/appraisal/waived", {}) == Codes{"fuliang", "lushan", "songpan"});
    CHECK(counties_asking("schooling", "/data/schooling/home_teaching_agreement",
                          {{"/data/schooling/enrolment", "home_taught"}}) == Codes{"songpan"});
    CHECK(counties_asking("employment_service", "/data/job/gave_service", {}) == Codes{"fuliang"});
    CHECK(counties_asking("employment_service", "/data/job/hard_to_employ", {}) == Codes{"linfen"});
    CHECK(counties_asking("periodic_review", "/data/work_start/started_work", {}) ==
          Codes{"fuliang", "linfen", "lushan", "songpan"});
    CHECK(counties_asking("interest_declaration", "/data/declaration/relatives_note",
                          {{"/data/declaration/relation_with_family", "near_relative"}}) == Codes{"linfen"});
}

TEST_CASE("County rules: a notice is posted where the document says, or where the township says", "[forms]") {
    CHECK(UnderRules(table_of("songpan-2021"), "notice_posting", {}).choices("/data/notice/place") ==
          Codes{"dibao_board", "village_affairs_board", "fixed_board", "electronic_screen", "other"});
    CHECK(UnderRules(table_of("linfen-2015"), "notice_posting", {}).choices("/data/notice/place").contains("website"));
}

TEST_CASE("County rules: the table names the pack, and says nothing where the document does not", "[forms]") {
    const std::string table = table_of("boshan-2021");
    CHECK(table.starts_with("name,label,value\npack,,boshan-2021\npack_version,,"));
    CHECK(table.find("\nR-019,,24\n") != std::string::npos);
    CHECK(table.find("\nR-027,,50000.00\n") != std::string::npos);
    CHECK(table.find("R-001,") == std::string::npos);
    CHECK(table_of("songpan-2021").find("\nR-130,,stated\n") != std::string::npos);
}
