// SPDX-License-Identifier: Apache-2.0
#pragma once

// Erasing a person on order (docs/decisions/0016-orders-to-erase.md). The sections about the person leave every entry
// the county has, whatever its standing; the headers stay and still verify. The county's device tells every tablet by
// an entry for each section, and a list outside the store and its backups keeps what must not come back: from a backup,
// or from a tablet that offers an entry again. Any thread, one at a time.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <set>

namespace daohu::county {

// What the list remembers of one section. Nothing of it is personal: ids are random.
struct ErasedSection {
    StreamId stream;
    entry::EntryId entry;
    Hash256 hash;
    std::uint32_t section = 0;
    std::vector<Hash256> files;  // attached by the section

    friend bool operator==(const ErasedSection&, const ErasedSection&) = default;
};

// The list, in the order in which it was written. A line that a power cut left unfinished is none; county_folder_damaged
// for any other that cannot be read.
[[nodiscard]] Result<std::vector<ErasedSection>> read_erase_list(const Folder& folder);

struct ErasureReport {
    std::size_t sections = 0;
    std::size_t files = 0;  // photographs removed from the shelves
    // Stores that a restore has put aside and that cannot be opened: whoever erases must remove them by hand.
    std::size_t unreachable = 0;
    // Who was ever said to be the same as the subject, under an id of his own: not erased with it, whoever asks decides.
    std::set<EntityId> said_to_be_same;
};

// Everything about the subject, now, in stores too that a restore has put aside. not_found when no section is about it.
[[nodiscard]] Result<ErasureReport> erase_subject(const Folder& folder, Store& store, EntityId subject,
                                                  const Clock& clock, Entropy& entropy);

// What the list says and the store does not know yet: after a restore. Done whenever a county is opened.
[[nodiscard]] Result<ErasureReport> replay_erasures(const Folder& folder, Store& store, const Clock& clock,
                                                    Entropy& entropy);

}  // namespace daohu::county
