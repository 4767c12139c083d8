// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/due.hpp"

#include "core/casework/facts/household_facts.hpp"
#include "core/casework/read/plan_rows.hpp"
#include "core/casework/read/rows.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace daohu::casework {

namespace {

using policy::AnswerState;
using policy::Known;
using registry::ListRow;

constexpr std::size_t kPortion = 1'024;
constexpr policy::ParameterId kTekunMonths{70};
constexpr policy::ParameterId kStableMonths{71};
constexpr policy::ParameterId kUnstableMonths{72};

std::optional<std::int64_t> months_of(const policy::Pack& pack, policy::ParameterId id) {
    const auto* months = std::get_if<std::int64_t>(&pack.parameter(id).value);
    return months == nullptr ? std::nullopt : std::optional{*months};
}

// After how many months a review can be due at the earliest; nothing where the pack has none for the programme.
struct Intervals {
    explicit Intervals(const policy::Pack& pack) : tekun{months_of(pack, kTekunMonths)} {
        const auto stable = months_of(pack, kStableMonths);
        const auto unstable = months_of(pack, kUnstableMonths);
        if (stable && unstable) {
            dibao_stable = stable;
            dibao = std::min(*stable, *unstable);
        }
    }

    // A family that has neither mark is stable, however the document joins the two.
    [[nodiscard]] std::optional<std::int64_t> of(const policy::Review& review) const {
        if (review.programme.is("tekun")) {
            return tekun;
        }
        const bool is_stable =
            review.irregular_income.is(policy::YesNo::no) && review.able_bodied.is(policy::YesNo::no);
        return !review.programme.is("dibao") ? std::nullopt : is_stable ? dibao_stable : dibao;
    }

    std::optional<std::int64_t> tekun;
    std::optional<std::int64_t> dibao;
    std::optional<std::int64_t> dibao_stable;
};

Known<policy::YesNo> yes_no_from(std::string_view mark) {
    if (mark == "disputed") {
        return Known<policy::YesNo>::without_answer(AnswerState::disputed);
    }
    if (mark == "yes" || mark == "no") {
        return mark == "yes" ? policy::YesNo::yes : policy::YesNo::no;
    }
    return {};
}

// A household's reviews that may be due, in the order of Facts::review.
struct Candidate {
    policy::Facts facts;
    std::vector<std::optional<EntityId>> persons;
};

class Candidates {
public:
    Candidates(Intervals intervals, const DueQuestion& question, const std::vector<policy::Pause>& pauses)
        : m_intervals{intervals}, m_question{question}, m_pauses{pauses} {}

    // Rows come household by household, each programme's oldest first: the last of a programme counts.
    void look_at(registry::RowKeys keys) {
        if (m_latest && (keys[0] != (*m_latest)[0] || keys[1] != (*m_latest)[1])) {
            consider(review_keys(*m_latest));
        }
        m_latest = std::move(keys);
    }

    [[nodiscard]] std::vector<Candidate> take() {
        if (m_latest) {
            consider(review_keys(*m_latest));
        }
        return std::move(m_found);
    }

private:
    void consider(const ReviewKeys& row) {
        policy::Review review;
        review.programme = policy::Code{row.programme};
        review.irregular_income = yes_no_from(row.irregular_income);
        review.able_bodied = yes_no_from(row.able_member);
        const auto months = m_intervals.of(review);
        if (!months || !row.reviewed_on) {
            return;
        }
        const auto due = row.reviewed_on->plus_months(*months);
        if (!due || days_between(m_question.today, *due) > m_question.days_ahead) {
            return;
        }
        review.last_at = *row.reviewed_on;
        review.paused_ranges = m_pauses;
        Candidate& candidate = of_household(row.household);
        candidate.facts.review.push_back(std::move(review));
        candidate.persons.push_back(row.person);
    }

    Candidate& of_household(std::string_view id) {
        const std::string household{id};
        if (m_found.empty() || !m_found.back().facts.household.household_id.is(household)) {
            m_found.emplace_back().facts.household.household_id = household;
        }
        return m_found.back();
    }

    Intervals m_intervals;
    DueQuestion m_question;
    const std::vector<policy::Pause>& m_pauses;
    std::optional<registry::RowKeys> m_latest;
    std::vector<Candidate> m_found;
};

DueState state_of(const policy::DueItem& item, Date today) {
    const auto has = [&](std::string_view remark) {
        return std::ranges::find(item.outcome.remarks, remark) != item.outcome.remarks.end();
    };
    if (has("paused")) {
        return DueState::paused;
    }
    switch (item.outcome.status) {
        case policy::Status::disputed:
        case policy::Status::missing_input: return DueState::unknown;
        case policy::Status::boundary: return DueState::boundary;
        default: break;
    }
    return item.due && *item.due < today ? DueState::overdue : DueState::due;
}

// "review[3]" is 3.
std::size_t index_in(std::string_view subject) {
    std::size_t index = 0;
    const std::size_t begin = subject.find('[');
    if (begin != std::string_view::npos) {
        std::from_chars(subject.data() + begin + 1, subject.data() + subject.size(), index);
    }
    return index;
}

std::optional<DueLine> line_from(policy::DueItem item, Date today) {
    const auto household = EntityId::parse(item.household);
    if (!household) {
        return std::nullopt;  // the township's own
    }
    DueLine line;
    line.household = *household;
    line.state = state_of(item, today);
    line.day = item.due;
    line.days_left = item.due ? days_between(today, *item.due) : 0;
    line.outcome = std::move(item.outcome);
    return line;
}

Result<std::vector<Candidate>> find_candidates(const ReadContext& context, const policy::Pack& pack,
                                               const DueQuestion& question, const std::vector<policy::Pause>& pauses) {
    const Intervals intervals{pack};
    if (!intervals.tekun && !intervals.dibao) {
        return std::vector<Candidate>{};
    }
    Candidates candidates{intervals, question, pauses};
    std::optional<registry::RowPosition> after;
    for (std::size_t read = kPortion; read == kPortion;) {
        std::vector<registry::RowPosition> rows =
            TRY(context.registry.list_keys(ReviewProjector::kName, after, kPortion));
        read = rows.size();
        after = rows.empty() ? after : rows.back();
        for (registry::RowPosition& row : rows) {
            candidates.look_at(std::move(row.keys));
        }
    }
    return candidates.take();
}

// The rules may put it later than the earliest day by which it was found. What is paused stays listed.
bool is_in_sight(const DueLine& line, const DueQuestion& question) {
    return line.state == DueState::paused || line.days_left <= question.days_ahead;
}

void add_reviews(const ReadContext& context, const policy::Pack& pack, const DueQuestion& question,
                 const std::vector<Candidate>& candidates, std::vector<DueLine>& lines) {
    std::vector<policy::Facts> facts;
    std::map<std::string, const Candidate*, std::less<>> by_household;
    facts.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        facts.push_back(candidate.facts);
        by_household.emplace(*candidate.facts.household.household_id.find(), &candidate);
    }
    for (policy::DueItem& item : policy::due_calendar(pack, context.rules.standards, facts, question.today)) {
        const auto found = by_household.find(item.household);
        if (item.outcome.rule != "review_due" || found == by_household.end()) {
            continue;
        }
        const std::size_t index = index_in(item.outcome.subject);
        const Candidate& candidate = *found->second;
        if (auto line = line_from(std::move(item), question.today); line && index < candidate.persons.size()) {
            line->programme = *candidate.facts.review[index].programme.find();
            line->person = candidate.persons[index];
            if (is_in_sight(*line, question)) {
                lines.push_back(std::move(*line));
            }
        }
    }
}

// The few households in which something runs out are looked at whole.
Result<void> add_phase_outs(const ReadContext& context, const policy::Pack& pack, const DueQuestion& question,
                            std::vector<DueLine>& lines) {
    const std::vector<ListRow> rows = TRY(context.registry.list(
        {.projector = std::string{PhaseOutProjector::kName}, .first_key = {}, .after = {}, .limit = kPortion}));
    std::set<std::string> households;
    for (const ListRow& row : rows) {
        households.insert(std::get<std::string>(row.position.keys[0]));
    }
    for (const std::string& id : households) {
        const EntityId household = TRY(EntityId::parse(id));
        policy::Facts facts = TRY(household_facts(
            context, {.subject = household, .on = question.today, .discovery = {}, .persons = {}, .basis = {}}));
        for (policy::DueItem& item :
             policy::due_calendar(pack, context.rules.standards, {std::move(facts)}, question.today)) {
            const bool runs_out = item.outcome.rule == "phase_out_end" || item.outcome.rule == "startup_grace_end";
            auto line = runs_out ? line_from(std::move(item), question.today) : std::nullopt;
            if (line && is_in_sight(*line, question)) {
                line->programme = "dibao";
                lines.push_back(std::move(*line));
            }
        }
    }
    return {};
}

}  // namespace

Result<std::vector<DueLine>> due_lines(const ReadContext& context, const DueQuestion& question) {
    const policy::Pack* pack = TRY(context.rules.on(question.today));
    const std::vector<policy::Pause> pauses = TRY(known_pauses(context));
    const std::vector<Candidate> candidates = TRY(find_candidates(context, *pack, question, pauses));
    std::vector<DueLine> lines;
    add_reviews(context, *pack, question, candidates, lines);
    TRY(add_phase_outs(context, *pack, question, lines));
    std::ranges::stable_sort(lines, [](const DueLine& a, const DueLine& b) {
        return a.day.has_value() != b.day.has_value() ? a.day.has_value() : a.day && *a.day < *b.day;
    });
    return lines;
}

}  // namespace daohu::casework
