// SPDX-License-Identifier: Apache-2.0
//
// What a village without a signal gets besides records: a stick's answer asks of a tablet what a talk would.

#include "tests/client/stick.hpp"

#include <openssl/evp.h>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

// There and back. The answer may hold nothing new.
Result<AnswerReport> exchange(Remote& stick, OfficeDesk& office) {
    const Bytes answer = office.take(stick.pack().front()).value().answer;
    return stick.carrier.accept(answer);
}

wire::Artefact form_of(ByteView blob) {
    wire::Artefact form{.kind = wire::ArtefactKind::form,
                        .id = "visit",
                        .version = "2",
                        .length = blob.size(),
                        .effective_from = "",
                        .address = hash256(blob)};
    REQUIRE(EVP_Digest(blob.data(), blob.size(), form.sha256.data(), nullptr, EVP_sha256(), nullptr) == 1);
    return form;
}

std::vector<PublishedArtefact> forms_in_force(TestTablet& tablet) {
    return tablet.orders().published().in_force(wire::ArtefactKind::form, Date::of(2026, 8, 1).value()).value();
}

}  // namespace

TEST_CASE("Carry: a village that a stick takes away is given up, and the next bundle says so", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    TestTablet neighbour{county, 2};
    tablet.follow_orders(county.port());
    neighbour.save();
    REQUIRE(neighbour.sync());
    OfficeDesk office{county};
    Remote stick{tablet, &tablet.orders()};
    REQUIRE(exchange(stick, office));
    const StreamId village = tablet.stream_id();
    REQUIRE(tablet.readable(village) == 1);

    const wire::Grant later = county.change_grant(tablet.device(), {kOtherVillage});
    SECTION("as after a talk") {
        REQUIRE(exchange(stick, office));
        CHECK(tablet.kept_grant() == later);
        CHECK(tablet.readable(village) == 0);
        CHECK(tablet.receipts().size() == 1);
        CHECK(office.take(stick.pack().front()).value().entries == 1);  // the receipt
    }
    SECTION("but not by one who asks nobody for orders: the control") {
        Remote deaf{tablet};
        REQUIRE(exchange(deaf, office));
        CHECK(tablet.readable(village) == 1);
        CHECK(tablet.receipts().empty());
    }
}

TEST_CASE("Carry: an old answer that is read again takes no village away that was granted since", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    TestTablet elsewhere{county, 2, {kOtherVillage}};
    tablet.follow_orders(county.port());
    elsewhere.save();
    REQUIRE(elsewhere.sync());
    OfficeDesk office{county};
    Remote stick{tablet, &tablet.orders()};
    const Bytes old_answer = office.take(stick.pack().front()).value().answer;

    county.change_grant(tablet.device(), {kVillage, kOtherVillage});
    for (int i = 0; i < 2; ++i) {
        REQUIRE(tablet.sync());
    }
    REQUIRE(tablet.readable(elsewhere.stream_id()) == 1);
    CHECK(stick.carrier.accept(old_answer).error().code == ErrorCode::carry_old);
    CHECK(tablet.readable(elsewhere.stream_id()) == 1);
}

TEST_CASE("Carry: who is erased goes with a stick's answer, and the receipt with the next bundle", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.follow_orders(county.port());
    OfficeDesk office{county};
    Remote stick{tablet, &tablet.orders()};
    tablet.save();
    REQUIRE(exchange(stick, office));
    const auto person = entry::test::id_of<EntityId>(14);
    REQUIRE(tablet.knows(person));
    county.erase(person);
    REQUIRE(exchange(stick, office));
    CHECK_FALSE(tablet.knows(person));
    REQUIRE(exchange(stick, office));
    CHECK(county.erasures().front().confirmed == std::vector{tablet.device()});
}

TEST_CASE("Carry: what the county publishes comes with a stick's answer, in pieces, and is in force", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.follow_orders(county.port());
    OfficeDesk office{county};
    Remote stick{tablet, &tablet.orders()};
    const Bytes blob(600'000, 7);
    county.publish(form_of(blob), blob);

    SECTION("with the answer that announces it") {
        const auto answer = exchange(stick, office).value();
        CHECK(answer.published == 1);
        REQUIRE(forms_in_force(tablet).size() == 1);
        vault::SystemFiles files;
        CHECK(files.read(forms_in_force(tablet).front().path, 1'000'000).value() == blob);
        CHECK(exchange(stick, office).error().code == ErrorCode::carry_old);  // not a second time
    }
    SECTION("with a later one, when it was announced and did not come") {
        Remote deaf{tablet};
        REQUIRE(exchange(deaf, office));
        REQUIRE(tablet.orders().carry_out());
        CHECK(forms_in_force(tablet).empty());
        CHECK(exchange(stick, office).value().published == 1);
        CHECK(forms_in_force(tablet).size() == 1);
    }
    SECTION("and only if it is what was announced") {
        const Bytes other(1000, 8);
        wire::Artefact wrong = form_of(other);
        wrong.version = "3";
        wrong.sha256[0] ^= 1U;
        county.publish(wrong, other);
        CHECK(exchange(stick, office).value().published == 1);
        CHECK(forms_in_force(tablet).front().artefact.version == "2");
        CHECK(tablet.orders().published().refused().value().size() == 1);
    }
}
