// SPDX-License-Identifier: Apache-2.0
#include "sync/county/blind_edges.hpp"

#include "core/registry/facts.hpp"
#include "sync/county/moved_sections.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace daohu::county {

namespace {

// One entry holds so many verdicts, well below what an entry may be.
constexpr std::size_t kVerdictsAnEntry = 1000;

Result<std::vector<registry::BlindEdge>> find_blind(StoreWriter& writer, const entry::SignedEntry& entry) {
    std::vector<registry::BlindEdge> blind;
    const DeviceId author = entry.header().device;
    for (const registry::SubjectFacts& subject : registry::facts_of(entry).subjects) {
        for (const registry::Edge& edge : subject.edges) {
            const bool is_own = edge.replaced.entry.device == author;
            const bool was_seen = is_own || TRY(writer.was_given(author, edge.replaced.entry));
            if (!was_seen) {
                blind.push_back({subject.subject, {entry.id(), edge.by}, edge.replaced});
            }
        }
    }
    return blind;
}

Result<void> publish(StoreWriter& writer, CountyPen& pen, StreamId stream,
                     std::span<const registry::BlindEdge> verdicts) {
    while (!verdicts.empty()) {
        const auto part = verdicts.first(std::min(verdicts.size(), kVerdictsAnEntry));
        verdicts = verdicts.subspan(part.size());
        entry::EntryDraft draft;
        draft.kind = entry::EntryKind::publish;
        draft.scope = stream;
        draft.sections.emplace_back();
        for (const registry::BlindEdge& verdict : part) {
            draft.sections.back().operations.push_back(registry::make_blind_edge(verdict));
        }
        TRY(pen.write(writer, draft));
    }
    return {};
}

}  // namespace

Result<void> judge_edges(const Store& store, StoreWriter& writer, CountyPen* pen) {
    if (pen == nullptr || store.epoch() != kEpochThatKnows) {
        return {};
    }
    // The verdicts join them; an entry about somebody who has moved stands in two streams.
    const std::set<EntryRow> rows{writer.appended().begin(), writer.appended().end()};
    for (const EntryRow row : rows) {
        const Bytes bytes = TRY(writer.load_entry(row));
        const entry::SignedEntry entry = TRY(entry::SignedEntry::decode(bytes));
        const auto device = TRY(writer.find_device(entry.header().device));
        if (entry.header().edges.empty() || !device || device->is_county) {
            continue;
        }
        const auto blind = TRY(find_blind(writer, entry));
        TRY(publish(writer, *pen, entry.header().scope, blind));
        for (const StreamId home : TRY(streams_moved_to(writer, entry.header()))) {
            TRY(publish(writer, *pen, home, blind));
        }
    }
    return {};
}

}  // namespace daohu::county
