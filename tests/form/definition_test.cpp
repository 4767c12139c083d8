// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

struct Refusal {
    ErrorCode code;
    std::string detail;
};

Refusal refusal_of(const std::string& form, const Attachments& attachments = NoAttachments{}, LoadLimits limits = {}) {
    const auto loaded = Definition::load(form, attachments, limits);
    REQUIRE_FALSE(loaded);
    return {loaded.error().code, loaded.error().detail};
}

bool names(const Refusal& refusal, std::string_view word) { return refusal.detail.find(word) != std::string::npos; }

const std::string kInput = R"form(<input ref="/data/a"/>)form";
const std::string kPlain = R"form(<data id="d"><a/></data>)form";

}  // namespace

TEST_CASE("Definition: id, version, title and languages are read", "[form]") {
    const auto loaded = Definition::load(
        wrap_form(R"form(<data id="d" orx:version="7"><a/></data>)form",
                  R"form(<itext><translation lang="en"/><translation lang="zh" default="true()"/></itext>)form",
                  kInput),
        NoAttachments{});
    REQUIRE(loaded);
    CHECK((*loaded)->id() == "d");
    CHECK((*loaded)->version() == "7");
    CHECK((*loaded)->title() == "Test");
    CHECK((*loaded)->languages() == std::vector<std::string>{"zh", "en"});
}

TEST_CASE("Definition: namespaces are compared by address, whatever the prefix", "[form]") {
    const auto loaded = Definition::load(
        R"form(<x:html xmlns:x="http://www.w3.org/1999/xhtml" xmlns:f="http://www.w3.org/2002/xforms" xmlns:j="http://openrosa.org/javarosa">
           <x:head><x:title>P</x:title><f:model><f:instance><data xmlns="urn:mine" id="p"><r j:template=""><a/></r></data></f:instance>
           <f:bind nodeset="/data/r/a" type="int"/></f:model></x:head>
           <x:body><f:repeat nodeset="/data/r" j:count="2"><f:input ref="/data/r/a"/></f:repeat></x:body></x:html>)form",
        NoAttachments{});
    INFO((loaded ? std::string{} : loaded.error().describe()));
    REQUIRE(loaded);
    CHECK((*loaded)->repeats().size() == 1);
    CHECK((*loaded)->repeats().front().count);
}

TEST_CASE("Definition: what is not an XForm is refused with the place", "[form]") {
    CHECK(refusal_of("").code == ErrorCode::xml_malformed);
    CHECK(refusal_of("<h:html").code == ErrorCode::xml_malformed);
    CHECK(refusal_of("<html/>").code == ErrorCode::form_structure);
    CHECK(refusal_of(R"form(<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>)form").code == ErrorCode::xml_doctype);
    CHECK(refusal_of(R"form(<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head/><h:body/></h:html>)form").code ==
          ErrorCode::form_structure);
}

TEST_CASE("Definition: binds, questions and actions need their nodes", "[form]") {
    const Refusal bind =
        refusal_of(wrap_form(kPlain, "\n<bind nodeset=\"/data/missing\" required=\"true()\"/>", kInput));
    CHECK(bind.code == ErrorCode::form_bind_missing);
    CHECK(names(bind, "/data/missing"));
    CHECK(names(bind, "line 5, column 1"));
    CHECK(refusal_of(wrap_form(kPlain, "", R"form(<input ref="/data/b"/>)form")).code == ErrorCode::form_bind_missing);
    CHECK(refusal_of(wrap_form(kPlain, R"form(<setvalue event="odk-instance-first-load" ref="/data/b"/>)form", kInput))
              .code == ErrorCode::form_bind_missing);
    CHECK(refusal_of(wrap_form(kPlain, R"form(<setvalue event="nobody-knows" ref="/data/a"/>)form", kInput)).code ==
          ErrorCode::form_structure);
}

TEST_CASE("Definition: a bind that only gives a type to nothing is pointed out", "[form]") {
    const auto loaded = Definition::load(
        wrap_form(kPlain, R"form(<bind nodeset="/data/gone" type="int"/>)form", kInput), NoAttachments{});
    REQUIRE(loaded);
    REQUIRE((*loaded)->lints().size() == 1);
    CHECK((*loaded)->lints().front().question == "/data/gone");
}

TEST_CASE("Definition: a broken expression is refused by its question", "[form]") {
    const Refusal syntax = refusal_of(wrap_form(kPlain, R"form(<bind nodeset="/data/a" relevant="1 +"/>)form", kInput));
    CHECK(syntax.code == ErrorCode::xpath_syntax);
    CHECK(names(syntax, "/data/a: relevant"));
    const Refusal function =
        refusal_of(wrap_form(kPlain, R"form(<bind nodeset="/data/a" calculate="nobody(1)"/>)form", kInput));
    CHECK(function.code == ErrorCode::xpath_unknown_function);
    CHECK(names(function, "nobody"));
    CHECK(refusal_of(wrap_form(kPlain, R"form(<bind nodeset="/data/a" constraint="regex(., '(?!x)')"/>)form", kInput))
              .code == ErrorCode::xpath_bad_pattern);
    CHECK(refusal_of(wrap_form(kPlain, R"form(<bind nodeset="/data/a" calculate="instance('x')/y"/>)form", kInput))
              .code == ErrorCode::xpath_unknown_instance);
}

TEST_CASE("Definition: names that must be alone are refused when doubled", "[form]") {
    const std::string twice =
        kPlain + R"form(</instance><instance id="l"><root/></instance><instance id="l"><root/>)form";
    const Refusal refusal = refusal_of(wrap_form(twice, "", kInput));
    CHECK(refusal.code == ErrorCode::form_duplicate);
    CHECK(names(refusal, "l"));
    CHECK(refusal_of(wrap_form(R"form(<data id="d"><r><a/></r></data>)form", "",
                               R"form(<repeat nodeset="/data/r"/><repeat nodeset="/data/r"/>)form"))
              .code == ErrorCode::form_duplicate);
}

TEST_CASE("Definition: a missing attachment is an error, never an empty list", "[form]") {
    const std::string form =
        wrap_form(kPlain + R"form(</instance><instance id="l" src="jr://file-csv/list.csv">)form", "", kInput);
    const Refusal refusal = refusal_of(form);
    CHECK(refusal.code == ErrorCode::form_attachment_missing);
    CHECK(names(refusal, "list.csv"));
    MemoryAttachments attachments;
    attachments.files["list.csv"] = "name,label\n\"x\n";
    CHECK(refusal_of(form, attachments).code == ErrorCode::form_csv_malformed);
    attachments.files["list.csv"] = "name,label\nx,X\n";
    CHECK(Definition::load(form, attachments));
    CHECK(refusal_of(
              wrap_form(kPlain + R"form(</instance><instance id="l" src="jr://file-csv/../list.csv">)form", "", kInput))
              .code == ErrorCode::form_unsupported);
}

TEST_CASE("Definition: a newer entities specification is refused", "[form]") {
    std::string form = wrap_form(kPlain, "", kInput);
    const auto with_version = [&form](std::string_view version) {
        std::string text = form;
        text.insert(text.find("<model") + 6, " entities:entities-version=\"" + std::string{version} + "\"");
        return text;
    };
    CHECK(Definition::load(with_version("2025.1.0"), NoAttachments{}));
    CHECK(refusal_of(with_version("2031.1.0")).code == ErrorCode::form_entities_version);
    CHECK(refusal_of(with_version("soon")).code == ErrorCode::form_entities_version);
}

TEST_CASE("Definition: huge, deep and long forms are refused in bounded time", "[form]") {
    LoadLimits limits;
    limits.instance_nodes = 1'000;
    std::string wide;
    for (int i = 0; i < 2'000; ++i) {
        wide += "<q" + std::to_string(i) + "/>";
    }
    CHECK(refusal_of(wrap_form("<data id='w'>" + wide + "</data>", "", ""), NoAttachments{}, limits).code ==
          ErrorCode::form_too_large);
    limits.bytes = 1'000;
    CHECK(refusal_of(std::string(2'000, ' '), NoAttachments{}, limits).code == ErrorCode::form_too_large);

    std::string deep;
    std::string close;
    for (int i = 0; i < 10'000; ++i) {
        deep += "<g>";
        close += "</g>";
    }
    CHECK(refusal_of(wrap_form("<data id='n'>" + deep + close + "</data>", "", "")).code == ErrorCode::xml_too_deep);
    const std::string expression = "1" + [] {
        std::string sum;
        for (int i = 0; i < 60'000; ++i) {
            sum += "+1";
        }
        return sum;
    }();
    // Long, but flat: either answer will do, as long as there is one.
    Definition::load(wrap_form(kPlain, "<bind nodeset='/data/a' calculate='" + expression + "'/>", kInput),
                     NoAttachments{})
        .ignore("it only has to come back");
}

TEST_CASE("Definition: axes and functions beyond ODK's subset load with a warning", "[form]") {
    const auto loaded =
        Definition::load(wrap_form(R"form(<data id="d"><a/><b/></data>)form",
                                   R"form(<bind nodeset="/data/b" calculate="count(//a)"/>)form", kInput),
                         NoAttachments{});
    REQUIRE(loaded);
    REQUIRE_FALSE((*loaded)->lints().empty());
    CHECK((*loaded)->lints().front().question == "/data/b");
}

TEST_CASE("Definition: saveto without an entity, and subjects nobody names, are refused", "[form]") {
    CHECK(refusal_of(wrap_form(kPlain, R"form(<bind nodeset="/data/a" entities:saveto="x"/>)form", kInput)).code ==
          ErrorCode::form_structure);
    CHECK(refusal_of(wrap_form(R"form(<data id="d"><g dh:subject="person"><a/></g></data>)form", "", "")).code ==
          ErrorCode::form_structure);
    CHECK(Definition::load(
        wrap_form(
            R"form(<data id="d"><who/><g dh:subject="person" dh:subject-id="../who" dh:seal="county"><a/></g></data>)form",
            "", R"form(<input ref="/data/g/a"/>)form"),
        NoAttachments{}));
}

TEST_CASE("Definition: a form for Collect alone, in no namespace, is read and pointed out", "[form]") {
    const auto form = Definition::load(
        R"form(<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>N</h:title>
           <model><instance><data id="n"><a/><b/></data></instance><bind nodeset="/data/b" calculate="/data/a"/></model></h:head>
           <h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>)form",
        NoAttachments{});
    REQUIRE(form);
    CHECK((*form)->body().size() == 1);
    REQUIRE_FALSE((*form)->lints().empty());
    CHECK((*form)->lints().front().message.find("no namespace") != std::string::npos);
}
