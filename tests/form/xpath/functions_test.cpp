// SPDX-License-Identifier: Apache-2.0
#include "tests/form/xpath/document.hpp"

#include <cmath>

using namespace daohu;
using namespace daohu::form;
using daohu::form::testing::Document;

TEST_CASE("XPath functions: texts are joined, cut, cleaned, decoded and digested", "[form][xpath]") {
    Document document{"<d><i>a</i><i/><i>c</i></d>"};
    CHECK(document.text("join(',', /d/i)") == "a,,c");
    CHECK(document.text("join('-', 'x', /d/i, 3)") == "x-a--c-3");
    CHECK(document.text("concat(/d/i)") == "ac");
    CHECK(document.text("substr('hello', 1, 3)") == "el");
    CHECK(document.text("substr('hello', 3, 1)").empty());
    CHECK(document.text("substring('12345', 1.5, 2.6)") == "234");
    CHECK(document.text("substring('12345', 0 div 0, 3)").empty());
    CHECK(document.text("substring-before('1999/04/01', '/')") == "1999");
    CHECK(document.text("substring-after('1999/04/01', '/')") == "04/01");
    CHECK(document.text("normalize-space('  a  b ')") == "a b");
    CHECK(document.text("translate('bar', 'abc', 'AB')") == "BAr");
    CHECK(document.boolean("ends-with('abc', 'bc')"));
    CHECK_FALSE(document.boolean("ends-with('c', 'bc')"));
    CHECK(document.text("version()") == "7");
    CHECK(document.text("jr:itext('a')") == "text of a");
    CHECK(document.text("jr:choice-name('v', '/d/q')") == "label of v at /d/q");
    CHECK(document.text("base64-decode('SGVsbG8=')") == "Hello");
    CHECK(document.text("base64-decode('/w==')") == "\uFFFD");
    CHECK(document.text("base64-decode('a')").empty());
    CHECK(document.text("digest('abc', 'SHA-1', 'hex')") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(document.text("digest('abc', 'SHA1', 'HEX')") == "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST_CASE("XPath functions: once keeps what the node already has", "[form][xpath]") {
    Document document{"<d><a/><b>kept</b></d>"};
    document.at("/d/a");
    CHECK(document.text("once('new')") == "new");
    CHECK(document.text("once(1 div 'x')").empty());
    document.at("/d/b");
    CHECK(document.text("once('new')") == "kept");
}

TEST_CASE("XPath functions: if evaluates one branch and keeps its type", "[form][xpath]") {
    Document document{"<d><a>1</a><a>2</a></d>"};
    CHECK(document.number("count(if(true(), /d/a, /d))") == 2);
    CHECK(document.number("if(false(), 'x', 2 + 3)") == 5);
    CHECK(document.text("if(/d/none, 'yes', if(1 = 1, 'inner', 'no'))") == "inner");
    CHECK(document.boolean("if(true(), 'false', 0) = 'false'"));
    CHECK_FALSE(document.boolean("if(true(), 0, 'x')"));
    CHECK(document.text("/d/a[if(true(), 2, 'x')]") == "2");
}

TEST_CASE("XPath functions: random values come from the host", "[form][xpath]") {
    Document document;
    const std::string uuid = document.text("uuid()");
    REQUIRE(uuid.size() == 36);
    CHECK(uuid[8] == '-');
    CHECK(uuid[14] == '4');
    CHECK(uuid != document.text("uuid()"));
    CHECK(document.text("uuid(12)").size() == 12);
    CHECK(document.text("uuid(0)").empty());
    const double random = document.number("random()");
    CHECK(random >= 0);
    CHECK(random < 1);
}

TEST_CASE("XPath functions: checklists count what is ticked", "[form][xpath]") {
    Document document{"<d><n>no</n><n/><n>0</n><w>2</w><w>3</w><w>5</w></d>"};
    CHECK(document.boolean("checklist(2, 2, /d/n)"));
    CHECK(document.boolean("checklist(-1, 1, 1 = 1, 1 = 2)"));
    CHECK(document.boolean("weighted-checklist(7, 7, /d/n, /d/w)"));
    CHECK_FALSE(document.boolean("weighted-checklist(3, -1, 1 = 2, 9, 1 = 1, 2)"));
}

TEST_CASE("XPath functions: distance, area and geofence on a sphere", "[form][xpath]") {
    Document document{"<d><p>0 0 0 0</p><p>0 1</p><bad>north</bad></d>"};
    CHECK(document.number("distance('0 0;0 1')") == 111318.85);
    CHECK(document.number("distance(/d/p)") == 111318.85);
    CHECK(document.number("distance('0 0')") == 0);
    CHECK(document.number("area('0 0;0 1')") == 0);
    CHECK(document.number("area(/d/bad)") == 0);
    CHECK(document.boolean("geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0')"));
    CHECK_FALSE(document.boolean("geofence('0.5 1.5', '0 0;0 1;1 1;1 0;0 0')"));
    CHECK_FALSE(document.boolean("geofence('0.5 0.5', '0 0;0 1;1 1;1 0')"));
    CHECK_FALSE(document.boolean("geofence('', '0 0;0 1;1 1;1 0;0 0')"));
}

TEST_CASE("XPath functions: comparisons of node-sets hold for some pair", "[form][xpath]") {
    Document document{"<d><a>1</a><a>5</a><b>5</b><b>9</b><c>x</c></d>"};
    CHECK(document.boolean("/d/a = /d/b"));
    CHECK(document.boolean("/d/a != /d/b"));
    CHECK(document.boolean("/d/a < /d/b"));
    CHECK_FALSE(document.boolean("/d/a > /d/b"));
    CHECK(document.boolean("/d/a >= /d/b"));
    CHECK_FALSE(document.boolean("/d/c < /d/b"));
    CHECK_FALSE(document.boolean("/d/c = /d/a"));
    CHECK(document.boolean("/d/c != /d/c/../a"));
    CHECK_FALSE(document.boolean("/d/c != /d/c"));
    CHECK_FALSE(document.boolean("/d/none != /d/a"));
    CHECK(document.boolean("1 < 2 = true()"));
    CHECK(document.boolean("3 > 2 > 0"));
}
