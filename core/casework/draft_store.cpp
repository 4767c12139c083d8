// SPDX-License-Identifier: Apache-2.0
#include "core/casework/draft_store.hpp"

#include "core/vault/migrations.hpp"
#include "core/vault/transaction.hpp"

#include <array>

namespace daohu::casework {

namespace {

using vault::Cursor;
using vault::Database;
using vault::Statement;
using vault::Transaction;

constexpr std::array<std::string_view, 2> kSteps = {R"sql(
    CREATE TABLE draft(
        id BLOB PRIMARY KEY NOT NULL,
        form_id TEXT NOT NULL,
        form_version TEXT NOT NULL,
        form_hash BLOB NOT NULL,
        opened_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        title TEXT NOT NULL,
        done INTEGER NOT NULL,
        total INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE patch(
        draft BLOB NOT NULL REFERENCES draft(id),
        number INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY(draft, number)
    ) WITHOUT ROWID;
)sql",
                                                    R"sql(
    ALTER TABLE draft ADD COLUMN owner BLOB;
)sql"};
constexpr vault::Schema kSchema{.room = "drafts", .steps = kSteps};

// From one draft to the next, without reading what lies between: in the order of DraftWalk.
constexpr std::array<std::string_view, 4> kWalks = {
    "SELECT id FROM draft WHERE id > ?1 ORDER BY id LIMIT 1",
    "SELECT id FROM draft WHERE id < ?1 ORDER BY id DESC LIMIT 1",
    "SELECT draft FROM patch WHERE draft > ?1 ORDER BY draft LIMIT 1",
    "SELECT draft FROM patch WHERE draft < ?1 ORDER BY draft DESC LIMIT 1",
};

// Before the first draft of a walk: no draft is called so.
DraftId begin_of(DraftWalk walk) {
    const bool is_from_end = walk == DraftWalk::list_from_end || walk == DraftWalk::patches_from_end;
    std::array<std::uint8_t, DraftId::kSize> raw{};
    raw.fill(is_from_end ? 0xFF : 0x00);
    return DraftId{raw};
}

WallTime time_at(const Cursor& row, int column) { return WallTime{std::chrono::milliseconds{row.integer(column)}}; }

std::int64_t millis(WallTime time) { return time.time_since_epoch().count(); }

Result<DraftInfo> info_of(const Cursor& row) {
    DraftInfo info;
    info.id = TRY(row.as<DraftId>(0));
    info.form_id = row.text(1);
    info.form_version = row.text(2);
    info.form_hash = TRY(row.as<Hash256>(3));
    info.opened_at = time_at(row, 4);
    info.changed_at = time_at(row, 5);
    info.title = row.text(6);
    info.done = static_cast<std::uint32_t>(row.integer(7));
    info.total = static_cast<std::uint32_t>(row.integer(8));
    if (!row.is_null(9)) {
        info.owner = TRY(row.as<vault::SlotId>(9));
    }
    return info;
}

Result<std::int64_t> patch_count(Database& database, DraftId id) {
    Statement select = TRY(database.prepare("SELECT coalesce(max(number), 0) FROM patch WHERE draft = ?1"));
    Cursor row = select.query({id});
    TRY(row.next());
    return row.integer(0);
}

Result<bool> is_read_only(Database& database) {
    Statement select = TRY(database.prepare("PRAGMA query_only"));
    Cursor row = select.query();
    TRY(row.next());
    return row.integer(0) != 0;
}

Result<void> insert_patch(Statement& insert, DraftId id, std::int64_t number, const form::Patch& patch) {
    return insert.run({id, number, encode_patch(patch)});
}

}  // namespace

Result<DraftStore> DraftStore::open(Database database, vault::Reserve* reserve) {
    const bool only_reads = TRY(is_read_only(database));
    if (!only_reads) {  // else it is taken as it is: where its version stands may not be readable
        TRY(migrate(database, kSchema));
        TRY(database.execute("PRAGMA secure_delete = ON"));
    }
    return DraftStore{std::move(database), reserve};
}

Result<void> DraftStore::create(const DraftInfo& info, const form::Patch& opening) {
    return vault::with_reserve(m_reserve, [&] { return create_once(info, opening); });
}

Result<void> DraftStore::append(const DraftInfo& info, std::span<const form::Patch> patches) {
    return vault::with_reserve(m_reserve, [&] { return append_once(info, patches); });
}

Result<void> DraftStore::create_once(const DraftInfo& info, const form::Patch& opening) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    Statement insert = TRY(
        m_database.prepare("INSERT INTO draft(id, form_id, form_version, form_hash, opened_at, "
                           "changed_at, title, done, total, owner) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"));
    TRY(insert.run({info.id, info.form_id, info.form_version, info.form_hash, millis(info.opened_at),
                    millis(info.changed_at), info.title, info.done, info.total, info.owner}));
    Statement patch = TRY(m_database.prepare("INSERT INTO patch(draft, number, bytes) VALUES (?1, ?2, ?3)"));
    TRY(insert_patch(patch, info.id, 1, opening));
    return transaction.commit();
}

Result<void> DraftStore::append_once(const DraftInfo& info, std::span<const form::Patch> patches) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    Statement update = TRY(m_database.prepare("UPDATE draft SET form_version = ?2, form_hash = ?3, changed_at = ?4, "
                                              "title = ?5, done = ?6, total = ?7 WHERE id = ?1"));
    TRY(update.run(
        {info.id, info.form_version, info.form_hash, millis(info.changed_at), info.title, info.done, info.total}));
    if (m_database.changed_rows() == 0) {
        return fail(ErrorCode::not_found, "draft");
    }
    std::int64_t number = TRY(patch_count(m_database, info.id));
    Statement insert = TRY(m_database.prepare("INSERT INTO patch(draft, number, bytes) VALUES (?1, ?2, ?3)"));
    for (const form::Patch& patch : patches) {
        TRY(insert_patch(insert, info.id, ++number, patch));
    }
    return transaction.commit();
}

Result<void> DraftStore::set_owner(DraftId id, const vault::SlotId& owner) {
    Statement update = TRY(m_database.prepare("UPDATE draft SET owner = ?2 WHERE id = ?1"));
    TRY(update.run({id, owner}));
    return m_database.changed_rows() == 0 ? Result<void>{fail(ErrorCode::not_found, "draft")} : Result<void>{};
}

Result<void> DraftStore::remove(DraftId id) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    Statement patches = TRY(m_database.prepare("DELETE FROM patch WHERE draft = ?1"));
    TRY(patches.run({id}));
    Statement draft = TRY(m_database.prepare("DELETE FROM draft WHERE id = ?1"));
    TRY(draft.run({id}));
    return transaction.commit();
}

Result<std::vector<DraftInfo>> DraftStore::list() {
    Statement select =
        TRY(m_database.prepare("SELECT id, form_id, form_version, form_hash, opened_at, changed_at, title, "
                               "done, total, owner FROM draft ORDER BY changed_at DESC, id"));
    std::vector<DraftInfo> drafts;
    Cursor rows = select.query();
    while (TRY(rows.next())) {
        drafts.push_back(TRY(info_of(rows)));
    }
    return drafts;
}

Result<DraftInfo> DraftStore::info(DraftId id) {
    Statement select =
        TRY(m_database.prepare("SELECT id, form_id, form_version, form_hash, opened_at, changed_at, title, "
                               "done, total, owner FROM draft WHERE id = ?1"));
    Cursor row = select.query({id});
    if (!TRY(row.next())) {
        return fail(ErrorCode::not_found, "draft");
    }
    return info_of(row);
}

Result<ReadableDrafts> DraftStore::readable_drafts(DraftWalk walk) {
    Statement select = TRY(m_database.prepare(kWalks[static_cast<std::size_t>(walk)]));
    ReadableDrafts readable;
    DraftId at = begin_of(walk);
    while (true) {
        Cursor row = select.query({at});
        const auto next = row.next();
        if (!next || !*next) {
            readable.is_whole = next.has_value();
            return readable;
        }
        const auto draft = row.as<DraftId>(0);
        if (!draft) {
            return readable;
        }
        at = *draft;
        readable.drafts.push_back(at);
    }
}

Result<ReadablePatches> DraftStore::readable_patches(DraftId id) {
    Statement select = TRY(m_database.prepare("SELECT number, bytes FROM patch WHERE draft = ?1 ORDER BY number"));
    ReadablePatches readable;
    Cursor rows = select.query({id});
    while (true) {
        const auto next = rows.next();
        if (!next || !*next) {
            readable.is_whole = next.has_value();
            return readable;
        }
        auto patch = form::decode_patch(rows.blob(1));
        if (!patch || rows.unsigned_integer(0) != readable.patches.size() + 1) {
            return readable;
        }
        readable.patches.push_back(std::move(*patch));
    }
}

Result<std::vector<form::Patch>> DraftStore::patches(DraftId id) {
    Statement select = TRY(m_database.prepare("SELECT number, bytes FROM patch WHERE draft = ?1 ORDER BY number"));
    std::vector<form::Patch> patches;
    Cursor rows = select.query({id});
    while (TRY(rows.next())) {
        if (rows.unsigned_integer(0) != patches.size() + 1) {
            return fail(ErrorCode::database_damaged, "a patch of a draft is missing");
        }
        patches.push_back(TRY(form::decode_patch(rows.blob(1))));
    }
    if (patches.empty()) {
        return fail(ErrorCode::not_found, "draft");
    }
    return patches;
}

}  // namespace daohu::casework
