// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/township_facts.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/household_records.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/facts/member_facts.hpp"
#include "core/casework/read/links.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

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

// The published rows of each indicator that are about the township, one of its villages or its county: of the latest
// period. Two that differ, of two villages say, are nobody's figure.
class Published {
public:
    explicit Published(std::string_view township) : m_township{township} {}

    void add(const registry::Entity& statistic) {
        const std::string division{statistic.text("division").value_or("")};
        const std::string indicator{statistic.text("indicator").value_or("")};
        if (!division.starts_with(m_township) && !m_township.starts_with(division)) {
            return;
        }
        std::vector<registry::Entity>& rows = m_rows[indicator];
        const std::string_view period = statistic.text("period").value_or("");
        if (!rows.empty() && period_of(rows.front()) < period) {
            rows.clear();
        }
        if (rows.empty() || period_of(rows.front()) == period) {
            rows.push_back(statistic);
        }
    }

    void take(policy::Statistics& statistics) const {
        if (const registry::Entity* spending = find(kSpending)) {
            statistics.aid_spending_last_year = amount_of(*spending);
        }
        for (const Indicator& known : kIndicators) {
            if (const registry::Entity* statistic = find(known.name)) {
                statistics.*known.count = count_of(*statistic);
            }
        }
    }

private:
    static std::string_view period_of(const registry::Entity& statistic) {
        return statistic.text("period").value_or("");
    }

    [[nodiscard]] const registry::Entity* find(std::string_view indicator) const {
        const auto found = m_rows.find(indicator);
        if (found == m_rows.end()) {
            return nullptr;
        }
        const std::vector<registry::Entity>& rows = found->second;
        const bool is_one = std::ranges::all_of(
            rows, [&](const registry::Entity& row) { return row.text("value") == rows.front().text("value"); });
        return is_one ? &rows.front() : nullptr;
    }

    std::string m_township;
    std::map<std::string, std::vector<registry::Entity>, std::less<>> m_rows;  // of the latest period
};

// --- The period ---

bool is_within(const TownshipQuestion& question, const Known<WallTime>& moment) {
    if (!moment.is_answered()) {
        return false;
    }
    const Date day = beijing_date(*moment.find());
    return question.from <= day && day <= question.to;
}

// When the county sent it, by the county's clock.
bool came_within(const TownshipQuestion& question, const registry::Entity& task) {
    return is_within(question, WallTime{std::chrono::milliseconds{recorded_at(task)}});
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
    Published published{question.township};
    TRY(walk(context, "statistic", [&](const registry::Entity& statistic) -> Result<void> {
        published.add(statistic);
        return {};
    }));
    published.take(facts.statistics);
    TRY(walk(context, "case", [&](const registry::Entity& the_case) -> Result<void> {
        take_case(facts.statistics, the_case, question);
        return {};
    }));
    facts.statistics.reserve = question.reserve;
    TRY(add_complaints(context, question, facts.statistics));
    TRY(walk(context, "task", [&](const registry::Entity& task) -> Result<void> {
        if (came_within(question, task)) {
            facts.task.push_back({.source_body = code_fact(task, "source_body"), .result = code_fact(task, "result")});
        }
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
