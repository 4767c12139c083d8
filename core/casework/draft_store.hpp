// SPDX-License-Identifier: Apache-2.0
#pragma once

// Forms that are being filled in, in an encrypted file of their own: a bad page in the store cannot take an hour's
// interview, nor the other way round. Each answer is one appended patch in one durable transaction. Owned by the
// workspace, used on the thread that owns the interviews (the UI's).

#include "core/base/clock.hpp"
#include "core/base/hash.hpp"
#include "core/base/id.hpp"
#include "core/form/patch.hpp"
#include "core/vault/database.hpp"
#include "core/vault/reserve.hpp"
#include "core/vault/slots.hpp"

#include <span>
#include <string>
#include <vector>

namespace daohu::casework {

struct DraftInfo {
    DraftId id;
    std::string form_id;
    std::string form_version;
    Hash256 form_hash;
    WallTime opened_at;
    WallTime changed_at;
    std::string title;       // whom it is about, as far as the answers say
    std::uint32_t done = 0;  // questions answered, and all of them, when it was last saved
    std::uint32_t total = 0;
    std::optional<vault::SlotId> owner{};  // whose passphrase it was begun with; nothing before that was noted
};

struct ReadablePatches {
    std::vector<form::Patch> patches;
    bool is_whole = false;  // nothing stands behind them
};

// Which table of a damaged file is walked, and from which end.
enum class DraftWalk : std::uint8_t { list, list_from_end, patches, patches_from_end };

struct ReadableDrafts {
    std::vector<DraftId> drafts;  // in the order of the walk
    bool is_whole = false;        // the walk came to the other end
};

class DraftStore {
public:
    // Over a vault's VaultFile::drafts. A full disk takes the reserve, where there is one; it must outlive the store.
    // database_newer.
    [[nodiscard]] static Result<DraftStore> open(vault::Database database, vault::Reserve* reserve = nullptr);

    // The draft and its first patch, together. Saved when it returns.
    Result<void> create(const DraftInfo& info, const form::Patch& opening);
    // What changed, in order, and what lists show of the draft. Saved when it returns; nothing is saved on an error.
    // not_found where there is no such draft.
    Result<void> append(const DraftInfo& info, std::span<const form::Patch> patches);
    // not_found.
    Result<void> set_owner(DraftId id, const vault::SlotId& owner);
    // Gone at once and overwritten. Removing one that is not there is no error.
    Result<void> remove(DraftId id);

    // Newest change first.
    [[nodiscard]] Result<std::vector<DraftInfo>> list();
    [[nodiscard]] Result<DraftInfo> info(DraftId id);
    // Which drafts there are, as far as they can be read, of a damaged file. After a walk that broke off this connection
    // reads nothing any more.
    [[nodiscard]] Result<ReadableDrafts> readable_drafts(DraftWalk walk);
    // The first of them, as far as they can be read, of a damaged file.
    [[nodiscard]] Result<ReadablePatches> readable_patches(DraftId id);
    // Oldest first. not_found; database_damaged where a patch is missing.
    [[nodiscard]] Result<std::vector<form::Patch>> patches(DraftId id);

    // The write-ahead log goes into the file.
    Result<void> checkpoint() { return m_database.checkpoint(); }

private:
    DraftStore(vault::Database database, vault::Reserve* reserve)
        : m_database{std::move(database)}, m_reserve{reserve} {}
    [[nodiscard]] Result<void> create_once(const DraftInfo& info, const form::Patch& opening);
    [[nodiscard]] Result<void> append_once(const DraftInfo& info, std::span<const form::Patch> patches);

    vault::Database m_database;
    vault::Reserve* m_reserve;
};

}  // namespace daohu::casework
