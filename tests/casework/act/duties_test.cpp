// SPDX-License-Identifier: Apache-2.0
//
// The smaller acts: relatives, the month of public labour, lists of the county, what does not fit together.
#include "core/casework/act/county_task.hpp"
#include "core/casework/act/findings.hpp"
#include "core/casework/act/interest.hpp"
#include "core/casework/act/labour_month.hpp"

#include "tests/casework/act/entities.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::casework;
using test::entity_of;
using test::id_of;
using test::text;

namespace {

Date day(unsigned month, unsigned number) { return Date::of(2026, month, number).value(); }

policy::Pack pack_with(std::optional<bool> filing, std::string second, std::string assumed = {}) {
    policy::Pack pack;
    policy::Parameter parameter;
    if (filing) {
        parameter.value = *filing;
    }
    pack.parameters[135] = parameter;
    policy::Switch& chosen = pack.switches["relatives_second_visitor"];
    chosen.value = std::move(second);
    if (!assumed.empty()) {
        chosen.assumed = policy::Assumed{policy::CodeValue{assumed}, "R-135"};
    }
    return pack;
}

registry::Entity worked(std::uint8_t number, std::uint8_t person, std::string hours, WallTime written) {
    auto entity = entity_of("labour_entry", number,
                            {{"person", entry::reference_to(id_of(person))},
                             {"worked_on", text("2026-03-14")},
                             {"attended", text("yes")},
                             {"hours", text(std::move(hours))}});
    registry::Sibling created{.write = {}, .value = text("open"), .by = {}};
    created.by.hlc = Hlc::at(written);
    entity.status_register =
        registry::Register{.agreement = registry::Agreement::single, .siblings = {created}, .common_base = {}};
    return entity;
}

}  // namespace

TEST_CASE("Interest: a relative files and does not come alone where the document asks for it", "[casework][interest]") {
    const policy::Pack linfen = pack_with(true, "", "yes");
    const InterestDuty duty = interest_duty("near_relative", linfen);
    CHECK(duty.filing);
    CHECK(duty.second_visitor);
    CHECK(check_visitors("near_relative", 1, linfen).error().code == ErrorCode::casework_second_visitor);
    CHECK(check_visitors("near_relative", 2, linfen));
    CHECK(check_visitors("none", 1, linfen));
    CHECK(check_visitors("other", 1, linfen));
}

TEST_CASE("Interest: elsewhere it is recorded, and the county may add the second visitor", "[casework][interest]") {
    const policy::Pack silent = pack_with({}, "");
    CHECK_FALSE(interest_duty("near_relative", silent).filing);
    CHECK(check_visitors("near_relative", 1, silent));
    CHECK_FALSE(check_visitors("same_household", 1, pack_with({}, "yes")));
    CHECK(check_visitors("near_relative", 1, pack_with(true, "no", "yes")));
}

TEST_CASE("Labour month: it closes with its last moment in Beijing, and what comes later corrects",
          "[casework][labour]") {
    const WallTime close = closing_of_month(day(3, 14));
    CHECK(close == start_of_beijing_day(day(4, 1)));
    CHECK(check_month_open(day(3, 1), close - std::chrono::milliseconds{1}));
    CHECK(check_month_open(day(3, 1), close).error().code == ErrorCode::casework_month_closed);

    const std::vector<registry::Entity> entries{worked(1, 11, "4.0", close - std::chrono::hours{48}),
                                                worked(2, 12, "2.5", close - std::chrono::milliseconds{1}),
                                                worked(3, 13, "8", close)};
    const LabourMonth month = labour_month(entries, day(3, 1));
    CHECK(month.hours == "6.5");
    CHECK(month.attended == 2);
    CHECK(month.corrections == std::vector{id_of(3)});
    CHECK(labour_month(entries, day(4, 1)).hours == "0.0");
}

TEST_CASE("County task: nobody at home leaves a task open, every other answer completes it", "[casework][task]") {
    CHECK(is_open_task(entity_of("task", 1, {{"batch", text("B-0302")}})));
    CHECK(is_open_task(entity_of("task", 1, {{"result", text("not_found")}})));
    for (const char* result : {"hardship", "already_aided", "moved", "duplicate", "dead"}) {
        CAPTURE(result);
        CHECK_FALSE(is_open_task(entity_of("task", 1, {{"result", text(result)}})));
    }
    CHECK(is_open_task(entity_of("task", 1, {{"result", text("moved")}, {"result", text("dead")}})));
}

TEST_CASE("Findings: aid to somebody who was dead by then is named, whoever wrote first", "[casework][findings]") {
    auto aid = entity_of("first_aid", 1, {{"given_at", text("2026-03-02T18:10:00.000+08:00")}});
    aid.sets["recipients"].push_back(
        {.added = {.write = {}, .value = entry::reference_to(id_of(2)), .by = {}}, .removal_proposed_by = {}});
    const auto dead = entity_of("person", 2, {{"death_date", text("2026-03-01")}});
    const std::vector<registry::Entity> both{aid, dead};
    CHECK(findings_of(both) == std::vector{Finding{FindingKind::aid_to_the_dead, id_of(1), id_of(2)}});

    CHECK_FALSE(was_dead(dead, day(3, 1)));
    CHECK_FALSE(was_dead(entity_of("person", 2, {{"death_date", text("2026-03")}}), day(3, 20)));
    CHECK(was_dead(entity_of("person", 2, {{"death_date", text("2026-03-09")}, {"death_date", text("2026-03-01")}}),
                   day(3, 2)));
    CHECK_FALSE(was_dead(entity_of("person", 2, {}), day(3, 2)));
}

TEST_CASE("Findings: aid dated before its discovery and a rating by whoever handled it are named",
          "[casework][findings]") {
    const std::vector<registry::Entity> entities{
        entity_of("first_aid", 1,
                  {{"given_at", text("2026-03-02T10:00:00.000+08:00")}, {"case", entry::reference_to(id_of(2))}}),
        entity_of("case", 2, {{"discovered_at", text("2026-03-02T16:40:00.000+08:00")}}),
        entity_of("referral", 3, {{"handler", entry::reference_to(id_of(9))}}),
        entity_of("revisit", 4,
                  {{"referral", entry::reference_to(id_of(3))},
                   {"worker", entry::reference_to(id_of(9))},
                   {"rating", std::int64_t{5}}})};
    const std::vector<Finding> expected{{FindingKind::aid_before_discovery, id_of(1), id_of(2)},
                                        {FindingKind::rated_by_handler, id_of(4), id_of(3)}};
    CHECK(findings_of(entities) == expected);
}
