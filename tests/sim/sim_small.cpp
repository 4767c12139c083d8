// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/command_line.hpp"
#include "tests/sim/link_arguments.hpp"
#include "tests/sim/sim_commands.hpp"
#include "tests/sim/small_world.hpp"
#include "tests/sim/whole_number.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace daohu::sim {

namespace {

struct Arguments {
    SmallWorldOptions search;
    std::string assets = cli::assets_folder();
    bool ignore_edges = false;
    bool promise_early = false;
};

Result<int> run(const Arguments& arguments) {
    SmallWorldOptions options = arguments.search;
    options.edges = arguments.ignore_edges ? Edges::ignored : Edges::honoured;
    options.promise = arguments.promise_early ? Promise::too_early : Promise::when_durable;
    const registry::SchemaSet schemas = TRY(registry::SchemaSet::load(arguments.assets));
    const auto start = std::chrono::steady_clock::now();
    const SmallWorldReport report = TRY(search_small_world(options, schemas));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (!report.holds()) {
        fmt::print("{}\n", report.first_difference);
    }
    fmt::print(R"({{"run":"small-world","steps":{},"states":{},"entries":{},"folds":{},"conflicts":{},"missing":{},)"
               R"("wrong":{},"diverged":{},"seconds":{:.2f},"ok":{}}})"
               "\n",
               options.steps, report.states, report.entries, report.folds, report.conflicts, report.lost, report.wrong,
               report.diverged, took.count(), report.holds());
    return report.holds() ? 0 : 1;
}

}  // namespace

void add_small_world(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand(
        "small-world", "Two tablets and one answer: every history of so few steps, against an independent model");
    command->add_option("--steps", arguments->search.steps, "How long a history is")
        ->check(whole_number(1))
        ->capture_default_str();
    command->add_option("--assets", arguments->assets, "Folder with datasets/ and codes/");
    command->add_flag("--ignore-edges", arguments->ignore_edges, "Break the fold on purpose: the search must fail");
    command->add_flag("--promise-early", arguments->promise_early,
                      "Let the county promise what it has not stored: the search must fail");
    command->callback([arguments, &result] { result = exit_code(run(*arguments)); });
}

}  // namespace daohu::sim
