// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/visibility.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

constexpr std::string_view kCase = "case";
constexpr std::string_view kChild = "child";
constexpr std::string_view kComplaint = "complaint";
constexpr std::string_view kObjection = "objection";
constexpr std::string_view kSafetyMode = "safety_mode";

// Whether any value that nobody replaced is this text: a conflict over secrecy is no reason to show it.
bool any_is(const registry::Entity& entity, std::string_view property, std::string_view text) {
    const registry::Register* known = entity.find(property);
    return known != nullptr && std::ranges::any_of(known->siblings, [&](const registry::Sibling& sibling) {
               const auto* value = std::get_if<std::string>(&sibling.value);
               return value != nullptr && *value == text;
           });
}

bool any_names(const registry::Entity& entity, std::string_view property, std::string_view code) {
    const registry::Register* known = entity.find(property);
    return known != nullptr && std::ranges::any_of(known->siblings, [&](const registry::Sibling& sibling) {
               const auto* value = std::get_if<std::string>(&sibling.value);
               return value != nullptr && (" " + *value + " ").find(" " + std::string{code} + " ") != std::string::npos;
           });
}

bool is_complaint(const registry::Entity& entity) {
    return entity.dataset == kComplaint || entity.dataset == kObjection;
}

// Signs of harm that somebody saw on a child.
bool shows_harm(const registry::Entity& entity) {
    const auto signs = entity.dataset == kChild ? entity.text("safety_signs") : std::nullopt;
    return signs && !signs->empty() && *signs != "none";
}

bool is_unreadable(const registry::Entity& entity) { return entity.dataset.empty(); }

bool is_about(const registry::Entity& complaint, EntityId worker) {
    const registry::Register* target = complaint.find("target");
    return target != nullptr && std::ranges::any_of(target->siblings, [&](const registry::Sibling& sibling) {
               const Result<EntityId> named = entry::referenced_entity(sibling.value);
               return named && *named == worker;
           });
}

}  // namespace

bool is_safety_case(const registry::Entity& entity) {
    if (entity.dataset != kCase) {
        return false;
    }
    if (any_is(entity, kSafetyMode, "yes")) {
        return true;
    }
    const bool is_of_its_kind =
        any_names(entity, "hardship_kinds", "violence") || any_names(entity, "hardship_kinds", "child_risk");
    return is_of_its_kind && !any_is(entity, kSafetyMode, "no");
}

bool is_secret(const registry::Entity& entity) {
    return is_unreadable(entity) || is_complaint(entity) || is_safety_case(entity) || shows_harm(entity);
}

bool is_hidden(const registry::Entity& entity, const Viewer& viewer) {
    if (is_unreadable(entity)) {
        return true;
    }
    if (is_complaint(entity)) {
        return !may_see(viewer.role, Sight::complaints) || (viewer.worker && is_about(entity, *viewer.worker));
    }
    return (is_safety_case(entity) || shows_harm(entity)) && !may_see(viewer.role, Sight::safety_cases);
}

bool is_hidden_from_reader(const registry::Entity& entity, const Viewer& viewer) {
    return is_unreadable(entity) || (is_complaint(entity) && viewer.worker && is_about(entity, *viewer.worker));
}

Result<bool> is_hidden(const registry::Entity& entity, const Viewer& viewer, registry::RegistryReader& registry) {
    if (is_hidden(entity, viewer)) {
        return true;
    }
    const std::optional<EntityId> case_id = entity.reference(kCase);
    if (!case_id) {
        return false;
    }
    const auto the_case = TRY(registry.find(*case_id));
    return the_case && is_hidden(*the_case, viewer);
}

}  // namespace daohu::casework
