// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/household_move.hpp"

#include "sync/wire/retention.hpp"
#include "tests/entry/builders.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::wire;

namespace {

const StreamId kStream = entry::test::id_of<StreamId>(1);

entry::SignedEntry written(const HouseholdMove& move) {
    return entry::test::signed_entry(make_draft(move, kStream), entry::test::first_position(), {});
}

HouseholdMove move_of(std::size_t subjects) {
    HouseholdMove move{.end = MoveEnd::joined, .subjects = {}};
    for (std::size_t i = 0; i < subjects; ++i) {
        move.subjects.push_back(entry::test::id_of<EntityId>(100 + i));
    }
    return move;
}

}  // namespace

TEST_CASE("Household move: is read from its notice as it was written, as many as one notice may name", "[wire]") {
    for (const std::size_t subjects : {std::size_t{1}, std::size_t{3}, kMaxMovedSubjects}) {
        HouseholdMove move = move_of(subjects);
        CHECK(read_household_move(written(move)).value() == move);
        move.end = MoveEnd::left;
        CHECK(read_household_move(written(move)).value() == move);
        CHECK(written(move).header().subjects.empty());
        CHECK(written(move).header().scope == kStream);
    }
}

TEST_CASE("Household move: a notice of nobody, of too many or of an unknown end is none", "[wire]") {
    CHECK_FALSE(read_household_move(written(move_of(0))));
    CHECK_FALSE(read_household_move(written(move_of(kMaxMovedSubjects + 1))));
    HouseholdMove strange = move_of(2);
    strange.end = static_cast<MoveEnd>(7);
    CHECK_FALSE(read_household_move(written(strange)));
    const Retention other{.days = 30, .document = "file 7", .ordered_at = {}};
    CHECK_FALSE(
        read_household_move(entry::test::signed_entry(make_draft(other, kStream), entry::test::first_position(), {})));
}
