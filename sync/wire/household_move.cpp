// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/household_move.hpp"

#include "sync/wire/order_fields.hpp"

#include <algorithm>
#include <utility>

namespace daohu::wire {

namespace {

constexpr std::string_view kDataset = "household_move";
constexpr std::string_view kEnd = "end";
constexpr std::string_view kSubjects = "subjects";  // their ids one behind the other

bool creates(const entry::SignedEntry& entry, std::size_t index) {
    const auto section = entry.section(index);
    return section && std::ranges::find(section->operations, entry::OperationCode::create, &entry::Operation::code) !=
                          section->operations.end();
}

}  // namespace

entry::EntryDraft make_draft(const HouseholdMove& move, StreamId stream) {
    Bytes subjects;
    for (const EntityId subject : move.subjects) {
        subjects.insert(subjects.end(), subject.bytes().begin(), subject.bytes().end());
    }
    entry::DraftOperation operation{entry::OperationCode::publish, std::string{kDataset}, {}, {}};
    operation.assignments.push_back(order_field(kEnd, entry::Value{static_cast<std::int64_t>(move.end)}));
    operation.assignments.push_back(order_field(kSubjects, ByteView{subjects}));
    return order_draft(entry::EntryKind::publish, stream, std::move(operation));
}

Result<HouseholdMove> read_household_move(const entry::SignedEntry& entry) {
    const auto fields = OrderFields::of(entry, entry::EntryKind::publish, entry::OperationCode::publish, kDataset);
    const auto* end = fields ? fields->find<std::int64_t>(kEnd) : nullptr;
    const auto* subjects = fields ? fields->find<Bytes>(kSubjects) : nullptr;
    const bool is_end_known = end != nullptr && (*end == static_cast<std::int64_t>(MoveEnd::left) ||
                                                 *end == static_cast<std::int64_t>(MoveEnd::joined));
    if (!is_end_known || subjects == nullptr || subjects->empty() || subjects->size() % EntityId::kSize != 0 ||
        subjects->size() > kMaxMovedSubjects * EntityId::kSize) {
        return fail(ErrorCode::entry_administrative_malformed, "household_move");
    }
    HouseholdMove move{.end = static_cast<MoveEnd>(*end), .subjects = {}};
    for (std::size_t at = 0; at < subjects->size(); at += EntityId::kSize) {
        move.subjects.push_back(TRY(EntityId::from_bytes(ByteView{*subjects}.subspan(at, EntityId::kSize))));
    }
    return move;
}

std::set<EntityId> created_within(const entry::SignedEntry& entry, const std::set<EntityId>& household) {
    std::set<EntityId> created;
    const entry::Header& header = entry.header();
    for (std::size_t i = 0; i < header.sections.size(); ++i) {
        const auto& subject = header.sections[i].subject;
        if (subject && !household.contains(*subject) && creates(entry, i)) {
            created.insert(*subject);
        }
    }
    const bool is_about_others = std::ranges::any_of(
        header.subjects, [&](EntityId subject) { return !household.contains(subject) && !created.contains(subject); });
    const bool is_about_household =
        std::ranges::any_of(header.subjects, [&](EntityId subject) { return household.contains(subject); });
    return is_about_others || !is_about_household ? std::set<EntityId>{} : created;
}

}  // namespace daohu::wire
