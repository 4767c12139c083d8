// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/settlement.hpp"

#include "core/casework/act/visibility.hpp"
#include "core/entry/sealed_stream.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using entry::DraftOperation;
using entry::OperationCode;

// Names of the records and of what they say. No form has them.
constexpr std::string_view kSettlement = "settlement";
constexpr std::string_view kMerge = "merge";
constexpr std::string_view kParting = "parting";
constexpr std::string_view kReason = "/reason";
constexpr std::string_view kProperty = "/property";

Result<void> check(const registry::Entity& entity, const Decision& decision, Act act) {
    if (!may(decision.role, act)) {
        return fail(ErrorCode::casework_role, std::string{code_of(decision.role)});
    }
    if (decision.reason.empty()) {
        return fail(ErrorCode::invalid_argument, "a decision needs a reason");
    }
    if (is_secret(entity) && decision.sealed_to.empty()) {
        return fail(ErrorCode::casework_no_reader);
    }
    return {};
}

DraftOperation record_of(std::string_view what, const Decision& decision) {
    DraftOperation record{
        .code = OperationCode::record, .dataset = std::string{what}, .assignments = {}, .replaces = {}};
    record.assignments.push_back({.name = std::string{kReason}, .value = decision.reason, .replaces = {}});
    return record;
}

entry::EntryDraft draft_of(EntityId subject, std::vector<DraftOperation> operations, const Decision& decision) {
    entry::EntryDraft draft;
    draft.scope = decision.sealed_to.empty() ? decision.scope : entry::sealed_stream(decision.sealed_to);
    entry::DraftSection about_nobody;
    about_nobody.operations.push_back(clock_record(decision.clock));
    about_nobody.sealed_to = decision.sealed_to;
    draft.sections.push_back(std::move(about_nobody));
    draft.sections.push_back(
        {.subject = subject, .operations = std::move(operations), .sealed_to = decision.sealed_to});
    return draft;
}

}  // namespace

Result<entry::EntryDraft> settle_conflict(const registry::Entity& entity, std::string_view property, entry::Value value,
                                          const Decision& decision) {
    TRY(check(entity, decision, Act::settle_conflict));
    const registry::Register* known = entity.find(property);
    if (known == nullptr || known->agreement != registry::Agreement::conflict) {
        return fail(ErrorCode::not_found, "no conflict");
    }
    DraftOperation record = record_of(kSettlement, decision);
    record.assignments.push_back({.name = std::string{kProperty}, .value = std::string{property}, .replaces = {}});
    DraftOperation update{.code = OperationCode::update, .dataset = entity.dataset, .assignments = {}, .replaces = {}};
    update.assignments.push_back(
        {.name = std::string{property}, .value = std::move(value), .replaces = known->all_writes()});
    return draft_of(entity.id, {std::move(record), std::move(update)}, decision);
}

Result<entry::EntryDraft> merge(const registry::Entity& one, const registry::Entity& other, const Decision& decision) {
    TRY(check(one, decision, Act::merge));
    if (one.id == other.id || one.dataset != other.dataset) {
        return fail(ErrorCode::invalid_argument, "nothing to merge");
    }
    DraftOperation same{.code = OperationCode::same_as, .dataset = one.dataset, .assignments = {}, .replaces = {}};
    same.assignments.push_back(
        {.name = std::string{entry::kOtherEntity}, .value = entry::reference_to(other.id), .replaces = {}});
    return draft_of(one.id, {record_of(kMerge, decision), std::move(same)}, decision);
}

Result<entry::EntryDraft> part(const registry::Entity& entity, std::span<const registry::HistoryItem> history,
                               const Decision& decision) {
    TRY(check(entity, decision, Act::part));
    DraftOperation parted{
        .code = OperationCode::not_same_as, .dataset = entity.dataset, .assignments = {}, .replaces = {}};
    for (const registry::HistoryItem& item : history) {
        if (item.operation == OperationCode::same_as && item.property.empty() && !item.is_replaced) {
            parted.replaces.push_back(item.write);
        }
    }
    if (parted.replaces.empty()) {
        return fail(ErrorCode::not_found, "nobody merged it");
    }
    return draft_of(entity.id, {record_of(kParting, decision), std::move(parted)}, decision);
}

}  // namespace daohu::casework
