// SPDX-License-Identifier: Apache-2.0
//
// daohu-form run FORM [--steps FILE.json]: fills a form by a list of steps (form_script.hpp) and prints values,
// relevance, problems, what is written to which dataset, and the submission.

#include "core/form/submission.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/form_commands.hpp"
#include "platform/cli/form_script.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace daohu::cli {

using form::NodeId;

namespace {

struct Request {
    std::string file;
    std::string steps;
    std::string language;
    std::vector<std::string> entity_lists;
    std::int32_t utc_offset_minutes = 8 * 60;
};

void print_values(const form::Session& session, NodeId node) {
    const form::Tree& tree = session.tree();
    for (NodeId child = tree.first_attribute(node); child != NodeId::none; child = tree.next_sibling(child)) {
        if (tree.tag(child) != 0) {
            fmt::print("{} = {}\n", session.path(child), session.value(child));
        }
    }
    if (session.definition().schema()[form::SchemaId{tree.tag(node)}].is_leaf) {
        const form::AnswerState state = session.state(node);
        fmt::print("{} = {}{}{}\n", session.path(node), session.value(node),
                   state == form::AnswerState::none ? "" : fmt::format("({})", to_string(state)),
                   session.is_relevant(node) ? "" : "  [irrelevant]");
        return;
    }
    for (NodeId child = tree.first_child(node); child != NodeId::none; child = tree.next_sibling(child)) {
        print_values(session, child);
    }
}

void print_changes(const form::Section& section) {
    for (const form::Change& change : section.changes) {
        if (change.kind == form::ChangeKind::record) {
            continue;  // the values above say it
        }
        fmt::print("  {} {}\n", change_name(change.kind), change.dataset);
        for (const form::PropertyWrite& write : change.writes) {
            fmt::print("    {} = {}\n", write.property, section.values[write.value].text);
        }
    }
}

Result<int> print_result(form::Session& session, const FormScript& script) {
    print_values(session, session.tree().root_element());
    const auto problems = session.problems();
    for (const form::Problem& problem : problems) {
        fmt::print("problem: {} {} {}\n", session.path(problem.place.node), problem_name(problem.kind),
                   problem.message);
    }
    if (!problems.empty()) {
        return kNotRight;
    }
    TRY(session.finish());
    const form::Submission submission = TRY(make_submission(session));
    for (const form::Section& section : submission.sections) {
        fmt::print("section: {} {} {}, {} values, {} changes\n", section.path.empty() ? "/" : section.path,
                   section.subject_kind, section.subject_id, section.values.size(), section.changes.size());
        print_changes(section);
    }
    fmt::print("{}\n", TRY(submission_xml(session.definition(), submission.sections)));
    if (const std::string missing = missing_change(submission, script); !missing.empty()) {
        fmt::print("{}\n", missing);
        return kNotRight;
    }
    return 0;
}

Result<int> run(const Request& request) {
    FormScript script;
    if (!request.steps.empty()) {
        const std::string steps = TRY(read_file(request.steps));
        script = TRY(read_form_script(steps));
    }
    const ScriptedAttachments attachments{script,
                                          {request.file, {request.entity_lists.begin(), request.entity_lists.end()}}};
    const std::string document = TRY(read_file(request.file));
    const auto definition = TRY(form::Definition::load(document, attachments));
    const SystemClock clock;
    SystemEntropy entropy;
    const ScriptedRegisters registers{script};
    form::SessionPorts ports;
    ports.clock = &clock;
    ports.entropy = &entropy;
    ports.entities = &registers;
    ports.utc_offset_minutes = request.utc_offset_minutes;
    form::OpenRequest opening;
    opening.language = request.language.empty() ? script.language : request.language;
    opening.prefills = script.prefills;
    auto opened = TRY(form::Session::open(*definition, ports, opening));
    int result = 0;
    std::size_t number = 0;
    for (const ScriptStep& step : script.steps) {
        ++number;
        if (auto done = perform(*opened.session, step); !done) {
            fmt::print("step {}: {}\n", number, done.error().describe());
            result = kNotRight;
        }
    }
    const int printed = TRY(print_result(*opened.session, script));
    return std::max(result, printed);
}

}  // namespace

void add_run_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("run", "Fill a form by steps and print what comes of it");
    command->add_option("form", request->file, "XForm document")->required();
    command->add_option("--steps", request->steps,
                        "JSON list of steps, or a script with registers; - is the standard input");
    command->add_option("--language", request->language, "One of the form's languages");
    command->add_option("--entity-list", request->entity_lists,
                        "A list that stands for a register; may be given again");
    command->add_option("--utc-offset", request->utc_offset_minutes, "Minutes east of UTC");
    command->callback([request, &exit_code] {
        const auto outcome = run(*request);
        if (!outcome) {
            fmt::print(stderr, "{}: {}\n", request->file, outcome.error().describe());
        }
        exit_code = outcome ? *outcome : kRefused;
    });
}

}  // namespace daohu::cli
