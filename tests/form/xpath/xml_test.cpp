// SPDX-License-Identifier: Apache-2.0
#include "core/form/xml.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::form;

namespace {

std::string problem(std::string_view text, const XmlOptions& options = {}) {
    NameTable names;
    Tree tree{names};
    const auto read = read_xml(text, tree, options);
    return read ? "read" : read.error().describe();
}

std::string value_of_root(std::string_view text) {
    NameTable names;
    Tree tree{names};
    REQUIRE(read_xml(text, tree));
    std::string scratch;
    return std::string{tree.string_value(tree.root_element(), scratch)};
}

}  // namespace

TEST_CASE("XML: errors name line and column", "[form][xml]") {
    CHECK(problem("<a>\n  <b></c>\n</a>").starts_with("xml_malformed: line 2, column "));
    CHECK(problem("<a>\n  <p:b/>\n</a>") == "xml_malformed: line 2, column 3: prefix p is not declared");
    CHECK(problem("<a x='1' x='2'/>") == "xml_malformed: line 1, column 1: attribute x twice");
    CHECK(problem("<a/><b/>") == "xml_malformed: line 1, column 5: a second root element");
    CHECK(problem("<a/>text") == "xml_malformed: line 1, column 5: text outside the root element");
    CHECK(problem("<a><b>") != "read");
    CHECK(problem("<a") == "xml_malformed: line 1, column 1: the tag is never closed");
    CHECK(problem("</a>") == "xml_malformed: line 1, column 1: no element is open here");
    CHECK(problem("") == "xml_malformed: line 1, column 1: there is no element");
    CHECK(problem("<a><!-- </a>") == "xml_malformed: line 1, column 4: the comment is never closed");
    CHECK(problem("<a b='<'/>") == "xml_malformed: line 1, column 7: < inside a tag");
    CHECK(problem("<a>\x01</a>") == "xml_malformed: line 1, column 4: a control character");
}

TEST_CASE("XML: entities and document types of its own are refused", "[form][xml]") {
    constexpr std::string_view kBomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>";
    CHECK(problem(kBomb) == "xml_doctype: line 1, column 1: a document type is not accepted");
    XmlOptions tolerant;
    tolerant.doctype = XmlDoctype::pass_over;
    CHECK(problem(kBomb, tolerant).starts_with("xml_doctype"));
    CHECK(problem("<!DOCTYPE html><a/>", tolerant) == "read");
    CHECK(problem("<!DOCTYPE a SYSTEM 'file'><a/>", tolerant).starts_with("xml_doctype"));
    CHECK(problem("<a>&y;</a>") == "xml_malformed: line 1, column 4: an unknown entity or a bare ampersand");
    CHECK(problem("<a b='&y;'/>") == "xml_malformed: line 1, column 7: an unknown entity or a bare ampersand");
    CHECK(problem("<a>R&D</a>") != "read");
    CHECK(problem("<a>&#0;</a>") != "read");
    CHECK(problem("<a>&#xD800;</a>") != "read");
    CHECK(problem("<a>&#x110000;</a>") != "read");
    CHECK(value_of_root("<a>&lt;&#65;&#x20BB7;&amp;</a>") == "<A\xF0\xA0\xAE\xB7&");
    CHECK(value_of_root("<a><![CDATA[R&D]]></a>") == "R&D");
}

TEST_CASE("XML: only UTF-8 is read, with or without a byte order mark", "[form][xml]") {
    CHECK(value_of_root("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n<a>x</a>") == "x");
    CHECK(problem(std::string_view{"\xFF\xFE<\0a\0", 6}).starts_with("xml_encoding: line 1, column 1"));
    CHECK(problem("<?xml version='1.0' encoding='GB2312'?><a/>").starts_with("xml_encoding"));
    CHECK(problem("<a>\xD6\xD0</a>") == "xml_encoding: line 1, column 4: not UTF-8");
    NameTable names;
    Tree tree{names};
    const auto places = read_xml("\xEF\xBB\xBF<a>\n  <b/>\n</a>", tree);
    REQUIRE(places);
    const XmlPlace b = places->place(tree.first_child(tree.root_element()));
    CHECK(b.line == 2);
    CHECK(b.column == 3);
}

TEST_CASE("XML: size and depth are bounded", "[form][xml]") {
    std::string deep;
    for (int i = 0; i < 10'000; ++i) {
        deep += "<a>";
    }
    CHECK(problem(deep) == "xml_too_deep: line 1, column 601: nested too deeply");
    std::string wide = "<a>";
    for (int i = 0; i < 1'000; ++i) {
        wide += "<b/>";
    }
    XmlOptions small;
    small.max_nodes = 500;
    CHECK(problem(wide + "</a>", small).starts_with("xml_too_large: line 1, column "));
    small.max_bytes = 100;
    CHECK(problem(wide + "</a>", small).starts_with("xml_too_large"));
    std::string attributes = "<a";
    for (int i = 0; i < 10'000; ++i) {
        attributes += " a" + std::to_string(i) + "=''";
    }
    CHECK(problem(attributes + "/>").starts_with("xml_too_large"));
}

TEST_CASE("XML: a form's values lose white space between elements and keep it in answers", "[form][xml]") {
    NameTable names;
    Tree tree{names};
    REQUIRE(read_xml("<a>\n <b> x <!-- y --> z</b>\n <c> </c>\n <?p q?>\n</a>", tree));
    const NodeId b = tree.first_child(tree.root_element());
    CHECK(tree.value(b) == " x  z");
    CHECK(tree.value(tree.next_sibling(b)) == " ");
    CHECK(tree.child_count(tree.root_element()) == 2);
}
