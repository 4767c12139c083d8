// SPDX-License-Identifier: Apache-2.0
#include "ui/text/near_date.hpp"
#include "ui/text/words.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <limits>

using namespace daohu;
using namespace std::chrono_literals;

namespace {

Catalogue catalogue_of(std::string_view more) {
    return Catalogue::parse(
               std::string{
                   R"({"language.tag": "zh-CN", "money.yuan": "{amount} 元", "date.short": "{month}-{day} {weekday}",
        "date.weekday.sunday": "周日", "punctuation.between_facts": " · ")"}
                   .append(more)
                   .append("}"),
               "test.json")
        .value();
}

}  // namespace

TEST_CASE("Words: fill placeholders by name, in whatever order the language has them", "[text]") {
    const Catalogue catalogue = catalogue_of(R"(, "a.b": "共 {total} 题，第 {number} 题，{{}}")");
    Words words{catalogue};
    CHECK(words.tr("a.b", {{"number", 8}, {"total", 1234}}).view() == "共 1,234 题，第 8 题，{}");
}

TEST_CASE("Words: show a missing sentence as its key and a missing value as its name", "[text]") {
    const Catalogue catalogue = catalogue_of(R"(, "a.b": "{who} 来了")");
    Words words{catalogue};
    CHECK(words.tr("no.such").view() == "no.such");
    CHECK(words.tr("a.b").view() == "who 来了");
}

TEST_CASE("Words: use the singular where the language has one", "[text]") {
    const Catalogue catalogue = catalogue_of(R"(, "a.b": "{count} records", "a.b.one": "{count} record")");
    Words words{catalogue};
    CHECK(words.tr("a.b", {{"count", 1}}).view() == "1 record");
    CHECK(words.tr("a.b", {{"count", 2}}).view() == "2 records");
    CHECK(words.tr("a.b", {{"count", 0}}).view() == "0 records");
}

TEST_CASE("Words: group digits, money to the fen, and leave other texts alone", "[text]") {
    const Catalogue catalogue = catalogue_of("");
    Words words{catalogue};
    CHECK(words.number(0).view() == "0");
    CHECK(words.number(-1234567).view() == "-1,234,567");
    CHECK(words.number(std::numeric_limits<std::int64_t>::min()).view() == "-9,223,372,036,854,775,808");
    CHECK(words.money(123450).view() == "1,234.50 元");
    CHECK(words.money(-5).view() == "-0.05 元");
    CHECK(words.digits("12345.5").view() == "12,345.5");
    CHECK(words.digits("-1000").view() == "-1,000");
    CHECK(words.digits("").view().empty());
    CHECK(words.digits("12a45").view() == "12a45");
}

TEST_CASE("Words: write dates and times as they are read", "[text]") {
    const Catalogue catalogue = catalogue_of("");
    Words words{catalogue};
    const Moment moment{2026y / 11 / 22d, 10, 5};
    CHECK(words.short_date(moment.date).view() == "11-22 周日");
    CHECK(words.full_date(moment.date).view() == "2026-11-22");
    CHECK(words.time(moment).view() == "10:05");
    CHECK(words.moment(moment, moment.date).view() == "10:05");
    CHECK(words.moment(moment, 2026y / 11 / 23d).view() == "11-22 周日 10:05");
    CHECK(words.moment(moment, 2027y / 1 / 1d).view() == "2026-11-22 10:05");
}

TEST_CASE("Words: a day of another year is never taken for one of this year", "[text]") {
    const Catalogue catalogue = catalogue_of("");
    Words words{catalogue};
    const auto today = 2026y / 11 / 22d;
    CHECK(near_date(words, today, today).view() == "11-22 周日");
    CHECK(near_date(words, 2024y / 11 / 22d, today).view() == "2024-11-22");
    CHECK(near_date(words, 2027y / 1 / 1d, today).view() == "2027-01-01");
}

TEST_CASE("Words: say sizes in megabytes until they are gigabytes", "[text]") {
    const Catalogue catalogue = catalogue_of("");
    Words words{catalogue};
    CHECK(words.size(0).view() == "0 MB");
    CHECK(words.size(12'400'000).view() == "12 MB");
    CHECK(words.size(5'290'000'000).view() == "5.2 GB");
}

TEST_CASE("Words: join facts and leave out those that are not there", "[text]") {
    const Catalogue catalogue = catalogue_of("");
    Words words{catalogue};
    CHECK(words.facts({FixedText{"甲"}, {}, FixedText{"乙"}}).view() == "甲 · 乙");
    CHECK(words.facts({{}, {}}).view().empty());
}

TEST_CASE("Moment: Beijing is eight hours ahead, across midnight and before 1970", "[text]") {
    CHECK(moment_of(WallTime{std::chrono::sys_days{2026y / 11 / 21d} + 17h + 30min}) ==
          Moment{2026y / 11 / 22d, 1, 30});
    CHECK(moment_of(WallTime{std::chrono::sys_days{1969y / 12 / 31d} + 15h + 59min + 59s}) ==
          Moment{1969y / 12 / 31d, 23, 59});
}
