// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/event_facts.hpp"

#include "core/casework/act/visibility.hpp"
#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/read/links.hpp"

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

using policy::AnswerState;
using policy::Known;
using policy::YesNo;

constexpr std::array<std::string_view, 2> kReviewed{"dibao", "tekun"};

std::string person_of(const registry::Entity& review) {
    const auto person = review.reference("person");
    return person ? person->to_string() : std::string{};
}

bool met_somebody(const registry::Entity& review) { return review.text("outcome") != "not_possible"; }

std::string_view reviewed_on(const registry::Entity& review) { return review.text("reviewed_on").value_or(""); }

// Days as text are ordered like days. Of two reviews of one day the one written later counts.
bool is_newer(const registry::Entity& a, const registry::Entity& b) {
    const auto key = [](const registry::Entity& review) { return std::pair{reviewed_on(review), recorded_at(review)}; };
    return key(a) > key(b);
}

policy::Review review_of(const registry::Entity& entity) {
    policy::Review review;
    review.member_id = reference_fact(entity, "person");
    review.programme = code_fact(entity, "programme");
    review.irregular_income = yes_no_fact(entity, "irregular_income");
    review.able_bodied = yes_no_fact(entity, "able_member");
    review.last_at = date_fact(entity, met_somebody(entity) ? "reviewed_on" : "last_on");
    review.outcome_proposal = code_fact(entity, "outcome");
    return review;
}

// Newest first, those that met nobody last.
std::vector<const registry::Entity*> reviews_in_order(const HouseholdRecords& records) {
    std::vector<const registry::Entity*> reviews;
    for (const registry::Entity& review : records.of("review")) {
        reviews.push_back(&review);
    }
    std::ranges::stable_sort(reviews, [](const registry::Entity* a, const registry::Entity* b) {
        return met_somebody(*a) != met_somebody(*b) ? met_somebody(*a) : is_newer(*a, *b);
    });
    return reviews;
}

// Programmes that recur and were never reviewed here: their last review is not on record.
void add_unreviewed(std::vector<policy::Review>& reviews, const HouseholdRecords& records, Date on) {
    for (const registry::Entity& aid : records.of("aid_held")) {
        const auto programme = aid.text("programme");
        const bool recurs = programme && std::ranges::find(kReviewed, *programme) != kReviewed.end();
        const bool is_known = std::ranges::any_of(
            reviews, [&](const policy::Review& review) { return programme && review.programme.is(*programme); });
        if (recurs && !is_known && is_running(aid, on)) {
            policy::Review& review = reviews.emplace_back();
            review.programme = policy::Code{*programme};
        }
    }
}

}  // namespace

std::vector<policy::Review> review_facts(const HouseholdRecords& records, const std::vector<policy::Pause>& pauses,
                                         Date on) {
    std::vector<policy::Review> reviews;
    std::vector<std::pair<std::string, std::string>> seen;
    for (const registry::Entity* entity : reviews_in_order(records)) {
        const std::pair key{std::string{entity->text("programme").value_or("")}, person_of(*entity)};
        if (std::ranges::find(seen, key) == seen.end()) {
            seen.push_back(key);
            reviews.push_back(review_of(*entity));
        }
    }
    add_unreviewed(reviews, records, on);
    for (policy::Review& review : reviews) {
        review.paused_ranges = pauses;
    }
    return reviews;
}

policy::Pause pause_facts(const registry::Entity& review_pause) {
    return {.from = date_fact(review_pause, "from"),
            .to = date_fact(review_pause, "until"),
            .document = text_fact(review_pause, "document")};
}

policy::Discovery discovery_facts(const registry::Entity& the_case) {
    policy::Discovery discovery;
    discovery.discovered_at = moment_fact(the_case, "discovered_at");
    discovery.hardship_kinds = codes_fact(the_case, "hardship_kinds");
    discovery.first_action = codes_fact(the_case, "first_action");
    discovery.outsider_conditions = {.non_local = yes_no_fact(the_case, "outsider_hukou"),
                                     .working_here = yes_no_fact(the_case, "outsider_working"),
                                     .accident_or_special_cause = yes_no_fact(the_case, "outsider_cause"),
                                     .no_family_support = yes_no_fact(the_case, "outsider_no_support")};
    return discovery;
}

const registry::Entity* newest_discovery(const HouseholdRecords& records) {
    const registry::Entity* newest = nullptr;
    for (const registry::Entity& candidate : records.of("case")) {
        const auto state = candidate.text("state");
        const bool is_over = state == "closed" || state == "rejected";
        if (!is_over && !is_secret(candidate) &&
            (newest == nullptr || recorded_at(candidate) >= recorded_at(*newest))) {
            newest = &candidate;
        }
    }
    return newest;
}

std::vector<policy::Change> change_facts(const HouseholdRecords& records) {
    std::vector<policy::Change> changes;
    const std::vector<registry::Entity>& reports = records.of("change");
    for (auto report = reports.rbegin(); report != reports.rend(); ++report) {
        const Known<policy::CodeSet> kinds = codes_fact(*report, "kinds");
        const policy::CodeSet* known = kinds.find();
        for (const policy::Code& kind : known == nullptr ? policy::CodeSet{} : *known) {
            policy::Change& change = changes.emplace_back();
            change.member_id = reference_fact(*report, "person");
            change.kind = kind;
            change.happened_on = date_fact(*report, "happened_on");
            change.told_on = date_fact(*report, "told_on");
        }
    }
    return changes;
}

policy::PhaseOut phase_out_facts(const HouseholdRecords& records) {
    policy::PhaseOut facts;
    for (const registry::Entity& phase_out : records.of("phase_out")) {
        if (phase_out.text("cause") != "startup" && phase_out.displayed("ended_on") == nullptr) {
            facts.first_month = partial_date_fact(phase_out, "started_on");
        }
    }
    return facts;
}

policy::Procedure procedure_facts(const HouseholdRecords& records) {
    policy::Procedure facts;
    if (const auto& appraisals = records.of("appraisal"); !appraisals.empty()) {
        facts.dispute_known = yes_no_fact(appraisals.back(), "dispute");
        facts.economy_clear = yes_no_fact(appraisals.back(), "economy_clear");
        facts.facts_clear = yes_no_fact(appraisals.back(), "facts_clear");
        if (facts.dispute_known.is(YesNo::no)) {
            facts.major_dispute = YesNo::no;  // of a dispute that there is, nobody said how great
        }
    }
    if (const auto& checks = records.of("check_authorisation"); !checks.empty()) {
        const Known<policy::Code> result = code_fact(checks.back(), "result");
        if (result.is_answered()) {
            facts.check_report_conclusive = result.is("to_verify") ? YesNo::no : YesNo::yes;
        }
    }
    if (const auto& papers = records.of("application_paper"); !papers.empty()) {
        const bool any_queried =
            std::ranges::any_of(papers, [](const registry::Entity& paper) { return paper.text("state") == "queried"; });
        facts.queryable_online = any_queried ? YesNo::yes : YesNo::no;
    }
    return facts;
}

policy::Conflict conflict_facts(const HouseholdRecords& records) {
    const std::vector<registry::Entity>& declarations = records.of("declaration");
    return declarations.empty() ? policy::Conflict{}
                                : policy::Conflict{.relation = code_fact(declarations.back(), "relation")};
}

}  // namespace daohu::casework
