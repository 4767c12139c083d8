// SPDX-License-Identifier: Apache-2.0
#include "sync/county/moving.hpp"

#include "core/registry/facts.hpp"
#include "sync/county/belongings.hpp"
#include "sync/county/county_pen.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/moved_sections.hpp"
#include "sync/county/register_view.hpp"
#include "sync/wire/household_move.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace daohu::county {

namespace {

constexpr std::size_t kEntriesAtOnce = 256;
constexpr std::uint64_t kBehindEverything = INT64_MAX;

// Verdicts of the county's about writes of theirs are part of how their past is read.
bool judges(const entry::SignedEntry& entry, const std::set<EntityId>& subjects) {
    const auto verdicts = registry::facts_of(entry).blind_edges;
    return std::ranges::any_of(verdicts,
                               [&](const registry::BlindEdge& verdict) { return subjects.contains(verdict.subject); });
}

bool is_about(const entry::SignedEntry& entry, const std::set<EntityId>& subjects) {
    const std::vector<EntityId>& named = entry.header().subjects;
    return named.empty() ? judges(entry, subjects)
                         : std::ranges::any_of(named, [&](EntityId subject) { return subjects.contains(subject); });
}

struct Moving {
    StreamId from;
    StreamId to;
    std::uint64_t folded = 0;  // positions of `from` that the registers were made of
    std::set<EntityId> subjects;
};

// Everything about them in the stream they leave, each entry once and in its order. What came after the registers were
// folded may bring more that is theirs.
Result<std::vector<RawEntry>> collect(StoreWriter& writer, Moving& moving) {
    std::vector<RawEntry> entries;
    std::set<EntryRow> known;
    for (std::uint64_t after = 0;;) {
        auto placed = TRY(writer.placed_after(moving.from, after, kEntriesAtOnce));
        if (placed.empty()) {
            return entries;
        }
        after = placed.back().position;
        for (PlacedEntry& one : placed) {
            const auto entry = TRY(entry::SignedEntry::decode(one.entry.bytes));
            if (!is_about(entry, moving.subjects)) {
                continue;
            }
            if (one.position > moving.folded) {
                moving.subjects.merge(wire::created_within(entry, moving.subjects));
            }
            if (known.insert(one.entry.row).second) {
                entries.push_back(std::move(one.entry));
            }
        }
    }
}

Result<void> announce(StoreWriter& writer, CountyPen& pen, const Moving& moving) {
    wire::HouseholdMove part;
    const auto write = [&]() -> Result<void> {
        part.end = wire::MoveEnd::left;
        TRY(pen.write(writer, make_draft(part, moving.from)));
        part.end = wire::MoveEnd::joined;
        TRY(pen.write(writer, make_draft(part, moving.to)));
        part.subjects.clear();
        return {};
    };
    for (const EntityId subject : moving.subjects) {
        part.subjects.push_back(subject);
        if (part.subjects.size() == wire::kMaxMovedSubjects) {
            TRY(write());
        }
    }
    return part.subjects.empty() ? Result<void>{} : write();
}

}  // namespace

Result<MoveReport> move_household(const Folder& folder, Store& store, const registry::SchemaSet& schemas,
                                  const MoveOrder& order, const Clock& clock, Entropy& entropy) {
    TRY(check_village_code(order.from));
    TRY(check_village_code(order.to));
    const auto from = TRY(store.find_village(order.from));
    if (!from) {
        return fail(ErrorCode::not_found, "village " + order.from);
    }
    if (order.from == order.to) {
        return fail(ErrorCode::invalid_argument, "it is there already");
    }
    Moving moving{.from = *from, .to = {}, .folded = 0, .subjects = {}};
    const StreamSlice end = TRY(store.read_stream(*from, kBehindEverything, 0, IncarnationId{}));
    moving.folded = end.head;
    {
        const auto view = TRY(RegisterView::open(folder, store, schemas, clock, entropy));
        TRY(view->add(*from));
        moving.subjects = TRY(belongings_of(view->reader(), schemas, order.household));
    }
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    const auto writer = TRY(store.begin());
    moving.to = TRY(village_stream(*writer, order.to, entropy));
    const std::vector<RawEntry> entries = TRY(collect(*writer, moving));
    for (const EntityId subject : moving.subjects) {
        TRY(writer->set_home(subject, moving.to));
    }
    for (const RawEntry& raw : entries) {
        const auto entry = TRY(entry::SignedEntry::decode(raw.bytes));
        TRY(place_with_household(*writer, entry, raw.row, moving.to));
    }
    TRY(announce(*writer, pen, moving));
    TRY(writer->commit());
    return MoveReport{.subjects = moving.subjects.size(), .entries = entries.size()};
}

}  // namespace daohu::county
