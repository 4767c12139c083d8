// SPDX-License-Identifier: Apache-2.0
#include "core/workbook/workbook.hpp"

#include "tests/workbook/workbook_reader.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::test;

namespace {

Bytes written(const std::vector<WorkbookSheet>& sheets) {
    auto bytes = write_workbook(sheets);
    INFO((bytes ? std::string{} : bytes.error().describe()));
    REQUIRE(bytes);
    return std::move(*bytes);
}

}  // namespace

TEST_CASE("Workbook: what was written is read again, sheet by sheet and cell by cell", "[workbook]") {
    const std::vector<WorkbookSheet> sheets{
        {"台账", {"姓名", "金额", "次数"}, {{std::string{"示例·甲 <乙> & \"丙\""}, Fen{123'456}, std::int64_t{3}}}},
        {"空表", {"栏目"}, {}}};
    const std::vector<ReadSheet> read = read_workbook(written(sheets));
    REQUIRE(read.size() == 2);
    CHECK(read[0].name == "台账");
    CHECK(read[0].texts(0) == std::vector<std::string>{"姓名", "金额", "次数"});
    CHECK(read[0].texts(1) == std::vector<std::string>{"示例·甲 <乙> & \"丙\"", "1234.56", "3"});
    CHECK(read[0].rows[1][0].is_text);
    CHECK_FALSE(read[0].rows[1][1].is_text);
    CHECK(read[1].rows.size() == 1);
}

TEST_CASE("Workbook: text that looks like a formula stays text", "[workbook]") {
    for (const char* const text : {"=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"}) {
        CAPTURE(text);
        const Bytes bytes = written({{"a", {text}, {{std::string{text}}}}});
        const std::vector<ReadSheet> read = read_workbook(bytes);
        for (const auto& row : read[0].rows) {
            CHECK(row[0].is_text);
            CHECK_FALSE(row[0].is_formula);
            CHECK(row[0].text == text);
        }
        const auto parts = unpack(bytes);
        CHECK(parts.at("xl/worksheets/sheet1.xml").find(R"(s="1")") != std::string::npos);
        CHECK(parts.at("xl/styles.xml").find(R"(quotePrefix="1")") != std::string::npos);
    }
}

TEST_CASE("Workbook: the same tables are the same bytes", "[workbook]") {
    const std::vector<WorkbookSheet> sheets{{"a", {"b"}, {{std::string{"c"}}}}};
    CHECK(written(sheets) == written(sheets));
}

TEST_CASE("Workbook: what no XML may hold is left out, not written", "[workbook]") {
    const auto read = read_workbook(written({{"a", {"b"}, {{std::string{"x\x01y\x1fz"}}}}}));
    CHECK(read[0].rows[1][0].text == "xyz");
}

TEST_CASE("Workbook: no sheet, a name that is not allowed, and a text that is too long are refused", "[workbook]") {
    CHECK(write_workbook({}).error().code == ErrorCode::invalid_argument);
    for (const char* const name : {"", "a/b", "a[1]", "123456789012345678901234567890123"}) {
        CAPTURE(name);
        const std::vector<WorkbookSheet> sheets{{name, {"b"}, {}}};
        CHECK(write_workbook(sheets).error().code == ErrorCode::invalid_argument);
    }
    const std::vector<WorkbookSheet> twice{{"a", {"b"}, {}}, {"a", {"b"}, {}}};
    CHECK(write_workbook(twice).error().code == ErrorCode::invalid_argument);
    const std::vector<WorkbookSheet> long_text{{"a", {"b"}, {{std::string(40'000, 'x')}}}};
    CHECK(write_workbook(long_text).error().code == ErrorCode::file_too_large);
}
