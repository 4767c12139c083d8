// SPDX-License-Identifier: Apache-2.0
//
// For whom a document means its values: a family that it does not name is not told "yes", nor "no" where it is silent.

#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

bool is_open_at(const Outcome& outcome, std::string_view word) {
    return std::ranges::find(outcome.open_words, word) != outcome.open_words.end();
}

Outcome value_for(std::string_view pack, std::string_view rule, std::string_view programmes, std::string_view cause) {
    return judge(pack,
                 fmt::format(R"({{"household": {{"settlement_kind": "rural", "programme": [{}]}},
        "temp_aid": {{"hardship_kinds": ["{}"]}}}})",
                             programmes, cause),
                 rule);
}

Outcome bill(std::string_view programmes) {
    return judge("linfen-2015",
                 fmt::format(R"({{"household": {{{}}}, "expense": [{{"kind": "medical", "total": "86400.00",
        "reimbursed": "61000.00", "in_policy_scope": "18000.00", "inpatient": "yes"}}]}})",
                             programmes),
                 "medical_aid_floor");
}

Outcome phase_out(std::string_view pack, std::string_view work, std::string_view household, std::string_view own) {
    return judge(pack,
                 fmt::format(R"({{"household": {{"settlement_kind": "urban", "programme": [{}],
        "living_together_count": 1}}, "member": [{{"member_id": "m", "living_together": "yes", {} "work_state": "{}"}}],
        "income": [{{"member_id": "m", "gross_amount": "800.00", "period": "month"}}]}})",
                             household, own, work),
                 "phase_out_candidate");
}

Outcome single_person(std::string_view member) {
    return judge("songpan-2021",
                 fmt::format(R"({{"household": {{"settlement_kind": "rural", "property_ok": "yes",
        "living_together_count": 1}}, "member": [{{"member_id": "m", "living_together": "yes",
        "own_application": "yes" {}}}],
        "income": [{{"member_id": "m", "gross_amount": "600.00", "period": "month"}}]}})",
                             member),
                 "single_person_entry");
}

}  // namespace

TEST_CASE("Medical floor: whom the document calls recipients is settled for some, and asked for others", "[policy]") {
    CHECK(text_of(bill(R"("programme": ["dibao"])")) == "10800.00");
    const Outcome others = bill(R"("programme": [])");
    CHECK(others.status == Status::boundary);
    CHECK(text_of(others).empty());
    CHECK(is_open_at(others, "aid_recipient"));
    CHECK(misses(bill(""), "household.programme"));
}

TEST_CASE("Stated values: a narrowing word shuts out whom it does not name", "[policy]") {
    const Outcome rural = value_for("songpan-2021", "premium_subsidy_tekun", R"("tekun")", "fire");
    CHECK(text_of(rural) == "1");
    CHECK(judge("songpan-2021", R"({"household": {"settlement_kind": "urban", "programme": ["tekun"]}})",
                "premium_subsidy_tekun")
              .applies == Truth::no);
    CHECK(judge("songpan-2021", "{}", "premium_subsidy_tekun").status == Status::missing_input);
    for (const char* pack : {"linfen-2015", "fuliang-2021"}) {
        INFO(pack);
        CHECK(text_of(value_for(pack, "top_up_for_recipients", R"("dibao")", "fire")) == "yes");
        CHECK(value_for(pack, "top_up_for_recipients", "", "fire").applies == Truth::no);
    }
    const Outcome bridging = value_for("fuliang-2021", "bridging_aid", "", "fire");
    CHECK(bridging.status == Status::boundary);
    CHECK(is_open_at(bridging, "pending_application"));
}

TEST_CASE("Stated values: the place of the event is for people from elsewhere", "[policy]") {
    const auto place = [](std::string_view non_local) {
        return judge(
            "songpan-2021",
            fmt::format(R"({{"discovery": {{"outsider_conditions": {{"non_local": {}, "working_here": "yes"}}}}}})",
                        non_local),
            "place_rule");
    };
    CHECK(text_of(place(R"("yes")")) == "event");
    CHECK(place(R"("no")").applies == Truth::no);
    CHECK(place("null").status == Status::missing_input);
}

TEST_CASE("Stated values: aid in stages is for heavy costs, aid first for sudden hardship", "[policy]") {
    for (const char* pack : {"lushan-2021", "songpan-2021", "fuliang-2021"}) {
        INFO(pack);
        CHECK(text_of(value_for(pack, "staged_payment", "", "medical_cost")) == "yes");
        CHECK(value_for(pack, "staged_payment", "", "fire").applies == Truth::no);
        CHECK(value_for(pack, "staged_payment", "", "job_loss").status == Status::boundary);
    }
    for (const char* pack : {"lushan-2021", "boshan-2021", "fuliang-2021"}) {
        INFO(pack);
        CHECK(text_of(value_for(pack, "aid_first", "", "fire")) == "yes");
        CHECK(value_for(pack, "aid_first", "", "medical_cost").applies == Truth::no);
        CHECK(judge(pack, "{}", "aid_first").status == Status::missing_input);
    }
}

TEST_CASE("F-2: a bill alone is no severe illness, and nobody says whether the band is a person's", "[policy]") {
    const std::string facts = R"({"expense": [{"kind": "medical", "own_paid": "100.00", "inpatient": "no"}]})";
    const Outcome band = judge("boshan-2021", facts, "temp_aid_illness_band");
    CHECK(band.status == Status::boundary);
    CHECK(text_of(band) == "2100.00 - 8400.00");
    CHECK(is_open_at(band, "severe_illness"));
    CHECK(is_open_at(band, "person_or_household"));
    const Outcome said = judge("boshan-2021", R"({"household": {"terms": {"severe_illness": "yes"}},
        "temp_aid": {"hardship_kinds": ["medical_cost"]}})",
                               "temp_aid_illness_band");
    CHECK_FALSE(is_open_at(said, "severe_illness"));
    CHECK(judge("boshan-2021", R"({"household": {"terms": {"expenditure_type": "no"}},
        "temp_aid": {"hardship_kinds": ["medical_cost"]}})",
                "temp_aid_illness_band")
              .applies == Truth::no);
}

TEST_CASE("F-2: a school bill of the head is not known to be a child's", "[policy]") {
    const Outcome band = judge("boshan-2021", R"({"member": [{"member_id": "m", "relation_to_head": "0"}],
        "expense": [{"member_id": "m", "kind": "education", "own_paid": "10.00"}]})",
                               "temp_aid_education_band");
    CHECK(band.status == Status::boundary);
    CHECK(is_open_at(band, "schooling_of_children"));
}

TEST_CASE("F-7: the standard is not for a household of which it is settled that it is not supported", "[policy]") {
    const auto floor = [](std::string_view programmes) {
        return judge("songpan-2021", fmt::format(R"({{"household": {{"settlement_kind": "rural" {}}}}})", programmes),
                     "tekun_basic_floor");
    };
    CHECK(floor(R"(, "programme": [])").applies == Truth::no);
    CHECK(text_of(floor(R"(, "programme": ["tekun"])")) == "624.00");
    CHECK(text_of(floor("")) == "624.00");
}

TEST_CASE("Phase-out: work that the document does not name is the township's to judge", "[policy]") {
    constexpr std::string_view kDibao = R"("dibao")";
    CHECK(text_of(phase_out("fuliang-2021", "employed", kDibao, "")) == "candidate");
    CHECK(text_of(phase_out("lushan-2021", "self_employed", kDibao, "")) == "candidate");
    for (const char* work : {"self_employed", "flexible", "farming"}) {
        const Outcome open = phase_out("fuliang-2021", work, kDibao, "");
        INFO(work);
        CHECK(open.status == Status::boundary);
        CHECK(is_open_at(open, "kind_of_work"));
    }
}

TEST_CASE("Phase-out: an allowance of one member alone is not out of scope", "[policy]") {
    const Outcome one = phase_out("fuliang-2021", "employed", "", R"("programme": ["dibao"],)");
    CHECK(one.applies == Truth::yes);
    CHECK(is_open_at(one, "allowance_of_one_member"));
    CHECK(phase_out("fuliang-2021", "employed", "", "").applies == Truth::no);
}

TEST_CASE("Single-person entry: nobody is out before any ground was asked about", "[policy]") {
    const Outcome blank = single_person("");
    CHECK(blank.status == Status::missing_input);
    CHECK(misses(blank, "member[m].dis.grade"));
    CHECK(misses(blank, "member[m].med.recognised_severe"));
}

TEST_CASE("Single-person entry: a joined disability may hold the kind that the document names", "[policy]") {
    const Outcome joined = single_person(R"(, "dis": {"grade": 3, "kind": "multiple"})");
    CHECK(joined.status == Status::boundary);
    CHECK(is_open_at(joined, "kinds_of_multiple_disability"));
    CHECK(text_of(single_person(R"(, "dis": {"grade": 3, "kind": "physical"})")) == "out");
    CHECK(text_of(single_person(R"(, "dis": {"grade": 4, "kind": "multiple"})")) == "out");
}

TEST_CASE("Schooling: support goes on for who is at school, not for who has left it", "[policy]") {
    const auto pupil = [](std::string_view enrolment) {
        return judge("songpan-2021",
                     fmt::format(R"({{"household": {{"programme": ["tekun"]}}, "member": [{{"member_id": "m",
            "birth_date": "2008-02-10", "edu": {{"stage": "vocational" {}}}}}]}})",
                                 enrolment),
                     "tekun_minor_age");
    };
    CHECK(text_of(pupil(R"(, "enrolment": "enrolled")")) == "may_continue");
    for (const char* left : {"graduated", "dropped_out", "suspended"}) {
        INFO(left);
        CHECK(pupil(fmt::format(R"(, "enrolment": "{}")", left)).status == Status::boundary);
    }
    CHECK(misses(pupil(""), "member[m].edu.enrolment"));
}

TEST_CASE("Medical costs: whose bill it is and what it is for is asked before a sum is named", "[policy]") {
    const auto rest = [](std::string_view member_id, std::string_view kind) {
        return judge("fuliang-2021",
                     fmt::format(R"({{"member": [{{"member_id": "a", "programme": ["tekun"]}},
            {{"member_id": "b", "programme": []}}], "household": {{"programme": ["tekun"]}},
            "expense": [{{{} {} "total": "100.00", "reimbursed": "10.00", "medical_aid_paid": "10.00"}}]}})",
                                 member_id, kind),
                     "residual_medical_cost");
    };
    CHECK(text_of(rest(R"("member_id": "a",)", R"("kind": "medical",)")) == "80.00");
    CHECK(rest(R"("member_id": "b",)", R"("kind": "medical",)").applies == Truth::no);
    CHECK(misses(rest("", R"("kind": "medical",)"), "expense[0].member_id"));
    CHECK(misses(rest(R"("member_id": "a",)", ""), "expense[0].kind"));
}

TEST_CASE("Yearly services: are not owed to a family that gets no aid", "[policy]") {
    const auto offers = [](std::string_view programme) {
        return judge("fuliang-2021",
                     fmt::format(R"({{"household": {{{}}}, "member": [{{"member_id": "m", "emp": {{"wish": "yes",
            "registered_unemployed_on": "2025-12-01", "offers": 0}}}}]}})",
                                 programme),
                     "employment_offers");
    };
    CHECK(offers(R"("programme": [])").applies == Truth::no);
    CHECK(text_of(offers(R"("programme": ["dibao"])")) == "not_yet_reached");
}

TEST_CASE("Relatives: who is related otherwise is asked about, not filed as a near relative", "[policy]") {
    const auto filing = [](std::string_view relation) {
        return judge("linfen-2015", fmt::format(R"({{"coi": {{"relation": "{}"}}}})", relation), "relatives_filing");
    };
    CHECK(text_of(filing("near_relative")) == "open_filing");
    CHECK(filing("other").status == Status::boundary);
    CHECK(text_of(filing("other")).empty());
    CHECK(filing("none").applies == Truth::no);
}

TEST_CASE("Home care: an age that nobody knows is missing, not a reason to say nothing", "[policy]") {
    for (const auto& [birth, status] : {std::pair{R"("unknown")", Status::missing_input},
                                        std::pair{R"({"disputed": ["1940-01-01", "1950-01-01"]})", Status::disputed}}) {
        const std::string facts =
            fmt::format(R"({{"member": [{{"member_id": "m", "birth_date": {}, "lost_self_care": "no"}}]}})", birth);
        INFO(birth);
        CHECK(judge("songpan-2021", facts, "home_care_group").status == status);
        CHECK(judge("songpan-2021", facts, "old_age_allowance_from").status == status);
    }
}
