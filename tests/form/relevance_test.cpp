// SPDX-License-Identifier: Apache-2.0
#include "core/form/instance_xml.hpp"
#include "tests/form/form_fixture.hpp"

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

const std::string kNested =
    wrap_form(R"form(<data id="nested"><ask/><more/><outer><inner><leaf/></inner><plain/></outer><seen/></data>)form",
              R"form(<bind nodeset="/data/outer" relevant="/data/ask = 'yes'"/>
       <bind nodeset="/data/outer/inner" relevant="/data/more = 'yes'"/>
       <bind nodeset="/data/outer/inner/leaf" type="string" required="true()" constraint=". != 'bad'"/>
       <bind nodeset="/data/seen" calculate="concat('[', /data/outer/inner/leaf, ']')"/>)form",
              R"form(<input ref="/data/ask"/><input ref="/data/more"/>
       <group ref="/data/outer"><group ref="/data/outer/inner"><input ref="/data/outer/inner/leaf"/></group>
       <input ref="/data/outer/plain"/></group>)form");

}  // namespace

TEST_CASE("Relevance: a node counts only where every node above it does", "[form]") {
    Filling filling{kNested};
    CHECK_FALSE(filling.relevant("/data/outer/inner/leaf"));
    filling.answer("/data/more", "yes");
    CHECK_FALSE(filling.relevant("/data/outer/inner/leaf"));
    filling.answer("/data/ask", "yes");
    CHECK(filling.relevant("/data/outer/inner/leaf"));
    CHECK(filling.relevant("/data/outer/plain"));
    filling.answer("/data/more", "no");
    CHECK(filling.relevant("/data/outer/plain"));
    CHECK_FALSE(filling.relevant("/data/outer/inner/leaf"));
}

TEST_CASE("Relevance: an irrelevant answer is kept, reads as empty, and comes back", "[form]") {
    Filling filling{kNested};
    filling.answer("/data/ask", "yes");
    filling.answer("/data/more", "yes");
    filling.answer("/data/outer/inner/leaf", "kept");
    CHECK(filling.value("/data/seen") == "[kept]");
    filling.answer("/data/ask", "no");
    CHECK(filling.value("/data/seen") == "[]");
    CHECK(filling.value("/data/outer/inner/leaf") == "kept");
    CHECK(instance_xml(*filling.definition, filling.session->tree()).find("kept") == std::string::npos);
    filling.answer("/data/ask", "yes");
    CHECK(filling.value("/data/seen") == "[kept]");
}

TEST_CASE("Relevance: what is irrelevant is neither required nor checked", "[form]") {
    Filling filling{kNested};
    CHECK(filling.session->problems().empty());
    filling.answer("/data/ask", "yes");
    filling.answer("/data/more", "yes");
    CHECK(filling.session->problems().size() == 1);
    filling.answer("/data/outer/inner/leaf", "bad");
    CHECK(filling.session->problems().front().kind == ProblemKind::constraint);
    filling.answer("/data/ask", "no");
    CHECK(filling.session->problems().empty());
}

TEST_CASE("Relevance: rows have their own, and a sum passes over irrelevant ones", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="rows"><total/><count/><r jr:template=""><in/><income/></r></data>)form",
        R"form(<bind nodeset="/data/r/income" type="int" relevant="../in = 'yes'"/>
           <bind nodeset="/data/total" type="int" calculate="sum(/data/r/income)"/>
           <bind nodeset="/data/count" type="int" calculate="count(/data/r)"/>)form",
        R"form(<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/in"/><input ref="/data/r/income"/>
           </repeat></group>)form")};
    for (int i = 0; i < 3; ++i) {
        filling.add_row("/data/r");
    }
    for (const char* const row : {"1", "2", "3"}) {
        filling.answer("/data/r[" + std::string{row} + "]/in", "yes");
        filling.answer("/data/r[" + std::string{row} + "]/income", std::string{row} + "00");
    }
    CHECK(filling.value("/data/total") == "600");
    filling.answer("/data/r[2]/in", "no");
    CHECK(filling.value("/data/total") == "400");
    CHECK(filling.value("/data/count") == "3");
    CHECK(filling.value("/data/r[2]/income") == "200");
}

TEST_CASE("Relevance: a row added below an irrelevant group is irrelevant", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="late"><show/><g><r jr:template=""><a>x</a></r></g><seen/></data>)form",
        R"form(<bind nodeset="/data/g" relevant="/data/show = '1'"/>
           <bind nodeset="/data/seen" calculate="join(',', /data/g/r/a)"/>)form",
        R"form(<input ref="/data/show"/><group ref="/data/g"><repeat nodeset="/data/g/r"><input ref="/data/g/r/a"/>
           </repeat></group>)form")};
    filling.add_row("/data/g/r", "/data/g");
    CHECK_FALSE(filling.relevant("/data/g/r[1]/a"));
    CHECK(filling.value("/data/seen").empty());
    filling.answer("/data/show", "1");
    CHECK(filling.relevant("/data/g/r[1]/a"));
    CHECK(filling.value("/data/seen") == "x");
}

TEST_CASE("Relevance: a rule that is only a path follows what the question says", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="path"><ask/><then/></data>)form",
        R"form(<bind nodeset="/data/ask" type="boolean"/><bind nodeset="/data/then" relevant="/data/ask"/>)form",
        R"form(<input ref="/data/ask"/><input ref="/data/then"/>)form")};
    CHECK_FALSE(filling.relevant("/data/then"));
    filling.answer("/data/ask", "true");
    CHECK(filling.relevant("/data/then"));
    filling.answer("/data/ask", "0");
    CHECK_FALSE(filling.relevant("/data/then"));
    filling.answer("/data/ask", "1");
    CHECK(filling.relevant("/data/then"));
}
