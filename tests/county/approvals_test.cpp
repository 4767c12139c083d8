// SPDX-License-Identifier: Apache-2.0
#include "sync/county/approvals.hpp"

#include "tests/county/store_fixture.hpp"

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

constexpr WallTime kNow{std::chrono::milliseconds{1'800'000'000'000}};

struct Bench {
    Bench() {
        const auto key = store.folder.load_store_key().value();
        const auto office = Office::open(store.folder.store_path(), key).value();
        REQUIRE(office->add_person({.name = "Shili Clerk", .role = Role::clerk}));
        REQUIRE(office->add_person({.name = "Shili Other", .role = Role::clerk}));
        REQUIRE(office->add_person({.name = "Shili Head", .role = Role::director}));
        approvals = Approvals::open(store.folder.store_path(), key).value();
    }
    Result<std::int64_t> ask(const char* by, const char* reason = "asked in writing") {
        return approvals->ask(
            {.kind = ApprovalKind::erase, .what = "0123456789abcdef", .reason = reason, .asked_by = by}, kNow);
    }

    TestStore store;
    std::unique_ptr<Approvals> approvals;
};

}  // namespace

TEST_CASE("Approval: one asks, a director who did not ask approves, once", "[county]") {
    Bench bench;
    const std::int64_t number = bench.ask("Shili Clerk").value();
    CHECK(bench.approvals->approve(number, "Shili Clerk", kNow).error().code == ErrorCode::second_person_needed);
    CHECK(bench.approvals->approve(number, "Shili Other", kNow).error().code == ErrorCode::second_person_needed);
    CHECK(bench.approvals->approve(number, "Nobody", kNow).error().code == ErrorCode::person_unknown);
    CHECK_FALSE(bench.approvals->list().value().at(0).approved_by.has_value());

    const Approval approved = bench.approvals->approve(number, "Shili Head", kNow).value();
    CHECK(approved.request.what == "0123456789abcdef");
    CHECK(approved.approved_by == "Shili Head");
    REQUIRE(bench.approvals->approve(number, "Shili Head", kNow));  // it was cut short before it was carried out
    REQUIRE(bench.approvals->note_outcome(number, "3 sections"));
    CHECK(bench.approvals->approve(number, "Shili Head", kNow).error().code == ErrorCode::invalid_argument);
    CHECK(bench.approvals->list().value().at(0).outcome == "3 sections");
}

TEST_CASE("Approval: a director does not approve what he asked for himself", "[county]") {
    Bench bench;
    const std::int64_t number = bench.ask("Shili Head").value();
    CHECK(bench.approvals->approve(number, "Shili Head", kNow).error().code == ErrorCode::second_person_needed);
}

TEST_CASE("Approval: needs a known person and a reason", "[county]") {
    Bench bench;
    CHECK(bench.ask("Nobody").error().code == ErrorCode::person_unknown);
    CHECK(bench.ask("Shili Clerk", "").error().code == ErrorCode::invalid_argument);
    CHECK(bench.approvals->approve(7, "Shili Head", kNow).error().code == ErrorCode::not_found);
    CHECK(bench.approvals->list().value().empty());
}
