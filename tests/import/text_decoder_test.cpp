// SPDX-License-Identifier: Apache-2.0
#include "core/import/text_decoder.hpp"

#include "tests/import/import_fixture.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <fstream>

using namespace daohu;
using namespace daohu::import;
using namespace daohu::import::test;

namespace {

constexpr std::string_view kName = "示例·甲,石桥村";
constexpr std::string_view kNameGb18030 = "\xCA\xBE\xC0\xFD\xA1\xA4\xBC\xD7,\xCA\xAF\xC7\xC5\xB4\xE5";

Encoding detected(std::string_view text) {
    MemorySource source{as_bytes(text)};
    return detect_encoding(source).value();
}

std::string utf16(std::string_view ascii, bool little) {
    std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char c : ascii) {
        out += little ? std::string{c, '\0'} : std::string{'\0', c};
    }
    return out;
}

}  // namespace

TEST_CASE("Encoding: UTF-8 is found by looking at all of it, GB 18030 is what is left", "[import]") {
    CHECK(detected("plain") == Encoding::utf8);
    CHECK(detected(kName) == Encoding::utf8);
    CHECK(detected(kNameGb18030) == Encoding::gb18030);
    CHECK(detected(utf16("a,b", true)) == Encoding::utf16_little);
    CHECK(detected(utf16("a,b", false)) == Encoding::utf16_big);
    CHECK(detected(std::string(200'000, 'x') + std::string{kNameGb18030}) == Encoding::gb18030);
    CHECK(encoding_named("gb18030").value() == Encoding::gb18030);
    CHECK_FALSE(encoding_named("klingon"));
}

TEST_CASE("Encoding: a character cut by the end of a piece is put together again", "[import]") {
    for (std::size_t piece = 1; piece < 6; ++piece) {
        SlowSource utf8{kName, piece};
        CHECK(read_all(utf8).value() == Rows{{"示例·甲", "石桥村"}});
        CHECK(utf8.rewind());
        CHECK(detect_encoding(utf8).value() == Encoding::utf8);
        SlowSource gb{kNameGb18030, piece};
        CHECK(read_all(gb, Encoding::gb18030).value() == Rows{{"示例·甲", "石桥村"}});
    }
}

TEST_CASE("Encoding: a byte order mark is no part of the first column", "[import]") {
    CHECK(read_all("\xEF\xBB\xBF"
                   "a,b\n")
              .value() == Rows{{"a", "b"}});
    CHECK(read_all(utf16("a,b\nc,d", true), Encoding::utf16_little).value() == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read_all(utf16("a,b", false), Encoding::utf16_big).value() == Rows{{"a", "b"}});
}

TEST_CASE("Encoding: bytes that are no text are refused with their place", "[import]") {
    const auto wrong = read_all("ab,\xFF\xFF\xFF");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == ErrorCode::table_malformed);
    CHECK(wrong.error().detail.find("byte 3") != std::string::npos);
    CHECK(read_all("ab,\xE7\xA4").error().code == ErrorCode::table_malformed);  // ends inside a character
}

TEST_CASE("Files: one that is not there is named, one that is there is read twice", "[import]") {
    CHECK(open_file("no-such-table.csv").error().detail == "no-such-table.csv");
    CHECK(open_file(".").error().code == ErrorCode::not_found);
    const daohu::test::TemporaryFolder folder;
    const auto path = folder.path() / "table.csv";
    std::ofstream{path} << "a,b\n1,2\n";
    const auto file = open_file(path).value();
    CHECK(read_all(*file).value().size() == 2);
    REQUIRE(file->rewind());
    CHECK(read_all(*file).value().size() == 2);
}
