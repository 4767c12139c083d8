// SPDX-License-Identifier: Apache-2.0
//
// daohu-policy assess and compare: what one pack, or every pack, has to say of a household on a day.

#include "platform/cli/command_line.hpp"
#include "platform/cli/policy_commands.hpp"
#include "platform/cli/policy_input.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace daohu::cli {
namespace {

struct Request : PolicyRequest {
    std::string rule;
};

void keep_rule(policy::Assessment& assessment, const std::string& rule) {
    if (!rule.empty()) {
        std::erase_if(assessment.outcomes, [&](const policy::Outcome& outcome) { return outcome.rule != rule; });
    }
}

void print_details(const policy::Outcome& outcome) {
    std::vector<std::string> clauses;
    for (const policy::Citation& citation : outcome.citations) {
        const std::string clause =
            fmt::format("{} {}", citation.document, citation.clause.empty() ? "-" : citation.clause);
        if (std::ranges::find(clauses, clause) == clauses.end()) {
            clauses.push_back(clause);
        }
    }
    fmt::print("    {}\n", fmt::join(clauses, "; "));
    if (!outcome.assumptions.empty()) {
        fmt::print("    assumed: {}\n", fmt::join(outcome.assumptions, ", "));
    }
    if (!outcome.open_words.empty()) {
        fmt::print("    open: {}\n", fmt::join(outcome.open_words, ", "));
    }
    for (const policy::Missing& missing : outcome.missing) {
        fmt::print("    ask {}: {} ({})\n", name(missing.ask), missing.fact, name(missing.state));
    }
    if (!outcome.modality.empty() || !outcome.remarks.empty()) {
        fmt::print("    {} {}\n", fmt::join(outcome.modality, " "), fmt::join(outcome.remarks, " "));
    }
}

void print_assessment(const policy::Assessment& assessment, const policy::Pack& pack, const PolicyWords& words) {
    fmt::print("{} version {} ({}), on {}\n", pack.id, pack.version, pack.documents.front().number,
               assessment.on.to_string());
    for (const policy::Fault& fault : assessment.faults) {
        fmt::print("  ! {}\n", fault.describe());
    }
    for (const policy::Outcome& outcome : assessment.outcomes) {
        fmt::print("  {} {} ({}): {}\n", outcome.subject, words.label(outcome.rule), outcome.rule,
                   summary_of(outcome, pack, words));
        print_details(outcome);
    }
}

int run_assess(const Request& request) {
    const auto input = load_input(request);
    if (!input) {
        return kRefused;
    }
    const PolicyWords words = PolicyWords::load(request.folder);
    if (!request.rule.empty() && !words.has_rule(request.rule)) {
        return kRefused;
    }
    int code = 0;
    const bool several = input->facts.households.size() != 1;
    if (several && request.json) {
        fmt::print("[\n");
    }
    for (std::size_t index = 0; index < input->facts.households.size(); ++index) {
        const policy::Facts& facts = input->facts.households[index];
        const policy::Pack* pack = pick_pack(input->library, request.pack, facts, input->on);
        if (pack == nullptr) {
            return kRefused;
        }
        policy::Assessment assessment = policy::assess(*pack, input->standards, facts, input->on);
        keep_rule(assessment, request.rule);
        code = assessment.faults.empty() ? code : kNotRight;
        if (request.json) {
            fmt::print("{}{}", policy::to_json(assessment, *pack),
                       several && index + 1 < input->facts.households.size() ? "," : "");
        } else {
            print_assessment(assessment, *pack, words);
        }
    }
    if (several && request.json) {
        fmt::print("]\n");
    }
    return code;
}

using Column = std::pair<const policy::Pack*, policy::Assessment>;

const policy::Outcome* find_outcome(const Column& column, const std::string& rule, const std::string& subject) {
    const auto found = std::ranges::find_if(column.second.outcomes, [&](const policy::Outcome& outcome) {
        return outcome.rule == rule && outcome.subject == subject;
    });
    return found == column.second.outcomes.end() ? nullptr : &*found;
}

void print_columns(const std::vector<Column>& columns, const PolicyWords& words) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const Column& column : columns) {
        for (const policy::Outcome& outcome : column.second.outcomes) {
            const std::pair<std::string, std::string> row{outcome.rule, outcome.subject};
            if (std::ranges::find(rows, row) == rows.end()) {
                rows.push_back(row);
            }
        }
    }
    for (const auto& [rule, subject] : rows) {
        fmt::print("{} {} ({})\n", subject, words.label(rule), rule);
        for (const Column& column : columns) {
            const policy::Outcome* outcome = find_outcome(column, rule, subject);
            fmt::print("  {:<14} {}\n", column.first->id,
                       outcome == nullptr ? "-" : summary_of(*outcome, *column.first, words));
        }
    }
}

int run_compare(const Request& request) {
    const auto input = load_input(request);
    if (!input) {
        return kRefused;
    }
    const PolicyWords words = PolicyWords::load(request.folder);
    if (!request.rule.empty() && !words.has_rule(request.rule)) {
        return kRefused;
    }
    int code = 0;
    for (const policy::Facts& facts : input->facts.households) {
        std::vector<Column> columns;
        for (const policy::Pack* latest : input->library.latest()) {
            const policy::Pack* pack = pick_pack(input->library, latest->id, facts, input->on);
            if (pack == nullptr) {
                return kRefused;
            }
            columns.emplace_back(pack, policy::assess(*pack, input->standards, facts, input->on));
            keep_rule(columns.back().second, request.rule);
            code = columns.back().second.faults.empty() ? code : kNotRight;
        }
        if (!request.json) {
            for (const policy::Fault& fault : columns.empty() ? policy::Faults{} : columns.front().second.faults) {
                fmt::print("! {}\n", fault.describe());
            }
            print_columns(columns, words);
            continue;
        }
        fmt::print("[\n");
        for (std::size_t index = 0; index < columns.size(); ++index) {
            fmt::print("{}{}", policy::to_json(columns[index].second, *columns[index].first),
                       index + 1 < columns.size() ? "," : "");
        }
        fmt::print("]\n");
    }
    return code;
}

}  // namespace

void add_assess_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("assess", "What a pack has to say of a household on a day");
    add_pack_option(*command, *request);
    add_policy_options(*command, *request);
    command->add_option("--rule", request->rule, "Only this rule");
    command->callback([request, &exit_code] { exit_code = run_assess(*request); });
}

void add_compare_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("compare", "What every pack has to say, side by side");
    add_policy_options(*command, *request);
    command->add_option("--rule", request->rule, "Only this rule");
    command->callback([request, &exit_code] { exit_code = run_compare(*request); });
}

}  // namespace daohu::cli
