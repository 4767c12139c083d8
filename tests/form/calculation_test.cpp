// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

// Shares of a total, a position, and what stands in the row before.
const std::string kHousehold = wrap_form(
    R"form(<data id="household"><total/><heads/><limit>100</limit>
       <m jr:template=""><income/><share/><pos/><before/><running/><poor/></m></data>)form",
    R"form(<bind nodeset="/data/total" type="int" calculate="sum(/data/m/income)"/>
       <bind nodeset="/data/heads" type="int" calculate="count(/data/m)"/>
       <bind nodeset="/data/limit" type="int"/>
       <bind nodeset="/data/m/income" type="int"/>
       <bind nodeset="/data/m/share" type="decimal"
             calculate="if(/data/total &gt; 0, round(../income div /data/total, 4), '')"/>
       <bind nodeset="/data/m/pos" type="int" calculate="position(..)"/>
       <bind nodeset="/data/m/before" type="int"
             calculate="/data/m[position() = position(current()/..) - 1]/income"/>
       <bind nodeset="/data/m/running" type="int"
             calculate="coalesce(/data/m[position() = position(current()/..) - 1]/running, 0) + coalesce(../income, 0)"/>
       <bind nodeset="/data/m/poor" type="int" calculate="if(../income &lt; /data/limit, 1, 0)"/>)form",
    R"form(<input ref="/data/limit"/><group ref="/data/m"><repeat nodeset="/data/m"><input ref="/data/m/income"/>
       </repeat></group>)form");

Filling household(int members) {
    Filling filling{kHousehold};
    for (int i = 1; i <= members; ++i) {
        filling.add_row("/data/m");
        filling.answer("/data/m[" + std::to_string(i) + "]/income", std::to_string(i * 10));
    }
    return filling;
}

ErrorCode refusal_of(const std::string& form, std::string* detail = nullptr) {
    const auto loaded = Definition::load(form, NoAttachments{});
    REQUIRE_FALSE(loaded);
    if (detail != nullptr) {
        *detail = loaded.error().detail;
    }
    return loaded.error().code;
}

}  // namespace

TEST_CASE("Calculation: every sibling follows when one changes their sum", "[form]") {
    Filling filling = household(3);
    CHECK(filling.value("/data/total") == "60");
    CHECK(filling.value("/data/m[3]/share") == "0.5");
    filling.answer("/data/m[1]/income", "70");
    CHECK(filling.value("/data/total") == "120");
    CHECK(filling.value("/data/m[1]/share") == "0.5833");
    CHECK(filling.value("/data/m[2]/share") == "0.1667");
    CHECK(filling.value("/data/m[3]/share") == "0.25");
    filling.answer("/data/m[2]/income", "");
    CHECK(filling.value("/data/total") == "100");
    CHECK(filling.value("/data/m[3]/share") == "0.3");
}

TEST_CASE("Calculation: positions and neighbours follow when a row goes", "[form]") {
    Filling filling = household(4);
    CHECK(filling.value("/data/m[4]/before") == "30");
    filling.keep(filling.session->remove_row(filling.node("/data/m[2]")));
    CHECK(filling.value("/data/heads") == "3");
    CHECK(filling.value("/data/m[2]/pos") == "2");
    CHECK(filling.value("/data/m[2]/income") == "30");
    CHECK(filling.value("/data/m[2]/before") == "10");
    CHECK(filling.value("/data/m[3]/before") == "30");
}

TEST_CASE("Calculation: a running total reads the row before and is no cycle", "[form]") {
    Filling filling = household(5);
    CHECK(filling.value("/data/m[5]/running") == "150");
    filling.answer("/data/m[1]/income", "110");
    CHECK(filling.value("/data/m[1]/running") == "110");
    CHECK(filling.value("/data/m[5]/running") == "250");
    filling.keep(filling.session->remove_row(filling.node("/data/m[3]")));
    CHECK(filling.value("/data/m[4]/running") == "220");
}

TEST_CASE("Calculation: a chain is followed to its end in whatever order it was written", "[form]") {
    Filling filling{wrap_form(R"form(<data id="chain"><a/><d/><c/><b/></data>)form",
                              R"form(<bind nodeset="/data/d" type="int" calculate="/data/c + 1"/>
                                 <bind nodeset="/data/c" type="int" calculate="/data/b + 1"/>
                                 <bind nodeset="/data/b" type="int" calculate="/data/a + 1"/>)form",
                              R"form(<input ref="/data/a"/>)form")};
    CHECK(filling.value("/data/d").empty());
    filling.answer("/data/a", "1");
    CHECK(filling.value("/data/d") == "4");
}

TEST_CASE("Calculation: a cycle is refused by the names of its questions", "[form]") {
    std::string detail;
    const auto cycle = [&](std::string_view binds) {
        return refusal_of(wrap_form(R"form(<data id="cycle"><a/><b/><c/><g><x/></g></data>)form", binds,
                                    R"form(<input ref="/data/a"/>)form"),
                          &detail);
    };
    CHECK(cycle(R"form(<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/c"/>
                   <bind nodeset="/data/c" calculate="/data/a"/>)form") == ErrorCode::form_cycle);
    CHECK(detail.find("/data/a") != std::string::npos);
    CHECK(detail.find("/data/c") != std::string::npos);
    CHECK(detail.find("line ") == 0);
    CHECK(cycle(R"form(<bind nodeset="/data/a" calculate=". + 1"/>)form") == ErrorCode::form_cycle);
    CHECK(
        cycle(
            R"form(<bind nodeset="/data/a" relevant="/data/b = 1"/><bind nodeset="/data/b" relevant="/data/a = 1"/>)form") ==
        ErrorCode::form_cycle);
    CHECK(cycle(R"form(<bind nodeset="/data/g" relevant="/data/g/x = 1"/>)form") == ErrorCode::form_cycle);
}

TEST_CASE("Calculation: every row needing the sum of all of them is a cycle", "[form]") {
    CHECK(refusal_of(wrap_form(R"form(<data id="c"><r><a/></r></data>)form",
                               R"form(<bind nodeset="/data/r/a" calculate="sum(/data/r/a) + 1"/>)form",
                               R"form(<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>)form")) ==
          ErrorCode::form_cycle);
}

TEST_CASE("Calculation: constraints may read their own question", "[form]") {
    Filling filling{wrap_form(R"form(<data id="own"><a/></data>)form",
                              R"form(<bind nodeset="/data/a" type="int" constraint=". &gt; 5"/>)form",
                              R"form(<input ref="/data/a"/>)form")};
    CHECK(filling.session->problems().empty());  // nothing to check while empty
    filling.answer("/data/a", "3");
    CHECK(filling.session->problem(filling.node("/data/a"))->kind == ProblemKind::constraint);
    CHECK(filling.value("/data/a") == "3");
    filling.answer("/data/a", "6");
    CHECK_FALSE(filling.session->problem(filling.node("/data/a")));
}

TEST_CASE("Calculation: decisions of semantics hold in a form", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="decided"><r><v>1</v></r><r><v/></r><r><v>2</v></r><sum/><low/><high/><neg/><rounded/><half/><bool/>
           <anchored/><name>&#x20BB7;a</name><length/><first/><nan/><less/><equal/><int/><joined/></data>)form",
        R"form(<bind nodeset="/data/sum" calculate="sum(/data/r/v)"/><bind nodeset="/data/low" calculate="min(/data/r/v)"/>
           <bind nodeset="/data/high" calculate="max(/data/r/v)"/><bind nodeset="/data/neg" calculate="max(-3, -5)"/>
           <bind nodeset="/data/rounded" calculate="round(-1.5)"/><bind nodeset="/data/half" calculate="round(2.5)"/>
           <bind nodeset="/data/bool" calculate="1 &gt; 2"/><bind nodeset="/data/anchored" calculate="regex('a123', '[0-9]+')"/>
           <bind nodeset="/data/length" calculate="string-length(/data/name)"/>
           <bind nodeset="/data/first" calculate="substr(/data/name, 0, 1)"/>
           <bind nodeset="/data/nan" calculate="'abc' + 1"/><bind nodeset="/data/less" calculate="/data/nan &lt; 5"/>
           <bind nodeset="/data/equal" calculate="/data/nan = 0"/><bind nodeset="/data/int" type="int" calculate="5 div 2"/>
           <bind nodeset="/data/joined" calculate="join(',', /data/r/v)"/>)form",
        R"form(<repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat><input ref="/data/name"/>)form")};
    CHECK(filling.value("/data/sum") == "3");
    CHECK(filling.value("/data/low") == "1");
    CHECK(filling.value("/data/high") == "2");
    CHECK(filling.value("/data/neg") == "-3");
    CHECK(filling.value("/data/rounded") == "-1");
    CHECK(filling.value("/data/half") == "3");
    CHECK(filling.value("/data/bool") == "false");
    CHECK(filling.value("/data/anchored") == "false");
    CHECK(filling.value("/data/length") == "2");
    CHECK(filling.value("/data/first") == "\xF0\xA0\xAE\xB7");
    CHECK(filling.value("/data/nan").empty());
    CHECK(filling.value("/data/less") == "false");
    CHECK(filling.value("/data/equal") == "false");
    CHECK(filling.value("/data/int") == "2");
    CHECK(filling.value("/data/joined") == "1,,2");
}

TEST_CASE("Calculation: an absolute path in a row means every row, with a warning", "[form]") {
    Filling filling{wrap_form(R"form(<data id="abs"><r><v>1</v><all/></r><r><v>2</v><all/></r></data>)form",
                              R"form(<bind nodeset="/data/r/all" calculate="sum(/data/r/v)"/>)form",
                              R"form(<repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat>)form")};
    CHECK(filling.value("/data/r[1]/all") == "3");
    CHECK(filling.value("/data/r[2]/all") == "3");
    REQUIRE(filling.definition->lints().size() == 1);
    CHECK(filling.definition->lints().front().question == "/data/r/all");
}

TEST_CASE("Calculation: a calculated condition that is read again is pointed out", "[form]") {
    Filling filling{wrap_form(R"form(<data id="b"><a/><poor/><aid/></data>)form",
                              R"form(<bind nodeset="/data/poor" calculate="/data/a &lt; 5"/>
                                 <bind nodeset="/data/aid" relevant="/data/poor"/>)form",
                              R"form(<input ref="/data/a"/><input ref="/data/aid"/>)form")};
    REQUIRE(filling.definition->lints().size() == 1);
    CHECK(filling.definition->lints().front().question == "/data/poor");
}

TEST_CASE("Calculation: today moves on when the clock is read again", "[form]") {
    Filling filling{wrap_form(R"form(<data id="t"><day/><stamp/></data>)form",
                              R"form(<bind nodeset="/data/day" type="date" calculate="today()"/>
                                 <bind nodeset="/data/stamp" calculate="once(today())"/>)form",
                              R"form(<input ref="/data/day"/>)form")};
    CHECK(filling.value("/data/day") == "2026-03-05");
    filling.clock.advance(std::chrono::hours{24});
    filling.session->refresh_clock();
    CHECK(filling.value("/data/day") == "2026-03-06");
    CHECK(filling.value("/data/stamp") == "2026-03-05");
}

TEST_CASE("Calculation: days added to a date give the date here, not the one in UTC", "[form]") {
    Filling filling{
        wrap_form(R"form(<data id="days"><from>2026-01-31</from><next/><moment/><utc/><number/></data>)form",
                  R"form(<bind nodeset="/data/from" type="date"/>
           <bind nodeset="/data/next" type="date" calculate="date(/data/from) + 1"/>
           <bind nodeset="/data/moment" type="dateTime" calculate="date(/data/from) + 0.5"/>
           <bind nodeset="/data/utc" type="date" calculate="date-time('2026-01-31T17:00:00.000Z')"/>
           <bind nodeset="/data/number" type="date" calculate="today() + 30"/>)form",
                  R"form(<input ref="/data/from"/>)form")};
    CHECK(filling.value("/data/next") == "2026-02-01");
    CHECK(filling.value("/data/moment") == "2026-01-31T12:00:00.000+08:00");
    CHECK(filling.value("/data/utc") == "2026-02-01");
    CHECK(filling.value("/data/number") == "2026-04-04");
    filling.answer("/data/from", "2024-02-28");
    CHECK(filling.value("/data/next") == "2024-02-29");
}
