// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/activity.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/read/rows.hpp"
#include "core/casework/read/village_rows.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace daohu::casework {

namespace {

using registry::Entity;

constexpr std::string_view kMonth = "month";
constexpr std::string_view kClosed = "told_family";

// False, and nothing added, where the sum is beyond counting.
bool add(Fen& sum, Fen amount) {
    const auto more = sum.plus(amount);
    sum = more ? *more : sum;
    return more.has_value();
}

class Counter {
public:
    explicit Counter(const Period& period) : m_period{period} {
        for (Date month = period.from.first_of_month(); month <= period.to;) {
            m_activity.months.push_back({.first_day = month, .visits = 0, .discoveries = 0, .first_aid = {}});
            const auto next = month.plus_months(1);
            if (!next) {
                break;
            }
            month = *next;
        }
    }

    void take_visit(WallTime began, bool met_nobody) {
        if (MonthOfWork* const month = month_of(began)) {
            ++m_activity.visits;
            ++month->visits;
            m_activity.visits_met += met_nobody ? 0 : 1;
        }
    }

    void take_case(const Entity& the_case) {
        const auto discovered = moment_fact(the_case, "discovered_at");
        MonthOfWork* const month = discovered.is_answered() ? month_of(*discovered.find()) : nullptr;
        if (month != nullptr && !is_secret(the_case)) {
            ++m_activity.discoveries;
            ++month->discoveries;
        }
    }

    void take_first_aid(const Entity& aid) {
        const auto given = moment_fact(aid, "given_at");
        MonthOfWork* const month = given.is_answered() ? month_of(*given.find()) : nullptr;
        if (month == nullptr) {
            return;
        }
        ++m_activity.first_aids;
        const auto cash = fen_fact(aid, "cash");
        const bool is_counted = cash.is_answered() && add(m_activity.first_aid, *cash.find());
        if (is_counted) {
            add(month->first_aid, *cash.find());  // a part of a sum that was not too large
        }
        m_activity.first_aid_is_complete = m_activity.first_aid_is_complete && is_counted;
    }

    void take_referral(const Entity& referral) {
        const auto sent = moment_fact(referral, "sent_at");
        if (sent.is_answered() && month_of(*sent.find()) != nullptr) {
            ++m_activity.referrals;
            m_activity.referrals_closed += referral.text("state") == kClosed ? 1 : 0;
        }
    }

    [[nodiscard]] Activity take() { return std::move(m_activity); }

private:
    // Nothing outside the period.
    [[nodiscard]] MonthOfWork* month_of(WallTime time) {
        const Date day = beijing_date(time);
        if (day < m_period.from || m_period.to < day) {
            return nullptr;
        }
        const auto month = std::ranges::find(m_activity.months, day.first_of_month(), &MonthOfWork::first_day);
        return month == m_activity.months.end() ? nullptr : &*month;
    }

    Period m_period;
    Activity m_activity;
};

// What belongs to a hidden case is left out with it. `take` gives nothing.
template <class Take>
Portions::Reading all_shown(const ReadContext& context, std::string_view dataset, Take take) {
    return all_open(context.registry, dataset, [context, take](const Entity& entity) -> Result<void> {
        const bool hidden = TRY(is_hidden(entity, Viewer{}, context.registry));
        if (!hidden) {
            take(entity);
        }
        return {};
    });
}

// Aid that runs on a day, by programme.
class Programmes {
public:
    explicit Programmes(Date on) : m_on{on} {}

    void take_aid(const Entity& aid) {
        const std::string programme{aid.text("programme").value_or("")};
        if (programme.empty() || !is_running(aid, m_on)) {
            return;
        }
        std::vector<EntityId> persons = references_in(aid, "beneficiaries");
        if (const auto household = aid.reference("household"); persons.empty() && household) {
            persons.push_back(*household);
        }
        m_recipients[programme].insert(persons.begin(), persons.end());
        ProgrammeLine& line = m_lines[programme];
        const auto amount = fen_fact(aid, "amount");
        const bool is_counted =
            amount.is_answered() && aid.text("period") == kMonth && add(line.monthly, *amount.find());
        line.is_complete = line.is_complete && is_counted;
    }

    [[nodiscard]] std::vector<ProgrammeLine> take() {
        std::vector<ProgrammeLine> programmes;
        for (auto& [programme, line] : m_lines) {
            line.programme = programme;
            line.recipients = m_recipients[programme].size();
            programmes.push_back(std::move(line));
        }
        std::ranges::stable_sort(programmes, std::ranges::greater{}, &ProgrammeLine::recipients);
        return programmes;
    }

private:
    Date m_on;
    std::map<std::string, ProgrammeLine, std::less<>> m_lines;
    std::map<std::string, std::set<EntityId>, std::less<>> m_recipients;
};

}  // namespace

void add_running_programmes(const ReadContext& context, Date on, Portions& portions,
                            std::vector<ProgrammeLine>& programmes) {
    auto made = std::make_shared<Programmes>(on);  // of the portions together
    portions.then(all_open(context.registry, "aid_held", [made](const Entity& aid) -> Result<void> {
        made->take_aid(aid);
        return {};
    }));
    portions.then([made, &programmes]() -> Result<void> {
        programmes = made->take();
        return {};
    });
}

void add_activity(const ReadContext& context, const Period& period, Portions& portions, Activity& activity) {
    auto counter = std::make_shared<Counter>(period);  // of the portions together
    portions.then(all_rows(context.registry, VisitProjector::kName, [counter](const registry::ListRow& row) {
        if (const auto began = moment_in(row.columns[VisitProjector::started_at])) {
            counter->take_visit(*began, std::get<bool>(row.columns[VisitProjector::nobody_home]));
        }
    }));
    portions.then(all_shown(context, "case", [counter](const Entity& entity) { counter->take_case(entity); }));
    portions.then(
        all_shown(context, "first_aid", [counter](const Entity& entity) { counter->take_first_aid(entity); }));
    portions.then(all_shown(context, "referral", [counter](const Entity& entity) { counter->take_referral(entity); }));
    portions.then([context, counter, &activity]() -> Result<void> {
        activity = counter->take();
        activity.state = TRY(figure_state(context));
        const journal::Contact contact = TRY(context.marks.contact());
        activity.data_as_of = contact.last_success;
        return {};
    });
    add_running_programmes(context, period.to, portions, activity.programmes);
}

}  // namespace daohu::casework
