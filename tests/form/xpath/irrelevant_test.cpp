// SPDX-License-Identifier: Apache-2.0
#include "tests/form/xpath/document.hpp"

#include <cmath>

using namespace daohu;
using namespace daohu::form;
using daohu::form::testing::Document;

namespace {

NodeId find(Document& document, std::string_view path) {
    document.at(path);
    const NodeId found = document.context.node.id;
    document.context.node = document.context.root;
    return found;
}

}  // namespace

TEST_CASE("Relevance: an irrelevant node reads as empty and keeps its value", "[form][xpath]") {
    Document document{"<data><a>5</a><b>7</b></data>", XmlDetail::values};
    const NodeId a = find(document, "/data/a");
    CHECK(document.number("sum(/data/*)") == 12);
    document.tree.set_relevance(a, Relevance::irrelevant);
    CHECK(document.text("concat('[', /data/a, ']')") == "[]");
    CHECK(std::isnan(document.number("/data/a")));
    CHECK(document.number("sum(/data/*)") == 7);
    CHECK(document.number("count-non-empty(/data/*)") == 1);
    CHECK(document.text("string(/data)") == "7");
    CHECK(document.tree.value(a) == "5");
    document.tree.set_relevance(a, Relevance::relevant);
    CHECK(document.number("/data/a") == 5);
}

TEST_CASE("Values: a changed value is what expressions read next", "[form][xpath]") {
    Document document{"<data><a>5</a></data>", XmlDetail::values};
    const NodeId a = find(document, "/data/a");
    CHECK(document.number("/data/a * 2") == 10);
    document.tree.set_value(a, "50.5");
    CHECK(document.number("/data/a * 2") == 101);
    document.tree.set_value(a, "");
    CHECK(std::isnan(document.number("/data/a")));
    document.tree.set_value(a, "a text longer than any place it had before");
    CHECK(document.text("/data/a") == "a text longer than any place it had before");
}
