// SPDX-License-Identifier: Apache-2.0
#pragma once

// A journal in a folder of its own, with one author and one device.

#include "core/journal/journal.hpp"
#include "tests/entry/builders.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

namespace daohu::journal::test {

using daohu::test::TemporaryFolder;
using entry::test::family_draft;
using entry::test::id_of;
using entry::test::Signer;

inline constexpr WallTime kBuildTime{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

// The files and keys of one tablet; opening it again is opening the app again.
struct Tablet {
    explicit Tablet(std::uint64_t seed = 1) : entropy{seed}, device{DeviceId::random(entropy)} {
        key = SecretBytes::random(32, entropy).value();
    }

    [[nodiscard]] vault::Database open_database() const {
        return vault::Database::open(folder / "store.db", key).value();
    }
    [[nodiscard]] Mirror open_mirror() { return Mirror::open(files, folder / "mirror", key, entropy).value(); }
    [[nodiscard]] Journal open_journal(vault::Database& database, Mirror* mirror) {
        return Journal::open(database, mirror, clock, entropy, {device, kBuildTime}).value();
    }

    TemporaryFolder folder;
    SeededEntropy entropy;
    vault::SystemFiles files;
    FakeClock clock{kBuildTime + std::chrono::hours{24 * 100}};
    DeviceId device;
    SecretBytes key;
    Signer signer;
};

// The app while it is open.
struct OpenTablet {
    explicit OpenTablet(Tablet& on)
        : tablet{on}, mirror{on.open_mirror()}, database{on.open_database()},
          journal{on.open_journal(database, &mirror)} {}

    entry::SignedEntry save(const entry::EntryDraft& draft = family_draft()) {
        auto transaction = vault::Transaction::begin(database).value();
        auto saved = journal.append(transaction, entry::assemble(draft, tablet.entropy).value(), tablet.signer.keys());
        REQUIRE(transaction.commit());
        return std::move(saved).value();
    }
    ImportOutcome import(const entry::SignedEntry& entry) {
        auto transaction = vault::Transaction::begin(database).value();
        const auto outcome = journal.import(transaction, entry).value();
        REQUIRE(transaction.commit());
        return outcome;
    }
    [[nodiscard]] ChainHead chain(const Identity& identity) {
        return journal.reader().find_chain(identity.device, identity.incarnation).value().value();
    }
    [[nodiscard]] ChainHead own_chain() { return chain(journal.identity()); }

    Tablet& tablet;
    Mirror mirror;
    vault::Database database;
    Journal journal;
};

}  // namespace daohu::journal::test
