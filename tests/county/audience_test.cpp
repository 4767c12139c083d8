// SPDX-License-Identifier: Apache-2.0
//
// Lists of readers, and what the server does with entries that are sealed to them.
#include "core/base/person_box.hpp"
#include "core/entry/sealed_stream.hpp"
#include "sync/county/audiences.hpp"
#include "sync/county/county_pen.hpp"
#include "tests/county/service_fixture.hpp"

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using wire::RefusalReason;
using wire::Standing;

namespace {

constexpr const char* kTownship = "999999000";

BoxPublicKey box_of(const TestDevice& device) { return box_key_of(device.signer.author.public_key()).value(); }

// A village with two tablets, and the township's head of aid.
struct Village {
    Village() { name({&head}); }

    entry::AudienceList name(const std::vector<const TestDevice*>& readers) {
        AudienceOrder order{.audience = "safety", .division = kTownship, .readers = {}};
        for (const TestDevice* reader : readers) {
            order.readers.push_back(find_reader(*store().store, reader->position.device.to_string()).value());
        }
        return publish_audience(store().folder, *store().store, order, service.clock, store().entropy).value();
    }
    TestStore& store() { return service.store; }

    // The next entry of a device, all of it sealed to these, in their stream unless told otherwise.
    static entry::SignedEntry seal(TestDevice& device, const std::vector<BoxPublicKey>& readers,
                                   std::optional<StreamId> scope = {}) {
        entry::EntryDraft draft = entry::test::family_draft();
        draft.scope = scope.value_or(entry::sealed_stream(readers));
        for (entry::DraftSection& section : draft.sections) {
            section.sealed_to = readers;
        }
        entry::SignedEntry written = entry::test::signed_entry(draft, device.position, device.signer, 20);
        device.position = entry::test::position_after(written);
        return written;
    }
    std::vector<StreamId> given_to(const TestDevice& device) {
        std::vector<StreamId> streams;
        const auto granted = store().store->granted_streams(device.position.device).value();
        for (const wire::StreamHead& stream : granted) {
            streams.push_back(stream.stream);
        }
        return streams;
    }
    bool is_given(const TestDevice& device, StreamId stream) {
        return std::ranges::count(given_to(device), stream) == 1;
    }

    TestService service;
    TestDevice finder{service.store, 1};
    TestDevice colleague{service.store, 2};
    TestDevice head{service.store, 3, "999999000009"};
};

std::vector<entry::AudienceList> lists_in_stream(TestStore& store, StreamId stream) {
    std::vector<entry::AudienceList> lists;
    const StreamSlice slice = store.store->read_stream(stream, 0, 1U << 20U, IncarnationId{}).value();
    for (const StreamEntry& raw : slice.entries) {
        const auto entry = entry::SignedEntry::decode(raw.bytes).value();
        if (entry.header().kind == entry::EntryKind::certify) {
            const auto section = entry.section(0).value();
            lists.push_back(entry::read_audience(section.value_of(section.operations[0].assignments[0])).value());
        }
    }
    return lists;
}

}  // namespace

TEST_CASE("Audiences: the root signs each list, the county hands it to everybody, and the next takes its place",
          "[county][safety]") {
    Village village;
    const entry::AudienceList next = village.name({&village.head, &village.colleague});
    CHECK(next.edition == 2);
    const Identity& county = village.store().folder.identity();
    const auto lists = lists_in_stream(village.store(), county.stream());
    REQUIRE(lists.size() == 2);
    for (const entry::AudienceList& list : lists) {
        CHECK(entry::verify(list, county.root));
    }
    CHECK(lists[1] == next);
    CHECK(lists[1].readers[0].person == village.head.signer.author.public_key());
    CHECK(village.is_given(village.finder, county.stream()));  // everybody's, a village's tablets included

    const auto in_force = audiences_in_force(*village.store().store).value();
    REQUIRE(in_force.size() == 1);
    CHECK(in_force[0].edition == 2);
    CHECK(in_force[0].readers.size() == 2);
    // The second names the write of the first as replaced: the register holds one value.
    const auto newest = village.store().store->read_stream(county.stream(), 1, 1U << 20U, IncarnationId{}).value();
    const auto entry = entry::SignedEntry::decode(newest.entries.at(0).bytes).value();
    CHECK(entry.header().edges.size() == 1);
}

TEST_CASE("Audiences: a reader is somebody who is certified on a device that is not lost", "[county][safety]") {
    Village village;
    Store& store = *village.store().store;
    const std::string device = village.head.position.device.to_string();
    const NamedReader found = find_reader(store, device).value();
    CHECK(found.person == village.head.signer.author.public_key());
    const EntityId worker = entry::test::id_of<EntityId>(7);
    const NamedReader named =
        find_reader(store, device + "/" + found.person.to_string() + "=" + worker.to_string()).value();
    CHECK(named.worker == worker);
    const auto code_of = [&](const std::string& text) { return find_reader(store, text).error().code; };
    CHECK(code_of("head of aid") == ErrorCode::invalid_argument);
    CHECK(code_of(device + "/" + village.finder.signer.author.public_key().to_string()) == ErrorCode::invalid_argument);
    CHECK(code_of(entry::test::id_of<DeviceId>(99).to_string()) == ErrorCode::device_unknown);
    CHECK(code_of(village.store().folder.identity().device.to_string()) == ErrorCode::device_unknown);
    REQUIRE(village.service.office->revoke(village.head.position.device, village.service.clock.wall_now()));
    CHECK(code_of(device) == ErrorCode::device_unknown);
}

TEST_CASE("Audiences: what was asked for reads back from the approval, and nothing else does", "[county][safety]") {
    Village village;
    AudienceOrder order{.audience = "complaints", .division = "999999", .readers = {}};
    for (const TestDevice* reader : {&village.head, &village.colleague}) {
        order.readers.push_back(find_reader(*village.store().store, reader->position.device.to_string()).value());
    }
    order.readers[1].worker = entry::test::id_of<EntityId>(7);
    const AudienceOrder read = AudienceOrder::parse(order.to_text()).value();
    CHECK(read.audience == order.audience);
    CHECK(read.division == order.division);
    CHECK(read.readers == order.readers);
    const AudienceOrder nobody = AudienceOrder::parse("safety -").value();
    CHECK(nobody.division.empty());
    CHECK(nobody.readers.empty());
    for (const char* text :
         {"", "safety", "Safety 999999", "safety 99999", "safety 99999x", "safety 999999 somebody"}) {
        CAPTURE(text);
        CHECK(AudienceOrder::parse(text).error().code == ErrorCode::invalid_argument);
    }
}

TEST_CASE("Audiences: without the root nobody becomes a reader", "[county][safety]") {
    Village village;
    std::filesystem::remove_all(village.store().folder.path() / "offline");
    const AudienceOrder order{.audience = "safety", .division = kTownship, .readers = {}};
    const auto published = publish_audience(village.store().folder, *village.store().store, order,
                                            village.service.clock, village.store().entropy);
    CHECK(published.error().code == ErrorCode::not_found);
    CHECK(audiences_in_force(*village.store().store).value().at(0).readers.size() == 1);
}

TEST_CASE("Sealed streams: what is sealed to a reader reaches his device, and no other of the village",
          "[county][safety]") {
    Village village;
    const entry::SignedEntry secret = Village::seal(village.finder, {box_of(village.head)});
    const StreamId stream = secret.header().scope;
    const wire::Session writing = village.service.open_session(village.finder);
    REQUIRE(village.service.push(writing, {secret}).status == 200);
    CHECK(village.store().count().not_accepted == 0);

    const wire::Session reading = village.service.open_session(village.head);
    CHECK(std::ranges::count(reading.streams, stream, &wire::StreamHead::stream) == 1);
    const HttpReply page = village.service.pull(reading, stream);
    CHECK(page.status == 200);
    CHECK(page.body.size() > secret.encode().size());  // sealed bytes do not get smaller
    for (TestDevice* other : {&village.finder, &village.colleague}) {
        const wire::Session session = village.service.open_session(*other);
        CHECK(std::ranges::count(session.streams, stream, &wire::StreamHead::stream) == 0);
        CHECK(refusal(village.service.pull(session, stream)) == RefusalReason::stream_not_granted);
    }
}

TEST_CASE("Sealed streams: nobody comes into one by writing, sealing to himself, or naming it", "[county][safety]") {
    Village village;
    const entry::SignedEntry secret = Village::seal(village.finder, {box_of(village.head)});
    const StreamId stream = secret.header().scope;
    CHECK(bring(village.store(), {secret}).empty());
    const auto standing_of = [&](const entry::SignedEntry& entry) {
        const auto judged = bring(village.store(), {entry});
        return judged.empty() ? Standing::accepted : judged.front().standing;
    };
    // Sealed to himself as well, in the readers' stream.
    CHECK(standing_of(Village::seal(village.colleague, {box_of(village.head), box_of(village.colleague)}, stream)) ==
          Standing::out_of_scope);
    // In a stream of its own: he is no reader of the county's.
    CHECK(standing_of(Village::seal(village.colleague, {box_of(village.head), box_of(village.colleague)})) ==
          Standing::out_of_scope);
    CHECK(standing_of(Village::seal(village.colleague, {box_of(village.colleague)})) == Standing::out_of_scope);
    // Open, or open in part, in the readers' stream.
    village.colleague.stream = stream;
    CHECK(standing_of(village.colleague.write()) == Standing::out_of_scope);
    entry::EntryDraft part = entry::test::family_draft();
    part.scope = stream;
    part.sections[1].sealed_to = {box_of(village.head)};
    entry::SignedEntry half = entry::test::signed_entry(part, village.colleague.position, village.colleague.signer, 20);
    village.colleague.position = entry::test::position_after(half);
    CHECK(standing_of(half) == Standing::out_of_scope);
    CHECK_FALSE(village.is_given(village.colleague, stream));
    CHECK(village.is_given(village.head, stream));
    // The negative control: the same device may seal to whoever is a reader.
    CHECK(standing_of(Village::seal(village.colleague, {box_of(village.head)})) == Standing::accepted);
}

TEST_CASE("Sealed streams: whoever is taken off the list is given nothing from then on", "[county][safety]") {
    Village village;
    const auto both = std::vector{box_of(village.head), box_of(village.colleague)};
    village.name({&village.head, &village.colleague});
    const entry::SignedEntry first = Village::seal(village.finder, both);
    CHECK(bring(village.store(), {first}).empty());
    CHECK(village.is_given(village.colleague, first.header().scope));
    village.name({&village.head});
    CHECK_FALSE(village.is_given(village.colleague, first.header().scope));
    CHECK(village.is_given(village.head, first.header().scope));

    SECTION("a tablet that knows only the old list is still heard, by those who are readers now") {
        CHECK(bring(village.store(), {Village::seal(village.finder, both)}).empty());
        CHECK_FALSE(village.is_given(village.colleague, first.header().scope));
    }
    SECTION("what only former readers could open waits for the office") {
        const entry::SignedEntry lost = Village::seal(village.finder, {box_of(village.colleague)});
        CHECK(bring(village.store(), {lost}).at(0).standing == Standing::out_of_scope);
        village.name({&village.head, &village.colleague});
        const auto held = village.service.office->held(10).value();
        REQUIRE(held.size() == 1);
        const auto writer = village.store().store->begin().value();
        REQUIRE(release(*writer, held[0].row, held[0].standing));
        REQUIRE(writer->commit());
        CHECK(village.is_given(village.colleague, lost.header().scope));
    }
    SECTION("another grant of the reader's tablet changes nothing of it") {
        REQUIRE(change_grant(village.store().folder, *village.store().store, village.head.position.device,
                             {.villages = {"999999000008"}, .townships = {}}, village.service.clock,
                             village.store().entropy));
        CHECK(village.is_given(village.head, first.header().scope));
    }
}

TEST_CASE("Sealed streams: the day's quota holds, and a photograph follows its own entry only", "[county][safety]") {
    Village village;
    const auto readers = std::vector{box_of(village.head)};
    const StreamId stream = entry::sealed_stream(readers);
    Store& store = *village.store().store;
    const std::int64_t now = 1'700'000'000'000;
    CHECK_FALSE(store.may_bring_files(village.finder.position.device, stream, now).value());
    CHECK(bring(village.store(), {Village::seal(village.finder, readers)}).empty());
    CHECK(store.may_bring_files(village.finder.position.device, stream, now).value());
    CHECK_FALSE(store.may_bring_files(village.colleague.position.device, stream, now).value());

    const auto writer = store.begin().value();
    constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60 * 1000;
    REQUIRE(writer->count_arrival(village.finder.position.device, now / kDay - 1));  // one that was here yesterday
    for (std::uint64_t i = 1; i < kDailyEntries; ++i) {
        REQUIRE(writer->count_arrival(village.finder.position.device, now / kDay));
    }
    REQUIRE(writer->commit());
    CHECK(bring(village.store(), {Village::seal(village.finder, readers)}).at(0).standing == Standing::over_quota);
}

TEST_CASE("Sealed streams: a reader's tablet may say there that it has carried out an order", "[county][safety]") {
    Village village;
    const auto readers = std::vector{box_of(village.head)};
    CHECK(bring(village.store(), {Village::seal(village.finder, readers)}).empty());
    entry::EntryDraft receipt;
    receipt.kind = entry::EntryKind::receipt;
    receipt.scope = entry::sealed_stream(readers);
    receipt.sections = entry::test::family_draft().sections;
    const auto standing_of = [&](TestDevice& device) {
        const auto entry = entry::test::signed_entry(receipt, device.position, device.signer, 20);
        device.position = entry::test::position_after(entry);
        const auto judged = bring(village.store(), {entry});
        return judged.empty() ? Standing::accepted : judged.front().standing;
    };
    CHECK(standing_of(village.head) == Standing::accepted);
    CHECK(standing_of(village.colleague) == Standing::out_of_scope);
}
