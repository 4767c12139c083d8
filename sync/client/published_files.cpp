// SPDX-License-Identifier: Apache-2.0
#include "sync/client/published_files.hpp"

#include "sync/client/sync_tables.hpp"
#include "sync/wire/limits.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace daohu::client {

using registry::JobUrgency;
using registry::Recorder;
using vault::Transaction;

namespace {

constexpr std::string_view kWaiting =
    "SELECT kind, name, version, sha256, length, effective_from, address FROM sync_artefact "
    "WHERE state = 0 ORDER BY id";
constexpr std::string_view kHere =
    "SELECT kind, name, version, sha256, length, effective_from, address FROM sync_artefact "
    "WHERE state = 1 ORDER BY id";
constexpr std::string_view kRefused =
    "SELECT kind, name, version, sha256, length, effective_from, address FROM sync_artefact "
    "WHERE state = 2 ORDER BY id";

enum class State : std::uint8_t { waiting = 0, here = 1, refused = 2 };

std::array<std::uint8_t, 32> sha256(ByteView bytes) {
    std::array<std::uint8_t, 32> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
        digest = {};  // no file has it
    }
    return digest;
}

Result<wire::Artefact> read_row(vault::Cursor& row) {
    wire::Artefact artefact;
    artefact.kind = TRY(wire::artefact_kind_named(row.text(0)));
    artefact.id = row.text(1);
    artefact.version = row.text(2);
    const ByteView digest = row.blob(3);
    std::ranges::copy(digest.first(std::min(digest.size(), artefact.sha256.size())), artefact.sha256.begin());
    artefact.length = row.unsigned_integer(4);
    artefact.effective_from = row.text(5);
    artefact.address = TRY(row.as<Hash256>(6));
    return artefact;
}

bool is_what_was_announced(ByteView bytes, const wire::Artefact& artefact) {
    return bytes.size() == artefact.length && hash256(bytes) == artefact.address && sha256(bytes) == artefact.sha256;
}

Result<bool> has_table(vault::Database& database) {
    auto find = TRY(database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sync_artefact'"));
    vault::Cursor row = find.query();
    return row.next();
}

// The latest to take effect first, of two the one published later.
Result<std::vector<wire::Artefact>> taken_effect(vault::Database& database, const Date& day) {
    auto select = TRY(database.prepare(kHere));
    std::vector<wire::Artefact> artefacts;
    vault::Cursor row = select.query();
    while (TRY(row.next())) {
        wire::Artefact artefact = TRY(read_row(row));
        if (artefact.effective_from <= day.to_string()) {
            artefacts.push_back(std::move(artefact));
        }
    }
    std::ranges::reverse(artefacts);
    std::ranges::stable_sort(artefacts, std::ranges::greater{}, &wire::Artefact::effective_from);
    return artefacts;
}

}  // namespace

Result<PublishedShelf> read_published(vault::Database& database, vault::FileSystem& files,
                                      const std::filesystem::path& folder, const Date& day) {
    PublishedShelf shelf;
    const bool is_any = TRY(has_table(database));
    if (!is_any) {
        return shelf;
    }
    std::set<std::pair<wire::ArtefactKind, std::string>> found;
    for (wire::Artefact& artefact : TRY(taken_effect(database, day))) {
        if (found.contains({artefact.kind, artefact.id})) {
            continue;
        }
        const auto bytes = files.read(folder / artefact.address.to_string(), wire::kMaxFile);
        if (!bytes || !is_what_was_announced(*bytes, artefact)) {
            shelf.damaged.push_back(artefact.address);
            continue;  // the one before it is better than none
        }
        auto content = wire::decode_artefact_files(*bytes);
        if (!content) {
            shelf.unreadable.push_back(std::move(content).error().with_context(wire::describe(artefact)));
            continue;
        }
        found.emplace(artefact.kind, artefact.id);
        shelf.in_force.push_back({.artefact = std::move(artefact), .files = std::move(*content)});
    }
    return shelf;
}

Result<void> PublishedFiles::note(Recorder& recorder, const entry::SignedEntry& announcement) {
    const auto artefact = wire::read_artefact(announcement);
    if (!artefact) {
        return {};  // of a newer county: another kind, or more fields
    }
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    auto note = TRY(recorder.database().prepare(
        "INSERT INTO sync_artefact(kind, name, version, sha256, length, effective_from, address) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(kind, name, version) DO NOTHING"));
    TRY(note.run({wire::to_string(artefact->kind), artefact->id, artefact->version, ByteView{artefact->sha256},
                  artefact->length, artefact->effective_from, artefact->address}));
    return transaction.commit();
}

Result<std::vector<wire::Artefact>> PublishedFiles::with_state(std::string_view sql) {
    return m_thread
        .call(JobUrgency::background,
              [=](Recorder& recorder) -> Result<std::vector<wire::Artefact>> {
                  TRY(vault::migrate(recorder.database(), kSyncSchema));
                  auto select = TRY(recorder.database().prepare(sql));
                  std::vector<wire::Artefact> artefacts;
                  vault::Cursor row = select.query();
                  while (TRY(row.next())) {
                      artefacts.push_back(TRY(read_row(row)));
                  }
                  return artefacts;
              })
        .get();
}

Result<std::vector<wire::Artefact>> PublishedFiles::to_fetch() { return with_state(kWaiting); }

Result<std::uint64_t> PublishedFiles::begun(const SealedFile& file) {
    if (!m_files.exists(part_of(file.address))) {
        return 0;
    }
    return TRY(m_files.open(part_of(file.address), vault::OpenMode::append))->size();
}

Result<void> PublishedFiles::append(const SealedFile& file, ByteView bytes) {
    TRY(m_files.make_folder(m_folder));
    const auto part = TRY(m_files.open(part_of(file.address), vault::OpenMode::append));
    return part->append(bytes);
}

Result<void> PublishedFiles::complete(const SealedFile& file) {
    const std::filesystem::path part = part_of(file.address);
    const Bytes bytes = file.size == 0 ? Bytes{} : TRY(m_files.read(part, file.size));
    const auto waiting = TRY(to_fetch());
    const auto announced = std::ranges::find(waiting, file.address, &wire::Artefact::address);
    if (announced == waiting.end()) {
        return m_files.remove(part);  // settled meanwhile, by another version with the same bytes
    }
    const bool is_good = is_what_was_announced(bytes, *announced);
    if (is_good) {
        TRY(m_files.make_folder(m_folder));
        TRY(vault::replace_file(m_files, path_of(file.address), bytes));
    }
    TRY(m_files.remove(part));
    TRY(settle(file.address, file.size, is_good));
    return is_good ? Result<void>{} : Result<void>{fail(ErrorCode::artefact_damaged, file.address.to_string())};
}

Result<void> PublishedFiles::settle(const Hash256& address, std::uint64_t length, bool is_good) {
    return m_thread
        .call(JobUrgency::background,
              [=](Recorder& recorder) -> Result<void> {
                  Transaction transaction = TRY(Transaction::begin(recorder.database()));
                  auto update = TRY(recorder.database().prepare(
                      "UPDATE sync_artefact SET state = ?3 WHERE address = ?1 AND length = ?2"));
                  TRY(update.run({address, length, static_cast<std::int32_t>(is_good ? State::here : State::refused)}));
                  return transaction.commit();
              })
        .get();
}

Result<std::vector<PublishedArtefact>> PublishedFiles::in_force(wire::ArtefactKind kind, const Date& day) {
    std::map<std::string, wire::Artefact> latest;
    for (wire::Artefact& artefact : TRY(with_state(kHere))) {
        const bool is_in_force = artefact.effective_from <= day.to_string();
        if (artefact.kind != kind || !is_in_force) {
            continue;
        }
        const auto [at, is_first] = latest.try_emplace(artefact.id, artefact);
        if (!is_first && at->second.effective_from <= artefact.effective_from) {
            at->second = std::move(artefact);
        }
    }
    std::vector<PublishedArtefact> found;
    for (auto& [id, artefact] : latest) {
        const std::filesystem::path path = path_of(artefact.address);
        found.push_back({.artefact = std::move(artefact), .path = path});
    }
    return found;
}

Result<void> PublishedFiles::fetch_again(const Hash256& address) {
    TRY(m_files.remove(path_of(address)));
    return m_thread
        .call(JobUrgency::background,
              [=](Recorder& recorder) -> Result<void> {
                  Transaction transaction = TRY(Transaction::begin(recorder.database()));
                  auto update = TRY(recorder.database().prepare(
                      "UPDATE sync_artefact SET state = 0 WHERE address = ?1 AND state = 1"));
                  TRY(update.run({address}));
                  return transaction.commit();
              })
        .get();
}

Result<std::vector<wire::Artefact>> PublishedFiles::refused() { return with_state(kRefused); }

std::filesystem::path PublishedFiles::path_of(const Hash256& address) const { return m_folder / address.to_string(); }

std::filesystem::path PublishedFiles::part_of(const Hash256& address) const {
    return m_folder / (address.to_string() + ".part");
}

}  // namespace daohu::client
