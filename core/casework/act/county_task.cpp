// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/county_task.hpp"

namespace daohu::casework {

namespace {

std::string text_of(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

bool is_of_batch(const registry::Entity& task, std::string_view batch) {
    return task.dataset == "task" && task.text("batch") == batch;
}

policy::Known<policy::Code> code_of(const registry::Entity& entity, std::string_view property) {
    const registry::Register* known = entity.find(property);
    if (known == nullptr) {
        return {};
    }
    if (known->agreement == registry::Agreement::conflict) {
        return policy::Known<policy::Code>::without_answer(policy::AnswerState::disputed);
    }
    const auto* code = std::get_if<std::string>(&known->displayed());
    return code == nullptr ? policy::Known<policy::Code>{} : policy::Known<policy::Code>{*code};
}

}  // namespace

bool is_open_task(const registry::Entity& task) {
    const auto result = code_of(task, "result");
    return !result.is_answered() || result.is("not_found");
}

TaskLine task_line(const registry::Entity& task) {
    TaskLine line;
    line.id = task.id;
    line.batch = text_of(task, "batch");
    line.person_name = text_of(task, "person_name");
    line.village = text_of(task, "village");
    line.id_last4 = text_of(task, "id_last4");
    if (const auto due = Date::parse(text_of(task, "due"))) {
        line.due = *due;
    }
    line.attempts = task.number("attempts").value_or(0);
    line.is_open = is_open_task(task);
    return line;
}

BatchProgress batch_progress(std::span<const registry::Entity> tasks, std::string_view batch) {
    BatchProgress progress;
    for (const registry::Entity& task : tasks) {
        if (!is_of_batch(task, batch)) {
            continue;
        }
        ++progress.pushed;
        if (is_open_task(task)) {
            progress.open.push_back(task.id);
        } else {
            ++progress.completed;
        }
    }
    return progress;
}

std::vector<policy::Task> task_facts(std::span<const registry::Entity> tasks, std::string_view batch) {
    std::vector<policy::Task> facts;
    for (const registry::Entity& task : tasks) {
        if (is_of_batch(task, batch)) {
            facts.push_back({.source_body = code_of(task, "source_body"), .result = code_of(task, "result")});
        }
    }
    return facts;
}

}  // namespace daohu::casework
