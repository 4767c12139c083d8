// SPDX-License-Identifier: Apache-2.0
#include "core/form/csv.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include <string>
#include <vector>

using namespace daohu;
using namespace daohu::form;

namespace {

class Collected final : public CsvSink {
public:
    Result<void> header(std::span<const std::string_view> names) override { return row(names); }
    Result<void> row(std::span<const std::string_view> fields) override {
        rows.emplace_back(fields.begin(), fields.end());
        return {};
    }
    std::vector<std::vector<std::string>> rows;
};

std::vector<std::vector<std::string>> read(std::string_view text) {
    Collected collected;
    const auto outcome = read_csv(text, collected);
    INFO((outcome ? std::string{} : outcome.error().describe()));
    REQUIRE(outcome);
    return collected.rows;
}

std::string refusal(std::string_view text) {
    Collected collected;
    const auto outcome = read_csv(text, collected);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == ErrorCode::form_csv_malformed);
    return outcome.error().detail;
}

std::string quoted(const std::string& field) {
    std::string text = "\"";
    for (const char c : field) {
        text += c == '"' ? "\"\"" : std::string(1, c);
    }
    return text + "\"";
}

}  // namespace

TEST_CASE("CSV: quotes, separators and line breaks inside quotes are kept", "[form]") {
    const auto rows = read("name,label\n\"a,b\",\"say \"\"hi\"\"\"\nc,\"two\nlines\"\n");
    REQUIRE(rows.size() == 3);
    CHECK(rows[1] == std::vector<std::string>{"a,b", "say \"hi\""});
    CHECK(rows[2] == std::vector<std::string>{"c", "two\nlines"});
}

TEST_CASE("CSV: a byte order mark, mixed line ends and blank lines do no harm", "[form]") {
    CHECK(read("\xEF\xBB\xBFname,label\r\na,1\rb,2\n\n\r\nc,3").size() == 4);
    CHECK(read("\xEF\xBB\xBFname\nx")[0][0] == "name");
}

TEST_CASE("CSV: short rows are blank at the end, and padding cells mean nothing", "[form]") {
    CHECK(read("a,b,c\n1\n")[1] == std::vector<std::string>{"1", "", ""});
    CHECK(read("a,b,,\n1,2,,\n")[1] == std::vector<std::string>{"1", "2"});
    CHECK(read("a;b\n1;2\n")[1] == std::vector<std::string>{"1", "2"});
    CHECK(read("a,b\n").size() == 1);
}

TEST_CASE("CSV: rare hanzi stay whole", "[form]") {
    CHECK(read("name\n\xF0\xA0\xAE\xB7\n")[1][0] == "\xF0\xA0\xAE\xB7");
}

TEST_CASE("CSV: wrong quoting is refused with its row", "[form]") {
    CHECK(refusal("a,b\n1,\"open\n2,3\n").starts_with("row 2, column 2"));
    CHECK(refusal("a,b\n1,2\n3,\"x\"y\n").starts_with("row 3, column 2"));
    CHECK(refusal("a\nx\"y\n").starts_with("row 2, column 1"));
}

TEST_CASE("CSV: a bad header, a value without name and wrong bytes are refused with their row", "[form]") {
    CHECK(refusal("").starts_with("row 1"));
    CHECK(refusal("\n\n").starts_with("row 1"));
    CHECK(refusal("a,a\n").starts_with("row 1: column 2"));
    CHECK(refusal("a,,b\n").starts_with("row 1: column 2"));
    CHECK(refusal("a\n1,2\n").starts_with("row 2: column 2"));
    CHECK(refusal("a\r\nok\r\n\xFF\n").starts_with("row 3"));
    CHECK(refusal(std::string_view{"\xFF\xFE"
                                   "a\0",
                                   4})
              .find("UTF-16") != std::string::npos);
}

TEST_CASE("CSV: whatever is written with quotes is read back", "[form]") {
    REQUIRE(rc::check([](const std::vector<std::vector<std::string>>& drawn) {
        const std::size_t width = 3;
        std::string text = "a,b,c\n";
        std::vector<std::vector<std::string>> written;
        for (auto row : drawn) {
            row.resize(width);
            for (std::string& field : row) {
                for (char& c : field) {
                    c = static_cast<char>(static_cast<unsigned char>(c) % 128);
                }
            }
            text += quoted(row[0]) + "," + quoted(row[1]) + "," + quoted(row[2]) + "\n";
            written.push_back(row);
        }
        Collected collected;
        RC_ASSERT(read_csv(text, collected).has_value());
        collected.rows.erase(collected.rows.begin());
        RC_ASSERT(collected.rows == written);
    }));
}
