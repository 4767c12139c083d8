// SPDX-License-Identifier: Apache-2.0
//
// What holds for every household under every pack.

#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

template <class T>
T pick(std::initializer_list<T> values) {
    return *rc::gen::elementOf(std::vector<T>(values));
}

Known<YesNo> any_yes_no() {
    switch (*rc::gen::inRange(0, 4)) {
        case 0: return YesNo::no;
        case 1: return YesNo::yes;
        case 2: return Known<YesNo>::without_answer(AnswerState::unknown);
        default: return {};
    }
}

Known<Code> any_code(std::initializer_list<const char*> codes) {
    if (*rc::gen::inRange(0, 4) == 0) {
        return {};
    }
    return Code{pick(codes)};
}

Date any_day(int from, int to) {
    return *Date::of(*rc::gen::inRange(from, to), static_cast<unsigned>(*rc::gen::inRange(1, 13)),
                     static_cast<unsigned>(*rc::gen::inRange(1, 29)));
}

Member any_member(std::size_t index) {
    Member made;
    made.member_id = fmt::format("m{}", index);
    made.birth_date = PartialDate{any_day(1930, 2026)};
    made.sex = any_code({"1", "2"});
    made.living_together = any_code({"yes", "yes", "no"});
    made.work_state = any_code({"employed", "seeking", "student", "retired"});
    made.labour_ability = any_code({"able", "weak", "none"});
    made.own_application = any_yes_no();
    made.lost_self_care = any_yes_no();
    made.dis.kind = any_code({"physical", "intellectual", "mental"});
    if (*rc::gen::inRange(0, 2) == 0) {
        made.dis.grade = std::int64_t{*rc::gen::inRange(1, 5)};
    }
    made.med.recognised_severe = any_yes_no();
    made.edu.stage = any_code({"vocational", "senior", "bachelor"});
    if (*rc::gen::inRange(0, 3) == 0) {
        made.emp.business_registered_on = any_day(2025, 2026);
        made.emp.hard_to_employ = any_yes_no();
        made.emp.first_startup = any_yes_no();
        made.emp.offers = std::int64_t{*rc::gen::inRange(0, 5)};
        made.emp.guidance = std::int64_t{*rc::gen::inRange(0, 3)};
        made.emp.wish = any_yes_no();
    }
    return made;
}

Facts any_facts() {
    Facts made;
    made.household.settlement_kind = any_code({"rural", "urban"});
    made.household.programme = CodeSet{pick({"dibao", "tekun", "low_income"})};
    made.household.formerly_registered_poor = any_yes_no();
    made.household.property_ok = any_yes_no();
    made.household.aid_held_synced = any_yes_no();
    const int members = *rc::gen::inRange(1, 5);
    for (int index = 0; index < members; ++index) {
        made.member.push_back(any_member(static_cast<std::size_t>(index)));
    }
    Income income;
    income.gross_amount = Fen{*rc::gen::inRange<std::int64_t>(0, 400000)};
    income.period = Code{"month"};
    if (*rc::gen::inRange(0, 3) == 0) {
        income.declared_work_cost = Fen{0};
    }
    made.income = std::vector<Income>{income};
    Expense expense;
    expense.kind = any_code({"medical", "education"});
    expense.own_paid = Fen{*rc::gen::inRange<std::int64_t>(100000, 4000000)};
    expense.in_policy_scope = Fen{*rc::gen::inRange<std::int64_t>(0, 100000)};
    expense.inpatient = any_yes_no();
    made.expense = std::vector<Expense>{expense};
    AidHeld aid;
    aid.programme = Code{"temp_aid"};
    aid.amount = Fen{*rc::gen::inRange<std::int64_t>(0, 900000)};
    aid.date = any_day(2025, 2026);
    aid.beneficiaries = std::vector<std::string>{"m0"};
    made.aid_held = std::vector<AidHeld>{aid};
    Review review;
    review.programme = Code{pick({"dibao", "tekun", "low_income"})};
    review.irregular_income = any_yes_no();
    review.able_bodied = any_yes_no();
    review.last_at = any_day(2024, 2026);
    made.review.push_back(review);
    made.discovery.hardship_kinds = CodeSet{pick({"medical_cost", "education_cost", "accident", "fire"})};
    made.discovery.outsider_conditions = {any_yes_no(), any_yes_no(), any_yes_no(), any_yes_no()};
    made.temp_aid.persons_aided = std::int64_t{*rc::gen::inRange(1, 4)};
    made.procedure.dispute_known = any_yes_no();
    made.procedure.economy_clear = any_yes_no();
    made.procedure.facts_clear = any_yes_no();
    made.procedure.major_dispute = any_yes_no();
    made.statistics.township_year_round_recipients = std::int64_t{*rc::gen::inRange(0, 5000)};
    return made;
}

// Every way to make one answer unknown.
std::vector<std::function<void(Facts&)>> erasers() {
    const auto unknown = []<class T>(Known<T>& fact) { fact = Known<T>::without_answer(AnswerState::unknown); };
    return {
        [=](Facts& f) { unknown(f.household.settlement_kind); },
        [=](Facts& f) { unknown(f.household.programme); },
        [=](Facts& f) { unknown(f.household.formerly_registered_poor); },
        [=](Facts& f) { unknown(f.household.property_ok); },
        [=](Facts& f) { unknown(f.household.aid_held_synced); },
        [=](Facts& f) { unknown(f.income); },
        [=](Facts& f) { unknown(f.aid_held); },
        [=](Facts& f) { unknown(f.temp_aid.persons_aided); },
        [=](Facts& f) { unknown(f.discovery.hardship_kinds); },
        [=](Facts& f) { unknown(f.discovery.outsider_conditions.no_family_support); },
        [=](Facts& f) { unknown(f.review[0].irregular_income); },
        [=](Facts& f) { unknown(f.review[0].able_bodied); },
        [=](Facts& f) { unknown(f.review[0].last_at); },
        [=](Facts& f) { unknown(f.member[0].birth_date); },
        [=](Facts& f) { unknown(f.member[0].sex); },
        [=](Facts& f) { unknown(f.member[0].living_together); },
        [=](Facts& f) { unknown(f.member[0].work_state); },
        [=](Facts& f) { unknown(f.member[0].labour_ability); },
        [=](Facts& f) { unknown(f.member[0].own_application); },
        [=](Facts& f) { unknown(f.member[0].dis.grade); },
        [=](Facts& f) { unknown(f.member[0].dis.kind); },
        [=](Facts& f) { unknown(f.member[0].med.recognised_severe); },
        [=](Facts& f) { unknown(f.member[0].lost_self_care); },
        [=](Facts& f) { unknown(f.member[0].edu.stage); },
        [=](Facts& f) { unknown(f.member[0].emp.hard_to_employ); },
        [=](Facts& f) { unknown(f.procedure.dispute_known); },
        [=](Facts& f) { unknown(f.procedure.economy_clear); },
        [=](Facts& f) { unknown(f.statistics.township_year_round_recipients); },
    };
}

const Outcome* find_same(const Outcomes& outcomes, const Outcome& wanted) {
    const auto found = std::ranges::find_if(outcomes, [&](const Outcome& outcome) {
        return outcome.rule == wanted.rule && outcome.subject == wanted.subject;
    });
    return found == outcomes.end() ? nullptr : &*found;
}

Outcomes outcomes_of(std::string_view pack, const Facts& facts) {
    return assess(shipped_pack(pack), standards_a(), facts, day("2026-03-02")).outcomes;
}

bool has_figure(const Outcome& outcome) { return !std::holds_alternative<std::monostate>(outcome.figure); }

}  // namespace

TEST_CASE("Outcomes: no figure without a clause, and no silence without the document's name", "[policy]") {
    CHECK(rc::check([] {
        const Facts facts = any_facts();
        for (const std::string_view pack : kPackIds) {
            for (const Outcome& outcome : outcomes_of(pack, facts)) {
                RC_ASSERT(!outcome.citations.empty());
                RC_ASSERT(
                    std::ranges::all_of(outcome.citations, [](const Citation& one) { return !one.document.empty(); }));
                const bool has_clause =
                    std::ranges::any_of(outcome.citations, [](const Citation& one) { return !one.clause.empty(); });
                RC_ASSERT(!has_figure(outcome) || has_clause);
            }
        }
    }));
}

TEST_CASE("Outcomes: exact rests on no assumption, no open word, no missing or disputed fact", "[policy]") {
    CHECK(rc::check([] {
        Facts facts = any_facts();
        if (*rc::gen::arbitrary<bool>()) {
            facts.household.settlement_kind.dispute();
            facts.member[0].work_state.dispute();
            facts.review[0].last_at.dispute();
        }
        for (const std::string_view pack : kPackIds) {
            for (const Outcome& outcome : outcomes_of(pack, facts)) {
                const bool rests_on_dispute = std::ranges::any_of(
                    outcome.inputs, [](const InputUse& input) { return input.value == "disputed"; });
                if (outcome.status == Status::exact) {
                    RC_ASSERT(outcome.assumptions.empty());
                    RC_ASSERT(outcome.open_words.empty());
                    RC_ASSERT(outcome.missing.empty());
                    RC_ASSERT(!rests_on_dispute);
                }
                if (outcome.status == Status::disputed || outcome.status == Status::not_stated ||
                    outcome.status == Status::missing_input) {
                    RC_ASSERT(!has_figure(outcome));
                }
            }
        }
    }));
}

TEST_CASE("Outcomes: unknown never counts as no", "[policy]") {
    // Whatever is still exact without an answer was the same with it, whatever the answer was.
    const auto all = erasers();
    CHECK(rc::check([&all] {
        const Facts known = any_facts();
        Facts erased = known;
        all.at (*rc::gen::inRange<std::size_t>(0, all.size()))(erased);
        for (const std::string_view pack : kPackIds) {
            const Outcomes before = outcomes_of(pack, known);
            for (const Outcome& after : outcomes_of(pack, erased)) {
                const Outcome* same = find_same(before, after);
                if (after.status != Status::exact || same == nullptr || same->status != Status::exact) {
                    continue;
                }
                RC_LOG(fmt::format("{} {} {}", pack, after.rule, after.subject));
                RC_ASSERT(after.applies == same->applies);
                RC_ASSERT(after.figure == same->figure);
            }
        }
    }));
}

TEST_CASE("Outcomes: more income never raises what a family may get", "[policy]") {
    CHECK(rc::check([] {
        Facts facts = any_facts();
        facts.household.settlement_kind = Code{pick({"rural", "urban"})};
        facts.household.living_together_count = std::int64_t{*rc::gen::inRange(4, 7)};
        facts.household.programme = CodeSet{"dibao"};
        facts.household.formerly_registered_poor = YesNo::yes;
        facts.member[0].work_state = Code{"employed"};
        const auto with_income = [&](std::int64_t fen) {
            Income line;
            line.gross_amount = Fen{fen};
            line.period = Code{"month"};
            facts.income = std::vector<Income>{line};
            return facts;
        };
        const std::int64_t less = *rc::gen::inRange<std::int64_t>(0, 700000);
        const std::int64_t more = less + *rc::gen::inRange<std::int64_t>(1, 300000);
        // From full entitlement to none; a family outside the band by too much income is never let in by more.
        const auto rank = [](const Outcome& outcome) {
            const auto* verdict = std::get_if<Verdict>(&outcome.figure);
            if (verdict == nullptr) {
                return 1;  // on the bound, or in the band without a verdict
            }
            return verdict->code == "not_above_standard" ? 2 : verdict->code == "above_band" ? 0 : 1;
        };
        for (const std::string_view pack : kPackIds) {
            const Outcomes poor = outcomes_of(pack, with_income(less));
            const Outcomes richer = outcomes_of(pack, with_income(more));
            for (const Outcome& outcome : richer) {
                const Outcome* other = find_same(poor, outcome);
                if (other == nullptr || outcome.status != other->status) {
                    continue;
                }
                if (outcome.rule == "phase_out_candidate") {
                    RC_ASSERT(rank(outcome) <= rank(*other));
                }
                const auto* gap = std::get_if<ExactAmount>(&outcome.figure);
                if (outcome.rule == "dibao_gap" && gap != nullptr) {
                    RC_ASSERT(has_figure(*other));
                    RC_ASSERT(gap->fen < std::get<ExactAmount>(other->figure).fen);
                }
            }
        }
    }));
}

TEST_CASE("Outcomes: floors round up and ceilings down, by less than a fen", "[policy]") {
    CHECK(rc::check([] {
        const std::int64_t fen = *rc::gen::inRange<std::int64_t>(1, 1000000);
        const Standards table = read_standards(fmt::format(
            R"json({{"kind": "min_wage_month", "division": "any", "effective_from": "2026-01-01", "amount": {0}, "publisher": "p", "document": "d"}},
                   {{"kind": "dibao_rural_month", "division": "any", "effective_from": "2026-01-01", "amount": {0}, "publisher": "p", "document": "d"}})json",
            fen));
        const auto figure = [&](std::string_view pack, std::string_view facts, std::string_view rule) {
            const Outcome outcome = only(assess(shipped_pack(pack), table, facts_of(facts), day("2026-03-02")), rule);
            return std::get<Fen>(outcome.figure).value();
        };
        const auto is_rounded_up = [](std::int64_t figure_fen, std::int64_t base, std::int64_t numerator,
                                      std::int64_t denominator) {
            const std::int64_t over = figure_fen * denominator - base * numerator;
            return over >= 0 && over < denominator;
        };
        RC_ASSERT(is_rounded_up(figure("lushan-2021", "{}", "care_floor_full"), fen, 1, 3));
        RC_ASSERT(is_rounded_up(figure("lushan-2021", "{}", "care_floor_semi"), fen, 1, 6));
        RC_ASSERT(
            is_rounded_up(figure("songpan-2021", R"({"household": {"settlement_kind": "rural"}})", "tekun_basic_floor"),
                          fen, 13, 10));
        const std::int64_t cap = figure(
            "songpan-2021", fmt::format(R"({{"statistics": {{"aid_spending_last_year": {}}}}})", fen), "purchase_cap");
        RC_ASSERT(cap * 100 <= fen * 3);
        RC_ASSERT((cap + 1) * 100 > fen * 3);
    }));
}

TEST_CASE("Packs: no value crosses from one to another", "[policy]") {
    // Each pack in turn is changed wherever it has a whole number or a ratio; the others must say the same as before.
    const Facts facts = facts_of(R"({"household": {"settlement_kind": "rural", "programme": ["dibao"],
        "living_together_count": 3, "aid_held_synced": "yes"}, "aid_held": {"state": "none"},
        "member": [{"member_id": "m", "birth_date": "1940-01-01", "living_together": "yes", "work_state": "employed"}],
        "income": [{"gross_amount": "1700.00", "period": "month"}],
        "review": [{"programme": "dibao", "irregular_income": "no", "able_bodied": "no", "last_at": "2025-08-15"}],
        "discovery": {"discovered_at": "2026-03-02T10:15", "hardship_kinds": ["medical_cost"]},
        "temp_aid": {"persons": ["m"]},
        "statistics": {"township_population": 8350, "township_year_round_recipients": 700, "village_recipients": 201,
                       "aid_spending_last_year": "100.00", "dibao_recipients": 3, "village_population": 500}})");
    for (const std::string_view changed : kPackIds) {
        PackLibrary library = empty_library();
        Faults faults;
        for (const std::string_view id : kPackIds) {
            PackFiles files = pack_files(id);
            if (id == changed) {
                std::string& text = files["parameters.json"];
                for (const auto& [from, to] : {std::pair{R"("value": "1.3")", R"("value": "1.7")"},
                                               std::pair{R"("value": 12,)", R"("value": 11,)"},
                                               std::pair{R"("value": "5000.00")", R"("value": "4999.00")"},
                                               std::pair{R"("value": "12",)", R"("value": "13",)"},
                                               std::pair{R"("value": "1/3")", R"("value": "2/3")"}}) {
                    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
                        text.replace(at, std::string_view{from}.size(), to);
                    }
                }
            }
            REQUIRE(library.add(files, faults) != nullptr);
        }
        for (const std::string_view id : kPackIds) {
            const Pack* pack = library.find_version(id, 1);
            REQUIRE(pack != nullptr);
            const Outcomes now = assess(*pack, standards_a(), facts, day("2026-03-02")).outcomes;
            const Outcomes before = outcomes_of(id, facts);
            INFO(changed << " was changed, asked of " << id);
            CHECK((now == before) == (id != changed));
        }
    }
}
