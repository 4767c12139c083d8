// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes the county's own entries: grants, what is published, erasures, imported registers. The server is an enrolled
// device with its own chain like any tablet; its author is the office. Any thread, one at a time.
//
// After a restore the server is in a new epoch and begins a new incarnation: what the backup lacks may be on tablets, and
// its numbers must not be used twice.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/entry/draft.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

namespace daohu::county {

class CountyPen {
public:
    // county_folder_damaged without the keys. `clock` and `entropy` must outlive the pen.
    [[nodiscard]] static Result<CountyPen> open(const Folder& folder, Store& store, const Clock& clock,
                                                Entropy& entropy);

    // Signs it as the next entry of the county's chain and takes it in, as part of the writer's transaction. The codes of
    // assemble(), sign() and the store.
    Result<entry::SignedEntry> write(StoreWriter& writer, const entry::EntryDraft& draft);

private:
    CountyPen(Identity identity, SigningKey device, SigningKey author, IncarnationId incarnation, const Clock& clock,
              Entropy& entropy);

    // The county is a device in its own store.
    Result<void> enrol_county(StoreWriter& writer);
    [[nodiscard]] Result<entry::ChainPosition> next_position(StoreWriter& writer);

    Identity m_identity;
    SigningKey m_device;
    SigningKey m_author;
    IncarnationId m_incarnation;
    const Clock& m_clock;
    Entropy& m_entropy;
    Hlc m_last;  // of the entry written last
};

}  // namespace daohu::county
