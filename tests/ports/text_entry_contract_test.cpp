// SPDX-License-Identifier: Apache-2.0
#include "core/ports/fake_text_entry.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;

namespace {
TextRequest ask(std::string owner) { return {std::move(owner), "标题", "", TextKind::line, 5}; }
}  // namespace

TEST_CASE("TextEntry: hands over what was committed exactly once, to its owner", "[ports]") {
    FakeTextEntry entry;
    CHECK_FALSE(entry.poll());
    REQUIRE(entry.begin(ask("question.name")));
    CHECK(entry.is_open());
    CHECK_FALSE(entry.poll());
    entry.type("示例");
    CHECK_FALSE(entry.is_open());
    const auto outcome = entry.poll();
    REQUIRE(outcome);
    CHECK(outcome->owner == "question.name");
    CHECK(outcome->text == "示例");
    CHECK_FALSE(entry.poll());
}

TEST_CASE("TextEntry: a second request waits until the first is done", "[ports]") {
    FakeTextEntry entry;
    REQUIRE(entry.begin(ask("one")));
    CHECK(entry.begin(ask("two")).error().code == ErrorCode::port_busy);
    CHECK(entry.request()->owner == "one");
}

TEST_CASE("TextEntry: giving up changes nothing", "[ports]") {
    FakeTextEntry entry;
    entry.cancel();
    CHECK_FALSE(entry.poll());
    REQUIRE(entry.begin(ask("one")));
    entry.cancel();
    const auto outcome = entry.poll();
    REQUIRE(outcome);
    CHECK_FALSE(outcome->text);
}
