// SPDX-License-Identifier: Apache-2.0
//
// How long a pack takes over one household, and over the due days of two thousand. Times are medians; goals: one
// household within 1 ms, the calendar within 20 ms.

#include "core/policy/assess.hpp"
#include "core/policy/facts_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace {

using namespace daohu;
using namespace daohu::policy;

constexpr int kRuns = 21;
constexpr std::size_t kHouseholds = 2000;

std::string read(const std::string& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

template <class Work>
double median_milliseconds(Work&& work) {
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::ranges::sort(times);
    return times[kRuns / 2];
}

// Three members, an income and a review: what a household of a village has.
Facts household(std::size_t index) {
    const auto month = static_cast<unsigned>(index % 12 + 1);
    Faults faults;
    const std::string json = fmt::format(R"json({{"household": {{"household_id": "h{0}", "settlement_kind": "rural",
        "programme": ["dibao"], "living_together_count": 3, "aid_held_synced": "yes"}},
        "member": [{{"member_id": "a", "sex": "1", "birth_date": "1950-{1:02}-03", "living_together": "yes",
                     "work_state": "retired", "labour_ability": "none"}},
                   {{"member_id": "b", "sex": "2", "birth_date": "1985-{1:02}-09", "living_together": "yes",
                     "work_state": "employed", "labour_ability": "able"}},
                   {{"member_id": "c", "sex": "2", "birth_date": "2016-{1:02}-21", "living_together": "yes",
                     "work_state": "student", "labour_ability": "none"}}],
        "income": [{{"gross_amount": "1500.00", "period": "month", "stability": "irregular"}}],
        "aid_held": [{{"programme": "temp_aid", "amount": "500.00", "date": "2026-01-20", "beneficiaries": ["a"]}}],
        "temp_aid": {{"hardship_kinds": ["medical_cost"], "persons": ["a"]}},
        "expense": [{{"member_id": "a", "kind": "medical", "total": "9000.00", "reimbursed": "5000.00",
                      "in_policy_scope": "3000.00", "inpatient": "yes"}}],
        "review": [{{"programme": "dibao", "irregular_income": "yes", "able_bodied": "yes", "last_at": "2025-{1:02}-15"}}]}})json",
                                         index, month);
    auto document = read_facts(json, faults);
    return document ? std::move(document->households.front()) : Facts{};
}

}  // namespace

int main(int argc, char** argv) {
    const std::string assets = argc > 1 ? argv[1] : "assets";
    Faults faults;
    const auto library = PackLibrary::open(assets + "/policy", faults);
    const auto standards = Standards::read(read(assets + "/demo/standards.json"), faults);
    const auto on = Date::of(2026, 3, 2);
    if (!library || !standards || !on) {
        fmt::print(stderr, "{}: no packs or no demo/standards.json\n", assets);
        return 2;
    }
    std::vector<Facts> households;
    for (std::size_t index = 0; index < kHouseholds; ++index) {
        households.push_back(household(index));
    }
    for (const Pack* pack : library->latest()) {
        std::size_t outcomes = 0;
        std::size_t items = 0;
        const double one =
            median_milliseconds([&] { outcomes = assess(*pack, *standards, households.front(), *on).outcomes.size(); });
        const double all =
            median_milliseconds([&] { items = due_calendar(*pack, *standards, households, *on).size(); });
        fmt::print("{:<14} one household {:7.3f} ms ({} outcomes, goal 1 ms); {} households' due days {:7.2f} ms "
                   "({} items, goal 20 ms)\n",
                   pack->id, one, outcomes, kHouseholds, all, items);
    }
    return 0;
}
