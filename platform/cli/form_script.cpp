// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/form_script.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace daohu::cli {

using form::NodeId;
using nlohmann::json;

namespace {

Result<std::string> required_text(const json& object, const char* key, std::string_view where) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) {
        return fail(ErrorCode::invalid_argument, fmt::format("{}: '{}' is no text", where, key));
    }
    return found->get<std::string>();
}

// A text; a number or a condition as it would be typed; nothing for null.
Result<std::string> answer_text(const json& value, std::string_view where) {
    if (value.is_structured()) {
        return fail(ErrorCode::invalid_argument, fmt::format("{}: a value that is a list or an object", where));
    }
    if (value.is_null()) {
        return std::string{};
    }
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string optional_text(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<std::string> expected_text(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? std::optional{found->get<std::string>()} : std::nullopt;
}

// A step of the conformance cases: the value a node had when they were recorded, null where it had none.
Result<ScriptStep> recorded_expectation(const json& object, ScriptStep step) {
    step.operation = "expect";
    const auto value = object.find("value");
    step.expected_value = value == object.end() ? std::string{} : TRY(answer_text(*value, step.reference));
    const auto exists = object.find("exists");
    step.expects_absence = exists != object.end() && exists->is_boolean() && !exists->get<bool>();
    return step;
}

Result<ScriptStep> step_from(const json& object, std::size_t number) {
    const std::string where = fmt::format("step {}", number);
    if (!object.is_object()) {
        return fail(ErrorCode::invalid_argument, where + " is no object");
    }
    ScriptStep step;
    step.operation = TRY(required_text(object, "op", where));
    step.reference = optional_text(object, "ref");
    if (step.operation == "expectValue") {
        return recorded_expectation(object, std::move(step));
    }
    const bool expects = step.operation == "expect";
    for (const char* key : {"value", "reason", "lang"}) {
        if (!expects && object.contains(key)) {
            step.value = TRY(answer_text(object.at(key), where));
        }
    }
    if (expects) {
        step.expected_value = expected_text(object, "value");
        step.expected_label = expected_text(object, "label");
        step.expected_problem = expected_text(object, "problem");
        if (object.contains("relevant") && object.at("relevant").is_boolean()) {
            step.expected_relevance = object.at("relevant").get<bool>();
        }
        if (!step.expected_value && !step.expected_label && !step.expected_problem && !step.expected_relevance) {
            return fail(ErrorCode::invalid_argument, where + " expects nothing");
        }
    }
    return step;
}

Result<std::map<std::string, std::string>> texts_of(const json& object, std::string_view where) {
    std::map<std::string, std::string> texts;
    for (const auto& [key, value] : object.items()) {
        if (!value.is_string()) {
            return fail(ErrorCode::invalid_argument, fmt::format("{}: '{}' is no text", where, key));
        }
        texts.emplace(key, value.get<std::string>());
    }
    return texts;
}

Result<form::Entity> entity_from(const json& object, std::string_view list) {
    form::Entity entity;
    entity.id = TRY(required_text(object, "id", list));
    entity.label = optional_text(object, "label");
    const auto texts = TRY(texts_of(object, list));
    for (const auto& [name, value] : texts) {
        if (name != "id" && name != "label") {
            entity.properties.push_back({.name = name, .value = value, .writes = {}});
        }
    }
    return entity;
}

std::string csv_cell(std::string_view text) {
    std::string cell{"\""};
    for (const char character : text) {
        cell += character;
        if (character == '"') {
            cell += character;
        }
    }
    return cell + '"';
}

std::string pack_from(const std::map<std::string, std::string>& rows) {
    std::string csv = "name,label,value\n";
    for (const auto& [name, value] : rows) {
        csv += fmt::format("{},,{}\n", csv_cell(name), csv_cell(value));
    }
    return csv;
}

Result<void> read_circumstances(const json& object, FormScript& script) {
    if (object.contains("prefills")) {
        const auto prefills = TRY(texts_of(object.at("prefills"), "prefills"));
        for (const auto& [path, value] : prefills) {
            script.prefills.push_back({path, value});
        }
    }
    if (object.contains("pack")) {
        const auto rows = TRY(texts_of(object.at("pack"), "pack"));
        script.pack = pack_from(rows);
    }
    if (!object.contains("registers")) {
        return {};
    }
    for (const auto& [list, rows] : object.at("registers").items()) {
        for (const json& row : rows) {
            form::Entity entity = TRY(entity_from(row, list));
            script.registers[list].push_back(std::move(entity));
        }
    }
    return {};
}

Result<void> read_changes(const json& object, FormScript& script) {
    if (!object.contains("changes")) {
        return {};
    }
    for (const json& change : object.at("changes")) {
        ExpectedChange expected;
        expected.kind = TRY(required_text(change, "change", "changes"));
        expected.dataset = TRY(required_text(change, "dataset", "changes"));
        if (change.contains("values")) {
            expected.values = TRY(texts_of(change.at("values"), "changes"));
        }
        script.changes.push_back(std::move(expected));
    }
    return {};
}

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

std::size_t FormScript::touched() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        steps, [](const ScriptStep& step) { return step.operation == "answer" || step.operation == "state"; }));
}

Result<FormScript> read_form_script(std::string_view json_text) {
    const json document = json::parse(json_text, nullptr, false);
    const bool is_object = document.is_object();
    if (!is_object && !document.is_array()) {
        return fail(ErrorCode::invalid_argument, "the steps are neither a JSON list nor an object");
    }
    FormScript script;
    const json steps = is_object ? document.value("steps", json::array()) : document;
    std::size_t number = 0;
    for (const json& step : steps) {
        ScriptStep read = TRY(step_from(step, ++number));
        script.steps.push_back(std::move(read));
    }
    if (is_object) {
        script.about = optional_text(document, "about");
        script.language = optional_text(document, "language");
        TRY(read_circumstances(document, script));
        TRY(read_changes(document, script));
    }
    return script;
}

Result<void> ScriptedRegisters::read(std::string_view list, ByteView, form::EntitySink& sink) const {
    if (const auto found = m_script.registers.find(list); found != m_script.registers.end()) {
        for (const form::Entity& entity : found->second) {
            sink.entity(entity);
        }
    }
    return {};
}

Result<std::optional<form::Entity>> ScriptedRegisters::find(std::string_view list, std::string_view id,
                                                            ByteView) const {
    const auto found = m_script.registers.find(list);
    if (found == m_script.registers.end()) {
        return std::optional<form::Entity>{};
    }
    const auto entity =
        std::ranges::find_if(found->second, [id](const form::Entity& candidate) { return candidate.id == id; });
    return entity == found->second.end() ? std::optional<form::Entity>{} : std::optional{*entity};
}

form::AttachmentKind ScriptedAttachments::find(std::string_view name) const {
    return name == kPackFile && m_script.pack ? form::AttachmentKind::file : m_folder.find(name);
}

Result<std::string> ScriptedAttachments::read(std::string_view name) const {
    if (name == kPackFile && m_script.pack) {
        return *m_script.pack;
    }
    return m_folder.read(name);
}

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
