// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/township_facts.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/household_records.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/facts/member_facts.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace daohu::casework {

namespace {

using policy::Known;
using policy::YesNo;

constexpr std::size_t kPortion = 256;

// Every open entity of a dataset.
template <class Visit>
Result<void> walk(const ReadContext& context, std::string_view dataset, Visit visit) {
    std::optional<EntityId> after;
    for (;;) {
        const std::vector<EntityId> ids = TRY(context.registry.entities(dataset, after, kPortion));
        for (const EntityId id : ids) {
            const auto entity = TRY(context.registry.find(id));
            if (entity && entity->status == registry::EntityStatus::open) {
                TRY(visit(*entity));
            }
        }
        if (ids.size() < kPortion) {
            return {};
        }
        after = ids.back();
    }
}

// --- Counts that the county published ---

struct Indicator {
    std::string_view name;
    Known<std::int64_t> policy::Statistics::* count;
};

constexpr std::array kIndicators{
    Indicator{"township_population", &policy::Statistics::township_population},
    Indicator{"village_population", &policy::Statistics::village_population},
    Indicator{"county_year_round_recipients", &policy::Statistics::county_year_round_recipients},
    Indicator{"township_year_round_recipients", &policy::Statistics::township_year_round_recipients},
    Indicator{"dibao_recipients", &policy::Statistics::dibao_recipients},
    Indicator{"village_recipients", &policy::Statistics::village_recipients},
    Indicator{"aided_last_year", &policy::Statistics::aided_last_year},
};
constexpr std::string_view kSpending = "aid_spending_last_year";

Known<std::int64_t> count_of(const registry::Entity& statistic) {
    const Known<std::string> value = text_fact(statistic, "value");
    const std::string* text = value.find();
    std::int64_t number = 0;
    if (text == nullptr) {
        return Known<std::int64_t>::without_answer(value.state());
    }
    const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), number);
    const bool is_count = problem == std::errc{} && end == text->data() + text->size() && number >= 0;
    return is_count ? Known{number} : Known<std::int64_t>::without_answer(policy::AnswerState::unknown);
}

Known<Fen> amount_of(const registry::Entity& statistic) {
    const Known<std::string> value = text_fact(statistic, "value");
    const auto amount = value.is_answered() ? Fen::parse_yuan(*value.find()) : Result<Fen>{Fen{}};
    if (!value.is_answered()) {
        return Known<Fen>::without_answer(value.state());
    }
    return amount ? Known{*amount} : Known<Fen>::without_answer(policy::AnswerState::unknown);
}

// Later periods come later in the walk of a year's publications; the last one stands.
void take_statistic(policy::Statistics& statistics, const registry::Entity& statistic) {
    const auto indicator = statistic.text("indicator");
    if (indicator == kSpending) {
        statistics.aid_spending_last_year = amount_of(statistic);
    }
    for (const Indicator& known : kIndicators) {
        if (indicator == known.name) {
            statistics.*known.count = count_of(statistic);
        }
    }
}

// --- The period ---

bool is_within(const TownshipQuestion& question, const Known<WallTime>& moment) {
    if (!moment.is_answered()) {
        return false;
    }
    const Date day = beijing_date(*moment.find());
    return question.from <= day && day <= question.to;
}

void take_case(policy::Statistics& statistics, const registry::Entity& the_case, const TownshipQuestion& question) {
    const auto urgency = the_case.text("urgency");
    const Known<WallTime> discovered = moment_fact(the_case, "discovered_at");
    const bool is_urgent = urgency == "life_danger" || urgency == "day";
    if (!is_urgent || is_secret(the_case) || !is_within(question, discovered)) {
        return;
    }
    policy::EmergencyRecord& record = statistics.emergency.emplace_back();
    record.discovered_at = discovered;
    record.first_aid_at = moment_fact(the_case, "first_aid_given_at");
    if (record.first_aid_at.state() == policy::AnswerState::not_asked) {
        record.first_aid_at = Known<WallTime>::without_answer(policy::AnswerState::none);
    }
}

struct Ledger {
    std::optional<Fen> opening;
    std::vector<Fen> in;
    std::vector<Fen> out;

    void take(const registry::Entity& entry) {
        const Known<Fen> amount = fen_fact(entry, "amount");
        const auto kind = entry.text("kind");
        if (!amount.is_answered()) {
            return;
        }
        if (kind == "opening") {
            opening = *amount.find();
        } else {
            (kind == "in" ? in : out).push_back(*amount.find());
        }
    }
};

// A ledger without an opening sum is somebody's own draws, and no balance.
policy::ReserveLedger facts_of(Ledger ledger) {
    policy::ReserveLedger facts;
    if (ledger.opening) {
        facts.opening = *ledger.opening;
        facts.in = std::move(ledger.in);
        facts.out = std::move(ledger.out);
    }
    return facts;
}

Result<void> add_complaints(const ReadContext& context, const TownshipQuestion& question,
                            policy::Statistics& statistics) {
    std::int64_t received = 0;
    std::int64_t answered = 0;
    TRY(walk(context, "complaint", [&](const registry::Entity& complaint) -> Result<void> {
        if (is_within(question, moment_fact(complaint, "received_at"))) {
            ++received;
            answered += date_fact(complaint, "answered_on").is_answered() ? 1 : 0;
        }
        return {};
    }));
    if (received > 0) {  // none to be read here may mean that they are somebody else's to read
        statistics.complaint.received = received;
        statistics.complaint.answered = answered;
    }
    return {};
}

Result<void> add_member(const ReadContext& context, EntityId person, Date on, policy::Facts& facts) {
    if (facts.find_member(person.to_string()) != nullptr) {
        return {};
    }
    const HouseholdRecords records = TRY(HouseholdRecords::load(context.registry, person));
    for (const registry::Entity& candidate : records.persons()) {
        if (std::ranges::find(candidate.members, person) != candidate.members.end()) {
            facts.member.push_back(member_facts(records, candidate, on));
        }
    }
    return {};
}

Result<void> add_jobseekers(const ReadContext& context, Date on, policy::Facts& facts) {
    return walk(context, "employment", [&](const registry::Entity& sheet) -> Result<void> {
        const auto person = sheet.reference("person");
        if (person && date_fact(sheet, "registered_unemployed_on").is_answered()) {
            TRY(add_member(context, *person, on, facts));
        }
        return {};
    });
}

// --- Public labour ---

// "2.5" hours are 150 minutes.
Known<std::int64_t> minutes_of(const registry::Entity& entry) {
    constexpr std::int64_t kMinutesAnHour = 60;
    constexpr std::int64_t kHundredths = 100;
    const Known<std::string> hours = text_fact(entry, "hours");
    const auto hundredths = Fen::parse_yuan(hours.is_answered() ? *hours.find() : "0");
    return hundredths ? Known{hundredths->value() * kMinutesAnHour / kHundredths}
                      : Known<std::int64_t>::without_answer(policy::AnswerState::unknown);
}

}  // namespace

Result<policy::Facts> township_facts(const ReadContext& context, const TownshipQuestion& question) {
    policy::Facts facts;
    facts.household.household_id = question.township;
    facts.household.township_code = question.township;
    TRY(walk(context, "statistic", [&](const registry::Entity& statistic) -> Result<void> {
        take_statistic(facts.statistics, statistic);
        return {};
    }));
    TRY(walk(context, "case", [&](const registry::Entity& the_case) -> Result<void> {
        take_case(facts.statistics, the_case, question);
        return {};
    }));
    Ledger ledger;
    TRY(walk(context, "reserve_entry", [&](const registry::Entity& entry) -> Result<void> {
        ledger.take(entry);
        return {};
    }));
    facts.statistics.reserve = facts_of(std::move(ledger));
    TRY(add_complaints(context, question, facts.statistics));
    TRY(walk(context, "task", [&](const registry::Entity& task) -> Result<void> {
        facts.task.push_back({.source_body = code_fact(task, "source_body"), .result = code_fact(task, "result")});
        return {};
    }));
    TRY(add_jobseekers(context, question.to, facts));
    return facts;
}

Result<policy::Facts> labour_facts(const ReadContext& context, Date day) {
    policy::Facts facts;
    TRY(walk(context, "aid_held", [&](const registry::Entity& aid) -> Result<void> {
        const auto programme = aid.text("programme");
        if ((programme != "dibao" && programme != "tekun") || !is_running(aid, day)) {
            return {};
        }
        for (const EntityId person : references_in(aid, "beneficiaries")) {
            TRY(add_member(context, person, day, facts));
        }
        return {};
    }));
    TRY(walk(context, "labour_entry", [&](const registry::Entity& entry) -> Result<void> {
        const Known<Date> worked = date_fact(entry, "worked_on");
        if (worked.is_answered() && worked.find()->first_of_month() == day.first_of_month()) {
            facts.labour_entry.push_back({.member_id = reference_fact(entry, "person"),
                                          .attended = yes_no_fact(entry, "attended"),
                                          .minutes = minutes_of(entry)});
        }
        return {};
    }));
    return facts;
}

}  // namespace daohu::casework
