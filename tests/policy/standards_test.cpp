// SPDX-License-Identifier: Apache-2.0
#include "core/policy/standards.hpp"

#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

constexpr std::string_view kTwoYears = R"(
    {"kind": "dibao_urban_month", "division": "410000", "effective_from": "2026-01-01", "amount": "650.00", "publisher": "p", "document": "d"},
    {"kind": "dibao_urban_month", "division": "410423", "effective_from": "2025-07-01", "amount": "600.00", "publisher": "p", "document": "d"},
    {"kind": "dibao_urban_month", "division": "410423", "effective_from": "2026-07-01", "amount": 70000, "publisher": "p", "document": "d"})";

Fen amount_on(const Standards& table, std::string_view on) {
    const StandardRow* row = table.find("dibao_urban_month", "410423", day(on));
    REQUIRE(row != nullptr);
    return std::get<Fen>(row->figure);
}

Faults faults_of(std::string_view rows) {
    Faults faults;
    const std::string table = R"({"file": "standards", "format": 1, "id": "t", "rows": [)" + std::string{rows} + "]}";
    CHECK_FALSE(Standards::read(table, faults));
    return faults;
}

}  // namespace

TEST_CASE("Standards: the nearest place counts, then the latest day on or before", "[policy]") {
    const Standards table = read_standards(kTwoYears);
    CHECK(amount_on(table, "2026-06-30") == Fen{60000});
    CHECK(amount_on(table, "2026-07-01") == Fen{70000});
    CHECK(table.find("dibao_urban_month", "410423", day("2025-06-30")) == nullptr);
    CHECK(table.find("dibao_rural_month", "410423", day("2026-07-01")) == nullptr);
}

TEST_CASE("Standards: a figure of more than fifteen months is marked as perhaps out of date", "[policy]") {
    const Standards table = read_standards(kTwoYears);
    const StandardRow* row = table.find("dibao_urban_month", "410423", day("2027-10-01"));
    REQUIRE(row != nullptr);
    CHECK_FALSE(Standards::is_stale(*row, day("2027-10-01")));
    CHECK(Standards::is_stale(*row, day("2027-10-02")));
}

TEST_CASE("Standards: a figure that may be out of date makes a result assumed, none makes it missing", "[policy]") {
    const Facts facts = facts_of(R"({"household": {"settlement_kind": "rural"}})");
    const Pack& pack = shipped_pack("songpan-2021");
    const Outcome stale = only(assess(pack, standards_a(), facts, day("2027-06-01")), "tekun_basic_floor");
    CHECK(stale.status == Status::assumed);
    CHECK(to_text(stale.figure) == "624.00");
    REQUIRE(stale.standards.size() == 1);
    CHECK(stale.standards.front().stale);
    const Outcome missing = only(assess(pack, Standards{}, facts, day("2026-03-02")), "tekun_basic_floor");
    CHECK(missing.status == Status::missing_input);
    CHECK(to_text(missing.figure).empty());
    REQUIRE(missing.missing.size() == 1);
    CHECK(missing.missing.front().fact == "standard:dibao_rural_month");
}

TEST_CASE("Standards: what is wrong with a row is named", "[policy]") {
    CHECK(has_fault(
        faults_of(
            R"({"kind": "dibao", "division": "any", "effective_from": "2026-01-01", "amount": "1.00", "publisher": "p", "document": "d"})"),
        FaultKind::unknown_code, "kind"));
    CHECK(has_fault(
        faults_of(
            R"({"kind": "dibao_urban_month", "division": "any", "effective_from": "2026-01-01", "amount": "1.00", "document": "d"})"),
        FaultKind::missing_key, "publisher"));
    CHECK(has_fault(
        faults_of(
            R"({"kind": "dibao_urban_month", "division": "41x", "effective_from": "2026-01-01", "amount": "1.00", "publisher": "p", "document": "d"})"),
        FaultKind::bad_value, "division"));
    CHECK(has_fault(
        faults_of(
            R"({"kind": "dibao_urban_month", "division": "any", "effective_from": "2026-01-01", "amount": "1.005", "publisher": "p", "document": "d"})"),
        FaultKind::bad_value, "amount"));
    CHECK(has_fault(
        faults_of(
            R"({"kind": "dibao_urban_month", "division": "any", "effective_from": "2026-01-01", "amount": "1.00", "publisher": "p", "document": "d"},
                                 {"kind": "dibao_urban_month", "division": "any", "effective_from": "2026-01-01", "amount": "2.00", "publisher": "p", "document": "d"})"),
        FaultKind::conflicting_rows, "dibao_urban_month"));
}

TEST_CASE("Standards: a table written out is read back the same", "[policy]") {
    const Standards table = read_standards(kTwoYears);
    Faults faults;
    const auto again = Standards::read(table.to_json(), faults);
    REQUIRE(again);
    CHECK(again->to_json() == table.to_json());
    const auto merged = Standards::merge(table, *again, faults);
    REQUIRE(merged);
    CHECK(merged->rows().size() == table.rows().size());
}

TEST_CASE("Standards: a figure that has ended does not give way to the one it replaced", "[policy]") {
    const Standards table = read_standards(R"(
        {"kind": "dibao_urban_month", "division": "410423", "effective_from": "2025-01-01", "amount": "600.00", "publisher": "p", "document": "d"},
        {"kind": "dibao_urban_month", "division": "410423", "effective_from": "2026-01-01", "effective_to": "2026-02-01", "amount": "700.00", "publisher": "p", "document": "d"})");
    CHECK(amount_on(table, "2026-02-01") == Fen{70000});
    CHECK(table.find("dibao_urban_month", "410423", day("2026-03-02")) == nullptr);
}

TEST_CASE("Standards: a figure of nothing, or beyond belief, is a fault", "[policy]") {
    for (const char* amount : {"\"0.00\"", "0", "\"10000000000.00\"", "1000000000000"}) {
        INFO(amount);
        CHECK(has_fault(faults_of(fmt::format(R"({{"kind": "dibao_urban_month", "division": "any",
            "effective_from": "2026-01-01", "amount": {}, "publisher": "p", "document": "d"}})",
                                              amount)),
                        FaultKind::implausible, "amount"));
    }
}

TEST_CASE("Standards: joining keeps every column, and the table's own id", "[policy]") {
    const std::string row =
        R"({"kind": "dibao_urban_month", "division": "410423", "effective_from": "2026-01-01", "amount": "650.00", "publisher": "p", "document": "d")";
    const Standards known = read_standards(row + R"(, "received_at": "2026-01-05", "signature": "s"})");
    const Standards ended = read_standards(row + R"(, "effective_to": "2026-06-30"})");
    Faults faults;
    const auto merged = Standards::merge(known, ended, faults);
    REQUIRE(merged);
    REQUIRE(merged->rows().size() == 1);
    CHECK(merged->rows().front().effective_to == day("2026-06-30"));
    CHECK(merged->rows().front().received_at == day("2026-01-05"));
    CHECK(merged->rows().front().signature == "s");
    CHECK(merged->id() == "std-a");
    CHECK(merged->to_json().find("2026-01-05") != std::string::npos);
    const auto again = Standards::read(merged->to_json(), faults);
    REQUIRE(again);
    CHECK(again->to_json() == merged->to_json());
}

TEST_CASE("Standards: a row that differs in anything else is named, not dropped", "[policy]") {
    const std::string row =
        R"({"kind": "dibao_urban_month", "division": "410423", "effective_from": "2026-01-01", "amount": "650.00", )";
    const Standards known = read_standards(row + R"("publisher": "p", "document": "d", "effective_to": "2026-06-30"})");
    for (const char* rest : {R"("publisher": "q", "document": "d"})", R"("publisher": "p", "document": "e"})",
                             R"("publisher": "p", "document": "d", "effective_to": "2026-07-31"})"}) {
        INFO(rest);
        Faults faults;
        CHECK_FALSE(Standards::merge(known, read_standards(row + rest), faults));
        CHECK(has_fault(faults, FaultKind::conflicting_rows, "dibao_urban_month"));
    }
}

TEST_CASE("Standards: a township's figure counts for its families, and none for a family of an unknown township",
          "[policy]") {
    const Standards table = read_standards(R"(
        {"kind": "dibao_rural_month", "division": "513224", "effective_from": "2026-01-01", "amount": "480.00", "publisher": "p", "document": "d"},
        {"kind": "dibao_rural_month", "division": "513224100", "effective_from": "2026-01-01", "amount": "500.00", "publisher": "p", "document": "d"})");
    const auto floor_of = [&](std::string_view township) {
        const Facts facts = facts_of(fmt::format(R"({{"household": {{"settlement_kind": "rural"{}}}}})", township));
        return only(assess(shipped_pack("songpan-2021"), table, facts, day("2026-03-02")), "tekun_basic_floor");
    };
    CHECK(to_text(floor_of(R"(, "township_code": "513224100000")").figure) == "650.00");
    CHECK(to_text(floor_of(R"(, "township_code": "513224101")").figure) == "624.00");
    const Outcome unknown = floor_of("");
    CHECK(unknown.status == Status::missing_input);
    REQUIRE_FALSE(unknown.missing.empty());
    CHECK(unknown.missing.front().fact == "household.township_code");
}
