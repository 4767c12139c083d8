// SPDX-License-Identifier: Apache-2.0
//
// daohu-policy due: what falls due, of every household of a file, by a pack's calendar.

#include "core/policy/due_calendar.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/policy_commands.hpp"
#include "platform/cli/policy_input.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace daohu::cli {
namespace {

struct Request : PolicyRequest {
    std::string until;
};

int run_due(const Request& request) {
    const auto input = load_input(request);
    if (!input) {
        return kRefused;
    }
    const auto until = request.until.empty() ? Result<Date>{Date::of(9999, 12, 31)} : Date::parse(request.until);
    if (!until) {
        fmt::print(stderr, "--until {}: a day is written 2026-03-02\n", request.until);
        return kRefused;
    }
    const policy::Pack* pack = pick_pack(input->library, request.pack, policy::Facts{}, input->on);
    if (pack == nullptr) {
        return kRefused;
    }
    policy::Faults faults;
    // A version that is named, or a folder, is asked of all; else each case by the version it was opened under.
    const bool is_one_version =
        request.pack.find('@') != std::string::npos || std::filesystem::is_directory(request.pack);
    const std::vector<policy::Facts>& households = input->facts.households;
    auto found = is_one_version
                     ? Result<std::vector<policy::DueItem>>{policy::due_calendar(*pack, input->standards, households,
                                                                                 input->on, faults)}
                     : policy::due_calendar(input->library, pack->id, input->standards, households, input->on, faults);
    if (!found) {
        fmt::print(stderr, "{}: {}\n", request.facts, found.error().describe());
        return kRefused;
    }
    std::vector<policy::DueItem>& items = *found;
    print_faults(request.facts, faults);
    const int code = faults.empty() ? input->exit_code : kNotRight;
    std::erase_if(items, [&](const policy::DueItem& item) { return item.due && *item.due > *until; });
    if (request.json) {
        fmt::print("{}", policy::to_json(items, *pack, input->on));
        return code;
    }
    const PolicyWords words = PolicyWords::load(request.folder);
    for (const policy::DueItem& item : items) {
        fmt::print("{}  {} {} {}: {}\n", item.due ? item.due->to_string() : "----------", item.household,
                   item.outcome.subject, words.label(item.outcome.rule), summary_of(item.outcome, *pack, words));
    }
    return code;
}

}  // namespace

void add_due_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("due", "What falls due by a pack's calendar");
    add_pack_option(*command, *request);
    add_policy_options(*command, *request);
    command->add_option("--until", request->until, "Nothing later than this day")->check(&refuse_empty_day);
    command->callback([request, &exit_code] { exit_code = run_due(*request); });
}

}  // namespace daohu::cli
