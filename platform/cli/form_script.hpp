// SPDX-License-Identifier: Apache-2.0
#pragma once

// A form filled by a list of steps: what `daohu-form run --steps` plays, and what tests/forms holds for every form.
// One thread.
//
// A script is a JSON list of steps, or an object:
//
//     {"about": "...", "language": "zh",
//      "prefills": {"/data/household_id": "..."},                    what casework knows when the form is opened
//      "pack": {"R-121": "1"},                                       rows of pack.csv
//      "registers": {"person": [{"id": "...", "label": "...", "lives_in": "..."}]},
//      "steps": [{"op": "answer", "ref": "/data/age", "value": "7"},
//                {"op": "expect", "ref": "/data/age", "problem": "constraint"}],
//      "changes": [{"change": "create", "dataset": "visit", "values": {"facts_changed": "no"}}]}
//
// Steps: answer (set), state, addRepeat (add), deleteRepeat (remove, with "reason"), setLanguage (language, with
// "lang"), undo, redo, and expect with any of "value", "relevant", "label", "problem" ("required", "constraint", "type",
// "expression" or "none"). The steps of the conformance cases are understood as well: init, newInstance, and expectValue
// with "value" and "exists".

#include "core/form/submission.hpp"
#include "platform/cli/folder_attachments.hpp"

#include <map>
#include <optional>

namespace daohu::cli {

struct ScriptStep {
    std::string operation;
    std::string reference;
    std::string value;  // also the reason and the language
    std::optional<std::string> expected_value;
    std::optional<std::string> expected_label;
    std::optional<std::string> expected_problem;
    std::optional<bool> expected_relevance;
    bool expects_absence = false;  // of the node
};

// A change the submission must hold: these values among others.
struct ExpectedChange {
    std::string kind;
    std::string dataset;
    std::map<std::string, std::string> values;
};

struct FormScript {
    std::string about;
    std::string language;
    std::vector<form::Prefill> prefills;
    std::optional<std::string> pack;  // the text of pack.csv
    std::map<std::string, std::vector<form::Entity>, std::less<>> registers;
    std::vector<ScriptStep> steps;
    std::vector<ExpectedChange> changes;

    // Answers and states a person gives.
    [[nodiscard]] std::size_t touched() const;
};

// invalid_argument, naming what is wrong and where.
[[nodiscard]] Result<FormScript> read_form_script(std::string_view json_text);

// The registers of a script; the lists it does not name are empty.
class ScriptedRegisters final : public form::EntitySource {
public:
    explicit ScriptedRegisters(const FormScript& script) : m_script{script} {}
    [[nodiscard]] Result<void> read(std::string_view list, ByteView frontier, form::EntitySink& sink) const override;
    [[nodiscard]] Result<std::optional<form::Entity>> find(std::string_view list, std::string_view id,
                                                           ByteView frontier) const override;

private:
    const FormScript& m_script;
};

// The files beside a form, with the script's pack in place of pack.csv.
class ScriptedAttachments final : public form::Attachments {
public:
    ScriptedAttachments(const FormScript& script, FolderAttachments folder)
        : m_script{script}, m_folder{std::move(folder)} {}
    [[nodiscard]] form::AttachmentKind find(std::string_view name) const override;
    [[nodiscard]] Result<std::string> read(std::string_view name) const override;

private:
    const FormScript& m_script;
    FolderAttachments m_folder;
};

// Does one step. An expectation that is not met is a failure as well: form_no_such_node, invalid_argument (an unknown
// step, an expectation that fails) and what the session says.
[[nodiscard]] Result<void> perform(form::Session& session, const ScriptStep& step);

[[nodiscard]] std::string_view problem_name(form::ProblemKind kind);
[[nodiscard]] std::string_view change_name(form::ChangeKind kind);

// The first expected change the submission does not hold, in words; empty where it holds all.
[[nodiscard]] std::string missing_change(const form::Submission& submission, const FormScript& script);

}  // namespace daohu::cli
