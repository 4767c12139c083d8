// SPDX-License-Identifier: Apache-2.0
#include "tests/journal/fixture.hpp"

#include "core/entry/administrative.hpp"
#include "core/journal/tables.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::journal;
using namespace daohu::journal::test;

namespace {

std::vector<entry::SignedEntry> save_some(OpenTablet& app, int count) {
    std::vector<entry::SignedEntry> entries;
    for (int i = 0; i < count; ++i) {
        entries.push_back(app.save());
    }
    return entries;
}

}  // namespace

TEST_CASE("Journal: entries of one device form a chain without holes", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto entries = save_some(app, 3);
    CHECK(entries[0].header().previous == Hash256{});
    CHECK(entries[1].header().previous == entries[0].hash());
    CHECK(entries[2].header().previous == entries[1].hash());
    CHECK(entries[2].header().sequence == 3);
    CHECK(entries[2].header().hlc > entries[1].header().hlc);
    CHECK(app.own_chain().contiguous == 3);
    CHECK(entries[2].verify(tablet.signer.device.public_key()));
}

TEST_CASE("Journal: the chain goes on after closing and opening", "[journal]") {
    Tablet tablet;
    Hash256 last;
    {
        OpenTablet app{tablet};
        last = app.save().hash();
    }
    tablet.clock.set_wall(WallTime{});  // the battery of the clock was empty
    OpenTablet app{tablet};
    const auto next = app.save();
    CHECK(next.header().sequence == 2);
    CHECK(next.header().previous == last);
    const auto stored = app.journal.reader().read_after(0, 10).value();
    REQUIRE(stored.size() == 2);
    CHECK(stored[0].entry.header().hlc < stored[1].entry.header().hlc);
}

TEST_CASE("Journal: an append that is rolled back leaves no trace and its number is free", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    {
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(app.journal.append(transaction, entry::assemble(family_draft(), tablet.entropy).value(),
                                   tablet.signer.keys()));
    }
    CHECK_FALSE(app.mirror.has_pending());
    CHECK(app.save().header().sequence == 1);
}

TEST_CASE("Journal: stored entries come back byte for byte", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto saved = app.save();
    const auto found = app.journal.reader().find(saved.id()).value();
    REQUIRE(found.size() == 1);
    CHECK(found[0].entry.encode() == saved.encode());
}

TEST_CASE("Journal: importing the same entry twice changes nothing", "[journal]") {
    Tablet writer{1};
    Tablet reader{2};
    OpenTablet from{writer};
    OpenTablet to{reader};
    const auto entry = from.save();
    CHECK(to.import(entry) == ImportOutcome::added);
    CHECK(to.import(entry) == ImportOutcome::known);
    CHECK(to.journal.reader().count().value() == 1);
    CHECK(to.journal.reader().find(entry.id()).value().at(0).entry.encode() == entry.encode());
}

TEST_CASE("Journal: entries that arrive in any order end in one unbroken chain", "[journal]") {
    Tablet writer{1};
    OpenTablet from{writer};
    auto entries = save_some(from, 6);
    const auto identity = from.journal.identity();
    std::ranges::reverse(entries);
    std::swap(entries[0], entries[3]);

    Tablet reader{2};
    OpenTablet to{reader};
    for (std::size_t i = 0; i + 1 < entries.size(); ++i) {
        to.import(entries[i]);
        CHECK(to.chain(identity).contiguous == 0);  // the first one is still missing
    }
    CHECK(to.chain(identity).last == 6);
    to.import(entries.back());
    CHECK(to.chain(identity).contiguous == 6);
}

TEST_CASE("Journal: two entries of one id are a fork and both are kept", "[journal]") {
    Tablet writer{1};
    OpenTablet from{writer};
    const auto first = from.save();
    const auto clone = entry::test::signed_entry(
        family_draft(), {first.header().device, first.header().incarnation, 1, Hash256{}, Hlc::from_bits(5)},
        writer.signer, 99);

    Tablet reader{2};
    OpenTablet to{reader};
    CHECK(to.import(first) == ImportOutcome::added);
    CHECK(to.import(clone) == ImportOutcome::forked);
    CHECK(to.import(clone) == ImportOutcome::known);
    const auto forks = to.journal.reader().forks().value();
    REQUIRE(forks.size() == 1);
    CHECK(forks[0].id == first.id());
    CHECK(forks[0].hashes == std::vector{first.hash(), clone.hash()});
    CHECK(to.chain(from.journal.identity()).contiguous_hash == first.hash());
}

TEST_CASE("Journal: a declared gap lets the chain go on", "[journal]") {
    Tablet writer{1};
    OpenTablet from{writer};
    const auto entries = save_some(from, 4);
    const entry::Gap gap{from.journal.identity().incarnation, 2, 3, entries[2].hash()};
    const auto declaration = from.save(entry::make_draft(gap, entries[0].header().scope));

    Tablet reader{2};
    OpenTablet to{reader};
    to.import(entries[0]);
    to.import(entries[3]);
    CHECK(to.chain(from.journal.identity()).contiguous == 1);
    to.import(declaration);
    CHECK(to.chain(from.journal.identity()).contiguous == 5);
}

TEST_CASE("Journal: a device that lost an entry declares the gap and its own chain goes on", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto entries = save_some(app, 3);
    REQUIRE(app.database.execute("DELETE FROM entry WHERE sequence = 2"));  // as a bad page does
    REQUIRE(app.database.execute("UPDATE chain SET contiguous = 1"));
    auto put = app.database.prepare("UPDATE chain SET contiguous_hash = ?1").value();
    REQUIRE(put.run({entries[0].hash()}));

    app.save(entry::make_draft(entry::Gap{app.journal.identity().incarnation, 2, 2, entries[1].hash()},
                               entries[0].header().scope));
    CHECK(app.own_chain().contiguous == 4);
}

TEST_CASE("Journal: a withheld section is filled in later, a dropped one is not", "[journal]") {
    Tablet writer{1};
    OpenTablet from{writer};
    const auto whole = from.save();
    auto partial = whole;
    partial.remove_section(0, entry::Absence::withheld);
    partial.remove_section(1, entry::Absence::dropped);

    Tablet reader{2};
    OpenTablet to{reader};
    CHECK(to.import(partial) == ImportOutcome::added);
    CHECK(to.import(whole) == ImportOutcome::completed);
    const auto stored = to.journal.reader().find(whole.id()).value().at(0).entry;
    CHECK(stored.section(0));
    CHECK(stored.section(1).error().code == ErrorCode::entry_section_dropped);
    CHECK(to.import(whole) == ImportOutcome::known);
}

TEST_CASE("Journal: places in streams are read in order and never change", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto entries = save_some(app, 3);
    const auto stream = id_of<StreamId>(5);
    auto transaction = vault::Transaction::begin(app.database).value();
    REQUIRE(app.journal.place_in_stream(transaction, stream, 2, entries[0]));
    REQUIRE(app.journal.place_in_stream(transaction, stream, 1, entries[2]));
    REQUIRE(app.journal.place_in_stream(transaction, stream, 1, entries[2]));
    CHECK(app.journal.place_in_stream(transaction, stream, 1, entries[1]).error().code ==
          ErrorCode::journal_stream_conflict);
    const auto read = app.journal.reader().read_stream(stream, 0, 10).value();
    REQUIRE(read.size() == 2);
    CHECK(read[0].entry.hash() == entries[2].hash());
    CHECK(read[1].entry.hash() == entries[0].hash());
}

TEST_CASE("Journal: the database of another device is refused", "[journal]") {
    Tablet tablet;
    { OpenTablet app{tablet}; }
    auto database = tablet.open_database();
    const auto other =
        Journal::open(database, nullptr, tablet.clock, tablet.entropy, {id_of<DeviceId>(77), kBuildTime});
    CHECK(other.error().code == ErrorCode::journal_other_device);
}

TEST_CASE("Journal: an old copy of the database is noticed, completed from the mirror, and starts a new incarnation",
          "[journal]") {
    Tablet tablet;
    Identity before;
    std::vector<entry::SignedEntry> entries;
    {
        OpenTablet app{tablet};
        entries = save_some(app, 2);
        REQUIRE(app.database.checkpoint());
        std::filesystem::copy_file(tablet.folder / "store.db", tablet.folder / "old.db");
        entries.push_back(app.save());
        REQUIRE(app.mirror.flush());
        before = app.journal.identity();
    }
    std::filesystem::remove(tablet.folder / "store.db-wal");
    std::filesystem::rename(tablet.folder / "old.db", tablet.folder / "store.db");

    OpenTablet app{tablet};
    CHECK(app.journal.opening_report().started_new_incarnation);
    CHECK(app.journal.opening_report().restored_from_mirror == 1);
    CHECK(app.journal.identity().incarnation != before.incarnation);
    CHECK(app.chain(before).contiguous == 3);
    const auto next = app.save();
    CHECK(next.header().sequence == 1);
    CHECK(next.header().incarnation == app.journal.identity().incarnation);
}

TEST_CASE("Journal: an older copy of the whole folder begins a new incarnation once an entry it lacks arrives",
          "[journal]") {
    Tablet tablet;
    std::vector<entry::SignedEntry> later;
    {
        OpenTablet app{tablet};
        app.save();
        REQUIRE(app.mirror.flush());
        REQUIRE(app.database.checkpoint());
        for (const char* name : {"store.db", "mirror"}) {
            std::filesystem::copy_file(tablet.folder / name, tablet.folder / (std::string{name} + ".old"));
        }
        later = save_some(app, 3);
    }
    std::filesystem::remove(tablet.folder / "store.db-wal");
    for (const char* name : {"store.db", "mirror"}) {
        std::filesystem::rename(tablet.folder / (std::string{name} + ".old"), tablet.folder / name);
    }
    OpenTablet app{tablet};
    const Identity before = app.journal.identity();
    CHECK(app.save().id() == later[0].id());  // nothing in the folder tells that it is an older one
    CHECK(app.journal.identity().incarnation == before.incarnation);
    {
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(app.journal.import(transaction, later[0]).value() == ImportOutcome::forked);
    }  // rolled back: as if it had not arrived
    CHECK(app.journal.identity().incarnation == before.incarnation);

    auto transaction = vault::Transaction::begin(app.database).value();
    CHECK(app.journal.import(transaction, later[0]).value() == ImportOutcome::forked);
    CHECK(app.journal.import(transaction, later[1]).value() == ImportOutcome::added);
    CHECK(app.journal.import(transaction, later[2]).value() == ImportOutcome::added);
    REQUIRE(transaction.commit());
    const Identity after = app.journal.identity();
    CHECK(after.incarnation != before.incarnation);
    CHECK(app.import(later[2]) == ImportOutcome::known);
    CHECK(app.journal.identity().incarnation == after.incarnation);
    CHECK(app.save().header().sequence == 1);
    CHECK(app.journal.reader().identity().value().incarnation == after.incarnation);
}

TEST_CASE("Journal: opening after an ordinary stop starts no new incarnation", "[journal]") {
    Tablet tablet;
    Identity before;
    {
        OpenTablet app{tablet};
        save_some(app, 2);
        REQUIRE(app.mirror.flush());
        save_some(app, 2);  // these never reach the mirror
        before = app.journal.identity();
    }
    OpenTablet app{tablet};
    CHECK_FALSE(app.journal.opening_report().started_new_incarnation);
    CHECK(app.journal.identity().incarnation == before.incarnation);
    CHECK(app.own_chain().last == 4);
}

TEST_CASE("Journal: a database lost whole comes back from the mirror", "[journal]") {
    Tablet tablet;
    std::vector<entry::SignedEntry> entries;
    {
        OpenTablet app{tablet};
        entries = save_some(app, 3);
        REQUIRE(app.mirror.flush());
    }
    std::filesystem::remove(tablet.folder / "store.db");
    std::filesystem::remove(tablet.folder / "store.db-wal");
    OpenTablet app{tablet};
    CHECK(app.journal.opening_report().restored_from_mirror == 3);
    for (const auto& entry : entries) {
        CHECK(app.journal.reader().find(entry.id()).value().at(0).entry.encode() == entry.encode());
    }
}

TEST_CASE("Journal: no save is timed before an earlier one of this tablet, whatever its clock and its chain do",
          "[journal]") {
    Tablet tablet;
    Hlc last;
    {
        OpenTablet app{tablet};
        last = app.save().header().hlc;
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(app.journal.start_incarnation(transaction));
        REQUIRE(transaction.commit());
    }
    tablet.clock.set_wall(kBuildTime);  // a flat battery
    OpenTablet app{tablet};
    CHECK(app.save().header().hlc > last);
}

TEST_CASE("Journal: a new incarnation that was not committed is none", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto before = app.save().id();
    {
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(app.journal.start_incarnation(transaction));
    }
    const auto after = app.save().id();
    CHECK(after.incarnation == before.incarnation);
    CHECK(after.sequence == before.sequence + 1);
}

TEST_CASE("Journal: its tables are frozen", "[journal]") {
    // Whoever changes their shape has to say how a store of the last ten years is read.
    REQUIRE(kJournalSchema.steps.size() == 2);
    CHECK(hash256(as_bytes(kJournalSchema.steps[0])).to_string() ==
          "5a15922904a4c5ff71279287b5732ceab98496331893affc6c6e1bc9dd1c096c");
    CHECK(hash256(as_bytes(kJournalSchema.steps[1])).to_string() ==
          "9c20646d0502bd5ca18e00c233178d2957f7bad4d7f3451df8a4673c5e9faf60");
}

TEST_CASE("Journal: a store of a newer app is refused and stays as it is", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        app.save();
        REQUIRE(app.mirror.flush());
        REQUIRE(app.database.execute("UPDATE room_version SET version = 99 WHERE room = 'journal'"));
    }
    {
        auto database = tablet.open_database();
        auto mirror = tablet.open_mirror();
        const auto opened = Journal::open(database, &mirror, tablet.clock, tablet.entropy, {tablet.device, kBuildTime});
        CHECK(opened.error().code == ErrorCode::database_newer);
        CHECK(JournalReader::open(database).error().code == ErrorCode::database_newer);
        REQUIRE(database.execute("UPDATE room_version SET version = 2 WHERE room = 'journal'"));
    }
    OpenTablet app{tablet};
    CHECK(app.journal.reader().count().value() == 1);
    CHECK_FALSE(app.journal.opening_report().started_new_incarnation);
}
