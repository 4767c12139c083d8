// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/command_line.hpp"
#include "tests/sim/converge.hpp"
#include "tests/sim/sim_commands.hpp"
#include "tests/sim/whole_number.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace daohu::sim {

namespace {

struct Arguments {
    std::uint64_t seed = 1;
    std::uint64_t steps = 2000;
    std::string store = "memory";
    std::string assets = cli::assets_folder();
    bool ignore_edges = false;
    bool ignore_absences = false;
};

std::string again(const Arguments& arguments) {
    return fmt::format("daohu-sim converge --seed {} --steps {} --store {}{}{}", arguments.seed, arguments.steps,
                       arguments.store, arguments.ignore_edges ? " --ignore-edges" : "",
                       arguments.ignore_absences ? " --ignore-absences" : "");
}

int run(const Arguments& arguments) {
    const test::TemporaryFolder scratch;
    ConvergeOptions options;
    options.seed = arguments.seed;
    options.steps = arguments.steps;
    options.store = arguments.store == "vault" ? ReplicaStore::vault : ReplicaStore::memory;
    options.edges = arguments.ignore_edges ? Edges::ignored : Edges::honoured;
    options.absences = arguments.ignore_absences ? Absences::ignored : Absences::shown;
    options.folder = scratch.path();
    const Result<registry::SchemaSet> schemas = registry::SchemaSet::load(arguments.assets);
    if (!schemas) {
        fmt::print(stderr, "{}\n", schemas.error().describe());
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    const Result<ConvergeReport> report = converge(options, *schemas);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (!report) {
        fmt::print(stderr, "{}\n", report.error().describe());
        return 2;
    }
    if (!report->holds()) {
        fmt::print("{}\nAgain: {}\n", report->first_difference, again(arguments));
    }
    fmt::print(
        R"({{"run":"converge","seed":{},"steps":{},"store":"{}","devices":{},"entries":{},"writes":{},"deliveries":{},)"
        R"("restores":{},"forks":{},"merges":{},"dropped":{},"withheld":{},"completed":{},"conflicts":{},"comparisons":{},"hidden":{},"wrong":{},"diverged":{},)"
        R"("seconds":{:.2f},"ok":{}{}}})"
        "\n",
        arguments.seed, arguments.steps, arguments.store, report->devices, report->entries, report->writes,
        report->deliveries, report->restores, report->forks, report->merges, report->dropped, report->withheld,
        report->completed, report->conflicts, report->comparisons, report->hidden, report->wrong, report->diverged,
        took.count(), report->holds(),
        report->holds() ? std::string{} : fmt::format(R"(,"again":"{}")", again(arguments)));
    return report->holds() ? 0 : 1;
}

}  // namespace

void add_converge(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the command, which outlives this call
    CLI::App* command =
        app.add_subcommand("converge", "Random histories of several tablets against an independent model");
    command->add_option("--seed", arguments->seed, "Which history")->check(whole_number());
    command->add_option("--steps", arguments->steps, "How long it is")->check(whole_number(1));
    command->add_option("--store", arguments->store, "Memory or vault")->check(CLI::IsMember({"memory", "vault"}));
    command->add_option("--assets", arguments->assets, "Folder with datasets/ and codes/");
    command->add_flag("--ignore-edges", arguments->ignore_edges, "Break the fold on purpose: the run must fail");
    command->add_flag("--ignore-absences", arguments->ignore_absences,
                      "Leave what was erased or withheld in the fold: the run must fail");
    command->callback([arguments, &result] { result = run(*arguments); });
}

}  // namespace daohu::sim
