// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/day.hpp"

#include "core/entry/administrative.hpp"
#include "core/vault/migrations.hpp"

#include <algorithm>
#include <array>

namespace daohu::faults {

namespace {

using vault::Transaction;
using vault::Vault;
using vault::VaultFile;

constexpr std::uint64_t kReserveBytes = 64 * 1024;
constexpr std::size_t kPhotographBytes = 70'000;  // two chunks and a part of one

// Tables derived from the journal, and how a later version makes them anew.
constexpr std::string_view kDerivedRoom = "derived";
constexpr std::array<std::string_view, 2> kDerivedSteps{
    "CREATE TABLE derived(ordinal INTEGER PRIMARY KEY, size INTEGER NOT NULL)",
    "DROP TABLE derived;"
    "CREATE TABLE derived(ordinal INTEGER PRIMARY KEY, size INTEGER NOT NULL);"
    "CREATE INDEX derived_by_size ON derived(size);"
    "INSERT INTO derived(ordinal, size) SELECT ordinal, length(bytes) FROM entry"};

// The derived row of every entry that has none or a wrong one.
constexpr std::string_view kDerive =
    "INSERT OR REPLACE INTO derived(ordinal, size) SELECT ordinal, length(bytes) FROM entry AS e "
    "WHERE ordinal >= (SELECT max(ordinal) - 1 FROM entry) OR ordinal = ?1";

Failure broken(std::string what) { return fail(ErrorCode::internal, std::move(what)); }

Result<Vault> unlock_with_any(const std::filesystem::path& folder, const vault::VaultEnvironment& environment,
                              const Promise& promise) {
    const auto status = TRY(Vault::status(folder, environment));
    for (const std::string_view passphrase : promise.passphrases) {
        auto vault = Vault::unlock(folder, environment, status.slots.at(0).id, passphrase);
        if (vault || vault.error().code != ErrorCode::vault_wrong_secret) {
            return vault;
        }
    }
    return broken("no passphrase that may open does");
}

Result<void> check_attachments(vault::FileSystem& files, Entropy& entropy, const std::filesystem::path& folder,
                               const DayRecord& record, std::size_t told) {
    vault::AttachmentStore store{files, entropy, folder};
    for (std::size_t i = 0; i < told; ++i) {
        TRY(store.read(record.attached[i]));
    }
    return {};
}

Result<void> check_derived(vault::Database& store, bool must_be_migrated) {
    const std::size_t version = TRY(vault::schema_version(store, kDerivedRoom));
    if (must_be_migrated && version != kDerivedSteps.size()) {
        return broken("the upgrade was reported and is not there");
    }
    if (version == 0) {
        return {};
    }
    vault::Statement differing = TRY(store.prepare(
        "SELECT count(*) FROM entry LEFT JOIN derived USING (ordinal) WHERE derived.size IS NOT length(entry.bytes)"));
    vault::Cursor row = differing.query();
    if (!TRY(row.next()) || row.integer(0) != 0) {
        return broken("derived tables do not fit the journal");
    }
    return {};
}

// The county's office: the same at every opening, because its key is known from its seed.
struct Office {
    DeviceId device;
    SigningKey author;
    SigningKey key;

    [[nodiscard]] static Result<Office> make() {
        SeededEntropy entropy{815};
        SigningKey author = TRY(SigningKey::generate(entropy));
        SigningKey key = TRY(SigningKey::generate(entropy));
        return Office{DeviceId::random(entropy), std::move(author), std::move(key)};
    }
    [[nodiscard]] journal::CountyDevices known() const { return {{device, key.public_key()}}; }
    // The same order each time, so that it may be given again.
    [[nodiscard]] Result<entry::SignedEntry> order_to_erase(const entry::SignedEntry& entry) const {
        SeededEntropy entropy{816};
        const StreamId stream = StreamId::random(entropy);
        auto order =
            TRY(entry::assemble(entry::make_draft(entry::Erasure{entry.id(), entry.hash(), 0}, stream), entropy));
        const entry::ChainPosition place{device, IncarnationId::random(entropy), 1, Hash256{}, Hlc::at(kBuildTime, 0)};
        return entry::sign(std::move(order), place, {author, key});
    }
};

// As the app opens it: what an order of the county named is dropped to the end.
Result<journal::Journal> open_journal(vault::Database& store, journal::Mirror* mirror, const Clock& clock,
                                      Entropy& entropy, DeviceId device) {
    const Office office = TRY(Office::make());
    auto journal = TRY(journal::Journal::open(store, mirror, clock, entropy, {device, kBuildTime, office.known()}));
    if (journal.opening_report().dropped_again > 0) {
        TRY(journal.finish_dropping());
    }
    return journal;
}

std::size_t count(std::span<const Act> acts, Act act) {
    return static_cast<std::size_t>(std::ranges::count(acts, act));
}

}  // namespace

entry::EntryDraft draft_number(std::size_t number) {
    SeededEntropy entropy{number};
    entry::EntryDraft draft;
    draft.scope = StreamId::random(entropy);
    entry::DraftOperation record{entry::OperationCode::record, "visit", {}, {}};
    for (int i = 0; i < 12; ++i) {
        const std::string text = "answer " + std::to_string(entropy.next()) + " of " + std::to_string(number);
        record.assignments.push_back({"/data/q" + std::to_string(i), text, {}});
    }
    draft.sections.push_back({EntityId::random(entropy), {std::move(record)}, {}});
    return draft;
}

Day::Day(std::filesystem::path folder, vault::FileSystem& files, DayPlan plan)
    : m_folder{std::move(folder)}, m_files{files}, m_plan{std::move(plan)}, m_entropy{m_plan.seed},
      m_reserve{files, m_folder, kReserveBytes}, m_attachments{files, m_entropy, m_folder} {}

Result<void> Day::create() {
    if (m_vault) {  // tried again: only the reserve is missing
        return m_reserve.keep();
    }
    const vault::VaultEnvironment environment{m_files, m_entropy, m_secure_key};
    auto made = Vault::create(m_folder, environment, {"1", kPassphrase, kFastDerivation, std::nullopt});
    if (!made && made.error().code == ErrorCode::vault_exists) {  // it was made, only the report of it was lost
        const auto status = TRY(Vault::status(m_folder, environment));
        m_vault.emplace(TRY(Vault::unlock(m_folder, environment, status.slots.at(0).id, kPassphrase)));
    } else {
        m_vault.emplace(TRY(std::move(made)));
    }
    return m_reserve.keep();
}

Result<void> Day::open_store() {
    m_journal.reset();
    m_store.reset();
    vault::DatabaseOptions options;
    options.flushing = m_plan.flushing;
    options.vfs = m_plan.vfs;
    m_store.emplace(TRY(m_vault->open_database(VaultFile::store, options)));
    TRY(m_store->execute("PRAGMA wal_autocheckpoint = 40"));  // more often than in life, to be cut there
    if (m_plan.mirror == MirrorUse::on && !m_mirror) {
        m_mirror.emplace(TRY(journal::Mirror::open(m_files, m_folder / "mirror", m_vault->data_key(), m_entropy)));
    }
    m_journal.emplace(
        TRY(open_journal(*m_store, m_mirror ? &*m_mirror : nullptr, m_clock, m_entropy, m_vault->device())));
    if (TRY(vault::schema_version(*m_store, kDerivedRoom)) == 0) {
        TRY(vault::migrate(*m_store, {kDerivedRoom, std::span{kDerivedSteps}.first(1)}));
    }
    return {};
}

Result<void> Day::save() {
    auto assembled = TRY(entry::assemble(draft_number(m_record.saved.size()), m_entropy));
    auto transaction = TRY(Transaction::begin(*m_store));
    const auto saved =
        TRY(m_journal->append(transaction, std::move(assembled), {m_vault->author_key(), m_vault->device_key()}));
    vault::Statement derive = TRY(m_store->prepare(kDerive));
    TRY(derive.run({0}));
    TRY(transaction.commit());
    m_record.saved.push_back(saved.encode());
    return {};
}

Result<void> Day::attach() {
    Bytes photograph(kPhotographBytes);
    SeededEntropy{m_record.attached.size()}.fill(photograph);
    m_record.attached.push_back(TRY(m_attachments.add(photograph, "image/jpeg")));
    return {};
}

Result<void> Day::change_secret() { return m_vault->change_passphrase(kPassphrase, kNewPassphrase, kFastDerivation); }

Result<void> Day::migrate() { return vault::migrate(*m_store, {kDerivedRoom, kDerivedSteps}); }

// As a tablet carries out an order of the county that it has received.
Result<void> Day::erase() {
    auto entry = TRY(entry::SignedEntry::decode(m_record.saved.front()));
    const Office office = TRY(Office::make());
    const entry::SignedEntry order = TRY(office.order_to_erase(entry));
    const auto stored = TRY(m_journal->reader().find(entry.id()));
    auto transaction = TRY(Transaction::begin(*m_store));
    TRY(m_journal->import(transaction, order));
    TRY(m_journal->carry_out(transaction, order));
    vault::Statement derive = TRY(m_store->prepare(kDerive));
    TRY(derive.run({stored.at(0).ordinal}));
    TRY(transaction.commit());
    TRY(m_journal->finish_dropping());
    entry.remove_section(0, entry::Absence::dropped);
    m_record.erased_save = 0;
    m_record.erased = entry.encode();
    return {};
}

Result<bool> Day::give_reserve_back() { return m_reserve.release(); }

Result<void> Day::reopen() { return m_vault ? open_store() : Result<void>{}; }

Result<void> Day::step(const DayWatch& watch, Act act, Result<void> (Day::*work)()) {
    m_record.acts.push_back(act);
    ++m_progress.begun;
    watch.on_progress(m_progress);
    TRY(watch.run(act, [this, work] { return (this->*work)(); }));
    ++m_progress.done;
    watch.on_progress(m_progress);
    return {};
}

Result<void> Day::live(const DayWatch& watch) {
    TRY(step(watch, Act::create, &Day::create));
    TRY(step(watch, Act::open, &Day::open_store));
    for (std::size_t i = 1; i <= m_plan.saves; ++i) {
        TRY(step(watch, Act::save, &Day::save));
        if (m_mirror && i % m_plan.flush_mirror_every == 0) {
            TRY(step(watch, Act::flush_mirror, &Day::flush_mirror));
        }
        if (i % m_plan.checkpoint_every == 0) {
            TRY(step(watch, Act::checkpoint, &Day::checkpoint));
        }
        if (i == m_plan.saves / 4) {
            TRY(step(watch, Act::attach, &Day::attach));
        }
        if (i == m_plan.saves / 2) {
            TRY(step(watch, Act::change_secret, &Day::change_secret));
        }
        if (i == m_plan.saves * 5 / 8) {
            TRY(step(watch, Act::migrate, &Day::migrate));
        }
        if (i == m_plan.saves * 3 / 4) {
            TRY(step(watch, Act::erase, &Day::erase));
        }
    }
    return {};
}

Promise promise_after(const DayRecord& record, const Progress& progress) {
    const std::span<const Act> acts = record.acts;
    const auto begun = acts.first(std::min(progress.begun, acts.size()));
    const auto done = acts.first(std::min(progress.done, acts.size()));
    Promise promise;
    promise.must_exist = count(done, Act::create) > 0;
    if (count(done, Act::change_secret) == 0) {
        promise.passphrases.push_back(kPassphrase);
    }
    if (count(begun, Act::change_secret) > 0) {
        promise.passphrases.push_back(kNewPassphrase);
    }
    promise.saves = count(done, Act::save);
    promise.attachments = count(done, Act::attach);
    promise.may_be_erased = count(begun, Act::erase) > 0;
    promise.must_be_erased = count(done, Act::erase) > 0;
    promise.must_be_migrated = count(done, Act::migrate) > 0;
    return promise;
}

Result<void> check_saves(journal::JournalReader& reader, const DayRecord& record, const Promise& promise) {
    for (std::size_t i = 0; i < promise.saves; ++i) {
        const auto entry = TRY(entry::SignedEntry::decode(record.saved[i]));
        const auto stored = TRY(reader.find(entry.id()));
        if (stored.empty()) {
            return broken("save " + std::to_string(i + 1) + " of " + std::to_string(promise.saves) + " is missing");
        }
        const Bytes bytes = stored[0].entry.encode();
        const bool is_erasable = record.erased_save == i && promise.may_be_erased;
        const bool is_erased = is_erasable && bytes == record.erased;
        const bool is_whole = bytes == record.saved[i] && !(is_erasable && promise.must_be_erased);
        if (stored.size() != 1 || (!is_erased && !is_whole)) {
            return broken("save " + std::to_string(i + 1) + " is not what it was");
        }
    }
    return {};
}

Result<void> check_next_day(const std::filesystem::path& folder, const DayRecord& record, const Promise& promise) {
    vault::SystemFiles files;
    SeededEntropy entropy{99};
    AbsentSecureKey secure_key;
    FakeClock clock{kBuildTime};
    auto vault = unlock_with_any(folder, {files, entropy, secure_key}, promise);
    if (!vault) {
        const bool is_early = vault.error().code == ErrorCode::not_found && !promise.must_exist;
        return is_early ? Result<void>{} : Result<void>{fail(std::move(vault).error().with_context("unlocking"))};
    }
    auto store = TRY(vault->open_database(VaultFile::store));
    TRY(store.check_integrity(vault::IntegrityDepth::full));
    auto mirror = TRY(journal::Mirror::open(files, folder / "mirror", vault->data_key(), entropy));
    auto journal = TRY(open_journal(store, &mirror, clock, entropy, vault->device()));
    if (!TRY(journal.erasures().in_state(journal::ErasureState::dropped)).empty()) {
        return broken("an erasure that was cut short was not finished by opening");
    }
    if (journal.opening_report().restored_from_mirror > 0) {
        return broken("the database lost entries that the mirror had");
    }
    TRY(check_saves(journal.reader(), record, promise));
    TRY(check_derived(store, promise.must_be_migrated));
    return check_attachments(files, entropy, folder, record, promise.attachments);
}

}  // namespace daohu::faults
