// SPDX-License-Identifier: Apache-2.0
//
// Where engines differ, what ours does: docs/decisions/0010-xpath-conformance.md.

#include "tests/form/xpath/document.hpp"

#include <cmath>

using namespace daohu;
using namespace daohu::form;
using daohu::form::testing::Document;

TEST_CASE("XPath decisions: sum, min and max skip blank nodes", "[form][xpath]") {
    Document document{"<data><r><v>1</v></r><r><v/></r><r><v> </v></r><r><v>2</v></r><w/><x>a</x></data>"};
    CHECK(document.number("sum(/data/r/v)") == 3);
    CHECK(document.number("min(/data/r/v)") == 1);
    CHECK(document.number("max(/data/r/v)") == 2);
    CHECK(document.number("sum(/data/w)") == 0);
    CHECK(std::isnan(document.number("max(/data/w)")));
    CHECK(std::isnan(document.number("sum(/data/x)")));
    CHECK(std::isnan(document.number("max(/data/r/v | /data/x)")));
    CHECK(document.number("max(-3, -5)") == -3);
    document.dialect = xpath::Dialect::xpath1;
    CHECK(std::isnan(document.number("sum(/data/r/v)")));
}

TEST_CASE("XPath decisions: a regular expression has to match the whole text", "[form][xpath]") {
    Document document{"<data><phone>13800000000</phone><pattern>[0-9]{11}</pattern></data>"};
    CHECK(document.boolean("regex(/data/phone, '1[0-9]{10}')"));
    CHECK_FALSE(document.boolean("regex(/data/phone, '[0-9]{3}')"));
    CHECK_FALSE(document.boolean("regex('a123', '[0-9]+')"));
    CHECK_FALSE(document.boolean("regex('123\n', '[0-9]+')"));
    CHECK(document.boolean("regex(/data/phone, /data/pattern)"));
    CHECK(document.boolean("regex('1', '1|23')"));
}

TEST_CASE("XPath decisions: a rare character counts as one", "[form][xpath]") {
    // U+20BB7, four bytes of UTF-8 and two units of UTF-16, then "a".
    Document document{"<data><name>\xF0\xA0\xAE\xB7"
                      "a</name></data>"};
    CHECK(document.number("string-length(/data/name)") == 2);
    CHECK(document.text("substr(/data/name, 0, 1)") == "\xF0\xA0\xAE\xB7");
    CHECK(document.text("substr(/data/name, 1)") == "a");
    CHECK(document.text("substr(/data/name, -1)") == "a");
    CHECK(document.text("substring(/data/name, 2, 1)") == "a");
    CHECK(document.text("translate(/data/name, '\xF0\xA0\xAE\xB7', 'b')") == "ba");
}

TEST_CASE("XPath decisions: a half is rounded upwards, as its digits say", "[form][xpath]") {
    Document document;
    CHECK(document.number("round(-1.5)") == -1);
    CHECK(document.number("round(2.5)") == 3);
    CHECK(document.number("round(0.49999999999999994)") == 0);
    CHECK(document.text("round(-0.2)") == "0");
    CHECK(document.number("round(1.005, 2)") == 1.01);
    CHECK(document.number("round(-1.005, 2)") == -1);
    CHECK(document.number("round(2.675, 2)") == 2.68);
    CHECK(document.number("round(1234.5, -2)") == 1200);
    CHECK(document.number("round(5, -1)") == 10);
    CHECK(document.number("round(1 div 3, 4)") == 0.3333);
    CHECK(std::isnan(document.number("round('a', 2)")));
}

TEST_CASE("XPath decisions: numbers are written without an exponent", "[form][xpath]") {
    Document document;
    CHECK(document.text("1 div 100000000") == "0.00000001");
    CHECK(document.text("1000000 * 1000000 * 1000000 * 1000000") == "1000000000000000000000000");
    CHECK(document.text("0.1 + 0.2") == "0.30000000000000004");
    CHECK(document.text("-0") == "0");
    CHECK(document.text("1 div 0") == "Infinity");
    CHECK(document.text("0 div 0") == "NaN");
    CHECK(document.text("12.50") == "12.5");
    CHECK(document.text("-0.05") == "-0.05");
}

TEST_CASE("XPath decisions: booleans are words, and any text but none is true", "[form][xpath]") {
    Document document{"<data><b>false</b></data>"};
    CHECK(document.text("1 > 2") == "false");
    CHECK(document.text("if(/data/b, 'T', 'F')") == "T");
    CHECK_FALSE(document.boolean("boolean-from-string(/data/b)"));
    CHECK_FALSE(document.boolean("boolean-from-string('True')"));
    CHECK(document.boolean("not(/data/c)"));
    CHECK_FALSE(document.boolean("not(/data)"));
}

TEST_CASE("XPath decisions: an empty node is neither below nor equal to a number", "[form][xpath]") {
    Document document{"<data><empty/></data>"};
    CHECK_FALSE(document.boolean("/data/empty < 5"));
    CHECK_FALSE(document.boolean("/data/empty = 0"));
    CHECK_FALSE(document.boolean("/data/empty >= 0"));
    CHECK(document.boolean("/data/empty = ''"));
    CHECK(document.text("/data/empty + 1") == "NaN");
    CHECK(document.text("coalesce(/data/empty + 1, 'none')") == "none");
}

TEST_CASE("XPath decisions: a boolean compares with a node-set by whether there are nodes", "[form][xpath]") {
    Document document{"<data><n>0</n></data>"};
    document.dialect = xpath::Dialect::xpath1;
    CHECK(document.boolean("/data/n = true()"));
    CHECK(document.boolean("/data/none = false()"));
    CHECK_FALSE(document.boolean("true() < /data/n"));
    CHECK(document.boolean("true() > /data/none"));
}

TEST_CASE("XPath decisions: an absolute path is global and several nodes give the first", "[form][xpath]") {
    Document document{"<data><r><v>1</v></r><r><v>2</v></r></data>"};
    document.at("/data/r[2]/v");
    CHECK(document.text("/data/r/v") == "1");
    CHECK(document.text("concat('x', /data/r/v)") == "x12");
    CHECK(document.boolean("/data/r/v = 2"));
    CHECK(document.number("position(..)") == 2);
    CHECK(document.text("/data/r[2]/v") == "2");
    CHECK(document.text("/data/r[position() = 1]/v") == "1");
}

TEST_CASE("XPath decisions: dates are days since 1970 in UTC, a date alone its local midnight", "[form][xpath]") {
    Document document{"<data><d>2024-03-05</d></data>"};
    CHECK(document.boolean("/data/d > '2020-01-01'"));
    CHECK(document.boolean("/data/d + 1 = date('2024-03-06')"));
    CHECK(document.text("date(/data/d + 30)") == "2024-04-04");
    CHECK(document.text("date('2024-3-5')") == "2024-03-05");
    CHECK(document.number("decimal-date-time('1970-01-01T00:00:00Z')") == 0);
    CHECK(document.text("date(0)") == "1970-01-01T08:00:00.000+08:00");
    CHECK(document.text("today()") == "2026-03-05");
    CHECK(document.text("now()") == "2026-03-05T09:00:00.000+08:00");
    CHECK(document.boolean("today() <= now() and now() < today() + 1"));
    CHECK(document.number("int((today() - date('1988-07-21')) div 365.25)") == 37);
    document.zone = -420;
    CHECK(document.text("today()") == "2026-03-04");
}

TEST_CASE("XPath decisions: what is no date gives nothing", "[form][xpath]") {
    Document document;
    CHECK(document.text("date('nonsense')").empty());
    CHECK(document.text("date('2023-02-29')").empty());
    CHECK(document.text("date('2023-13-01')").empty());
    CHECK(document.text("date-time('2023-01-01T25:00')").empty());
    CHECK(document.text("format-date('x', '%M')").empty());
    CHECK(std::isnan(document.number("date('nonsense')")));
    CHECK_FALSE(document.boolean("date('nonsense')"));
    CHECK(document.text("date(1 div 0)").empty());
    CHECK(document.text("date(100000000)").empty());
}

TEST_CASE("XPath decisions: months and days are named in the language of the form", "[form][xpath]") {
    Document document;
    CHECK(document.text("format-date('2024-03-05', '%Y-%m-%d %n %e %y')") == "2024-03-05 3 5 24");
    CHECK(document.text("format-date('2024-03-05', '%b %a')") == "3\u6708 \u5468\u4E8C");
    document.spoken = "en";
    CHECK(document.text("format-date('2024-03-05', '%b %a')") == "Mar Tue");
    CHECK(document.text("format-date-time('2024-03-05T07:08:09.010+08:00', '%H:%h:%M:%S.%3')") == "07:7:08:09.010");
}

TEST_CASE("XPath decisions: nothing is selected in a blank list only", "[form][xpath]") {
    Document document{"<data><q>ab c</q><blank/></data>"};
    CHECK(document.boolean("selected(/data/q, 'c')"));
    CHECK_FALSE(document.boolean("selected(/data/q, 'a')"));
    CHECK_FALSE(document.boolean("selected(/data/q, '')"));
    CHECK(document.boolean("selected(/data/blank, '')"));
    CHECK(document.text("selected-at(/data/q, 1)") == "c");
    CHECK(document.text("selected-at(/data/q, 2)").empty());
    CHECK(document.text("selected-at(/data/q, -1)").empty());
}
