// SPDX-License-Identifier: Apache-2.0
//
// What the screens of acts show, read through the workspace from what forms wrote.
#include "core/casework/act_views.hpp"
#include "core/casework/read/deadlines.hpp"
#include "core/casework/read/doubles.hpp"
#include "core/casework/read/plan.hpp"
#include "tests/journeys/families.hpp"
#include "tests/journeys/office.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::journeys;
using namespace std::chrono_literals;
using casework::DutyState;
using casework::Role;

namespace {

Enrolment enrolled(const Office& office, Role role) {
    return {.viewer = {.role = role, .worker = {}}, .trust = office.trust()};
}

template <class T>
T value_of(Result<T> result) {
    INFO((result ? std::string{} : result.error().describe()));
    REQUIRE(result);
    return std::move(*result);
}

Steps discovery(const std::string& hardship, const std::string& safety_mode = "") {
    Steps steps{{"case/place", "第三组"}, {"case/hardship", hardship}, {"case/safe_tonight", "no"},
                {"case/urgency", "day"},  {"case/source", "self_kin"}, {"case/first_action", "told_township"}};
    if (!safety_mode.empty()) {
        steps.push_back({"case/safety_mode", safety_mode});
    }
    return steps;
}

// Seven persons with the same aid: one is a child, one in hiding.
struct Listed {
    Listed(FieldTablet& finder, FieldTablet& desk) {
        for (int i = 0; i < 7; ++i) {
            const EntityId household = desk.import("household", {{"village_group", "二组"}, {"address", "二组 14 号"}});
            persons.push_back(desk.import("person", {{"full_name", "示例·公示" + std::to_string(i)},
                                                     {"birth_date", i == 1 ? "2017-01-11" : "1970-01-01"},
                                                     {"illness", "示例重病·腊梅"},
                                                     {"lives_in", household}}));
            desk.import("aid_held", {{"household", household},
                                     {"beneficiaries", persons.back()},
                                     {"programme", "dibao"},
                                     {"amount", "400.00"},
                                     {"period", "month"},
                                     {"from", "2025-01-01"}});
        }
        desk.give_to(finder);
        finder.fill("discovery", {{"known_person", persons[2]}}, discovery("violence", "yes"));
        finder.give_to(desk);
    }

    std::vector<EntityId> persons;
};

}  // namespace

TEST_CASE("Act views: a notice leaves a child out with a reason and somebody in hiding without a trace",
          "[journeys][notice][safety]") {
    Office office;
    const County& rules = county("songpan-2021");
    FieldTablet finder{rules, "finder", at("2026-03-05T09:00"), enrolled(office, Role::coordinator)};
    FieldTablet desk{rules, "desk", at("2026-03-05T09:00"), enrolled(office, Role::township_desk)};
    office.publish("safety", 1, {{desk, {}}}, desk);
    const Listed listed{finder, desk};
    const Date today = day("2026-03-05");
    REQUIRE(desk.workspace().sealed());

    const auto wishes = value_of(desk.workspace().acts().aided_under("dibao", today));
    REQUIRE(wishes.size() == 7);
    const casework::NoticePreview preview = value_of(desk.workspace().acts().notice_preview(wishes, today));
    CHECK(preview.knows_safety_cases);
    CHECK(preview.plan.printed.size() == 5);
    REQUIRE(preview.plan.withheld.size() == 1);
    CHECK(preview.plan.withheld[0].person == listed.persons[1]);
    for (const casework::NoticeLine& line : preview.plan.printed) {
        CHECK(line.person != listed.persons[2]);
        CHECK(line.address == "二组");
        CHECK(line.amount == Fen{40'000});
    }

    SECTION("a coordinator who reads no safety cases cannot know, so nobody is printed") {
        const casework::NoticePreview blind = value_of(finder.workspace().acts().notice_preview(wishes, today));
        CHECK_FALSE(blind.knows_safety_cases);
        CHECK(blind.plan.printed.empty());
        CHECK(blind.plan.withheld.empty());
    }
    SECTION("another programme has nobody, and somebody unknown is named") {
        CHECK(value_of(desk.workspace().acts().aided_under("tekun", today)).empty());
        const std::vector<casework::NoticeWish> nobody{{.person = EntityId{}, .programme = "dibao", .amount = {}}};
        CHECK(desk.workspace().acts().notice_preview(nobody, today).error().code == ErrorCode::not_found);
    }
}

TEST_CASE("Act views: what a family gets together is printed against nobody of it", "[journeys][notice]") {
    FieldTablet desk{county("songpan-2021"), "desk", at("2026-03-05T09:00")};
    const EntityId household = desk.import("household", {{"village_group", "二组"}, {"address", "二组 14 号"}});
    const auto person = [&](const char* name) {
        return desk.import("person", {{"full_name", name}, {"birth_date", "1970-01-01"}, {"lives_in", household}});
    };
    const std::vector<EntityId> family{person("示例·甲"), person("示例·乙"), person("示例·丙")};
    const EntityId alone = person("示例·丁");
    const auto aid = [&](const std::vector<EntityId>& who, const char* amount) {
        Steps values{{"household", household},
                     {"programme", "dibao"},
                     {"amount", amount},
                     {"period", "month"},
                     {"from", "2025-01-01"}};
        for (const EntityId& one : who) {
            values.emplace_back("beneficiaries", one);
        }
        desk.import("aid_held", values);
    };
    aid(family, "1200.00");
    aid({alone}, "400.00");
    const Date today = day("2026-03-05");
    const auto wishes = value_of(desk.workspace().acts().aided_under("dibao", today));
    const auto preview = value_of(desk.workspace().acts().notice_preview(wishes, today));
    REQUIRE(preview.plan.printed.size() == 4);
    for (const casework::NoticeLine& line : preview.plan.printed) {
        CHECK(line.amount == (line.person == alone ? std::optional{Fen{40'000}} : std::nullopt));
    }
}

TEST_CASE("Act views: a safety case that names only the household keeps all of it off the board",
          "[journeys][notice][safety]") {
    Office office;
    const County& rules = county("songpan-2021");
    FieldTablet finder{rules, "finder", at("2026-03-05T09:00"), enrolled(office, Role::coordinator)};
    FieldTablet desk{rules, "desk", at("2026-03-05T09:00"), enrolled(office, Role::township_desk)};
    office.publish("safety", 1, {{desk, {}}}, desk);
    const Listed listed{finder, desk};
    const EntityId family = desk.entity(listed.persons[4]).reference("lives_in").value();
    desk.import("case", {{"household", family}, {"hardship_kinds", "violence"}, {"safety_mode", "yes"}});
    const Date today = day("2026-03-05");
    REQUIRE(desk.workspace().sealed());
    const auto wishes = value_of(desk.workspace().acts().aided_under("dibao", today));
    const auto preview = value_of(desk.workspace().acts().notice_preview(wishes, today));
    CHECK(preview.plan.printed.size() == 4);
    CHECK(std::ranges::count(preview.plan.printed, listed.persons[4], &casework::NoticeLine::person) == 0);
    CHECK(preview.plan.withheld.size() == 1);  // the child alone: nothing tells of the family
}

TEST_CASE("Act views: a referral tells of whom it is about and of nobody else", "[journeys][referral]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-02T10:00")};
    const Home home = enter(tablet, {.members = {{.name = "示例·梁父", .birth_date = "1979-01-15", .more = {}},
                                                 {.name = "示例·梁子",
                                                  .relation = "2",
                                                  .birth_date = "2006-09-10",
                                                  .stage = "junior_college",
                                                  .more = {{"schooling/school", "示例大学·海棠"}}}},
                                     .more = {}});
    const Date today = day("2026-03-02");
    const casework::PacketWish wish{.about = home.members[1],
                                    .body = "education",
                                    .programme = "education",
                                    .reason = "家里一时付不起",
                                    .facts_shared = "identity school"};
    const casework::FilledPacket packet = value_of(tablet.workspace().acts().packet_for(wish, today));
    CHECK(packet.is_routed);
    CHECK(packet.reason == wish.reason);
    const auto says = [&](std::string_view text) {
        return std::ranges::any_of(packet.facts, [&](const casework::PacketFact& fact) {
            const auto* said = std::get_if<std::string>(&fact.value);
            return said != nullptr && *said == text;
        });
    };
    CHECK(says("示例·梁子"));
    CHECK(says("示例大学·海棠"));
    CHECK_FALSE(says("示例·梁父"));
    casework::PacketWish of_nobody = wish;
    of_nobody.about = EntityId{};
    CHECK(tablet.workspace().acts().packet_for(of_nobody, today).error().code == ErrorCode::not_found);

    tablet.fill("referral", {{"household_id", home.household}},
                {{"referral/who", home.members[1]},
                 {"referral/body", wish.body},
                 {"referral/programme", wish.programme},
                 {"referral/reason", wish.reason},
                 {"referral/facts_shared", wish.facts_shared},
                 {"referral/person_agrees", "agrees"}});
    const auto lines = value_of(tablet.workspace().acts().referrals(today));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].name == "示例·梁子");
    CHECK(lines[0].village_group == "第三组");
    CHECK(lines[0].view.turn == casework::ReferralTurn::body);
    CHECK(lines[0].since == at("2026-03-02T10:00"));
}

TEST_CASE("Act views: the clock of an emergency goes on when somebody sets the tablet's clock back",
          "[journeys][clock]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-02T16:40")};
    const Home home = enter(tablet, {.members = {{.name = "示例·石", .more = {}}}, .more = {}});
    const EntityId the_case =
        tablet
            .fill("discovery", {{"household_id", home.household}, {"known_person", home.members[0]}}, discovery("fire"))
            .made("case");
    tablet.clock.advance(200min);
    tablet.clock.set_wall(tablet.clock.wall_now() - 5h);
    tablet.clock.advance(100min);  // really 21:40
    const casework::EmergencyClock running = value_of(tablet.workspace().acts().emergency_clock(the_case));
    REQUIRE(running.duty);
    CHECK(running.duty->state == DutyState::running);
    CHECK(running.duty->left == 19h);
    CHECK(running.duty->status == policy::Status::assumed);
    CHECK(running.elapsed.wall == 0min);
    CHECK(running.elapsed.at_least == 5h);
    CHECK(running.elapsed.clocks_disagree);
    CHECK_FALSE(running.helped_at);
    CHECK_FALSE(running.rule.citations.empty());

    // Every list says the same of it; by the wall clock alone nothing would have passed.
    const auto listed = [&](const std::optional<casework::ClockReading>& clocks) {
        const WallTime now = tablet.clock.wall_now();
        const auto lines = value_of(casework::deadlines(tablet.workspace().reading(), {.now = now, .clocks = clocks}));
        const auto plan = value_of(casework::plan_of_day(tablet.workspace().reading(), {.now = now, .clocks = clocks}));
        REQUIRE_FALSE(lines.empty());
        REQUIRE_FALSE(plan.stops.empty());
        REQUIRE(plan.stops.front().items.front().clock);
        CHECK(plan.stops.front().items.front().clock->left == lines.front().left);
        CHECK(plan.stops.front().items.front().clock->status == lines.front().rule->status);
        return lines.front();
    };
    const casework::Deadline line = listed(tablet.workspace().clock_reading());
    CHECK(line.left == 19h);
    CHECK(line.moment == running.duty->deadline);
    CHECK(line.rule->status == policy::Status::assumed);
    CHECK(listed({}).left == 24h);
    SECTION("a day that the counter saw pass is over, whatever the clock on the wall shows") {
        tablet.clock.advance(20h);
        tablet.clock.set_wall(at("2026-03-02T17:00"));
        const casework::Deadline late = listed(tablet.workspace().clock_reading());
        CHECK(late.state == casework::DueState::overdue);
        CHECK(late.left == -1h);
        CHECK(listed({}).state == casework::DueState::due);
    }
    SECTION("aid stops it, whatever is written later") {
        FieldTablet prompt{county("boshan-2021"), "B", at("2026-03-02T16:40")};
        const EntityId found =
            prompt
                .fill("discovery", {},
                      [] {
                          Steps steps = discovery("fire");
                          steps.insert(steps.begin(), {{"person/name", "示例·石"}, {"person/sex", "1"}});
                          return steps;
                      }())
                .made("case");
        prompt.clock.advance(90min);
        prompt.fill("first_aid", {{"case_id", found}, {"township", "示例乡"}},
                    {{"aid/place", "第三组"},
                     {"aid/gave_cash", "yes"},
                     {"aid/cash", "300"},
                     {"aid/gave_goods", "no"},
                     {"aid/fund_source", "personal"},
                     {"aid/use", "sudden"},
                     {"aid/village_delegated", "no"},
                     {"aid/witness_name", "示例·邻居"},
                     {"aid/no_signature", "refused"}});
        prompt.clock.advance(48h);
        prompt.fill("consultation", {}, {{"consultation/topic", "other"}});
        const casework::EmergencyClock met = value_of(prompt.workspace().acts().emergency_clock(found));
        REQUIRE(met.duty);
        CHECK(met.duty->state == DutyState::met);
        CHECK(met.duty->left == 22h + 30min);
        CHECK(met.helped_at == at("2026-03-02T18:10"));
        CHECK_FALSE(met.elapsed.clocks_disagree);
    }
    SECTION("another tablet knows what the wall clocks say") {
        FieldTablet other{county("boshan-2021"), "C", at("2026-03-02T20:40")};
        tablet.give_to(other);
        const casework::EmergencyClock seen = value_of(other.workspace().acts().emergency_clock(the_case));
        CHECK(seen.duty->left == 20h);
    }
    SECTION("a county whose document states no hours has no deadline") {
        FieldTablet elsewhere{county("fuliang-2021"), "D", at("2026-03-02T20:40")};
        tablet.give_to(elsewhere);
        CHECK_FALSE(value_of(elsewhere.workspace().acts().emergency_clock(the_case)).duty);
    }
}

TEST_CASE("Settling a conflict takes a reason, and what both versions replaced is known until then", "[journeys]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-02T09:00")};
    FieldTablet other{county("boshan-2021"), "B", at("2026-03-02T09:00")};
    const EntityId household =
        tablet.import("household", {{"village_group", "三组"}, {"contact_phone", "13800000001"}});
    tablet.give_to(other);
    tablet.update(household, {{"contact_phone", "13800000002"}});
    other.update(household, {{"contact_phone", "13800000003"}});
    other.give_to(tablet);

    const registry::Entity conflicted = tablet.entity(household);
    CHECK(conflicted.conflicts() == std::vector<std::string>{"contact_phone"});
    const registry::Register& phone = *conflicted.find("contact_phone");
    CHECK(phone.siblings.size() == 2);
    REQUIRE(phone.common_base.size() == 1);
    CHECK(phone.common_base[0].value == entry::Value{"13800000001"});

    CHECK(tablet.workspace().settle(household, "contact_phone", std::string{"13800000003"}, "").error().code ==
          ErrorCode::invalid_argument);
    CHECK(tablet.workspace().settle(EntityId{}, "contact_phone", std::string{"1"}, "问过本人").error().code ==
          ErrorCode::not_found);
    auto saving =
        value_of(tablet.workspace().settle(household, "contact_phone", std::string{"13800000003"}, "问过本人"));
    value_of(saving.get());
    CHECK(tablet.entity(household).conflicts().empty());
    CHECK(tablet.entity(household).text("contact_phone") == "13800000003");
}

TEST_CASE("Act views: the township makes two families one, takes it back, and a coordinator does neither",
          "[journeys]") {
    FieldTablet desk{
        county("boshan-2021"), "desk", at("2026-03-02T09:00"), {.viewer = {.role = Role::township_desk, .worker = {}}}};
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-02T09:00")};
    const EntityId one = desk.import("household", {{"village_group", "三组"}});
    const EntityId other = desk.import("household", {{"village_group", "四组"}});
    desk.give_to(tablet);
    CHECK(tablet.workspace().merge(one, other, "同一户").error().code == ErrorCode::casework_role);
    auto merging = value_of(desk.workspace().merge(one, other, "同一户"));
    value_of(merging.get());
    CHECK(desk.entity(one).members.size() == 2);
    const auto merged = value_of(casework::merged_ones(desk.workspace().reading()));
    REQUIRE(merged.size() == 1);
    CHECK(merged[0].id == desk.entity(one).id);
    CHECK(merged[0].parts == 2);
    auto parting = value_of(desk.workspace().part(one, "看错了"));
    value_of(parting.get());
    CHECK(desk.entity(one).members.size() == 1);
    CHECK(value_of(casework::merged_ones(desk.workspace().reading())).empty());
}

TEST_CASE("Act views: a day of birth that is known in part, or an x in small, keeps nobody from being proposed",
          "[journeys]") {
    FieldTablet desk{county("boshan-2021"), "desk", at("2026-03-02T09:00")};
    const EntityId home = desk.import("household", {{"village_group", "三组"}});
    const auto person = [&](const char* name, const char* birth, const char* number) {
        desk.import("person", {{"full_name", name}, {"birth_date", birth}, {"id_number", number}, {"lives_in", home}});
    };
    person("示例·甲", "1956", "99999919560201001x");
    person("示例·甲", "1956-02-01", "99999919560201001X");
    person("示例·乙", "1956", "");
    person("示例·乙", "1957-02-01", "");
    const auto doubles = value_of(casework::likely_doubles(desk.workspace().reading()));
    REQUIRE(doubles.size() == 1);
    CHECK(doubles[0].name == "示例·甲");
    CHECK(doubles[0].same_id_number);
}

TEST_CASE("Act views: what is sealed to somebody is listed without names, and what he decides on it stays sealed",
          "[journeys][safety]") {
    Office office;
    const County& rules = county("boshan-2021");
    FieldTablet finder{rules, "finder", at("2026-03-02T10:15"), enrolled(office, Role::coordinator)};
    FieldTablet worker{rules, "worker", at("2026-03-02T10:15"), enrolled(office, Role::social_worker)};
    office.publish("safety", 1, {{worker, {}}}, worker);
    worker.give_to(finder);
    Steps steps = discovery("violence", "yes");
    steps.insert(steps.begin(), {{"person/name", "鸢尾"}, {"person/sex", "2"}});
    const EntityId the_case = finder.fill("discovery", {}, steps).made("case");
    finder.give_to(worker);
    REQUIRE(worker.workspace().sealed());
    const auto matters = value_of(worker.workspace().acts().sealed_matters());
    REQUIRE(matters.size() == 1);
    CHECK(matters[0].id == the_case);
    CHECK(matters[0].dataset == "case");
    CHECK(matters[0].state == "submitted");
    CHECK(value_of(worker.workspace().acts().record(the_case)).text("safety_mode") == "yes");
    CHECK(finder.workspace().acts().record(the_case).error().code == ErrorCode::not_found);
    CHECK(value_of(worker.workspace().acts().emergency_clock(the_case)).duty->state == DutyState::running);
    CHECK(finder.workspace().acts().sealed_matters()->empty());
    CHECK(finder.workspace().acts().emergency_clock(the_case).error().code == ErrorCode::not_found);
}

TEST_CASE("Act views: who only goes along opens what this tablet wrote of, and nothing else of the village",
          "[journeys]") {
    const County& rules = county("boshan-2021");
    FieldTablet coordinator{rules, "A", at("2026-03-02T10:00")};
    FieldTablet along{
        rules, "B", at("2026-03-02T10:00"), {.viewer = {.role = Role::second_visitor, .worker = {}}, .trust = {}}};
    const EntityId theirs = coordinator.import("person", {{"full_name", "示例·柳"}});
    coordinator.give_to(along);
    const EntityId own = along.import("person", {{"full_name", "示例·松"}});
    CHECK(value_of(along.workspace().acts().record(own)).text("full_name") == "示例·松");
    CHECK(along.workspace().acts().record(theirs).error().code == ErrorCode::not_found);
    CHECK(coordinator.workspace().acts().record(theirs));
}

TEST_CASE("Act views: aid to somebody who, as another tablet knew, was dead is found with his name", "[journeys]") {
    FieldTablet tablet{county("lushan-2021"), "A", at("2026-03-02T10:00")};
    FieldTablet other{county("lushan-2021"), "B", at("2026-03-02T10:00")};
    const EntityId person = tablet.import("person", {{"full_name", "示例·柳"}});
    tablet.give_to(other);
    const EntityId aid =
        tablet.import("first_aid", {{"given_at", "2026-03-02T18:10:00.000+08:00"}, {"recipients", person}});
    CHECK(value_of(tablet.workspace().acts().findings()).empty());
    other.update(person, {{"death_date", "2026-02-20"}});
    other.give_to(tablet);
    const auto found = value_of(tablet.workspace().acts().findings());
    REQUIRE(found.size() == 1);
    CHECK(found[0].finding == casework::Finding{casework::FindingKind::aid_to_the_dead, aid, person});
    CHECK(found[0].name == "示例·柳");
}

TEST_CASE("Act views: who told of an ordinary hardship makes it no secret, not even for whoever may read who told",
          "[journeys][safety]") {
    Office office;
    const County& rules = county("songpan-2021");
    FieldTablet finder{rules, "finder", at("2026-03-02T10:15"), enrolled(office, Role::coordinator)};
    FieldTablet desk{rules, "desk", at("2026-03-02T10:15"), enrolled(office, Role::township_desk)};
    office.publish("informants", 1, {{desk, {}}}, desk);
    desk.give_to(finder);
    Steps steps = discovery("fire", "");
    steps.insert(steps.begin(), {{"person/name", "示例·甲"}, {"person/sex", "2"}});
    steps.push_back({"case/source", "neighbour"});
    steps.push_back({"case/informant", "示例·告知人"});
    const Filled found = finder.fill("discovery", {}, steps);
    const EntityId the_case = found.made("case");
    finder.give_to(desk);
    REQUIRE(desk.workspace().sealed());
    REQUIRE(value_of(desk.workspace().acts().record(the_case)).text("informant") == "示例·告知人");

    CHECK(value_of(desk.workspace().acts().sealed_matters()).empty());
    const std::vector<casework::NoticeWish> wishes{
        {.person = found.made("person"), .programme = "dibao", .amount = {}}};
    const auto preview = value_of(desk.workspace().acts().notice_preview(wishes, day("2026-03-05")));
    CHECK(preview.plan.printed.size() + preview.plan.withheld.size() == 1);  // not left out without a trace
    // Nobody is named for safety cases: a decision that were sealed could not be written.
    const Filled decided = desk.fill("case_decision", {{"case_id", the_case}}, {{"decision/state", "received"}});
    desk.give_to(finder);
    CHECK(finder.entity(the_case).text("state") == "received");
    CHECK(desk.entry_of(decided.entry).header().scope == FieldTablet::village_stream());
}
