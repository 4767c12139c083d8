// SPDX-License-Identifier: Apache-2.0
//
// Doing the steps of a script, and what a submission lacks of what it expects.

#include "platform/cli/form_script.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::cli {

using form::NodeId;

namespace {

form::RemovalReason reason_from(std::string_view text) {
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

// "/data/member": a new last row. "/data/member[3]": the same, unless there is a third row already.
Result<form::Patch> add_row(form::Session& session, const std::string& reference) {
    if (reference.ends_with(']') && session.find(reference) != NodeId::none) {
        return form::Patch{};
    }
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

Result<form::Patch> act(form::Session& session, const ScriptStep& step) {
    const std::string& operation = step.operation;
    if (operation == "set" || operation == "answer") {
        const NodeId node = TRY(node_at(session, step.reference));
        return session.answer(node, step.value);
    }
    if (operation == "state") {
        const NodeId node = TRY(node_at(session, step.reference));
        return session.set_state(node, form::answer_state_from(step.value));
    }
    if (operation == "add" || operation == "addRepeat") {
        return add_row(session, step.reference);
    }
    if (operation == "remove" || operation == "deleteRepeat") {
        const NodeId row = TRY(node_at(session, step.reference));
        return session.remove_row(row, reason_from(step.value));
    }
    if (operation == "language" || operation == "setLanguage") {
        return session.set_language(step.value);
    }
    if (operation == "undo") {
        return session.undo();
    }
    if (operation == "redo") {
        return session.redo();
    }
    if (operation == "init" || operation == "newInstance") {
        return form::Patch{};  // how the recorded cases begin: the form is open already
    }
    return fail(ErrorCode::invalid_argument, fmt::format("unknown step '{}'", operation));
}

Failure not_met(const ScriptStep& step, std::string_view what, std::string_view expected, std::string_view found) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} {}: expected '{}', found '{}'", step.reference, what, expected, found));
}

Result<void> expect(form::Session& session, const ScriptStep& step) {
    if (step.expects_absence) {
        const bool is_there = session.find(step.reference) != NodeId::none;
        return is_there ? Result<void>{not_met(step, "node", "none", "one")} : Result<void>{};
    }
    const NodeId node = TRY(node_at(session, step.reference));
    if (step.expected_value && session.value(node) != *step.expected_value) {
        return not_met(step, "value", *step.expected_value, session.value(node));
    }
    if (step.expected_relevance && session.is_relevant(node) != *step.expected_relevance) {
        return not_met(step, "relevant", *step.expected_relevance ? "true" : "false",
                       session.is_relevant(node) ? "true" : "false");
    }
    if (step.expected_label) {
        const std::string label = session.label(session.place_of(node));
        if (label != *step.expected_label) {
            return not_met(step, "label", *step.expected_label, label);
        }
    }
    if (step.expected_problem) {
        const auto problem = session.problem(node);
        const std::string_view found = problem ? problem_name(problem->kind) : "none";
        if (found != *step.expected_problem) {
            return not_met(step, "problem", *step.expected_problem, found);
        }
    }
    return {};
}

bool holds(const form::Change& change, const form::Section& section, const ExpectedChange& expected) {
    if (change_name(change.kind) != expected.kind || change.dataset != expected.dataset) {
        return false;
    }
    return std::ranges::all_of(expected.values, [&](const auto& value) {
        return std::ranges::any_of(change.writes, [&](const form::PropertyWrite& write) {
            return write.property == value.first && section.values[write.value].text == value.second;
        });
    });
}

}  // namespace

Result<void> perform(form::Session& session, const ScriptStep& step) {
    if (step.operation == "expect") {
        return expect(session, step);
    }
    TRY(act(session, step));
    return {};
}

std::string_view problem_name(form::ProblemKind kind) {
    switch (kind) {
        case form::ProblemKind::required: return "required";
        case form::ProblemKind::constraint: return "constraint";
        case form::ProblemKind::type: return "type";
        case form::ProblemKind::expression: return "expression";
    }
    return "";
}

std::string_view change_name(form::ChangeKind kind) {
    switch (kind) {
        case form::ChangeKind::record: return "record";
        case form::ChangeKind::create: return "create";
        case form::ChangeKind::update: return "update";
        case form::ChangeKind::close: return "close";
        case form::ChangeKind::attach: return "attach";
    }
    return "";
}

std::string missing_change(const form::Submission& submission, const FormScript& script) {
    for (const ExpectedChange& expected : script.changes) {
        const bool is_there = std::ranges::any_of(submission.sections, [&](const form::Section& section) {
            return std::ranges::any_of(section.changes,
                                       [&](const form::Change& change) { return holds(change, section, expected); });
        });
        if (is_there) {
            continue;
        }
        std::string text = fmt::format("no change '{} {}'", expected.kind, expected.dataset);
        for (const auto& [name, value] : expected.values) {
            text += fmt::format(" {}='{}'", name, value);
        }
        return text;
    }
    return {};
}

}  // namespace daohu::cli
