// SPDX-License-Identifier: Apache-2.0
#include "core/import/csv_rows.hpp"

#include "tests/import/import_fixture.hpp"

#include <rapidcheck.h>

using namespace daohu;
using namespace daohu::import;
using namespace daohu::import::test;

namespace {

std::string quoted(const std::string& field) {
    std::string out = "\"";
    for (const char c : field) {
        out += c;
        if (c == '"') {
            out += c;
        }
    }
    return out + "\"";
}

std::string detail_of(std::string_view text) {
    const auto read = read_all(text);
    return read ? "" : read.error().detail;
}

}  // namespace

TEST_CASE("CSV: rows end with any line break, quoted fields hold separators, quotes and breaks", "[import]") {
    CHECK(read_all("a,b\r\nc,d\ne,f\rg,h").value() == Rows{{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}});
    CHECK(read_all("\"a,\"\"b\"\"\r\nc\",d\n").value() == Rows{{"a,\"b\"\r\nc", "d"}});
    CHECK(read_all("a,,\n,b,\n").value() == Rows{{"a", "", ""}, {"", "b", ""}});
    CHECK(read_all("").value().empty());
    CHECK(read_all("\n\n , \n").value().empty());
    CHECK(read_all("a,b\n\nlonger,\n").value() == Rows{{"a", "b"}, {"longer", ""}});
}

TEST_CASE("CSV: the separator is the one the header has most of", "[import]") {
    CHECK(read_all("a;b;c\n1,5;2;3\n").value() == Rows{{"a", "b", "c"}, {"1,5", "2", "3"}});
    CHECK(read_all("a\tb\n1,2\t3\n").value() == Rows{{"a", "b"}, {"1,2", "3"}});
    CHECK(read_all("alone\nx\n").value() == Rows{{"alone"}, {"x"}});
}

TEST_CASE("CSV: what is broken is refused with its row and column, and never shown", "[import]") {
    CHECK(detail_of("a,b\nSecret\"x,d\n") == "row 2, column 1: a quote inside a field");
    CHECK(detail_of("a,b\nc,\"Secret\"x\n") == "row 2, column 2: text behind a closing quote");
    CHECK(detail_of("a,b\nc,\"Secret\n") == "row 2, column 2: a quote is never closed");
    CHECK(detail_of("a,b\n" + std::string(kMaxFieldBytes + 1, 'x')) == "row 2, column 1: longer than a field may be");
    CHECK(detail_of(std::string(kMaxColumns, ',')).starts_with("row 1"));
    CHECK(read_all("a\n" + std::string(kMaxFieldBytes, 'x')).has_value());
}

TEST_CASE("CSV: any table of fields comes back, wherever its pieces are cut", "[import]") {
    CHECK(rc::check([] {
        const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
            rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
                rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', ';', ' ')))));
        const auto piece = *rc::gen::inRange<std::size_t>(1, 9);
        std::string text;
        Rows expected;
        for (const auto& row : rows) {
            std::string line;
            bool is_blank = true;
            for (const std::string& field : row) {
                line += (line.empty() ? "" : ",") + quoted(field);
                is_blank = is_blank && field.find_first_not_of(" \t") == std::string::npos;
            }
            text += line + "\n";
            if (!is_blank) {
                expected.push_back(row);
            }
        }
        if (!text.empty()) {
            text = "x,y,z,w\n" + text;  // says that the separator is a comma
            expected.insert(expected.begin(), {"x", "y", "z", "w"});
        }
        SlowSource source{text, piece};
        const auto read = read_all(source);
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == expected);
    }));
}
