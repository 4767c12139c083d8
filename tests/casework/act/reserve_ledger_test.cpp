// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/reserve_ledger.hpp"

#include "tests/casework/act/entities.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::casework;
using test::entity_of;
using test::text;

namespace {

registry::Entity line(std::uint8_t number, std::string kind, std::int64_t fen, std::string day = "2026-03-02",
                      std::string township = "示例乡") {
    return entity_of("reserve_entry", number,
                     {{"township", text(std::move(township))},
                      {"kind", text(std::move(kind))},
                      {"amount", fen},
                      {"booked_on", text(std::move(day))}});
}

}  // namespace

TEST_CASE("Reserve ledger: the whole of it has a balance", "[casework][reserve]") {
    const std::vector<registry::Entity> lines{line(1, "opening", 5'000'000, "2026-01-01"),
                                              line(2, "out", 30'000),
                                              line(3, "out", 80'000),
                                              line(4, "out", 210'000),
                                              line(5, "out", 99'900, "2025-12-31"),
                                              line(6, "out", 99'900, "2026-03-02", "示例镇")};
    const auto book = reserve_book(lines, "示例乡", 2026, LedgerKnown::whole);
    REQUIRE(book);
    CHECK(book->balance == Fen{4'680'000});
    CHECK(book->out == Fen{320'000});
    CHECK(book->lines.size() == 4);
    const policy::ReserveLedger facts = reserve_facts(*book);
    CHECK(facts.opening.is(Fen{5'000'000}));
    CHECK(facts.out.is(std::vector{Fen{320'000}}));
}

TEST_CASE("Reserve ledger: a part says what was spent at least, and no balance", "[casework][reserve]") {
    const std::vector<registry::Entity> lines{line(1, "opening", 5'000'000), line(2, "out", 30'000)};
    const auto book = reserve_book(lines, "示例乡", 2026, LedgerKnown::part);
    REQUIRE(book);
    CHECK(book->out == Fen{30'000});
    CHECK_FALSE(book->balance);
    CHECK_FALSE(reserve_facts(*book).opening.is_answered());
}

TEST_CASE("Reserve ledger: no balance is guessed without one opening sum, or beside a disputed line",
          "[casework][reserve]") {
    const std::vector<registry::Entity> no_opening{line(2, "out", 30'000)};
    CHECK_FALSE(reserve_book(no_opening, "示例乡", 2026, LedgerKnown::whole)->balance);
    const std::vector<registry::Entity> two{line(1, "opening", 100), line(2, "opening", 200)};
    CHECK_FALSE(reserve_book(two, "示例乡", 2026, LedgerKnown::whole)->balance);

    registry::Entity disputed = line(3, "out", 30'000);
    disputed.registers["amount"].siblings.push_back({.write = {}, .value = std::int64_t{50'000}, .by = {}});
    disputed.registers["amount"].agreement = registry::Agreement::conflict;
    const std::vector<registry::Entity> lines{line(1, "opening", 5'000'000), disputed};
    const auto book = reserve_book(lines, "示例乡", 2026, LedgerKnown::whole);
    CHECK_FALSE(book->balance);
    CHECK(book->unreadable == std::vector{disputed.id});
}
