// SPDX-License-Identifier: Apache-2.0
//
// daohu-form conform DIR: runs DIR/cases/xpath.json and DIR/cases/scenario.json, whichever is there, prints passed and
// failed per tier and each difference.

#include "platform/cli/command_line.hpp"
#include "platform/cli/conform_scenario.hpp"
#include "platform/cli/conform_xpath.hpp"
#include "platform/cli/form_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <memory>

namespace daohu::cli {

namespace {

// Exit code 1 where a binding case (tier A) differs.
int show(const Result<ConformanceReport>& report) {
    if (!report) {
        fmt::print(stderr, "{}\n", report.error().describe());
        return kRefused;
    }
    fmt::print("{}", report->describe());
    return report->tally("A").failed == 0 ? 0 : kNotRight;
}

int run(const std::filesystem::path& folder) {
    const std::filesystem::path xpath_cases = folder / "cases" / "xpath.json";
    bool found = false;
    int code = 0;
    if (std::filesystem::exists(xpath_cases)) {
        found = true;
        code = std::max(code, show(run_xpath_cases(xpath_cases)));
    }
    if (const std::filesystem::path scenarios = folder / "cases" / "scenario.json";
        std::filesystem::exists(scenarios)) {
        found = true;
        code = std::max(code, show(run_scenario_cases(scenarios)));
    }
    if (!found) {
        fmt::print(stderr, "there are no cases in {}\n", (folder / "cases").string());
        return kRefused;
    }
    return code;
}

}  // namespace

void add_conform_command(CLI::App& app, int& exit_code) {
    auto folder = std::make_shared<std::string>();  // shared by the parser's option and the callback
    CLI::App* command = app.add_subcommand("conform", "Run the conformance cases of a folder");
    command->add_option("folder", *folder, "Folder with cases/xpath.json or cases/scenario.json")->required();
    command->callback([folder, &exit_code] { exit_code = run(*folder); });
}

}  // namespace daohu::cli
