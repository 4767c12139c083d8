// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

const std::string kFirst =
    wrap_form(R"form(<data id="v" version="1"><name/><age/><kind/><old/><r jr:template=""><a/></r></data>)form",
              R"form(<bind nodeset="/data/age" type="string"/>)form",
              R"form(<input ref="/data/name"/><input ref="/data/age"/><input ref="/data/old"/>
       <select1 ref="/data/kind"><item><value>x</value></item><item><value>y</value></item></select1>
       <repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>)form");

// The age is a number now, a kind is gone, a question is gone, another is new.
const std::string kSecond = wrap_form(
    R"form(<data id="v" version="2"><new>fresh</new><name/><age/><kind/><r jr:template=""><a/></r></data>)form",
    R"form(<bind nodeset="/data/age" type="int"/>)form",
    R"form(<input ref="/data/name"/><input ref="/data/age"/><input ref="/data/new"/>
       <select1 ref="/data/kind"><item><value>x</value></item></select1>
       <repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>)form");

std::string reason_for(const Session::Restored& restored, std::string_view path) {
    const auto found = std::find_if(restored.lost.begin(), restored.lost.end(),
                                    [path](const LostAnswer& lost) { return lost.path == path; });
    return found == restored.lost.end() ? std::string{} : found->reason;
}

}  // namespace

TEST_CASE("Draft: a newer form keeps what fits and lists the rest", "[form]") {
    Filling filling{kFirst};
    filling.answer("/data/name", "N");
    filling.answer("/data/age", "about forty");
    filling.answer("/data/kind", "y");
    filling.answer("/data/old", "gone");
    filling.add_row("/data/r");
    filling.answer("/data/r[1]/a", "row");
    const auto newer = Definition::load(kSecond, NoAttachments{});
    REQUIRE(newer);
    const auto restored = filling.restore(**newer);
    const Session& session = *restored.session;
    CHECK(session.value(session.find("/data/name")) == "N");
    CHECK(session.value(session.find("/data/r[1]/a")) == "row");
    CHECK(session.value(session.find("/data/new")) == "fresh");
    CHECK(session.value(session.find("/data/age")).empty());
    CHECK(restored.lost.size() == 3);
    CHECK(reason_for(restored, "/data/age") == "not a value of the new type");
    CHECK(reason_for(restored, "/data/kind") == "no longer among the choices");
    CHECK(reason_for(restored, "/data/old") == "no such question");
}

TEST_CASE("Draft: an answer that was taken back is not listed as lost", "[form]") {
    Filling filling{kFirst};
    filling.answer("/data/old", "gone");
    filling.answer("/data/old", "");
    const auto newer = Definition::load(kSecond, NoAttachments{});
    REQUIRE(newer);
    CHECK(filling.restore(**newer).lost.empty());
}

TEST_CASE("Draft: a choice the lists no longer offer is listed when the draft comes back", "[form]") {
    const auto form = [](std::string_view items) {
        return wrap_form(
            R"form(<data id="c"><t/><v/></data></instance><instance id="l"><root>)form" + std::string{items} +
                "</root>",
            "",
            R"form(<input ref="/data/t"/><select1 ref="/data/v"><itemset nodeset="instance('l')/root/item[t = /data/t]">
                            <value ref="n"/></itemset></select1>)form");
    };
    Filling filling{form("<item><t>1</t><n>old</n></item>")};
    filling.answer("/data/t", "1");
    filling.answer("/data/v", "old");
    const auto newer = Definition::load(form("<item><t>1</t><n>new</n></item>"), NoAttachments{});
    REQUIRE(newer);
    const auto restored = filling.restore(**newer);
    CHECK(reason_for(restored, "/data/v") == "no longer among the choices");
    CHECK_FALSE(restored.patch.is_empty());
}

TEST_CASE("Draft: patches of another form, or without an opening, are refused", "[form]") {
    Filling filling{kFirst};
    const auto other = Definition::load(wrap_form("<data id='other'><a/></data>", "", ""), NoAttachments{});
    REQUIRE(other);
    CHECK(Session::restore(**other, filling.ports(), filling.draft).error().code == ErrorCode::form_patch_malformed);
    CHECK(Session::restore(*filling.definition, filling.ports(), {}).error().code == ErrorCode::form_patch_malformed);
}

TEST_CASE("Draft: a patch that was cut or changed is refused, whatever the bytes", "[form]") {
    Filling filling{kFirst};
    filling.answer("/data/name", "N");
    const Bytes bytes = encode_patch(filling.draft.back());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(decode_patch(ByteView{bytes}.first(size)));
    }
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        Bytes changed = bytes;
        changed[at] ^= 0x41;
        decode_patch(changed).ignore("it only has to come back");
    }
}

TEST_CASE("Draft: chance, clocks and once() are kept, not made again", "[form]") {
    Filling filling{wrap_form(R"form(<data id="k"><a/><id/><when/><pick/></data>)form",
                              R"form(<bind nodeset="/data/id" jr:preload="uid"/>
                                 <bind nodeset="/data/when" calculate="if(/data/a = '', '', once(now()))"/>
                                 <bind nodeset="/data/pick" calculate="once(random())"/>)form",
                              R"form(<input ref="/data/a"/>)form")};
    filling.answer("/data/a", "1");
    filling.clock.advance(std::chrono::hours{30});
    const auto restored = filling.restore(*filling.definition);
    for (const std::string_view path : {"/data/id", "/data/when", "/data/pick"}) {
        INFO(path);
        CHECK_FALSE(filling.value(path).empty());
        CHECK(restored.session->value(restored.session->find(path)) == filling.value(path));
    }
}
