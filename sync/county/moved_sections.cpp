// SPDX-License-Identifier: Apache-2.0
#include "sync/county/moved_sections.hpp"

#include "core/vault/attachments.hpp"
#include "sync/wire/household_move.hpp"

#include <vector>

namespace daohu::county {

namespace {

// Photographs that are named in a section; none where it is sealed or not here.
std::vector<Hash256> files_of(const entry::SignedEntry& entry, std::size_t index) {
    std::vector<Hash256> files;
    const auto section = entry.section(index);
    if (!section) {
        return files;
    }
    for (const entry::Value& value : section->values) {
        if (const auto* bytes = std::get_if<Bytes>(&value)) {
            if (const auto manifest = vault::decode_manifest(*bytes)) {
                files.push_back(manifest->address);
            }
        }
    }
    return files;
}

}  // namespace

Result<bool> withhold_moved(entry::SignedEntry& entry, StreamId stream, const HomeOf& home_of) {
    const StreamId scope = entry.header().scope;
    std::set<EntityId> here;
    for (const EntityId subject : entry.header().subjects) {
        const auto home = TRY(home_of(subject));
        if (home.value_or(scope) == stream) {
            here.insert(subject);
        }
    }
    const std::size_t all = entry.header().subjects.size();
    const bool carries_rest = stream == scope ? all == 0 || !here.empty() : here.size() == all;
    const std::vector<entry::SectionDescriptor> sections = entry.header().sections;
    bool is_changed = false;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const bool is_carried = sections[i].subject ? here.contains(*sections[i].subject) : carries_rest;
        if (!is_carried && std::holds_alternative<Bytes>(entry.sections()[i])) {
            entry.remove_section(i, entry::Absence::withheld);
            is_changed = true;
        }
    }
    return is_changed;
}

Result<std::set<StreamId>> streams_moved_to(StoreWriter& store, const entry::Header& header) {
    std::set<StreamId> streams;
    for (const EntityId subject : header.subjects) {
        const auto home = TRY(store.home_of(subject));
        if (home && *home != header.scope) {
            streams.insert(*home);
        }
    }
    return streams;
}

Result<void> place_with_household(StoreWriter& store, const entry::SignedEntry& entry, EntryRow row, StreamId stream) {
    TRY(store.append_to_stream(stream, row));
    for (std::size_t i = 0; i < entry.sections().size(); ++i) {
        const auto& subject = entry.header().sections[i].subject;
        const auto home = subject ? TRY(store.home_of(*subject)) : std::optional{stream};
        if (home != stream) {
            continue;
        }
        for (const Hash256& file : files_of(entry, i)) {
            TRY(store.add_moved_file(stream, file, entry.header().scope));
        }
    }
    return {};
}

Result<void> follow_moves(StoreWriter& store, const entry::SignedEntry& entry, EntryRow row) {
    const std::set<StreamId> homes = TRY(streams_moved_to(store, entry.header()));
    for (const StreamId home : homes) {
        std::set<EntityId> household;
        for (const EntityId subject : entry.header().subjects) {
            if (TRY(store.home_of(subject)) == home) {
                household.insert(subject);
            }
        }
        for (const EntityId created : wire::created_within(entry, household)) {
            TRY(store.set_home(created, home));
        }
        TRY(place_with_household(store, entry, row, home));
    }
    return {};
}

}  // namespace daohu::county
