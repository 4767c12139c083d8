// SPDX-License-Identifier: Apache-2.0
//
// daohu-form run FORM [--steps FILE.json]: fills a form by a list of steps and prints values, relevance, problems and
// the submission. Steps are those of the conformance cases, and undo, redo, state:
//
//     [{"op": "answer", "ref": "/data/age", "value": "7"}, {"op": "addRepeat", "ref": "/data/member[2]"},
//      {"op": "deleteRepeat", "ref": "/data/member[1]", "reason": "moved"}, {"op": "setLanguage", "lang": "en"},
//      {"op": "state", "ref": "/data/phone", "value": "refused"}, {"op": "undo"}, {"op": "redo"}]
//
// "set", "add", "remove" and "language" are short for the first four.

#include "core/form/submission.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/folder_attachments.hpp"
#include "platform/cli/form_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace daohu::cli {

using form::NodeId;
using nlohmann::json;

namespace {

constexpr int kRefused = 2;
constexpr int kFailed = 1;

struct Request {
    std::string file;
    std::string steps;
    std::string language;
    std::vector<std::string> entity_lists;
    std::int32_t utc_offset_minutes = 8 * 60;
};

form::RemovalReason reason_from(const std::string& text) {
    if (text == "moved") {
        return form::RemovalReason::moved;
    }
    if (text == "died") {
        return form::RemovalReason::died;
    }
    return text == "mistake" ? form::RemovalReason::mistake : form::RemovalReason::none;
}

Result<NodeId> node_at(const form::Session& session, const std::string& reference) {
    const NodeId node = session.find(reference);
    if (node == NodeId::none) {
        return fail(ErrorCode::form_no_such_node, reference);
    }
    return node;
}

// "/data/member" or "/data/member[3]": a new last row.
Result<form::Patch> add_row(form::Session& session, const std::string& reference) {
    const std::string parent = reference.substr(0, reference.rfind('/'));
    const std::string row = reference.substr(0, reference.find('[', parent.size()));
    const NodeId parent_node = TRY(node_at(session, parent));
    for (const form::Repeat& repeat : session.definition().repeats()) {
        const std::string& path = session.definition().schema()[repeat.node].path;
        if (path.substr(path.rfind('/')) == row.substr(row.rfind('/')) &&
            session.tree().tag(parent_node) == index(session.definition().schema()[repeat.node].parent)) {
            return session.add_row({repeat.element, parent_node});
        }
    }
    return fail(ErrorCode::form_no_such_node, reference);
}

Result<form::Patch> perform(form::Session& session, const json& step) {
    const std::string operation = step.at("op").get<std::string>();
    const std::string reference = step.value("ref", "");
    const std::string value = step.value("value", "");
    if (operation == "set" || operation == "answer") {
        return session.answer(TRY(node_at(session, reference)), value);
    }
    if (operation == "state") {
        return session.set_state(TRY(node_at(session, reference)), form::answer_state_from(value));
    }
    if (operation == "add" || operation == "addRepeat") {
        return add_row(session, reference);
    }
    if (operation == "remove" || operation == "deleteRepeat") {
        return session.remove_row(TRY(node_at(session, reference)), reason_from(step.value("reason", "")));
    }
    if (operation == "language" || operation == "setLanguage") {
        return session.set_language(step.at("lang").get<std::string>());
    }
    if (operation == "undo") {
        return session.undo();
    }
    if (operation == "redo") {
        return session.redo();
    }
    return fail(ErrorCode::invalid_argument, fmt::format("unknown step '{}'", operation));
}

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

std::string_view kind_of(const form::Problem& problem) {
    switch (problem.kind) {
        case form::ProblemKind::required: return "required";
        case form::ProblemKind::constraint: return "constraint";
        case form::ProblemKind::type: return "type";
        case form::ProblemKind::expression: return "expression";
    }
    return "";
}

Result<int> print_result(form::Session& session) {
    print_values(session, session.tree().root_element());
    const auto problems = session.problems();
    for (const form::Problem& problem : problems) {
        fmt::print("problem: {} {} {}\n", session.path(problem.place.node), kind_of(problem), problem.message);
    }
    if (!problems.empty()) {
        return kFailed;
    }
    TRY(session.finish());
    const form::Submission submission = TRY(make_submission(session));
    for (const form::Section& section : submission.sections) {
        fmt::print("section: {} {} {}, {} values, {} changes\n", section.path.empty() ? "/" : section.path,
                   section.subject_kind, section.subject_id, section.values.size(), section.changes.size());
    }
    fmt::print("{}\n", TRY(submission_xml(session.definition(), submission.sections)));
    return 0;
}

Result<int> run(const Request& request) {
    const FolderAttachments attachments{request.file, {request.entity_lists.begin(), request.entity_lists.end()}};
    const auto definition = TRY(form::Definition::load(TRY(read_file(request.file)), attachments));
    json steps = json::array();
    if (!request.steps.empty()) {
        steps = json::parse(TRY(read_file(request.steps)), nullptr, false);
        if (steps.is_object() && steps.contains("steps")) {
            steps = json(steps.at("steps"));
        }
        if (!steps.is_array()) {
            return fail(ErrorCode::invalid_argument, "the steps are no list");
        }
    }
    const SystemClock clock;
    SystemEntropy entropy;
    const EmptyEntities entities;
    form::SessionPorts ports;
    ports.clock = &clock;
    ports.entropy = &entropy;
    ports.entities = &entities;
    ports.utc_offset_minutes = request.utc_offset_minutes;
    form::OpenRequest opening;
    opening.language = request.language;
    auto opened = TRY(form::Session::open(*definition, ports, opening));
    std::size_t number = 0;
    for (const json& step : steps) {
        ++number;
        if (auto done = perform(*opened.session, step); !done) {
            fmt::print("step {}: {}\n", number, done.error().describe());
        }
    }
    return print_result(*opened.session);
}

}  // namespace

void add_run_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("run", "Fills a form by steps and prints what comes of it");
    command->add_option("form", request->file, "XForm document")->required();
    command->add_option("--steps", request->steps, "JSON list of steps; - is the standard input");
    command->add_option("--language", request->language, "One of the form's languages");
    command->add_option("--entity-list", request->entity_lists, "A list that stands for a register; repeatable");
    command->add_option("--utc-offset", request->utc_offset_minutes, "Minutes east of UTC");
    command->callback([request, &exit_code] {
        try {
            const auto outcome = run(*request);
            if (!outcome) {
                fmt::print(stderr, "{}: {}\n", request->file, outcome.error().describe());
            }
            exit_code = outcome ? *outcome : kRefused;
        } catch (const json::exception& problem) {
            fmt::print(stderr, "{}: {}\n", request->steps, problem.what());
            exit_code = kRefused;
        }
    });
}

}  // namespace daohu::cli
