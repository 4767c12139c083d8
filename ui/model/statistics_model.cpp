// SPDX-License-Identifier: Apache-2.0
#include "ui/model/statistics_model.hpp"

#include <algorithm>

namespace daohu::model {

namespace {

using casework::Activity;
using casework::MonthOfWork;
using casework::SweepGroup;
using policy::Outcome;
using policy::Status;

constexpr std::string_view kTownship = "township";
constexpr std::string_view kTasks = "task";  // of the county, all together

std::int64_t count(std::size_t number) { return static_cast<std::int64_t>(number); }

class Filler {
public:
    Filler(StatisticsState& state, const StatisticsParts& parts, const RuleName& rule_name, const Vocabulary& words)
        : m_state{state}, m_parts{parts}, m_rule_name{rule_name}, m_words{words} {}

    void coverage() {
        const SweepGroup& all = m_parts.coverage.all;
        m_state.shares.push_back(share("statistics.households_met", all.households_met, all.households));
        m_state.shares.push_back(share("statistics.residents_met", all.residents_met, all.residents));
        for (const SweepGroup& group : m_parts.coverage.groups) {
            m_state.groups.push_back(
                {.label = group.village_group.empty() ? m_words.say("statistics.no_group") : group.village_group,
                 .figure = of(group.households_met, group.households),
                 .done = count(group.households_met),
                 .total = count(group.households),
                 .kind = kind_of(group)});
        }
        months(
            "statistics.months.visits", [](const MonthOfWork& month) { return count(month.visits); },
            [this](std::int64_t value) { return number(value); });
    }

    void work() {
        const Activity& activity = m_parts.activity;
        m_state.shares.push_back(share("statistics.visits_met", activity.visits_met, activity.visits));
        m_state.shares.push_back(share("statistics.referrals_closed", activity.referrals_closed, activity.referrals));
        rules(IsMoney::no);
        m_state.kinds_title = m_words.say("statistics.kinds.work");
        bar("statistics.visits", count(activity.visits));
        bar("statistics.discoveries", count(activity.discoveries));
        bar("statistics.first_aids", count(activity.first_aids));
        bar("statistics.referrals", count(activity.referrals));
        months(
            "statistics.months.discoveries", [](const MonthOfWork& month) { return count(month.discoveries); },
            [this](std::int64_t value) { return number(value); });
    }

    void money() {
        const Activity& activity = m_parts.activity;
        m_state.figures.push_back(
            {m_words.say("statistics.first_aid_sum"), at_least(activity.first_aid, activity.first_aid_is_complete)});
        rules(IsMoney::yes);
        m_state.kinds_title = m_words.say("statistics.kinds.money");
        for (const casework::ProgrammeLine& line : activity.programmes) {
            // What so few receive would say what one of them receives.
            const bool is_shown = casework::shown_count(count(line.recipients), m_parts.reader).has_value();
            m_state.kinds.push_back({.label = programme(line),
                                     .figure = is_shown ? at_least(line.monthly, line.is_complete) : std::string{},
                                     .value = is_shown ? line.monthly.value() : 0});
        }
        months(
            "statistics.months.first_aid", [](const MonthOfWork& month) { return month.first_aid.value(); },
            [this](std::int64_t value) {
                return value == 0 ? number(value) : std::string{m_words.words().money(value).view()};
            });
    }

private:
    enum class IsMoney : std::uint8_t { no, yes };

    [[nodiscard]] std::string number(std::int64_t value) const {
        return std::string{m_words.words().number(value).view()};
    }
    [[nodiscard]] std::string of(std::size_t done, std::size_t total) const {
        return m_words.say("progress.of", {{"done", count(done)}, {"total", count(total)}});
    }
    [[nodiscard]] Share share(TextKey label, std::size_t done, std::size_t total) const {
        return {.label = m_words.say(label),
                .figure = total == 0 ? m_words.say("statistics.nothing") : of(done, total),
                .done = count(done),
                .total = count(total),
                .kind = NoticeKind::info};
    }
    [[nodiscard]] static NoticeKind kind_of(const SweepGroup& group) {
        return group.households_met == group.households ? NoticeKind::success
               : group.households_met == 0              ? NoticeKind::danger
                                                        : NoticeKind::warning;
    }
    // A sum that leaves something out says so.
    [[nodiscard]] std::string at_least(Fen amount, bool is_complete) const {
        if (!is_complete && amount == Fen{}) {
            return m_words.say("statistics.no_amount");
        }
        const std::string money{m_words.words().money(amount.value()).view()};
        return is_complete ? money : m_words.say("statistics.at_least", {{"amount", FixedText{money}}});
    }
    [[nodiscard]] std::string programme(const casework::ProgrammeLine& line) const {
        const std::string name = m_words.code(line.programme, "programme");
        const auto shown = casework::shown_count(count(line.recipients), m_parts.reader);
        const std::string people = shown ? m_words.say("statistics.people", {{"count", *shown}})
                                         : m_words.say("statistics.few", {{"count", casework::kSmallestCell}});
        return m_words.facts({name, people});
    }

    void bar(TextKey label, std::int64_t value) { m_state.kinds.push_back({m_words.say(label), number(value), value}); }

    template <class Value, class Words>
    void months(TextKey title, Value value_of, Words words_of) {
        m_state.months_title = m_words.say(title);
        for (const MonthOfWork& month : m_parts.activity.months) {
            const std::int64_t value = value_of(month);
            m_state.months.push_back({number(month.first_day.month()), words_of(value), value});
        }
    }

    // What the county's documents lay down for the township and can be worked out; the rest has no place on a chart.
    void rules(IsMoney wanted) {
        for (const Outcome& outcome : m_parts.township.outcomes) {
            const bool is_about_all = outcome.subject == kTownship || outcome.subject == kTasks;
            const bool is_shown = is_about_all && outcome.applies != policy::Truth::no &&
                                  outcome.status != Status::not_stated && !is_day(outcome) &&
                                  is_money(outcome) == (wanted == IsMoney::yes);
            if (!is_shown) {
                continue;
            }
            std::string figure = figure_of(outcome, m_words);
            if (figure.empty()) {
                figure = m_words.say("certainty.missing_input");
            }
            m_state.figures.push_back({m_rule_name(outcome.rule), std::move(figure), kind_of(outcome.status)});
        }
    }
    // A day by which something is due is no figure: the list of deadlines has it.
    [[nodiscard]] static bool is_day(const Outcome& outcome) { return std::holds_alternative<Date>(outcome.figure); }
    [[nodiscard]] static bool is_money(const Outcome& outcome) {
        return std::holds_alternative<Fen>(outcome.figure) ||
               std::holds_alternative<policy::AmountBand>(outcome.figure) ||
               std::holds_alternative<policy::ExactAmount>(outcome.figure);
    }
    [[nodiscard]] static NoticeKind kind_of(Status status) {
        switch (status) {
            case Status::exact:
            case Status::assumed:
            case Status::not_stated: return NoticeKind::info;
            case Status::boundary:
            case Status::missing_input: return NoticeKind::warning;
            case Status::disputed: return NoticeKind::danger;
        }
        return NoticeKind::info;
    }

    StatisticsState& m_state;
    const StatisticsParts& m_parts;
    const RuleName& m_rule_name;
    const Vocabulary& m_words;
};

}  // namespace

void fill_statistics(StatisticsState& state, const StatisticsParts& parts, const RuleName& rule_name,
                     const Vocabulary& words) {
    state.figures.clear();
    state.shares.clear();
    state.groups.clear();
    state.kinds.clear();
    state.months.clear();
    state.kinds_title.clear();
    state.months_title.clear();
    Filler filler{state, parts, rule_name, words};
    switch (state.page) {
        case StatisticsPage::coverage: filler.coverage(); break;
        case StatisticsPage::work: filler.work(); break;
        case StatisticsPage::money: filler.money(); break;
    }
    state.remark = parts.activity.state == casework::FigureState::confirmed ? words.say("statistics.confirmed")
                                                                            : words.say("statistics.local");
    if (parts.activity.data_as_of) {
        state.data_as_of = moment_of(*parts.activity.data_as_of);
    }
}

}  // namespace daohu::model
