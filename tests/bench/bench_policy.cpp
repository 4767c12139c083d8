// SPDX-License-Identifier: Apache-2.0
//
// How long a pack takes over one household, and over the due days of a county's.

#include "core/policy/assess.hpp"
#include "core/policy/facts_json.hpp"
#include "tests/bench/bench_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <memory>

namespace daohu::bench {

namespace {

using namespace daohu::policy;

struct PolicyOptions {
    std::size_t households = 2000;
    std::size_t rounds = 21;
};

std::string read(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

template <class Work>
Samples times_of(std::size_t rounds, Work&& work) {
    Samples samples;
    for (std::size_t round = 0; round < rounds; ++round) {
        samples.add(time_of(work));
    }
    return samples;
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

int run_policy(const CommonOptions& common, const PolicyOptions& options) {
    Faults faults;
    const auto library = PackLibrary::open(common.assets / "policy", faults);
    const auto standards = Standards::read(read(common.assets / "demo" / "standards.json"), faults);
    const auto on = Date::of(2026, 3, 2);
    if (!library || !standards || !on) {
        fmt::print(stderr, "{}: no packs or no demo/standards.json\n", common.assets.string());
        return kCouldNotRun;
    }
    std::vector<Facts> households;
    for (std::size_t index = 0; index < options.households; ++index) {
        households.push_back(household(index));
    }
    Report report{"policy"};
    report.setting("households", static_cast<std::int64_t>(options.households));
    std::size_t due = 0;
    for (const Pack* pack : library->latest()) {
        std::size_t outcomes = 0;
        const Samples one = times_of(
            options.rounds, [&] { outcomes = assess(*pack, *standards, households.front(), *on).outcomes.size(); });
        const Samples all =
            times_of(options.rounds, [&] { due += due_calendar(*pack, *standards, households, *on).size(); });
        report.goal(pack->id + "_household", one.median(), "ms", Goal::at_most, 1);
        report.goal(pack->id + "_due_days", all.median(), "ms", Goal::at_most, 20);
        report.check(pack->id + "_answers", outcomes > 0);
    }
    report.check("something_is_due", due > 0);
    return report.print(common.format());
}

}  // namespace

void add_policy(CLI::App& app, CommonOptions& common, int& result) {
    auto options = std::make_shared<PolicyOptions>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("policy", "Every pack over one household and over a county's due days");
    command->add_option("--households", options->households, "How many are due")->check(CLI::PositiveNumber);
    command->add_option("--rounds", options->rounds, "How often each is done")->check(CLI::PositiveNumber);
    command->callback([options, &common, &result] { result = run_policy(common, *options); });
}

}  // namespace daohu::bench
