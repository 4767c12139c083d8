// SPDX-License-Identifier: Apache-2.0
//
// daohu-policy assess and compare: what one pack, or every pack, has to say of a household on a day.

#include "core/policy/rules.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/policy_commands.hpp"
#include "platform/cli/policy_input.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>

namespace daohu::cli {
namespace {

struct Request : PolicyRequest {
    std::string rule;
};

// Of one rule: by its own id, or by that of one of its outcomes.
void keep_rule(policy::Assessment& assessment, const std::string& wanted) {
    if (wanted.empty()) {
        return;
    }
    std::erase_if(assessment.outcomes, [&](const policy::Outcome& outcome) {
        const policy::Rule* rule = policy::find_rule_of(outcome.rule);
        return outcome.rule != wanted && (rule == nullptr || rule->id != wanted);
    });
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
    // All of them before anything is printed: half a list would be no JSON.
    std::vector<const policy::Pack*> packs;
    for (const policy::Facts& facts : input->facts.households) {
        packs.push_back(pick_pack(input->library, request.pack, facts, input->on));
        if (packs.back() == nullptr) {
            return kRefused;
        }
    }
    int code = input->exit_code;
    const bool several = packs.size() != 1;
    if (several && request.json) {
        fmt::print("[\n");
    }
    for (std::size_t index = 0; index < packs.size(); ++index) {
        const policy::Pack& pack = *packs[index];
        policy::Assessment assessment =
            policy::assess(pack, input->standards, input->facts.households[index], input->on);
        keep_rule(assessment, request.rule);
        code = assessment.faults.empty() ? code : kNotRight;
        if (request.json) {
            fmt::print("{}{}", policy::to_json(assessment, pack), several && index + 1 < packs.size() ? "," : "");
        } else {
            print_assessment(assessment, pack, words);
        }
    }
    if (several && request.json) {
        fmt::print("]\n");
    }
    return code;
}

// A pack and what it says; nothing where it is not in force on the day.
struct Column {
    const policy::Pack* pack;
    std::optional<policy::Assessment> said;
};

const policy::Outcome* find_outcome(const Column& column, const std::string& rule, const std::string& subject) {
    const auto found = std::ranges::find_if(column.said->outcomes, [&](const policy::Outcome& outcome) {
        return outcome.rule == rule && outcome.subject == subject;
    });
    return found == column.said->outcomes.end() ? nullptr : &*found;
}

void print_columns(const std::vector<Column>& columns, const PolicyWords& words) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const Column& column : columns) {
        for (const policy::Outcome& outcome : column.said ? column.said->outcomes : policy::Outcomes{}) {
            const std::pair<std::string, std::string> row{outcome.rule, outcome.subject};
            if (std::ranges::find(rows, row) == rows.end()) {
                rows.push_back(row);
            }
        }
    }
    for (const auto& [rule, subject] : rows) {
        fmt::print("{} {} ({})\n", subject, words.label(rule), rule);
        for (const Column& column : columns) {
            const policy::Outcome* outcome = column.said ? find_outcome(column, rule, subject) : nullptr;
            const std::string_view blank = column.said ? "-" : "(not in force)";
            fmt::print("  {:<14} {}\n", column.pack->id,
                       outcome == nullptr ? std::string{blank} : summary_of(*outcome, *column.pack, words));
        }
    }
}

// What every pack says. A case is compared under packs that it was not opened under: that is no contradiction here.
std::optional<std::vector<Column>> columns_of(const PolicyInput& input, const policy::Facts& facts,
                                              const std::string& rule) {
    std::vector<Column> columns;
    for (const policy::Pack* latest : input.library.latest()) {
        const bool opened_here =
            facts.household.policy_pack_id.is(latest->id) && facts.household.policy_pack_version.is_answered();
        if (!opened_here && input.library.find(latest->id, input.on) == nullptr) {
            columns.push_back(Column{latest, std::nullopt});
            continue;
        }
        const policy::Pack* pack = pick_pack(input.library, latest->id, facts, input.on);
        if (pack == nullptr) {
            return std::nullopt;
        }
        Column column{pack, policy::assess(*pack, input.standards, facts, input.on)};
        std::erase_if(column.said->faults,
                      [](const policy::Fault& fault) { return fault.kind == policy::FaultKind::other_pack; });
        keep_rule(*column.said, rule);
        columns.push_back(std::move(column));
    }
    return columns;
}

// Each once: the same facts contradict each other under every pack.
policy::Faults faults_of(const std::vector<Column>& columns) {
    policy::Faults all;
    for (const Column& column : columns) {
        for (const policy::Fault& fault : column.said ? column.said->faults : policy::Faults{}) {
            if (std::ranges::find(all, fault) == all.end()) {
                all.push_back(fault);
            }
        }
    }
    return all;
}

// One list, also of several households.
void print_json(const std::vector<Column>& columns) {
    fmt::print("[\n");
    std::string_view separator;
    for (const Column& column : columns) {
        if (column.said) {
            fmt::print("{}{}", separator, policy::to_json(*column.said, *column.pack));
            separator = ",";
        }
    }
    fmt::print("]\n");
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
    int code = input->exit_code;
    std::vector<Column> all;
    for (const policy::Facts& facts : input->facts.households) {
        auto columns = columns_of(*input, facts, request.rule);
        if (!columns) {
            return kRefused;
        }
        for (const Column& column : *columns) {
            if (!column.said) {
                fmt::print(stderr, "{}: not in force on {}\n", column.pack->id, input->on.to_string());
            }
        }
        const policy::Faults faults = faults_of(*columns);
        code = faults.empty() ? code : kNotRight;
        if (request.json) {
            std::ranges::move(*columns, std::back_inserter(all));
            continue;
        }
        for (const policy::Fault& fault : faults) {
            fmt::print("! {}\n", fault.describe());
        }
        print_columns(*columns, words);
    }
    if (request.json) {
        print_json(all);
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
