// SPDX-License-Identifier: Apache-2.0
#include "core/journal/delivery.hpp"
#include "tests/journal/fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::journal;
using namespace daohu::journal::test;

TEST_CASE("DeliveryMarks: a promise of the server is never taken back by a lower number", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    auto marks = DeliveryMarks::open(app.database).value();
    const auto incarnation = app.journal.identity().incarnation;
    CHECK(marks.delivery(incarnation).value() == Delivery{});
    auto transaction = vault::Transaction::begin(app.database).value();
    REQUIRE(marks.raise(transaction, incarnation, {10, 4}));
    REQUIRE(marks.raise(transaction, incarnation, {8, 6}));
    REQUIRE(transaction.commit());
    CHECK(marks.delivery(incarnation).value() == Delivery{10, 6});
}

TEST_CASE("DeliveryMarks: cursors and the last success are remembered", "[journal]") {
    Tablet tablet;
    const auto village = id_of<StreamId>(5);
    const WallTime when = kBuildTime + std::chrono::hours{1};
    {
        OpenTablet app{tablet};
        auto marks = DeliveryMarks::open(app.database).value();
        CHECK(marks.cursor(village).value() == 0);
        CHECK(marks.contact().value() == Contact{});
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(marks.set_cursor(transaction, village, 7));
        REQUIRE(marks.set_success(transaction, when));
        REQUIRE(transaction.commit());
    }
    OpenTablet app{tablet};
    auto marks = DeliveryMarks::open(app.database).value();
    CHECK(marks.cursor(village).value() == 7);
    CHECK(marks.cursors().value().size() == 1);
    CHECK(marks.contact().value().last_success == when);
}

TEST_CASE("DeliveryMarks: a restored server makes everything unsafe be offered again", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    auto marks = DeliveryMarks::open(app.database).value();
    const auto incarnation = app.journal.identity().incarnation;
    auto transaction = vault::Transaction::begin(app.database).value();
    REQUIRE(marks.raise(transaction, incarnation, {10, 4}));
    REQUIRE(marks.set_cursor(transaction, id_of<StreamId>(5), 7));
    REQUIRE(marks.reset_for_epoch(transaction, 3));
    REQUIRE(transaction.commit());
    CHECK(marks.delivery(incarnation).value() == Delivery{4, 4});
    CHECK(marks.cursors().value().empty());
    CHECK(marks.contact().value().server_epoch == 3);
}

TEST_CASE("DeliveryMarks: a reader sees what the writer has committed", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    auto reader =
        vault::Database::open(tablet.folder / "store.db", tablet.key, {.access = vault::Access::read_only, .vfs = {}})
            .value();
    auto reading_marks = DeliveryMarks::open(reader).value();
    auto marks = DeliveryMarks::open(app.database).value();
    auto transaction = vault::Transaction::begin(app.database).value();
    REQUIRE(marks.raise(transaction, app.journal.identity().incarnation, {1, 0}));
    CHECK(reading_marks.delivery(app.journal.identity().incarnation).value() == Delivery{});
    REQUIRE(transaction.commit());
    CHECK(reading_marks.delivery(app.journal.identity().incarnation).value() == Delivery{1, 0});
}
