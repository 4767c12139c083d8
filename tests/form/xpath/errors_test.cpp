// SPDX-License-Identifier: Apache-2.0
#include "tests/form/xpath/document.hpp"

using namespace daohu;
using namespace daohu::form;
using daohu::form::testing::Document;

TEST_CASE("XPath errors: a syntax error names the byte it is at", "[form][xpath]") {
    Document document;
    CHECK(document.refused("1 + ").describe() == "xpath_syntax: offset 4: a step should stand here");
    CHECK(document.refused("'open").describe() == "xpath_syntax: offset 0: the quote is never closed");
    CHECK(document.refused("a b").describe() == "xpath_syntax: offset 2: an operator should stand here");
    CHECK(document.refused("(1").code == ErrorCode::xpath_syntax);
    CHECK(document.refused("/data[").code == ErrorCode::xpath_syntax);
    CHECK(document.refused("/data]").code == ErrorCode::xpath_syntax);
    CHECK(document.refused("").code == ErrorCode::xpath_syntax);
    CHECK(document.refused("1 And 1").code == ErrorCode::xpath_syntax);
    CHECK(document.refused("7.9e-12").code == ErrorCode::xpath_syntax);
    CHECK(document.refused("a/b/").code == ErrorCode::xpath_syntax);
    CHECK(document.refused("wrong::a").code == ErrorCode::xpath_syntax);
    CHECK(document.refused("#").code == ErrorCode::xpath_syntax);
}

TEST_CASE("XPath errors: a form refuses an unknown function, bare XPath fails when it is reached", "[form][xpath]") {
    Document document;
    CHECK(document.refused("1 + nonsense(2)").describe() == "xpath_unknown_function: offset 4: nonsense");
    CHECK(document.refused("substr('a')").code == ErrorCode::xpath_arguments);
    document.unknown_functions = xpath::UnknownFunctions::fail_when_reached;
    CHECK_FALSE(document.boolean("false() and nonsense()"));
    CHECK(document.boolean("true() or substr('a')"));
    CHECK(document.text("if(false(), nonsense(), 'fine')") == "fine");
    CHECK(document.failure("1 + nonsense(2)").code == ErrorCode::xpath_unknown_function);
    CHECK(document.failure("nonsense()").code == ErrorCode::xpath_unknown_function);
    CHECK(document.failure("count(nonsense())").code == ErrorCode::xpath_unknown_function);
}

TEST_CASE("XPath errors: prefixes, variables and arguments are checked when compiled", "[form][xpath]") {
    Document document;
    CHECK(document.refused("/data/p:x").describe() == "xpath_unknown_prefix: offset 6: p:x");
    CHECK(document.refused("$x + 1").code == ErrorCode::xpath_unknown_variable);
    CHECK(document.refused("count(1)").code == ErrorCode::xpath_arguments);
    CHECK(document.refused("sum('a')").code == ErrorCode::xpath_arguments);
    CHECK(document.refused("indexed-repeat(/a/b, /a)").code == ErrorCode::xpath_arguments);
    CHECK(document.refused("indexed-repeat('b', /a, 1)").code == ErrorCode::xpath_arguments);
    CHECK(document.refused("weighted-checklist(1, 2, 3)").code == ErrorCode::xpath_arguments);
    CHECK(document.refused("1 | 2").code == ErrorCode::xpath_arguments);
    CHECK(document.refused("'a'/b").code == ErrorCode::xpath_arguments);
    CHECK(document.refused("itext('a')").code == ErrorCode::xpath_unknown_function);
}

TEST_CASE("XPath errors: a pattern RE2 does not do is refused with its reason", "[form][xpath]") {
    Document document{"<data><p>(?=x)</p></data>"};
    CHECK(document.refused("regex('a', '(a')").code == ErrorCode::xpath_bad_pattern);
    CHECK(document.refused("regex('a', '(?!x)a')").code == ErrorCode::xpath_bad_pattern);
    CHECK(document.refused("regex('a', '(a)\\1')").code == ErrorCode::xpath_bad_pattern);
    CHECK(document.failure("regex('a', /data/p)").code == ErrorCode::xpath_bad_pattern);
    // Exponential for a backtracking engine.
    CHECK_FALSE(document.boolean("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+')"));
}

TEST_CASE("XPath errors: a missing instance, a bad length and a wrong type fail the evaluation", "[form][xpath]") {
    Document document;
    CHECK(document.failure("instance('nowhere')/root/item").code == ErrorCode::xpath_unknown_instance);
    CHECK(document.failure("pulldata('nowhere', 'a', 'b', 'c')").code == ErrorCode::xpath_unknown_instance);
    CHECK(document.failure("uuid(/nothing)").code == ErrorCode::xpath_arguments);
    CHECK(document.failure("uuid(1000000)").code == ErrorCode::xpath_arguments);
    CHECK(document.failure("digest('a', 'CRC')").code == ErrorCode::xpath_arguments);
    CHECK(document.failure("count(if(true(), 1, /data))").code == ErrorCode::xpath_type);
    std::vector<NodeRef> nodes;
    CHECK(document.compile("1 + 1").nodes_into(document.context, nodes).error().code == ErrorCode::xpath_type);
}

TEST_CASE("XPath limits: a very long flat expression is fine, a very deep one is refused", "[form][xpath]") {
    Document document;
    std::string sum = "1";
    std::string chain = "1";
    while (sum.size() < 100'000) {
        sum += "+1";
    }
    while (chain.size() < 100'000) {
        chain += " or 0=1";
    }
    CHECK(document.number(sum) == static_cast<double>((sum.size() + 1) / 2));
    CHECK(document.boolean(chain));
    CHECK(document.number(std::string(100'000, '-') + "1") == 1);
    CHECK(document.refused(std::string(100'000, '(') + "1").code == ErrorCode::xpath_too_complex);
    std::string nested = "/data";
    std::string calls = "1";
    for (int i = 0; i < 5'000; ++i) {
        nested += "[a";
        calls = "abs(" + calls;
    }
    CHECK(document.refused(nested).code == ErrorCode::xpath_too_complex);
    CHECK(document.refused(calls).code == ErrorCode::xpath_too_complex);
    CHECK(document.refused(std::string(200'000, '1')).code == ErrorCode::xpath_too_complex);
    std::string steps = ".";
    while (steps.size() < 100'000) {
        steps += "/..";
    }
    CHECK(document.number("count(" + steps + ")") == 0);
}

TEST_CASE("XPath limits: an evaluation that visits too many nodes stops with an error", "[form][xpath]") {
    std::string xml = "<data>";
    for (int i = 0; i < 400; ++i) {
        xml += "<a/>";
    }
    Document document{xml + "</data>", XmlDetail::values};
    CHECK(document.failure("count(//*[count(//*[count(//*) > 0]) > 0])").code == ErrorCode::xpath_too_much_work);
}
