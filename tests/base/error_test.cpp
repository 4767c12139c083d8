// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.hpp"

#include <catch2/catch_test_macros.hpp>

#include <memory>

using namespace daohu;

namespace {

Result<int> half(int value) {
    if (value % 2 != 0) {
        return fail(ErrorCode::invalid_argument, "odd");
    }
    return value / 2;
}

Result<int> quarter(int value) { return TRY(half(TRY(half(value)))); }

Result<void> check(int value) {
    TRY(half(value));
    return {};
}

Result<std::unique_ptr<int>> boxed(int value) { return std::make_unique<int>(TRY(half(value))); }

}  // namespace

TEST_CASE("Result: TRY takes the value or returns the first error", "[base]") {
    CHECK(quarter(12).value() == 3);
    REQUIRE_FALSE(quarter(6));
    CHECK(quarter(6).error().describe() == "invalid_argument: odd");
    CHECK(check(2));
    CHECK_FALSE(check(3));
}

TEST_CASE("Result: TRY moves values that cannot be copied", "[base]") {
    auto twice = []() -> Result<std::unique_ptr<int>> {
        auto box = TRY(boxed(8));
        *box *= 2;
        return box;
    };
    CHECK(**twice() == 8);
}

TEST_CASE("Error: context goes before the detail and leaves the code alone", "[base]") {
    const Error error = Error{ErrorCode::io_failed, "errno 5"}.with_context("reading the mirror");
    CHECK(error.describe() == "io_failed: reading the mirror: errno 5");
    CHECK(message_key(error.code) == "error.io");
}
