// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

TEST_CASE("Action: what happens on first load happens once in the life of a draft", "[form]") {
    Filling filling{wrap_form(R"form(<data id="load"><a/><b/></data>)form",
                              R"form(<setvalue event="odk-instance-first-load" ref="/data/a" value="1 + 1"/>
                                 <setvalue event="odk-instance-load" ref="/data/b">again</setvalue>)form",
                              R"form(<input ref="/data/a"/><input ref="/data/b"/>)form")};
    CHECK(filling.value("/data/a") == "2");
    filling.answer("/data/a", "9");
    filling.answer("/data/b", "mine");
    const auto restored = filling.restore(*filling.definition);
    CHECK(restored.session->value(restored.session->find("/data/a")) == "9");
    CHECK(restored.session->value(restored.session->find("/data/b")) == "again");
}

TEST_CASE("Action: a changed answer sets its target in the same row, an unchanged one nothing", "[form]") {
    Filling filling{wrap_form(R"form(<data id="changed"><count>0</count><r jr:template=""><a/><copy/></r></data>)form",
                              R"form(<bind nodeset="/data/count" type="int"/>)form",
                              R"form(<repeat nodeset="/data/r"><input ref="/data/r/a">
             <setvalue event="xforms-value-changed" ref="/data/r/copy" value="concat('was ', ../a)"/>
             <setvalue event="xforms-value-changed" ref="/data/count" value=". + 1"/></input></repeat>)form")};
    filling.add_row("/data/r");
    filling.add_row("/data/r");
    filling.answer("/data/r[2]/a", "x");
    CHECK(filling.value("/data/r[2]/copy") == "was x");
    CHECK(filling.value("/data/r[1]/copy").empty());
    CHECK(filling.value("/data/count") == "1");
    filling.answer("/data/r[2]/a", "x");
    CHECK(filling.value("/data/count") == "1");
}

TEST_CASE("Action: a new row takes its beginning from the row before", "[form]") {
    Filling filling{wrap_form(R"form(<data id="new"><r jr:template=""><a/></r></data>)form", "",
                              R"form(<repeat nodeset="/data/r"><setvalue event="odk-new-repeat" ref="/data/r/a"
             value="/data/r[position() = position(current()/..) - 1]/a"/><input ref="/data/r/a"/></repeat>)form")};
    filling.add_row("/data/r");
    filling.answer("/data/r[1]/a", "7");
    filling.add_row("/data/r");
    CHECK(filling.value("/data/r[2]/a") == "7");
    filling.keep(filling.session->undo());
    CHECK(filling.session->find("/data/r[2]") == NodeId::none);
}

TEST_CASE("Action: who, when and on which tablet is filled in once, the end when finished", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="meta"><a/><start/><end/><day/><device/><who/><orx:meta><orx:instanceID/></orx:meta></data>)form",
        R"form(<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
           <bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
           <bind nodeset="/data/day" type="date" jr:preload="date" jr:preloadParams="today"/>
           <bind nodeset="/data/device" jr:preload="property" jr:preloadParams="deviceid"/>
           <bind nodeset="/data/who" jr:preload="property" jr:preloadParams="username"/>
           <bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>)form",
        R"form(<input ref="/data/a"/>)form")};
    CHECK(filling.value("/data/start") == "2026-03-05T08:00:00.000+08:00");
    CHECK(filling.value("/data/day") == "2026-03-05");
    CHECK(filling.value("/data/device") == "tablet-1");
    CHECK(filling.value("/data/who") == "coordinator");
    CHECK(filling.value("/data/meta/instanceID").size() == 41);
    CHECK(filling.value("/data/end").empty());
    filling.clock.advance(std::chrono::minutes{40});
    filling.keep(filling.session->finish());
    CHECK(filling.value("/data/end") == "2026-03-05T08:40:00.000+08:00");
    CHECK(filling.value("/data/start") == "2026-03-05T08:00:00.000+08:00");
    CHECK(make_submission(*filling.session)->instance_id == filling.value("/data/meta/instanceID"));
}

TEST_CASE("Action: several events in one attribute may be on several lines", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="lines"><a/></data>)form",
        "<setvalue event=\"odk-instance-first-load&#10;\todk-instance-load\" ref=\"/data/a\">x</setvalue>", "")};
    CHECK(filling.value("/data/a") == "x");
}
