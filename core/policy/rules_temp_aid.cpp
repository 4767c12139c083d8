// SPDX-License-Identifier: Apache-2.0
//
// Temporary aid: F-1 ceiling per person, F-2 bands by cause, F-3 band for people from elsewhere, F-4 room within the year.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>
#include <array>

namespace daohu::policy {
namespace {

constexpr ParameterId kPersonMultiple{1};
constexpr ParameterId kPeriod{2};
constexpr ParameterId kBasis{3};
constexpr ParameterId kIllnessLeast{4};
constexpr ParameterId kIllnessMost{5};
constexpr ParameterId kEducationLeast{6};
constexpr ParameterId kEducationMost{7};
constexpr ParameterId kOutsiderLeast{8};
constexpr ParameterId kOutsiderMost{9};
constexpr ParameterId kPersonYearMost{10};
constexpr ParameterId kHouseholdYearMost{11};
constexpr ParameterId kYearKind{12};
constexpr ParameterId kPer{13};
constexpr ParameterId kStaged{15};

constexpr std::array<std::string_view, 2> kIllnessCauses{"sudden_illness", "medical_cost"};
constexpr std::array<std::string_view, 1> kEducationCauses{"education_cost"};

// The standard that the document multiplies, in fen a month; twelve of it where the document means the year.
std::optional<Fen> basis_amount(Draft& draft, std::string_view basis) {
    const Fen* month = draft.standard(standard_of(basis));
    const CodeValue* period = draft.parameter<CodeValue>(kPeriod);
    if (month == nullptr || period == nullptr) {
        return std::nullopt;
    }
    constexpr std::int64_t kMonthsOfYear = 12;
    return period->code == "year" ? draft.take(month->times(kMonthsOfYear)) : std::optional{*month};
}

// Urban or rural: what the document says, or what the township chose where it says "either".
std::optional<std::string> basis_of(Draft& draft) {
    const CodeValue* basis = draft.parameter<CodeValue>(kBasis);
    if (basis == nullptr) {
        return std::nullopt;
    }
    if (basis->code != "either") {
        return basis->code;
    }
    const Code* chosen = draft.need(draft.question().facts.temp_aid.basis, "temp_aid.basis", AskWhom::township);
    return chosen == nullptr ? std::nullopt : std::optional{*chosen};
}

// How many persons the proposal is for. Chosen by people, never the household's size.
std::optional<std::int64_t> persons_aided(Draft& draft) {
    const TempAid& request = draft.question().facts.temp_aid;
    if (const auto* persons = draft.find_asked(request.persons, "temp_aid.persons")) {
        return static_cast<std::int64_t>(persons->size());
    }
    if (request.persons.state() != AnswerState::not_asked) {
        return std::nullopt;
    }
    const std::int64_t* count = draft.need(request.persons_aided, "temp_aid.persons_aided");
    return count == nullptr ? std::nullopt : std::optional{*count};
}

std::optional<Fen> person_ceiling(Draft& draft) {
    const Ratio* multiple = draft.parameter<Ratio>(kPersonMultiple);
    if (multiple == nullptr) {
        return std::nullopt;
    }
    const auto basis = basis_of(draft);
    const auto amount = basis ? basis_amount(draft, *basis) : std::nullopt;
    if (draft.raw(kStaged).is_stated()) {
        (void)draft.reading("temp_aid_ceiling_scope");
    }
    const Facts& facts = draft.question().facts;
    if (!facts.first_aid.empty() || facts.aid_held.is_answered()) {
        draft.remark("earlier_aid_not_subtracted");  // the text does not say that it counts
    }
    return amount ? draft.take(ceiling_amount(*amount, *multiple)) : std::nullopt;
}

void evaluate_person_ceiling(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "temp_aid_person_ceiling", "F-1", std::string{kHousehold}};
    draft.set_unit("yuan_per_person");
    const auto ceiling = person_ceiling(draft);
    outcomes.push_back(std::move(draft).finish(ceiling ? Figure{*ceiling} : Figure{}));
}

void evaluate_household_ceiling(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "temp_aid_household_ceiling", "F-1", std::string{kHousehold}};
    draft.set_unit("yuan");
    const auto ceiling = person_ceiling(draft);
    if (draft.is_not_stated()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto persons = persons_aided(draft);
    const auto total = ceiling && persons ? draft.take(ceiling->times(*persons)) : std::nullopt;
    outcomes.push_back(std::move(draft).finish(total ? Figure{*total} : Figure{}));
}

// The causes: those of the proposal, of the discovery, or what the expenses show.
std::optional<CodeSet> causes_of(Draft& draft) {
    const Facts& facts = draft.question().facts;
    if (const CodeSet* causes = draft.find_asked(facts.temp_aid.hardship_kinds, "temp_aid.hardship_kinds")) {
        return *causes;
    }
    if (draft.is_stopped()) {
        return std::nullopt;
    }
    if (const CodeSet* causes = draft.find_asked(facts.discovery.hardship_kinds, "discovery.hardship_kinds")) {
        return *causes;
    }
    if (draft.is_stopped()) {
        return std::nullopt;
    }
    if (const auto* expenses = facts.expense.find(); expenses != nullptr && !expenses->empty()) {
        CodeSet causes;
        for (std::size_t index = 0; index < expenses->size(); ++index) {
            const Code* kind = draft.need((*expenses)[index].kind, row_path("expense", index, "kind"));
            if (kind != nullptr && *kind == "medical") {
                causes.emplace_back("medical_cost");
            } else if (kind != nullptr && *kind == "education") {
                causes.emplace_back("education_cost");
            }
        }
        return causes;
    }
    (void)draft.need(facts.temp_aid.hardship_kinds, "temp_aid.hardship_kinds");
    return std::nullopt;
}

struct Band {
    std::string_view rule;
    ParameterId least;
    ParameterId most;
    std::span<const std::string_view> causes;
};

void evaluate_cause_band(const Band& band, const Question& question, Outcomes& outcomes) {
    Draft draft{question, band.rule, "F-2", std::string{kHousehold}};
    draft.set_unit("yuan");
    const Ratio* least = draft.parameter<Ratio>(band.least);
    const Ratio* most = draft.parameter<Ratio>(band.most);
    if (draft.is_not_stated()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto causes = causes_of(draft);
    const bool covered =
        causes && std::ranges::any_of(band.causes, [&](std::string_view cause) { return contains(*causes, cause); });
    if (causes && !covered) {
        draft.mark_not_stated("cause_not_covered");
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    if (!draft.raw(kPer).is_stated()) {
        draft.remark("person_or_household_not_stated");
    }
    const auto basis = basis_of(draft);
    const auto amount = basis ? basis_amount(draft, *basis) : std::nullopt;
    // Neither bound is promised or forbidden to the fen by a fraction: the least rounds up, the most down.
    const auto low = amount ? draft.take(floor_amount(*amount, *least)) : std::nullopt;
    const auto high = amount ? draft.take(ceiling_amount(*amount, *most)) : std::nullopt;
    outcomes.push_back(std::move(draft).finish(low && high ? Figure{AmountBand{*low, *high}} : Figure{}));
}

void evaluate_illness_band(const Question& question, Outcomes& outcomes) {
    evaluate_cause_band(Band{"temp_aid_illness_band", kIllnessLeast, kIllnessMost, kIllnessCauses}, question, outcomes);
}

void evaluate_education_band(const Question& question, Outcomes& outcomes) {
    evaluate_cause_band(Band{"temp_aid_education_band", kEducationLeast, kEducationMost, kEducationCauses}, question,
                        outcomes);
}

void evaluate_outsider_band(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "temp_aid_outsider_band", "F-3", std::string{kHousehold}};
    draft.set_unit("yuan");
    const Ratio* least = draft.parameter<Ratio>(kOutsiderLeast);
    const Ratio* most = draft.parameter<Ratio>(kOutsiderMost);
    if (draft.is_not_stated()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const OutsiderConditions& conditions = question.facts.discovery.outsider_conditions;
    Truth all = need_truth(draft, conditions.non_local, "discovery.outsider_conditions.non_local");
    all = all_of(all, need_truth(draft, conditions.working_here, "discovery.outsider_conditions.working_here"));
    all = all_of(all, need_truth(draft, conditions.accident_or_special_cause,
                                 "discovery.outsider_conditions.accident_or_special_cause"));
    all =
        all_of(all, need_truth(draft, conditions.no_family_support, "discovery.outsider_conditions.no_family_support"));
    if (all == Truth::no) {
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    if (all != Truth::yes) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto band_on = [&](std::string_view basis) -> std::optional<AmountBand> {
        const auto amount = basis_amount(draft, basis);
        const auto low = amount ? draft.take(floor_amount(*amount, *least)) : std::nullopt;
        const auto high = amount ? draft.take(ceiling_amount(*amount, *most)) : std::nullopt;
        return low && high ? std::optional{AmountBand{*low, *high}} : std::nullopt;
    };
    const Parameter& basis = draft.raw(kBasis);
    const auto* stated = std::get_if<CodeValue>(&basis.value);
    const Code* chosen = draft.find(question.facts.temp_aid.basis, "temp_aid.basis");
    if (chosen == nullptr && stated != nullptr && stated->code == "either") {
        for (const std::string_view each : {"urban", "rural"}) {
            if (const auto band = band_on(each)) {
                draft.add_reading(std::string{each}, *band);
            }
        }
    }
    const auto one = basis_of(draft);
    const auto band = one ? band_on(*one) : std::nullopt;
    outcomes.push_back(std::move(draft).finish(band ? Figure{*band} : Figure{}));
}

// --- F-4 ---------------------------------------------------------------------------------------------------------

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
        if (member != nullptr) {
            const auto* persons = draft.need(one.beneficiaries, row_path("aid_held", index, "beneficiaries"));
            if (persons == nullptr || !contains(*persons, member->member_id)) {
                continue;
            }
            if (persons->size() != 1) {
                draft.miss(row_path("aid_held", index, "beneficiaries"), AnswerState::unknown, AskWhom::township);
                continue;
            }
        }
        if (const Fen* amount = draft.need(one.amount, row_path("aid_held", index, "amount"))) {
            add(draft, sum, *amount, *paid);
        }
    }
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
        (void)draft.find_asked(one.fund_source, row_path("first_aid", index, "fund_source"));
        if (one.fund_source.is_answered() && !one.fund_source.is("township_reserve")) {
            draft.remark("other_funds_do_not_count");
            continue;
        }
        if (one.amount.state() == AnswerState::none || one.amount.state() == AnswerState::not_applicable) {
            continue;
        }
        if (member != nullptr) {
            const auto* persons = draft.need(one.beneficiaries, row_path("first_aid", index, "beneficiaries"));
            if (persons == nullptr || !contains(*persons, member->member_id)) {
                continue;
            }
            if (persons->size() != 1) {
                draft.miss(row_path("first_aid", index, "beneficiaries"), AnswerState::unknown, AskWhom::township);
                continue;
            }
        }
        if (const Fen* amount = draft.need(one.amount, row_path("first_aid", index, "amount"))) {
            add(draft, sum, *amount, draft.question().on);
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
    if (!question.pack.parameter(kPersonYearMost).is_stated() || question.facts.member.empty()) {
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
        if (!has_left(member, draft.question().on)) {
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

std::vector<Rule> temp_aid_rules() {
    return {
        {"temp_aid_person_ceiling", "F-1", {kPersonMultiple, kPeriod, kBasis, kPer, kStaged}, evaluate_person_ceiling},
        {"temp_aid_household_ceiling",
         "F-1",
         {kPersonMultiple, kPeriod, kBasis, kPer, kStaged},
         evaluate_household_ceiling},
        {"temp_aid_illness_band", "F-2", {kIllnessLeast, kIllnessMost, kPeriod, kBasis, kPer}, evaluate_illness_band},
        {"temp_aid_education_band",
         "F-2",
         {kEducationLeast, kEducationMost, kPeriod, kBasis, kPer},
         evaluate_education_band},
        {"temp_aid_outsider_band", "F-3", {kOutsiderLeast, kOutsiderMost, kPeriod, kBasis}, evaluate_outsider_band},
        {"temp_aid_person_room", "F-4", {kPersonYearMost, kYearKind}, evaluate_person_room},
        {"temp_aid_household_room", "F-4", {kHouseholdYearMost, kYearKind}, evaluate_household_room},
        {"temp_aid_proposal_max", "F-4", {kPersonYearMost, kHouseholdYearMost, kYearKind}, evaluate_proposal},
    };
}

}  // namespace daohu::policy
