// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/form_script.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace daohu::cli {

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

}  // namespace daohu::cli
