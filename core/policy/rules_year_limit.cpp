// SPDX-License-Identifier: Apache-2.0
//
// What is left of a yearly limit on temporary aid (F-4): for a person, a household, and a proposal to several.
#include "core/base/beijing_time.hpp"
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>

namespace daohu::policy {
namespace {

constexpr ParameterId kPersonYearMost{10};
constexpr ParameterId kHouseholdYearMost{11};
constexpr ParameterId kYearKind{12};

struct Received {
    Fen calendar_year;
    Fen last_twelve_months;
};

bool is_this_year(Date paid, Date on) { return paid.year() == on.year() && paid <= on; }
bool is_within_twelve_months(Date paid, Date on) {
    constexpr std::int64_t kYear = 12;
    const auto begin = on.plus_months(-kYear);
    return paid <= on && (!begin || paid > *begin);
}

// Adds an amount to both ways of counting the year.
void add(Draft& draft, Received& sum, Fen amount, Date paid) {
    const Date on = draft.question().on;
    if (is_this_year(paid, on)) {
        sum.calendar_year = draft.take(sum.calendar_year.plus(amount)).value_or(sum.calendar_year);
    }
    if (is_within_twelve_months(paid, on)) {
        sum.last_twelve_months = draft.take(sum.last_twelve_months.plus(amount)).value_or(sum.last_twelve_months);
    }
}

// Whether this aid came to the member; with null, to the household. Missing where that is not known.
bool is_share_of(Draft& draft, const Member* member, const Known<std::vector<std::string>>& beneficiaries,
                 const std::string& path) {
    if (member == nullptr) {
        return true;
    }
    const auto* persons = draft.need(beneficiaries, path);
    if (persons == nullptr || !contains(*persons, member->member_id)) {
        return false;
    }
    if (persons->size() != 1) {
        draft.miss(path, AnswerState::unknown, AskWhom::township);
        return false;
    }
    return true;
}

// Aid booked to the member, or with null to anyone of the household. Each beneficiary of a joint sum counts for all of
// it only where he is alone; a joint sum that is booked to several persons has no share of one, and is missing.
void add_aid_held(Draft& draft, const Member* member, Received& sum) {
    const Facts& facts = draft.question().facts;
    const YesNo* synced = draft.need(facts.household.aid_held_synced, "household.aid_held_synced", AskWhom::county);
    if (synced != nullptr && *synced == YesNo::no) {
        draft.miss("household.aid_held_synced", AnswerState::unknown, AskWhom::county);
    }
    if (facts.aid_held.state() == AnswerState::none) {
        return;
    }
    const auto* aid = draft.need(facts.aid_held, "aid_held");
    if (aid == nullptr) {
        return;
    }
    for (std::size_t index = 0; index < aid->size(); ++index) {
        const AidHeld& one = (*aid)[index];
        const Code* programme = draft.need(one.programme, row_path("aid_held", index, "programme"));
        if (programme == nullptr || *programme != "temp_aid") {
            continue;
        }
        const Date* paid = draft.need(one.date, row_path("aid_held", index, "date"));
        if (paid == nullptr ||
            (!is_this_year(*paid, draft.question().on) && !is_within_twelve_months(*paid, draft.question().on))) {
            continue;
        }
        if (!is_share_of(draft, member, one.beneficiaries, row_path("aid_held", index, "beneficiaries"))) {
            continue;
        }
        if (const Fen* amount = draft.need(one.amount, row_path("aid_held", index, "amount"))) {
            add(draft, sum, *amount, *paid);
        }
    }
}

// Whether the same aid stands in the history too: one hand-over of one day, sum and persons is counted once.
bool is_in_history(const Facts& facts, const FirstAid& aid, Date given) {
    const auto* history = facts.aid_held.find();
    return history != nullptr && std::ranges::any_of(*history, [&](const AidHeld& one) {
               return one.programme.is("temp_aid") && one.date.is(given) && aid.amount.is_answered() &&
                      one.amount.is(*aid.amount.find()) && aid.beneficiaries.is_answered() &&
                      one.beneficiaries.is(*aid.beneficiaries.find());
           });
}

// counted, because the limit is on the year's temporary aid; a reading, not the text.
void add_first_aid(Draft& draft, const Member* member, Received& sum) {
    const auto& given = draft.question().facts.first_aid;
    if (given.empty()) {
        return;
    }
    std::string counts = draft.reading("first_aid_counts_toward_ceiling");
    if (counts.empty()) {
        draft.leave_open("first_aid_counts_toward_ceiling");
    }
    if (counts != "yes") {
        return;
    }
    for (std::size_t index = 0; index < given.size(); ++index) {
        const FirstAid& one = given[index];
        if (one.amount.state() == AnswerState::none || one.amount.state() == AnswerState::not_applicable) {
            continue;
        }
        const Code* source =
            draft.need(one.fund_source, row_path("first_aid", index, "fund_source"), AskWhom::township);
        if (source != nullptr && *source != "township_reserve") {
            draft.remark("other_funds_do_not_count");
            continue;
        }
        const WallTime* at = draft.need(one.given_at, row_path("first_aid", index, "given_at"), AskWhom::township);
        if (at == nullptr ||
            !is_share_of(draft, member, one.beneficiaries, row_path("first_aid", index, "beneficiaries"))) {
            continue;
        }
        const Date paid = beijing_date(*at);
        if (is_in_history(draft.question().facts, one, paid)) {
            draft.remark("first_aid_is_in_history");
            continue;
        }
        if (const Fen* amount = draft.need(one.amount, row_path("first_aid", index, "amount"))) {
            add(draft, sum, *amount, paid);
        }
    }
}

struct Room {
    Fen calendar_year;
    Fen rolling;
};

std::optional<Room> room_of(Draft& draft, ParameterId limit, const Member* member) {
    const Fen* most = draft.parameter<Fen>(limit);
    if (most == nullptr) {
        return std::nullopt;
    }
    if (member != nullptr && member->living_together.is_disputed()) {
        draft.dispute(member_path(*member, "living_together"));
    }
    Received sum;
    add_aid_held(draft, member, sum);
    add_first_aid(draft, member, sum);
    const auto left = [&](Fen received) { return draft.take(most->minus(received)); };
    const auto calendar = left(sum.calendar_year);
    const auto rolling = left(sum.last_twelve_months);
    if (!calendar || !rolling) {
        return std::nullopt;
    }
    return Room{std::max(*calendar, Fen{}), std::max(*rolling, Fen{})};
}

// The document's way of counting the year, or both where it has none and they differ.
Figure choose_year(Draft& draft, const Room& room) {
    const Parameter& kind = draft.raw(kYearKind);
    if (const CodeValue* stated = draft.find_parameter<CodeValue>(kYearKind)) {
        return stated->code == "rolling" ? room.rolling : room.calendar_year;
    }
    if (!kind.is_stated() && kind.assumed) {
        if (const CodeValue* assumed = draft.parameter<CodeValue>(kYearKind)) {
            return assumed->code == "rolling" ? room.rolling : room.calendar_year;
        }
    }
    if (room.calendar_year == room.rolling) {
        return room.calendar_year;
    }
    draft.leave_open("temp_aid_year_kind");
    draft.add_reading("calendar", room.calendar_year);
    draft.add_reading("rolling", room.rolling);
    return {};
}

void evaluate_person_room(const Question& question, Outcomes& outcomes) {
    if (!question.pack.parameter(kPersonYearMost, question.on).is_stated() || question.facts.member.empty()) {
        Draft draft{question, "temp_aid_person_room", "F-4", std::string{kHousehold}};
        if (draft.parameter<Fen>(kPersonYearMost) != nullptr) {
            draft.miss("member");
        }
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    for (const Member& member : question.facts.member) {
        if (has_left(member, question.on)) {
            continue;
        }
        Draft draft{question, "temp_aid_person_room", "F-4", member_path(member)};
        draft.set_unit("yuan");
        const auto room = room_of(draft, kPersonYearMost, &member);
        Figure figure = room ? choose_year(draft, *room) : Figure{};
        outcomes.push_back(std::move(draft).finish(std::move(figure)));
    }
}

void evaluate_household_room(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "temp_aid_household_room", "F-4", std::string{kHousehold}};
    draft.set_unit("yuan");
    const auto room = room_of(draft, kHouseholdYearMost, nullptr);
    Figure figure = room ? choose_year(draft, *room) : Figure{};
    outcomes.push_back(std::move(draft).finish(std::move(figure)));
}

// The members proposed: those named, or, where the count is that of all who live together, all of them.
std::optional<std::vector<const Member*>> proposed(Draft& draft) {
    const Facts& facts = draft.question().facts;
    std::vector<const Member*> members;
    if (const auto* ids = draft.find_asked(facts.temp_aid.persons, "temp_aid.persons")) {
        for (const std::string& id : *ids) {
            const Member* member = facts.find_member(id);
            if (member == nullptr) {
                draft.dispute("temp_aid.persons");
                return std::nullopt;
            }
            members.push_back(member);
        }
        return members;
    }
    const std::int64_t* count = draft.need(facts.temp_aid.persons_aided, "temp_aid.persons");
    for (const Member& member : facts.member) {
        if (!has_left(member, draft.question().on) && !member.living_together.is("no")) {
            members.push_back(&member);
        }
    }
    if (count == nullptr) {
        return std::nullopt;
    }
    if (static_cast<std::int64_t>(members.size()) != *count) {
        draft.miss("temp_aid.persons");
        return std::nullopt;
    }
    return members;
}

void evaluate_proposal(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "temp_aid_proposal_max", "F-4", std::string{kHousehold}};
    draft.set_unit("yuan");
    (void)draft.parameter<Fen>(kPersonYearMost);
    const auto household = room_of(draft, kHouseholdYearMost, nullptr);
    if (draft.is_not_stated()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto members = proposed(draft);
    Room sum;
    for (const Member* member : members.value_or(std::vector<const Member*>{})) {
        if (const auto room = room_of(draft, kPersonYearMost, member)) {
            sum.calendar_year = draft.take(sum.calendar_year.plus(room->calendar_year)).value_or(Fen{});
            sum.rolling = draft.take(sum.rolling.plus(room->rolling)).value_or(Fen{});
        }
    }
    Figure figure;
    if (household && members) {
        figure = choose_year(draft, Room{std::min(sum.calendar_year, household->calendar_year),
                                         std::min(sum.rolling, household->rolling)});
    }
    outcomes.push_back(std::move(draft).finish(std::move(figure)));
}

}  // namespace

std::vector<Rule> year_limit_rules() {
    return {
        {"temp_aid_person_room", "F-4", {kPersonYearMost, kYearKind}, evaluate_person_room},
        {"temp_aid_household_room", "F-4", {kHouseholdYearMost, kYearKind}, evaluate_household_room},
        {"temp_aid_proposal_max", "F-4", {kPersonYearMost, kHouseholdYearMost, kYearKind}, evaluate_proposal},
    };
}

}  // namespace daohu::policy
