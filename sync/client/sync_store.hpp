// SPDX-License-Identifier: Apache-2.0
#pragma once

// What sync needs of the tablet's store. Called from the sync thread; an implementation does its work on the store's
// thread, in jobs short enough that a person who saves meanwhile does not notice.

#include "core/base/clock.hpp"
#include "core/entry/entry.hpp"
#include "core/journal/delivery.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace daohu::client {

struct StorePosition {
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t last = 0;  // the highest own sequence number, 0 for none
    journal::Delivery delivery;
    journal::Contact contact;
    std::map<StreamId, std::uint64_t> cursors;
};

struct OwnEntry {
    std::uint64_t sequence = 0;
    Bytes bytes;
};

// One position of a stream: somebody's entry, whose signatures were verified, or the place of an own one.
struct StreamPlace {
    std::uint64_t position = 0;
    std::uint64_t own_sequence = 0;  // 0: somebody else's
    std::optional<entry::SignedEntry> entry;
};

// An earlier life of this device's chain, with entries that the county may not have.
struct OldChain {
    IncarnationId incarnation;
    journal::Delivery delivery;
    std::uint64_t last = 0;
    std::uint64_t whole = 0;  // none before this one is missing without being declared lost
};

// Entries of the journal, by ordinal, that may have to be offered to a county that was put back to a backup.
struct Offer {
    std::uint64_t after = 0;  // up to here it was done
    std::uint64_t last = 0;   // what came later came from the county as it is now
};

// An entry that the county does not seem to have.
struct LostEntry {
    std::uint64_t ordinal = 0;
    DeviceId device;  // that wrote it
    Bytes bytes;
};

class SyncStore {
public:
    virtual ~SyncStore() = default;

    [[nodiscard]] virtual Result<StorePosition> position() = 0;
    // Own entries of this incarnation after `sequence`, in order, at most `limit`. Only what is durable.
    [[nodiscard]] virtual Result<std::vector<OwnEntry>> read_own(std::uint64_t sequence, std::size_t limit) = 0;
    // Earlier incarnations of which not everything was acknowledged.
    [[nodiscard]] virtual Result<std::vector<OldChain>> old_chains() = 0;
    // Like read_own, of an earlier incarnation and without what has a place in some stream; more than `limit` where
    // both sides of a fork are here.
    [[nodiscard]] virtual Result<std::vector<OwnEntry>> read_old(IncarnationId incarnation, std::uint64_t sequence,
                                                                 std::size_t limit) = 0;
    // What is left to offer; after == last where there is nothing.
    [[nodiscard]] virtual Result<Offer> offer() = 0;
    // Behind an ordinal, in order, at most `limit`: entries meant for these streams, whoever wrote them, that have a place
    // in none. Not the present incarnation's own, which are pushed, and none that lacks a section which others may have.
    [[nodiscard]] virtual Result<std::vector<LostEntry>> read_lost(std::uint64_t ordinal, std::size_t limit,
                                                                   const std::set<StreamId>& streams) = 0;
    // not_found when there is none.
    [[nodiscard]] virtual Result<Hash256> hash_of_own(std::uint64_t sequence) = 0;

    // A moment by the county's clock that has passed: what others write is believed up to a little after it. Until the next
    // start.
    virtual Result<void> trust(WallTime county_time) = 0;

    // Each is durable on return.
    virtual Result<void> note_delivery(const journal::Delivery& delivery) = 0;
    virtual Result<void> note_old_delivery(IncarnationId incarnation, const journal::Delivery& delivery) = 0;
    virtual Result<void> note_offered(std::uint64_t ordinal) = 0;
    virtual Result<void> note_success(WallTime when) = 0;
    // The county was put back to a backup: cursors and places are forgotten, and everything here is to be offered.
    virtual Result<void> change_epoch(std::uint64_t server_epoch) = 0;
    // The county knows this chain differently: another life of it begins.
    virtual Result<void> start_incarnation() = 0;
    // Consecutive positions that follow the stream's cursor; the cursor moves with them.
    virtual Result<void> apply(StreamId stream, std::vector<StreamPlace> places) = 0;
};

}  // namespace daohu::client
