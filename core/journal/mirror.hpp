// SPDX-License-Identifier: Apache-2.0
#pragma once

// The mirror: a second, append-only file of every entry of this device that is not yet safe on the server's side, so that
// a damaged database loses nothing older than a second. note() and flush() may be called from different threads; the
// rest belongs to the store thread.
//
// It grows until the server's side has what it holds, however long that takes: it is read and rewritten entry by entry.
//
// Its format (records.hpp) shares nothing with the database but the entries' bytes. A record's content is a canonical
// CBOR array: [0, entry] or [1, device, incarnation, sequence, hash] (the head of the chain when the file was last
// rewritten).

#include "core/base/secret.hpp"
#include "core/entry/entry.hpp"
#include "core/vault/files.hpp"

#include <functional>
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

struct MirrorReading {
    std::optional<MirrorHead> head;  // of the last rewrite
    std::size_t damaged_records = 0;
};

class Mirror {
public:
    // Derives its own key from the store's data key. `files` and `entropy` must outlive the mirror.
    [[nodiscard]] static Result<Mirror> open(vault::FileSystem& files, std::filesystem::path path,
                                             const SecretBytes& data_key, Entropy& entropy);
    Mirror(Mirror&&) noexcept;
    ~Mirror();

    // Gives `take` every entry that can still be read, in the order of writing; ends with its first error. `take` must not
    // use the mirror.
    using Take = std::function<Result<void>(const entry::SignedEntry&)>;
    [[nodiscard]] Result<MirrorReading> read(const Take& take) const;

    // A committed entry, kept in memory until the next flush.
    void note(entry::SignedEntry entry);
    [[nodiscard]] bool has_pending() const;
    // For the thread that flushes: false when it is told to stop and nothing is left to wait for.
    [[nodiscard]] bool wait_until_pending(const std::stop_token& stop);
    void wait_before_retry(const std::stop_token& stop);
    // Appends what was noted and syncs. On failure all of it stays noted.
    Result<void> flush();

    // Replaces the file by this head and by what `give` passes on; what was noted and is not among it is kept. After a cut
    // or an error the file is the old one or the new one.
    using Give = std::function<Result<void>(const Take& put)>;
    Result<void> rewrite(const std::optional<MirrorHead>& head, const Give& give);
    // Gives the file another name, under which it stays until something is dropped for good (put_aside.hpp), and begins
    // an empty one.
    Result<void> put_aside();

    [[nodiscard]] std::uint64_t size() const;
    [[nodiscard]] const std::filesystem::path& path() const;

private:
    struct State;
    explicit Mirror(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

}  // namespace daohu::journal
