// SPDX-License-Identifier: Apache-2.0
#pragma once

// The mirror: a second, append-only file of every entry of this device that is not yet safe on the server's side, so that
// a damaged database loses nothing older than a second. note() and flush() may be called from different threads; the
// rest belongs to the store thread.
//
// Its format (records.hpp) shares nothing with the database but the entries' bytes. A record's content is a canonical
// CBOR array: [0, entry] or [1, device, incarnation, sequence, hash] (the head of the chain when the file was last
// rewritten).

#include "core/base/secret.hpp"
#include "core/entry/entry.hpp"
#include "core/vault/files.hpp"

#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace daohu::journal {

struct MirrorHead {
    entry::EntryId entry;
    Hash256 hash;

    friend bool operator==(const MirrorHead&, const MirrorHead&) = default;
};

struct MirrorContents {
    std::vector<entry::SignedEntry> entries;  // in the order of writing
    std::optional<MirrorHead> head;           // of the last rewrite
    std::size_t damaged_records = 0;
};

class Mirror {
public:
    // Derives its own key from the store's data key. `files` and `entropy` must outlive the mirror.
    [[nodiscard]] static Result<Mirror> open(vault::FileSystem& files, std::filesystem::path path,
                                             const SecretBytes& data_key, Entropy& entropy);
    Mirror(Mirror&&) noexcept;
    ~Mirror();

    // Everything that can still be read. Nothing where there is no file yet.
    [[nodiscard]] Result<MirrorContents> read() const;

    // A committed entry, kept in memory until the next flush.
    void note(entry::SignedEntry entry);
    [[nodiscard]] bool has_pending() const;
    // For the thread that flushes: false when it is told to stop and nothing is left to wait for.
    [[nodiscard]] bool wait_until_pending(const std::stop_token& stop);
    void wait_before_retry(const std::stop_token& stop);
    // Appends what was noted and syncs. On failure all of it stays noted.
    Result<void> flush();

    // Replaces the file by these entries and this head; what was noted and is not among them is kept. After a cut the
    // file is the old one or the new one.
    Result<void> rewrite(const std::vector<entry::SignedEntry>& entries, const std::optional<MirrorHead>& head);

    [[nodiscard]] std::uint64_t size() const;

private:
    struct State;
    explicit Mirror(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

}  // namespace daohu::journal
