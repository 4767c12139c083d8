// SPDX-License-Identifier: Apache-2.0
#include "core/journal/delivery.hpp"
#include "core/journal/verify.hpp"
#include "tests/journal/fixture.hpp"
#include "tests/journal/mirror_contents.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::journal;
using namespace daohu::journal::test;

namespace {

// A text whose bytes can be looked for in decrypted pages.
constexpr std::string_view kCanary = "canary of a family that asked to be forgotten";

entry::EntryDraft draft_with_canary() {
    entry::EntryDraft draft = family_draft();
    draft.sections[1].operations[0].assignments[0].value = std::string{kCanary};
    return draft;
}

// Whether a row holds the canary. What rows leave behind is overwritten (secure_delete).
bool has_canary(OpenTablet& app) {
    auto mode = app.database.prepare("PRAGMA secure_delete").value();
    auto setting = mode.query();
    REQUIRE(setting.next().value());
    CHECK(setting.integer(0) == 1);
    auto select = app.database.prepare("SELECT count(*) FROM entry WHERE instr(bytes, ?1) > 0").value();
    auto row = select.query({as_bytes(kCanary)});
    REQUIRE(row.next().value());
    return row.integer(0) > 0;
}

}  // namespace

TEST_CASE("Erasure: a dropped section is gone from journal and mirror, and the chain still verifies", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto before = app.save();
    const auto erased = app.save(draft_with_canary());
    const auto after = app.save();
    REQUIRE(app.mirror.flush());
    CHECK(has_canary(app));
    {
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(app.journal.drop_section(transaction, erased.id(), erased.hash(), 1));
        REQUIRE(transaction.commit());
    }
    REQUIRE(app.journal.finish_dropping());

    CHECK_FALSE(has_canary(app));
    CHECK(std::filesystem::file_size(tablet.folder / "store.db-wal") == 0);
    const auto contents = contents_of(app.mirror);
    for (const auto& mirrored : contents.entries) {
        CHECK(as_text(mirrored.encode()).find(kCanary) == std::string_view::npos);
    }
    const auto keys = [&](DeviceId) { return std::optional{tablet.signer.device.public_key()}; };
    const auto report = verify_journal(app.journal.reader(), keys).value();
    CHECK(report.is_sound());
    CHECK(report.entries == 3);
    CHECK(report.dropped_sections == 1);
    CHECK(app.import(erased) == ImportOutcome::known);
    CHECK_FALSE(has_canary(app));
}

TEST_CASE("Erasure: a cut before the mirror was cleaned is made good by the next opening", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        const auto erased = app.save(draft_with_canary());
        REQUIRE(app.mirror.flush());
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(app.journal.drop_section(transaction, erased.id(), erased.hash(), 1));
        REQUIRE(transaction.commit());
    }
    OpenTablet app{tablet};
    CHECK_FALSE(app.journal.opening_report().started_new_incarnation);
    const auto contents = contents_of(app.mirror);
    for (const auto& mirrored : contents.entries) {
        CHECK(as_text(mirrored.encode()).find(kCanary) == std::string_view::npos);
    }
}

TEST_CASE("Erasure: an older copy of the database does not bring back what was dropped", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        const auto erased = app.save(draft_with_canary());
        REQUIRE(app.mirror.flush());
        REQUIRE(app.database.checkpoint());
        std::filesystem::copy_file(tablet.folder / "store.db", tablet.folder / "old.db");
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(app.journal.drop_section(transaction, erased.id(), erased.hash(), 1));
        REQUIRE(transaction.commit());
        REQUIRE(app.journal.finish_dropping());
    }
    std::filesystem::rename(tablet.folder / "old.db", tablet.folder / "store.db");
    OpenTablet app{tablet};
    CHECK(app.journal.opening_report().dropped_again == 1);
    CHECK_FALSE(has_canary(app));
}

TEST_CASE("Erasure: what is not there cannot be dropped", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto saved = app.save();
    auto transaction = vault::Transaction::begin(app.database).value();
    CHECK(app.journal.drop_section(transaction, saved.id(), Hash256{}, 0).error().code == ErrorCode::not_found);
    CHECK(app.journal.drop_section(transaction, saved.id(), saved.hash(), 9).error().code == ErrorCode::not_found);
}

TEST_CASE("Mirror: keeps what is not safe and lets go of what is", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        for (int i = 0; i < 5; ++i) {
            app.save();
        }
        REQUIRE(app.mirror.flush());
        auto marks = DeliveryMarks::open(app.database).value();
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(marks.raise(transaction, app.journal.identity().incarnation, {5, 3}));
        REQUIRE(transaction.commit());
        REQUIRE(app.journal.shrink_mirror());
        const auto contents = contents_of(app.mirror);
        REQUIRE(contents.entries.size() == 2);
        CHECK(contents.entries[0].header().sequence == 4);
        CHECK(contents.head.value().entry.sequence == 5);
    }
    OpenTablet app{tablet};
    CHECK_FALSE(app.journal.opening_report().started_new_incarnation);
    CHECK(app.journal.opening_report().restored_from_mirror == 0);
}

TEST_CASE("Journal: an old copy is noticed even when the mirror holds nothing but the head", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        app.save();
        REQUIRE(app.database.checkpoint());
        std::filesystem::copy_file(tablet.folder / "store.db", tablet.folder / "old.db");
        app.save();
        auto marks = DeliveryMarks::open(app.database).value();
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(marks.raise(transaction, app.journal.identity().incarnation, {2, 2}));
        REQUIRE(transaction.commit());
        REQUIRE(app.journal.shrink_mirror());
    }
    std::filesystem::rename(tablet.folder / "old.db", tablet.folder / "store.db");
    OpenTablet app{tablet};
    CHECK(app.journal.opening_report().started_new_incarnation);
}
