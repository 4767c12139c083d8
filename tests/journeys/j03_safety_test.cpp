// SPDX-License-Identifier: Apache-2.0
//
// J3 (c): violence at home. What one tablet writes in safety mode is nowhere on any other tablet of the village, and the
// township's head of aid reads it. Then a complaint, which never reaches whom it is about.
#include "tests/journeys/canary.hpp"
#include "tests/journeys/office.hpp"

#include "core/casework/act/packet.hpp"
#include "core/casework/act_views.hpp"
#include "core/entry/sealed_stream.hpp"

using namespace daohu;
using namespace daohu::journeys;

namespace {

// One village: who found her, a colleague, and the township's head of aid.
struct Village {
    explicit Village(std::string_view pack)
        : finder{county(pack), "finder", at("2026-03-02T10:15"), enrolment(casework::Role::coordinator)},
          colleague{county(pack), "colleague", at("2026-03-02T10:15"), enrolment(casework::Role::coordinator)},
          township{county(pack), "township", at("2026-03-02T10:15"), enrolment(casework::Role::township_desk)} {
        office.publish("safety", 1, {{township, {}}}, township);
        township.give_to(finder);
        township.give_to(colleague);
    }

    [[nodiscard]] Enrolment enrolment(casework::Role role) const {
        return {.viewer = {.role = role, .worker = {}}, .trust = office.trust()};
    }

    // Everything to everybody, also what no server would give them.
    void exchange() {
        finder.give_to(colleague);
        finder.give_to(township);
        township.give_to(finder);
        township.give_to(colleague);
    }

    Office office;
    FieldTablet finder;
    FieldTablet colleague;
    FieldTablet township;
};

const registry::Entity& opened(FieldTablet& tablet, EntityId id) {
    const auto sealed = tablet.workspace().sealed();
    REQUIRE(sealed);
    const registry::Entity* found = (*sealed)->find(id);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("J3: under every county's rules, a case in safety mode is nowhere but with the head of aid",
          "[journeys][safety]") {
    for (const std::string& pack : five_packs()) {
        CAPTURE(pack);
        Village village{pack};
        const Filled found = village.finder.fill("discovery", {}, canary_discovery("yes"));
        const EntityId the_case = found.made("case");
        village.exchange();

        for (FieldTablet* tablet : {&village.finder, &village.colleague}) {
            for (const char* canary : kCanaries) {
                CAPTURE(canary);
                CHECK(places_with(*tablet, canary).empty());
            }
            CHECK(tablet->all("case").empty());
            CHECK(tablet->all("person").empty());
            CHECK((*tablet->workspace().sealed())->find(the_case) == nullptr);
        }
        const registry::Entity& read = opened(village.township, the_case);
        CHECK(read.text("note") == kNote);
        CHECK(read.text("hardship_kinds") == "violence");
        for (const char* canary : kCanaries) {
            CAPTURE(canary);
            CHECK(places_with(village.township, canary).empty());  // nor in lists and search of the desk itself
        }
    }
}

TEST_CASE("J3: the search for canaries would find them: without safety mode they are everywhere",
          "[journeys][safety]") {
    Village village{"boshan-2021"};
    village.finder.fill("discovery", {}, canary_discovery("no"));
    village.exchange();
    for (const char* canary : kCanaries) {
        CAPTURE(canary);
        CHECK_FALSE(places_with(village.colleague, canary).empty());
    }
}

TEST_CASE("J3: a safety case stands in a stream of its readers, and its entry names nobody", "[journeys][safety]") {
    Village village{"songpan-2021"};
    const Filled found = village.finder.fill("discovery", {}, canary_discovery("yes"));
    const entry::SignedEntry entry = village.finder.entry_of(found.entry);
    const auto readers = entry::readers_of_all(entry.header());
    CHECK(readers == std::vector{box_key_of(village.township.vault().author_key().public_key()).value()});
    CHECK(entry.header().scope == entry::sealed_stream(readers));
    CHECK(entry.header().scope != FieldTablet::village_stream());
    CHECK(entry.header().edges.empty());
}

TEST_CASE("J3: what follows a safety case is as secret as the case, and the township decides on it",
          "[journeys][safety]") {
    Village village{"fuliang-2021"};
    const EntityId the_case = village.finder.fill("discovery", {}, canary_discovery("yes")).made("case");
    village.exchange();
    const Filled aid = village.finder.fill("first_aid", {{"case_id", the_case}, {"township", "示例乡"}},
                                           {{"aid/place", kPlace},
                                            {"aid/gave_cash", "yes"},
                                            {"aid/cash", "200"},
                                            {"aid/gave_goods", "no"},
                                            {"aid/fund_source", "personal"},
                                            {"aid/use", "sudden"},
                                            {"aid/village_delegated", "no"},
                                            {"aid/witness_name", kName},
                                            {"aid/no_signature", "refused"}});
    village.exchange();
    CHECK(opened(village.township, aid.made("first_aid")).number("cash") == 20'000);
    village.township.fill("case_decision", {{"case_id", the_case}}, {{"decision/state", "received"}});
    village.exchange();
    const registry::Entity& read = opened(village.township, the_case);
    CHECK(read.text("state") == "received");
    CHECK(read.conflicts().empty());
    CHECK(read.text("first_aid_given_at").has_value());
    for (const char* canary : kCanaries) {
        CAPTURE(canary);
        CHECK(places_with(village.colleague, canary).empty());
        CHECK(places_with(village.finder, canary).empty());
    }
    CHECK(village.colleague.all("first_aid").empty());
}

TEST_CASE("J3: a safety case is referred to the police and to nobody else", "[journeys][safety]") {
    Village village{"lushan-2021"};
    const EntityId the_case = village.finder.fill("discovery", {}, canary_discovery("yes")).made("case");
    village.exchange();
    const auto refer = [](std::string body) -> Steps {
        return {{"referral/body", std::move(body)},
                {"referral/programme", "other"},
                {"referral/reason", kNote},
                {"referral/facts_shared", "identity"},
                {"referral/person_agrees", "agrees"}};
    };
    const Prefills opened_for{{"case_id", the_case}};
    CHECK(village.township.refused("referral", opened_for, refer("education")) == ErrorCode::casework_safety_recipient);
    CHECK(village.township.workspace().drafts()->size() == 1);  // nothing lost
    const EntityId referral = village.township.fill("referral", opened_for, refer("police")).made("referral");
    village.exchange();
    CHECK(opened(village.township, referral).text("body") == "police");
    CHECK(places_with(village.colleague, kNote).empty());
    const std::vector<registry::Entity> known{opened(village.township, the_case)};
    const policy::PackLibrary& packs = county("lushan-2021").packs;
    const casework::PacketRules rules{*packs.find("lushan-2021", day("2026-03-02")), packs.catalogue(),
                                      day("2026-03-02")};
    CHECK(casework::fill_packet(opened(village.township, referral), rules, known).facts.empty());
}

TEST_CASE("J3: where nobody could open it, a safety case is not written, and the draft stays", "[journeys][safety]") {
    FieldTablet alone{county("linfen-2015"), "alone", at("2026-03-02T10:15")};
    CHECK(alone.refused("discovery", {}, canary_discovery("yes")) == ErrorCode::casework_no_reader);
    CHECK(alone.workspace().drafts()->size() == 1);
    CHECK(alone.all("case").empty());
}

TEST_CASE("J3: no tablet and no server makes itself a reader", "[journeys][safety]") {
    Village village{"boshan-2021"};
    Office impostor_office{99};
    impostor_office.publish("safety", 9, {{village.colleague, {}}}, village.colleague);
    village.colleague.give_to(village.finder);
    const Filled found = village.finder.fill("discovery", {}, canary_discovery("yes"));
    village.exchange();
    CHECK((*village.colleague.workspace().sealed())->find(found.made("case")) == nullptr);
    CHECK(opened(village.township, found.made("case")).text("note") == kNote);

    SECTION("and a later list of the county's takes a reader away for what comes after") {
        village.office.publish("safety", 2, {{village.colleague, {}}}, village.township);
        village.office.publish("safety", 1, {{village.township, {}}}, village.township);
        village.exchange();
        const Filled next = village.finder.fill("discovery", {}, canary_discovery("yes"));
        village.exchange();
        CHECK((*village.township.workspace().sealed())->find(next.made("case")) == nullptr);
        CHECK(opened(village.colleague, next.made("case")).text("note") == kNote);
    }
}

TEST_CASE("J3: a complaint never reaches whom it is about, nor the family's file", "[journeys][safety]") {
    Village village{"linfen-2015"};
    const EntityId accused = village.township.import("worker", {{"full_name", "示例·甲"}, {"roles", "coordinator"}});
    const EntityId head = village.township.import("worker", {{"full_name", "示例·乙"}, {"roles", "township_desk"}});
    village.office.publish("complaints", 1, {{village.township, head}}, village.township);
    village.exchange();
    const auto complain = [&](EntityId about) -> Steps {
        return {{"complaint/kind", "favour"},   {"complaint/what", kNote},         {"complaint/target", about},
                {"complaint/anonymous", "yes"}, {"complaint/source", "neighbour"}, {"complaint/route", "county"}};
    };
    const Filled written = village.colleague.fill("complaint", {}, complain(accused));
    village.colleague.give_to(village.finder);  // the tablet of whom it is about
    village.colleague.give_to(village.township);
    const entry::Header header = village.colleague.entry_of(written.entry).header();
    CHECK(header.scope == entry::sealed_stream(entry::readers_of_all(header)));
    for (FieldTablet* tablet : {&village.finder, &village.colleague}) {
        CHECK(places_with(*tablet, kNote).empty());
        CHECK(tablet->all("complaint").empty());
    }
    CHECK(opened(village.township, written.made("complaint")).text("text") == kNote);

    SECTION("the only reader is no reader of a complaint about himself") {
        CHECK(village.colleague.refused("complaint", {}, complain(head)) == ErrorCode::casework_no_reader);
    }
    SECTION("its answer is sealed as the complaint is") {
        const Filled answer = village.township.fill(
            "complaint_answer", {{"complaint_id", written.made("complaint")}},
            {{"answer/verified_on", "2026-03-02"}, {"answer/answered_on", "2026-03-02"}, {"answer/words", kPlace}});
        village.township.give_to(village.finder);
        CHECK(places_with(village.finder, kPlace).empty());
        CHECK(opened(village.township, written.made("complaint")).text("answer") == kPlace);
        CHECK(answer.count_made("complaint") == 0);
    }
}

TEST_CASE("J3: who told of an ordinary hardship is read by those whom the county names, or is not kept",
          "[journeys][safety]") {
    Village village{"songpan-2021"};
    FieldTablet county_desk{county("songpan-2021"), "county", at("2026-03-02T10:15"),
                            village.enrolment(casework::Role::county_office)};
    const Steps told{{"person/name", "示例·甲"},   {"person/sex", "1"},         {"case/place", "第三组"},
                     {"case/hardship", "fire"},    {"case/safe_tonight", "no"}, {"case/urgency", "day"},
                     {"case/source", "neighbour"}, {"case/informant", kName},   {"case/first_action", "told_township"}};
    const auto everywhere = [&] {
        village.exchange();
        village.finder.give_to(county_desk);
    };

    SECTION("nobody is named: the discovery is there, and not who told") {
        const Filled found = village.finder.fill("discovery", {}, told);
        everywhere();
        CHECK(village.colleague.entity(found.made("case")).text("source") == "neighbour");
        for (FieldTablet* tablet : {&village.finder, &village.colleague, &village.township, &county_desk}) {
            CHECK(places_with(*tablet, kName).empty());
        }
    }
    SECTION("the county names somebody: he reads it, and nobody else") {
        village.office.publish("informants", 1, {{county_desk, {}}}, village.finder);
        const Filled found = village.finder.fill("discovery", {}, told);
        everywhere();
        CHECK(village.colleague.entity(found.made("case")).text("place") == "第三组");
        CHECK(opened(county_desk, found.made("case")).text("informant") == kName);
        CHECK(opened(county_desk, found.made("case")).text("place") == "第三组");
        for (FieldTablet* tablet : {&village.finder, &village.colleague, &village.township, &county_desk}) {
            CHECK(places_with(*tablet, kName).empty());
        }
        // It is no secret case: lists show it, and only the name is missing.
        CHECK(village.colleague.workspace().cases().newest(10)->size() == 1);
        CHECK(village.colleague.workspace().acts().emergency_clock(found.made("case")));
    }
}
