// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/township_facts.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/household_records.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/facts/member_facts.hpp"
#include "core/casework/open_entities.hpp"
#include "core/casework/read/links.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>

namespace daohu::casework {

namespace {

using policy::Known;
using policy::YesNo;

// Whoever looks for work is read with his household.
constexpr std::size_t kHouseholdsAtOnce = 4;

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

void take_complaint(policy::Statistics& statistics, const registry::Entity& complaint,
                    const TownshipQuestion& question) {
    if (!is_within(question, moment_fact(complaint, "received_at"))) {
        return;
    }
    // None to be read here may mean that they are somebody else's to read: then there is no count at all.
    const std::int64_t* const received = statistics.complaint.received.find();
    const std::int64_t* const answered = statistics.complaint.answered.find();
    statistics.complaint.answered =
        (answered == nullptr ? 0 : *answered) + (date_fact(complaint, "answered_on").is_answered() ? 1 : 0);
    statistics.complaint.received = (received == nullptr ? 0 : *received) + 1;
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

Result<void> take_jobseeker(const ReadContext& context, const registry::Entity& sheet, Date on, policy::Facts& facts) {
    const auto person = sheet.reference("person");
    return person && date_fact(sheet, "registered_unemployed_on").is_answered()
               ? add_member(context, *person, on, facts)
               : Result<void>{};
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

void add_township_facts(const ReadContext& context, const TownshipQuestion& question, Portions& portions,
                        policy::Facts& facts) {
    const auto take_all = [&](std::string_view dataset, auto take) {
        portions.then(all_open(context.registry, dataset, [take](const registry::Entity& entity) -> Result<void> {
            take(entity);
            return {};
        }));
    };
    facts.household.household_id = question.township;
    facts.household.township_code = question.township;
    auto published = std::make_shared<Published>(question.township);  // of the portions together
    take_all("statistic", [published](const registry::Entity& one) { published->add(one); });
    portions.then([published, &facts]() -> Result<void> {
        published->take(facts.statistics);
        return {};
    });
    take_all("case", [&facts, question](const registry::Entity& one) { take_case(facts.statistics, one, question); });
    facts.statistics.reserve = question.reserve;
    take_all("complaint",
             [&facts, question](const registry::Entity& one) { take_complaint(facts.statistics, one, question); });
    take_all("task", [&facts, question](const registry::Entity& one) {
        if (came_within(question, one)) {
            facts.task.push_back({.source_body = code_fact(one, "source_body"), .result = code_fact(one, "result")});
        }
    });
    portions.then(all_open(
        context.registry, "employment",
        [context, on = question.to, &facts](const registry::Entity& sheet) {
            return take_jobseeker(context, sheet, on, facts);
        },
        kHouseholdsAtOnce));
}

Result<policy::Facts> labour_facts(const ReadContext& context, Date day) {
    policy::Facts facts;
    TRY(walk_open(context.registry, "aid_held", [&](const registry::Entity& aid) -> Result<void> {
        const auto programme = aid.text("programme");
        if ((programme != "dibao" && programme != "tekun") || !is_running(aid, day)) {
            return {};
        }
        for (const EntityId person : references_in(aid, "beneficiaries")) {
            TRY(add_member(context, person, day, facts));
        }
        return {};
    }));
    TRY(walk_open(context.registry, "labour_entry", [&](const registry::Entity& entry) -> Result<void> {
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
