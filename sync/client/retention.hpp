// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lets go of what is over (docs/law.md, L-06): the content about somebody whose entry in the register is closed leaves the
// tablet, section by section, when the county has had all of it for the days it has ordered. Headers stay, so that the
// chains still verify; the county keeps everything. What is open stays, since the work needs it. Own entries count as the
// county's only when they are in a backup of it. Where no days were ordered nothing is let go.
//
// Days are the county's, counted from when this tablet first saw that the county has an entry: no clock of a tablet can
// shorten them. When somebody writes about a subject again, its streams are pulled anew.
//
// Private to sync/client; the sync thread, with its table work on the store's thread.

#include "core/base/clock.hpp"
#include "core/registry/registry_reader.hpp"
#include "core/registry/store_thread.hpp"
#include "sync/client/sync_files.hpp"

#include <map>
#include <set>
#include <vector>

namespace daohu::client {

// On the store's thread, while orders are looked through.
//
// An order of the county about retention; another entry changes nothing.
Result<void> note_retention(registry::Recorder& recorder, const entry::SignedEntry& order);
// Somebody writes about what was let go.
Result<void> note_wanted(registry::Recorder& recorder, const entry::SignedEntry& arrived);

class Retention {
public:
    // Both must outlive this.
    Retention(registry::StoreThread& thread, const registry::SchemaSet& schemas)
        : m_thread{thread}, m_schemas{schemas} {}

    // Does a day's work once in a day of the county.
    Result<void> run(WallTime county_time);
    // Attached to what was let go: to be removed from the folder.
    [[nodiscard]] const std::vector<SealedFile>& files() const { return m_files; }

private:
    // What is here about one subject.
    struct Subject {
        std::vector<std::uint64_t> ordinals;  // of entries with content about it
        bool is_ripe = true;                  // the county has had all of them for long enough
        StreamId stream;
    };
    struct Order {
        std::int64_t days = 0;
        std::int64_t today = 0;  // days since 1970 UTC
    };

    Result<void> recall(registry::Recorder& recorder);
    [[nodiscard]] Result<std::optional<Order>> order_of_today(registry::Recorder& recorder, std::int64_t today);
    // False at the end of the journal.
    [[nodiscard]] Result<bool> look_at_some(registry::Recorder& recorder, const Order& order);
    // Whether the county has had an entry for long enough; notes that it has it.
    [[nodiscard]] Result<bool> is_ripe(registry::Recorder& recorder, const journal::StoredEntry& stored,
                                       const Order& order);
    Result<void> let_go(registry::Recorder& recorder, EntityId subject);
    Result<void> finish(registry::Recorder& recorder, const Order& order);

    registry::StoreThread& m_thread;
    const registry::SchemaSet& m_schemas;
    std::uint64_t m_ordinal = 0;  // looked at so far
    std::map<EntityId, Subject> m_subjects;
    std::vector<SealedFile> m_files;
    bool m_has_let_go = false;
};

}  // namespace daohu::client
