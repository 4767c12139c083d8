// SPDX-License-Identifier: Apache-2.0
#include "core/base/ratio.hpp"

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

TEST_CASE("Ratio: is kept in lowest terms with the sign above", "[base]") {
    CHECK(ratio(2, 4) == ratio(1, 2));
    CHECK(ratio(3, -6).numerator() == -1);
    CHECK(ratio(0, -7) == Ratio{});
    CHECK(ratio(kMin, 2).numerator() == kMin / 2);
    CHECK(ratio(kMin, kMin) == Ratio{1});
    CHECK(Ratio::of(1, 0).error().code == ErrorCode::ratio_malformed);
    CHECK(Ratio::of(1, kMin).error().code == ErrorCode::ratio_overflow);
}

TEST_CASE("Ratio: reads fractions, decimals and percentages", "[base]") {
    const auto [text, numerator, denominator] = GENERATE(table<const char*, std::int64_t, std::int64_t>({
        {"3", 3, 1},
        {"-3", -3, 1},
        {"2/3", 2, 3},
        {"-2/3", -2, 3},
        {"0.35", 7, 20},
        {"35%", 7, 20},
        {"12.5%", 1, 8},
        {"0.333", 333, 1000},
    }));
    CAPTURE(text);
    CHECK(Ratio::parse(text).value() == ratio(numerator, denominator));
}

TEST_CASE("Ratio: refuses text that is not a number", "[base]") {
    for (const char* text : {"", "/", "1/", "/2", "1/2/3", "1.5/2", "%", "a", "1%%", "1 /2"}) {
        CAPTURE(text);
        CHECK(Ratio::parse(text).error().code == ErrorCode::ratio_malformed);
    }
    CHECK(Ratio::parse("1/0").error().code == ErrorCode::ratio_malformed);
    CHECK(Ratio::parse("0.1234567890123456789012").error().code == ErrorCode::ratio_overflow);
    CHECK(Ratio::parse("0.00000000000000000001").error().code == ErrorCode::ratio_overflow);
}

TEST_CASE("Ratio: a third three times is one", "[base]") {
    const Ratio third = ratio(1, 3);
    CHECK(third.plus(third).value().plus(third).value() == Ratio{1});
    CHECK(third.minus(third).value() == Ratio{});
    CHECK(third.times(Ratio{3}).value() == Ratio{1});
    CHECK(third.divided_by(third).value() == Ratio{1});
    CHECK(third.divided_by(Ratio{}).error().code == ErrorCode::ratio_malformed);
    CHECK(ratio(1, kMax).times(ratio(1, 2)).error().code == ErrorCode::ratio_overflow);
}

TEST_CASE("Ratio: compares exactly at the edge of 64 bits", "[base]") {
    CHECK(ratio(kMax - 1, kMax) < Ratio{1});
    CHECK(ratio(kMax - 2, kMax - 1) < ratio(kMax - 1, kMax));
    CHECK(ratio(-1, 3) > ratio(-1, 2));
}

TEST_CASE("Ratio: rounds to whole numbers where it says", "[base]") {
    CHECK(ratio(7, 2).rounded(Rounding::down) == 3);
    CHECK(ratio(7, 2).rounded(Rounding::half_up) == 4);
    CHECK(ratio(-7, 2).rounded(Rounding::half_up) == -4);
    CHECK(ratio(-7, 2).rounded(Rounding::up) == -3);
    CHECK(ratio(kMin, 1).rounded(Rounding::up) == kMin);
}

TEST_CASE("Ratio: arithmetic obeys its laws and text leads back", "[base]") {
    CHECK(rc::check("laws", [] {
        const auto some = rc::gen::inRange(-30'000, 30'000);
        const auto positive = rc::gen::inRange(1, 30'000);
        const Ratio a = ratio(*some, *positive);
        const Ratio b = ratio(*some, *positive);
        RC_ASSERT(a.plus(b).value() == b.plus(a).value());
        RC_ASSERT(a.plus(b).value().minus(b).value() == a);
        RC_ASSERT(a.times(b).value() == b.times(a).value());
        RC_ASSERT((b == Ratio{} || a.times(b).value().divided_by(b).value() == a));
        RC_ASSERT((a < b) == (a.minus(b).value() < Ratio{}));
        RC_ASSERT(Ratio::parse(a.to_string()).value() == a);
    }));
}
