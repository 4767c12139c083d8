// SPDX-License-Identifier: Apache-2.0
#include "core/base/money.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <rapidcheck.h>

#include <limits>

using namespace daohu;

namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

Ratio ratio(std::int64_t numerator, std::int64_t denominator) { return Ratio::of(numerator, denominator).value(); }

}  // namespace

TEST_CASE("Fen: reads and writes yuan with up to two decimals", "[base]") {
    const auto [text, fen, canonical] = GENERATE(table<const char*, std::int64_t, const char*>({
        {"0", 0, "0.00"},
        {"1234.56", 123456, "1234.56"},
        {"1234.5", 123450, "1234.50"},
        {"-0.05", -5, "-0.05"},
        {"92233720368547758.07", kMax, "92233720368547758.07"},
        {"-92233720368547758.08", kMin, "-92233720368547758.08"},
    }));
    CHECK(Fen::parse_yuan(text).value().value() == fen);
    CHECK(Fen{fen}.to_yuan() == canonical);
}

TEST_CASE("Fen: refuses what is not an amount", "[base]") {
    for (const char* text : {"", "-", ".5", "5.", "1.234", "1,234", " 1", "1e3", "--1", "1.2.3", "+1"}) {
        CAPTURE(text);
        CHECK(Fen::parse_yuan(text).error().code == ErrorCode::money_malformed);
    }
    for (const char* text : {"92233720368547758.08", "92233720368547759", "99999999999999999999"}) {
        CHECK(Fen::parse_yuan(text).error().code == ErrorCode::money_overflow);
    }
}

TEST_CASE("Fen: arithmetic that does not fit is an error, never another amount", "[base]") {
    CHECK(Fen{kMax}.plus(Fen{1}).error().code == ErrorCode::money_overflow);
    CHECK(Fen{kMin}.minus(Fen{1}).error().code == ErrorCode::money_overflow);
    CHECK(Fen{kMin}.times(-1).error().code == ErrorCode::money_overflow);
    CHECK(Fen::from_yuan(kMax).error().code == ErrorCode::money_overflow);
    CHECK(Fen{kMax}.times(ratio(3, 2), Rounding::down).error().code == ErrorCode::money_overflow);
    CHECK(Fen{kMax}.times(ratio(2, 2), Rounding::down).value() == Fen{kMax});
    CHECK(Fen{250}.plus(Fen{-300}).value() == Fen{-50});
    CHECK(Fen{5}.divided_by(0, Rounding::up).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("Fen: rounding goes where it says, for debts too", "[base]") {
    const auto [fen, down, half_up, up] = GENERATE(table<std::int64_t, std::int64_t, std::int64_t, std::int64_t>({
        {100, 1, 1, 1},
        {149, 1, 1, 2},
        {150, 1, 2, 2},
        {199, 1, 2, 2},
        {-100, -1, -1, -1},
        {-149, -2, -1, -1},
        {-150, -2, -2, -1},
        {0, 0, 0, 0},
    }));
    CHECK(Fen{fen}.divided_by(100, Rounding::down).value() == Fen{down});
    CHECK(Fen{fen}.divided_by(100, Rounding::half_up).value() == Fen{half_up});
    CHECK(Fen{fen}.divided_by(100, Rounding::up).value() == Fen{up});
    CHECK(Fen{fen}.rounded_to(Fen{100}, Rounding::up).value() == Fen{up * 100});
}

TEST_CASE("floor_amount and ceiling_amount: a floor rounds up and a ceiling down", "[base]") {
    CHECK(floor_amount(Fen{1000}, ratio(1, 3)).value() == Fen{334});
    CHECK(ceiling_amount(Fen{1000}, ratio(1, 3)).value() == Fen{333});
    CHECK(floor_amount(Fen{1000}, ratio(2, 3)).value() == Fen{667});
    CHECK(ceiling_amount(Fen{1000}, ratio(2, 3)).value() == Fen{666});
    CHECK(floor_amount(Fen{900}, ratio(1, 3)).value() == ceiling_amount(Fen{900}, ratio(1, 3)).value());
}

TEST_CASE("Fen: a share of nothing is an error", "[base]") {
    CHECK(Fen{30}.share_of(Fen{90}).value() == ratio(1, 3));
    CHECK(Fen{30}.share_of(Fen{}).error().code == ErrorCode::ratio_malformed);
}

TEST_CASE("Fen: text leads back to the amount, and rounding errs by less than a fen", "[base]") {
    CHECK(rc::check("text round trip",
                    [](std::int64_t fen) { RC_ASSERT(Fen::parse_yuan(Fen{fen}.to_yuan()).value() == Fen{fen}); }));
    CHECK(rc::check("down <= exact <= up <= down + 1", [](std::int32_t fen, std::int32_t numerator) {
        const Ratio factor = ratio(numerator, *rc::gen::inRange<std::int64_t>(1, std::int64_t{1} << 31U));
        const Fen down = Fen{fen}.times(factor, Rounding::down).value();
        const Fen up = Fen{fen}.times(factor, Rounding::up).value();
        const Fen near = Fen{fen}.times(factor, Rounding::half_up).value();
        const Ratio exact = Ratio{fen}.times(factor).value();
        RC_ASSERT(Ratio{down.value()} <= exact);
        RC_ASSERT(exact <= Ratio{up.value()});
        RC_ASSERT(up.value() - down.value() <= 1);
        RC_ASSERT((near == down || near == up));
    }));
}
