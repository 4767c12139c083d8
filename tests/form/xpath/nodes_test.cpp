// SPDX-License-Identifier: Apache-2.0
#include "tests/form/xpath/document.hpp"

using namespace daohu;
using namespace daohu::form;
using daohu::form::testing::Document;

namespace {

// Names and values of the nodes an expression gives, in order: "b=1 c=2".
std::string listed(Document& document, std::string_view expression) {
    std::vector<NodeRef> nodes;
    const auto outcome = document.compile(expression).nodes_into(document.context, nodes);
    INFO(expression);
    REQUIRE(outcome);
    std::string text;
    std::string scratch;
    for (const NodeRef node : nodes) {
        text += text.empty() ? "" : " ";
        text +=
            std::string{node.tree->local_name(node.id)} + "=" + std::string{node.tree->string_value(node.id, scratch)};
    }
    return text;
}

constexpr std::string_view kTree = "<a><b>1</b><c>2<d>3</d><!--x--></c><b k='v'>4</b><e><b>5</b></e></a>";

}  // namespace

TEST_CASE("XPath axes: each gives its nodes in document order", "[form][xpath]") {
    Document document{kTree};
    document.at("/a/c/d");
    CHECK(listed(document, "ancestor::*") == "a=123"
                                             "45 c=23");
    CHECK(listed(document, "ancestor-or-self::*") == "a=12345 c=23 d=3");
    CHECK(listed(document, "preceding::*") == "b=1");
    CHECK(listed(document, "following::*") == "b=4 e=5 b=5");
    CHECK(listed(document, "../preceding-sibling::*") == "b=1");
    CHECK(listed(document, "../following-sibling::*") == "b=4 e=5");
    CHECK(listed(document, "//b") == "b=1 b=4 b=5");
    CHECK(listed(document, "/descendant-or-self::node()/b[1]") == "b=1 b=5");
    CHECK(listed(document, "//b[1]") == "b=1 b=5");
    CHECK(listed(document, "(//b)[1]") == "b=1");
    CHECK(listed(document, "(//b)[last()]") == "b=5");
    CHECK(listed(document, "/a/*[last()]") == "e=5");
    CHECK(listed(document, "/a/b[@k = 'v']") == "b=4");
    CHECK(listed(document, "/a/*[b][1]/b") == "b=5");
    CHECK(listed(document, "preceding::node()[1]") == "=2");
    CHECK(listed(document, "ancestor::*[1]") == "c=23");
    CHECK(listed(document, "ancestor::*[position() = 2]") == "a=12345");
}

TEST_CASE("XPath unions: nodes stand once and in document order", "[form][xpath]") {
    Document document{kTree};
    CHECK(listed(document, "//b | /a/c | //b") == "b=1 c=23 b=4 b=5");
    CHECK(listed(document, "/a/e/b | /a/b") == "b=1 b=4 b=5");
    CHECK(listed(document, "/a/e/b/.. | /a/e/b/../b") == "e=5 b=5");
    CHECK(document.number("count(//b/ancestor::*)") == 2);
    CHECK(document.number("count(/a/b/@k | /a/b)") == 3);
}

TEST_CASE("XPath node tests: texts, comments and any node", "[form][xpath]") {
    Document document{kTree};
    CHECK(listed(document, "/a/c/text()") == "=2");
    CHECK(listed(document, "/a/b/text()") == "=1 =4");
    CHECK(listed(document, "/a/c/comment()") == "=x");
    CHECK(document.number("count(/a/c/node())") == 3);
    CHECK(document.number("count(/a/b[2]/@*)") == 1);
    CHECK(document.text("name(/a/b[2]/@*)") == "k");
    CHECK(document.number("count(/a/b/text()/..)") == 2);
}

TEST_CASE("indexed-repeat: counts each repeat inside the one before", "[form][xpath]") {
    Document document{"<d><r><v>a</v><s><w>a1</w></s><s><w>a2</w></s></r><r><v>b</v><s><w>b1</w></s></r></d>"};
    CHECK(document.text("indexed-repeat(/d/r/v, /d/r, 2)") == "b");
    CHECK(document.text("indexed-repeat(/d/r/s/w, /d/r, 1, /d/r/s, 2)") == "a2");
    CHECK(document.text("indexed-repeat(/d/r/s/w, /d/r, 2, /d/r/s, 2)").empty());
    CHECK(document.text("indexed-repeat(/d/r/v, /d/r, 0)").empty());
    CHECK(document.text("indexed-repeat(/d/r/v, /d/r, 'x')").empty());
}

TEST_CASE("randomize: a seed gives every client the same order", "[form][xpath]") {
    Document document{"<r><i>A</i><i>B</i><i>C</i><i>D</i><i>E</i><i>F</i></r>"};
    CHECK(listed(document, "randomize(/r/i, 42)") == "i=A i=F i=C i=B i=D i=E");
    CHECK(listed(document, "randomize(/r/i, 1)") == "i=B i=F i=E i=A i=C i=D");
    CHECK(listed(document, "randomize(/r/i, -42)") == "i=E i=D i=A i=F i=B i=C");
    CHECK(listed(document, "randomize(/r/i, 'mirror')") == "i=A i=C i=B i=E i=D i=F");
    CHECK(document.number("count(randomize(/r/i))") == 6);
    // A text gives the order that Collect gives, though its hash has more bits than Collect keeps.
    Document eight{"<r><i>A</i><i>B</i><i>C</i><i>D</i><i>E</i><i>F</i><i>G</i><i>H</i></r>"};
    CHECK(listed(eight, "randomize(/r/i, 'somestring')") == "i=E i=B i=C i=G i=D i=A i=F i=H");
}

TEST_CASE("Secondary instances: an equality finds rows through the index as a scan would", "[form][xpath]") {
    std::string xml = "<root>";
    for (int i = 0; i < 50; ++i) {
        xml += "<item><name>n" + std::to_string(i) + "</name><group>g" + std::to_string(i % 5) + "</group></item>";
    }
    Document document{"<data><g>g3</g><h>g1</h><none/></data>"};
    document.add_instance("list", xml + "<item><group>g3</group><group>g1</group></item></root>");
    document.at("/data/g");
    const std::string list = "instance('list')/root/item";
    CHECK(document.number("count(" + list + "[group = /data/g])") == 11);
    CHECK(document.number("count(" + list + "[/data/g = group])") == 11);
    CHECK(document.number("count(" + list + "[group = current()/.])") == 11);
    CHECK(document.text(list + "[name = 'n7']/group") == "g2");
    CHECK(document.number("count(" + list + "[group = /data/g and name != 'n3'])") == 9);
    CHECK(document.number("count(" + list + "[group = /data/g][2])") == 1);
    CHECK(document.text(list + "[group = /data/g][2]/name") == "n8");
    CHECK(document.text(list + "[group = 'g4'][last()]/name") == "n49");
    CHECK(document.number("count(" + list + "[group = /data/g | /data/h])") == 21);
    CHECK(document.number("count(" + list + "[group = /data/none])") == 0);
    CHECK(document.number("count(" + list + "[group = /data/missing])") == 0);
    CHECK(document.number("count(" + list + "[name = ''])") == 0);
    CHECK(document.text("pulldata('list', 'group', 'name', 'n12')") == "g2");
    CHECK(document.text("pulldata('list', 'group', 'name', 'nobody')").empty());
}

TEST_CASE("Names: a folded namespace and no namespace are the same", "[form][xpath]") {
    NameTable names;
    names.fold("http://www.w3.org/2002/xforms");
    Tree tree{names};
    REQUIRE(read_xml("<data xmlns='http://www.w3.org/2002/xforms' xmlns:o='urn:o'><o:x>1</o:x><y>2</y></data>", tree));
    const NodeId data = tree.root_element();
    CHECK(tree.name(data) == names.find({}, "data"));
    CHECK(tree.namespace_uri(data) == "http://www.w3.org/2002/xforms");
    CHECK(tree.find_child(data, names.intern({}, "y")) != NodeId::none);
    CHECK(tree.find_child(data, names.intern({}, "x")) == NodeId::none);
    CHECK(tree.prefix(tree.first_child(data)) == "o");
}
