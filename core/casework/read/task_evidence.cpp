// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/task_evidence.hpp"

#include "core/casework/act/visibility.hpp"
#include "core/casework/open_entities.hpp"
#include "core/casework/read/links.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using registry::Entity;

constexpr std::size_t kNamesakes = 16;

// The people of the line's name, in the order in which they were first written down here.
Result<std::vector<Entity>> namesakes(const ReadContext& context, const Entity& task) {
    std::vector<Entity> people;
    const std::string name = text_or_empty(task, "person_name");
    if (name.empty()) {
        return people;
    }
    const auto found = TRY(context.registry.search({.typed = name, .stream = {}, .limit = kNamesakes}));
    for (const EntityId id : found.first) {
        auto entity = TRY(context.registry.find(id));
        if (entity && entity->exists() && entity->dataset == "person" && entity->text("full_name") == name) {
            people.push_back(std::move(*entity));
        }
    }
    return people;
}

bool may_be_meant(const Entity& person, const Entity& task) {
    const std::string number = text_or_empty(person, "id_number");
    const std::string tail = text_or_empty(task, "id_last4");
    return number.empty() || tail.empty() || number.ends_with(tail);
}

}  // namespace

Result<TaskSubject> task_subject(const ReadContext& context, const Entity& task) {
    TaskSubject subject{.person = task.reference("person"), .household = task.reference("household")};
    if (subject.person || subject.household) {
        return subject;
    }
    std::vector<Entity> people = TRY(namesakes(context, task));
    std::erase_if(people, [&task](const Entity& person) { return !may_be_meant(person, task); });
    if (people.size() == 1) {
        subject = {.person = people.front().id, .household = people.front().reference("lives_in")};
    }
    return subject;
}

Result<TaskEvidence> task_evidence(const ReadContext& context, const Entity& task) {
    registry::RegistryReader& registry = context.registry;
    TaskEvidence evidence;
    const TaskSubject subject = TRY(task_subject(context, task));
    if (subject.household) {
        const auto visits = TRY(linked_to(registry, HouseholdLinkProjector::kName, *subject.household, "visit"));
        for (const Linked& linked : visits) {
            const auto visit = TRY(registry.find(linked.entity));
            if (visit && visit->reference("task") == task.id) {
                evidence.visit = visit->id;
            }
        }
    }
    const std::string batch = text_or_empty(task, "batch");
    const std::vector<Entity> people = TRY(namesakes(context, task));
    for (const Entity& person : people) {
        const auto cases = TRY(linked_to(registry, PersonLinkProjector::kName, person.id, "case"));
        for (const Linked& linked : cases) {
            const auto the_case = TRY(registry.find(linked.entity));
            if (the_case && !is_secret(*the_case) && !batch.empty() && the_case->text("source_ref") == batch) {
                evidence.discovery = the_case->id;
            }
        }
    }
    return evidence;
}

}  // namespace daohu::casework
