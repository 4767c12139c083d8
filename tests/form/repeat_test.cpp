// SPDX-License-Identifier: Apache-2.0
#include "core/form/instance_xml.hpp"
#include "tests/form/form_fixture.hpp"

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

const std::string kCounted = wrap_form(
    R"form(<data id="counted"><n/><total/><r jr:template=""><v>5</v></r><last/></data>)form",
    R"form(<bind nodeset="/data/n" type="int"/><bind nodeset="/data/r/v" type="int"/>
       <bind nodeset="/data/total" type="int" calculate="sum(/data/r/v)"/>)form",
    R"form(<input ref="/data/n"/><group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/v"/>
       </repeat></group>)form");

std::size_t rows(const Filling& filling, std::string_view row, std::string_view parent = "/data") {
    return filling.session->rows(filling.repeat(row, parent)).size();
}

}  // namespace

TEST_CASE("Repeat: jr:count makes its rows at once", "[form]") {
    Filling filling{kCounted};
    CHECK(rows(filling, "/data/r") == 0);
    filling.answer("/data/n", "3");
    CHECK(rows(filling, "/data/r") == 3);
    CHECK(filling.value("/data/total") == "15");
    CHECK(filling.session->add_row(filling.repeat("/data/r", "/data")).error().code == ErrorCode::form_fixed_rows);
    CHECK(filling.session->remove_row(filling.node("/data/r[1]")).error().code == ErrorCode::form_fixed_rows);
}

TEST_CASE("Repeat: a falling count hides rows and keeps them for the session", "[form]") {
    Filling filling{kCounted};
    filling.answer("/data/n", "3");
    filling.answer("/data/r[2]/v", "20");
    filling.answer("/data/r[3]/v", "30");
    filling.answer("/data/n", "1");
    CHECK(filling.value("/data/total") == "5");
    CHECK(instance_xml(*filling.definition, filling.session->tree()).find("30") == std::string::npos);
    filling.answer("/data/n", "3");
    CHECK(filling.value("/data/r[2]/v") == "20");
    CHECK(filling.value("/data/r[3]/v") == "30");
    CHECK(filling.value("/data/total") == "55");
}

TEST_CASE("Repeat: a count that is no number, negative or broken makes whole rows or none", "[form]") {
    Filling filling{kCounted};
    filling.answer("/data/n", "2.9");
    CHECK(rows(filling, "/data/r") == 2);
    filling.answer("/data/n", "-4");
    CHECK(rows(filling, "/data/r") == 0);
    filling.answer("/data/n", "many");
    CHECK(rows(filling, "/data/r") == 0);
}

TEST_CASE("Repeat: a count beyond the limits of an entry is a problem, not a hang", "[form]") {
    Filling filling{kCounted};
    filling.answer("/data/n", "1000000000");
    CHECK(filling.session->fill().values <= filling.session->fill().limits.values);
    CHECK(filling.session->fill().fraction() <= 1);
    CHECK(filling.session->problem(filling.node("/data"))->kind == ProblemKind::expression);
}

TEST_CASE("Repeat: a count inside a repeat is seen from each row", "[form]") {
    Filling filling{wrap_form(R"form(<data id="inner"><o jr:template=""><n/><i jr:template=""><v/></i></o></data>)form",
                              R"form(<bind nodeset="/data/o/n" type="int"/>)form",
                              R"form(<group ref="/data/o"><repeat nodeset="/data/o"><input ref="/data/o/n"/>
           <group ref="/data/o/i"><repeat nodeset="/data/o/i" jr:count="../n"><input ref="/data/o/i/v"/></repeat></group>
           </repeat></group>)form")};
    filling.add_row("/data/o");
    filling.add_row("/data/o");
    filling.answer("/data/o[1]/n", "2");
    filling.answer("/data/o[2]/n", "1");
    CHECK(rows(filling, "/data/o/i", "/data/o[1]") == 2);
    CHECK(rows(filling, "/data/o/i", "/data/o[2]") == 1);
}

TEST_CASE("Repeat: four levels deep, each counts and sums its own", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="deep"><all/><a jr:template=""><sa/><b jr:template=""><sb/><c jr:template=""><sc/><d jr:template=""><v/></d></c></b></a></data>)form",
        R"form(<bind nodeset="/data/all" type="int" calculate="sum(/data/a/b/c/d/v)"/>
           <bind nodeset="/data/a/sa" type="int" calculate="sum(../b/c/d/v)"/>
           <bind nodeset="/data/a/b/sb" type="int" calculate="sum(../c/d/v)"/>
           <bind nodeset="/data/a/b/c/sc" type="int" calculate="sum(../d/v)"/>)form",
        R"form(<repeat nodeset="/data/a"><repeat nodeset="/data/a/b"><repeat nodeset="/data/a/b/c"><repeat nodeset="/data/a/b/c/d">
           <input ref="/data/a/b/c/d/v"/></repeat></repeat></repeat></repeat>)form")};
    for (int i = 1; i <= 2; ++i) {
        filling.add_row("/data/a");
        const std::string a = "/data/a[" + std::to_string(i) + "]";
        for (int j = 1; j <= 2; ++j) {
            filling.add_row("/data/a/b", a);
            const std::string b = a + "/b[" + std::to_string(j) + "]";
            filling.add_row("/data/a/b/c", b);
            for (int k = 1; k <= 2; ++k) {
                filling.add_row("/data/a/b/c/d", b + "/c[1]");
                filling.answer(b + "/c[1]/d[" + std::to_string(k) + "]/v", "1");
            }
        }
    }
    CHECK(filling.value("/data/all") == "8");
    CHECK(filling.value("/data/a[1]/sa") == "4");
    filling.answer("/data/a[1]/b[2]/c[1]/d[1]/v", "10");
    CHECK(filling.value("/data/all") == "17");
    CHECK(filling.value("/data/a[1]/sa") == "13");
    CHECK(filling.value("/data/a[1]/b[2]/sb") == "11");
    CHECK(filling.value("/data/a[1]/b[2]/c[1]/sc") == "11");
    CHECK(filling.value("/data/a[2]/sa") == "4");
    filling.keep(filling.session->remove_row(filling.node("/data/a[1]")));
    CHECK(filling.value("/data/all") == "4");
}

TEST_CASE("Repeat: new rows begin with the template's values, in the template's place", "[form]") {
    Filling filling{kCounted};
    filling.answer("/data/n", "1");
    CHECK(filling.value("/data/r[1]/v") == "5");
    const std::string xml = instance_xml(*filling.definition, filling.session->tree());
    CHECK(xml.find("<r><v>5</v></r><last />") != std::string::npos);
    CHECK(xml.find("template") == std::string::npos);
}

TEST_CASE("Repeat: jr:noAddRemove keeps the rows of the form", "[form]") {
    Filling filling{
        wrap_form(R"form(<data id="f"><r><v>1</v></r><r><v>2</v></r></data>)form", "",
                  R"form(<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/v"/></repeat>)form")};
    CHECK(rows(filling, "/data/r") == 2);
    CHECK(filling.session->add_row(filling.repeat("/data/r", "/data")).error().code == ErrorCode::form_fixed_rows);
}

TEST_CASE("Repeat: the row that would pass the limits is refused, and nothing is lost", "[form]") {
    OpenRequest request;
    request.limits.values = 7;
    Filling filling{wrap_form(R"form(<data id="l"><r jr:template=""><v/><w/></r></data>)form", "",
                              R"form(<repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat>)form"),
                    NoAttachments{},
                    {},
                    request};
    for (int i = 0; i < 3; ++i) {
        filling.add_row("/data/r");
    }
    filling.answer("/data/r[3]/v", "stays");
    CHECK(filling.session->add_row(filling.repeat("/data/r", "/data")).error().code == ErrorCode::form_full);
    CHECK(filling.value("/data/r[3]/v") == "stays");
    CHECK(filling.session->finish());
}

TEST_CASE("Repeat: an answer too long for an entry is refused and the old one stays", "[form]") {
    OpenRequest request;
    request.limits.bytes = 200;
    Filling filling{wrap_form(R"form(<data id="l"><v/></data>)form", "", R"form(<input ref="/data/v"/>)form"),
                    NoAttachments{},
                    {},
                    request};
    filling.answer("/data/v", "short");
    CHECK(filling.session->answer(filling.node("/data/v"), std::string(300, 'x')).error().code == ErrorCode::form_full);
    CHECK(filling.value("/data/v") == "short");
}
