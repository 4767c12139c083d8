// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/command_line.hpp"
#include "platform/cli/option_words.hpp"
#include "tests/sim/fleet.hpp"
#include "tests/sim/sim_commands.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

namespace daohu::sim {

namespace {

struct Arguments {
    FleetOptions options;
    std::string assets = cli::assets_folder();
};

const std::map<std::string, FleetFlaw>& flaws() {
    static const std::map<std::string, FleetFlaw> names{{"none", FleetFlaw::none},
                                                        {"same-epoch", FleetFlaw::same_epoch},
                                                        {"offers-nothing", FleetFlaw::offers_nothing},
                                                        {"ignored-edges", FleetFlaw::ignored_edges},
                                                        {"kept-scope", FleetFlaw::kept_scope}};
    return names;
}

std::string name_of(FleetFlaw flaw) {
    const auto found = std::ranges::find(flaws(), flaw, &std::pair<const std::string, FleetFlaw>::second);
    return found->first;
}

std::string again(const FleetOptions& options) {
    return fmt::format("daohu-sim fleet --seed {} --tablets {} --days {} --steps {} --flaw {}", options.seed,
                       options.tablets, options.days, options.steps, name_of(options.flaw));
}

nlohmann::ordered_json json_of(const FleetOptions& options, const FleetReport& report, double seconds) {
    return {{"run", "fleet"},
            {"seed", options.seed},
            {"tablets", options.tablets},
            {"days", options.days},
            {"steps", options.steps},
            {"flaw", name_of(options.flaw)},
            {"entries", report.entries},
            {"talks", report.talks},
            {"broken_talks", report.broken_talks},
            {"faults", report.faults},
            {"reassignments", report.reassignments},
            {"revocations", report.revocations},
            {"lost_tablets", report.lost_tablets},
            {"clones", report.clones},
            {"tablet_restores", report.tablet_restores},
            {"county_restores", report.county_restores},
            {"erasures", report.erasures},
            {"carried", report.carried},
            {"acknowledged", report.acknowledged},
            {"set_aside", report.set_aside},
            {"gone", report.gone},
            {"own_kept", report.own_kept},
            {"compared", report.compared},
            {"conflicts", report.conflicts},
            {"missing", report.missing},
            {"wrong", report.wrong},
            {"diverged", report.diverged},
            {"out_of_scope", report.out_of_scope},
            {"unsettled", report.unsettled},
            {"seconds", seconds},
            {"ok", report.holds()}};
}

int run(Arguments arguments) {
    const test::TemporaryFolder scratch;
    arguments.options.folder = scratch.path();
    const Result<registry::SchemaSet> schemas = registry::SchemaSet::load(arguments.assets);
    if (!schemas) {
        fmt::print(stderr, "{}\n", schemas.error().describe());
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    const Result<FleetReport> report = run_fleet(arguments.options, *schemas);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (!report) {
        fmt::print(stderr, "{}\nAgain: {}\n", report.error().describe(), again(arguments.options));
        return 2;
    }
    if (!report->holds()) {
        fmt::print("{}\nAgain: {}\n", report->first_trouble, again(arguments.options));
    }
    fmt::print("{}\n", json_of(arguments.options, *report, took.count()).dump());
    return report->holds() ? 0 : 1;
}

}  // namespace

void add_fleet(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the command, which outlives this call
    FleetOptions& options = arguments->options;
    CLI::App* command = app.add_subcommand("fleet", "Tablets and a county, days of work, every fault at random");
    command->add_option("--seed", options.seed, "Which history")->capture_default_str();
    command->add_option("--tablets", options.tablets, "How many begin")->capture_default_str();
    command->add_option("--days", options.days, "How long")->capture_default_str();
    command->add_option("--steps", options.steps, "Records of a tablet in a day, at most")->capture_default_str();
    cli::take_words(command->add_option("--flaw", options.flaw, "A safeguard to leave out: the run must fail"), flaws())
        ->option_text("NAME");
    command->add_option("--assets", arguments->assets, "Folder with datasets/ and codes/");
    command->callback([arguments, &result] { result = run(*arguments); });
}

}  // namespace daohu::sim
