// SPDX-License-Identifier: Apache-2.0
#include "sync/county/county_pen.hpp"
#include "sync/county/enrolment.hpp"

#include "core/entry/administrative.hpp"
#include "sync/county/backup.hpp"
#include "sync/wire/grant_notice.hpp"
#include "tests/county/service_fixture.hpp"

#include <fmt/format.h>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

constexpr const char* kOtherVillage = "999999000002";
constexpr const char* kTownship = "999999000";

wire::Grant change(TestService& service, const TestDevice& device, const Scope& scope) {
    return change_grant(service.store.folder, *service.store.store, device.position.device, scope, service.clock,
                        service.store.entropy)
        .value();
}

StreamId county_stream(const TestService& service) { return service.store.folder.identity().stream(); }

std::vector<entry::SignedEntry> entries_of(TestService& service, StreamId stream) {
    std::vector<entry::SignedEntry> entries;
    const StreamSlice slice = service.store.store->read_stream(stream, 0, 1'000'000, {}).value();
    for (const StreamEntry& item : slice.entries) {
        entries.push_back(entry::SignedEntry::decode(item.bytes).value());
    }
    return entries;
}

bool may_read(TestService& service, const TestDevice& device, StreamId stream) {
    const auto streams = service.store.store->granted_streams(device.position.device).value();
    return std::ranges::find(streams, stream, &wire::StreamHead::stream) != streams.end();
}

}  // namespace

TEST_CASE("Grant: a later grant is announced in the county's stream and fetched by the device it names", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    TestDevice other{service.store, 2};
    CHECK(service.open_session(device).streams.size() == 1);  // nothing is in the county's stream yet
    const wire::Grant grant = change(service, device, {.villages = {kVillage, kOtherVillage}, .townships = {}});
    CHECK(grant.villages.size() == 2);

    const auto announced = entries_of(service, county_stream(service));
    REQUIRE(announced.size() == 1);
    const wire::GrantNotice notice = wire::read_grant_notice(announced[0]).value();
    CHECK(notice.device == device.position.device);
    CHECK(notice.epoch == 2);
    const Bytes fetched = service
                              .ask(HttpMethod::get, "/v1/enrol/" + notice.device.to_string(), {},
                                   to_hex(service.open_session(device).token))
                              .body;
    CHECK(hash256(fetched) == notice.hash);
    CHECK(wire::decode_grant(fetched).value() == grant);

    // Everybody reads the county's stream, with certificates that the root signed.
    const HttpReply page = service.pull(service.open_session(other), county_stream(service));
    REQUIRE(page.status == 200);
    CHECK(wire::decode_pull_reply(page.body).value().head.certificates.size() == 2);
}

TEST_CASE("Grant: names the county's pack, as it is named when the grant is signed", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const Scope scope{.villages = {kVillage}, .townships = {}};
    CHECK(change(service, device, scope).pack.empty());
    REQUIRE(service.store.folder.name_pack("example-2026"));
    const wire::Grant named = change(service, device, scope);
    CHECK(named.pack == "example-2026");
    CHECK(wire::decode_grant(encode(named)).value() == named);
}

TEST_CASE("Grant: a township is all its villages, and those that come later", "[county]") {
    TestService service;
    TestDevice here{service.store, 1};
    TestDevice there{service.store, 2, kOtherVillage};
    TestDevice desk{service.store, 3, "888888000001"};
    const wire::Grant grant = change(service, desk, {.villages = {}, .townships = {kTownship}});
    CHECK(grant.villages.size() == 2);
    CHECK(may_read(service, desk, here.stream));
    CHECK(may_read(service, desk, there.stream));
    CHECK_FALSE(may_read(service, desk, desk.stream));  // its former village is in no scope any more

    TestDevice newcomer{service.store, 4, "999999000003"};
    CHECK(may_read(service, desk, newcomer.stream));
    CHECK_FALSE(may_read(service, here, newcomer.stream));
    TestDevice elsewhere{service.store, 5, "777777000001"};
    CHECK_FALSE(may_read(service, desk, elsewhere.stream));

    change(service, desk, {.villages = {kOtherVillage}, .townships = {}});
    TestDevice last{service.store, 6, "999999000004"};
    CHECK_FALSE(may_read(service, desk, last.stream));
}

TEST_CASE("Grant: what was taken away may be written for a while, and no longer", "[county]") {
    TestStore store;
    FakeClock clock{WallTime{std::chrono::milliseconds{1'700'000'000'000}}};  // as bring() says
    TestDevice device{store, 1};
    const Scope elsewhere{.villages = {kOtherVillage}, .townships = {}};
    REQUIRE(change_grant(store.folder, *store.store, device.position.device, elsewhere, clock, store.entropy));
    CHECK(bring(store, {device.write()}).empty());

    TestDevice late{store, 2};
    clock.set_wall(clock.wall_now() - kWriteGrace);
    REQUIRE(change_grant(store.folder, *store.store, late.position.device, elsewhere, clock, store.entropy));
    const auto judged = bring(store, {late.write()});
    REQUIRE(judged.size() == 1);
    CHECK(judged[0].standing == wire::Standing::out_of_scope);
}

TEST_CASE("Grant: after a restore no number is given twice, whatever the backup knows", "[county]") {
    TestStore store;
    const SystemClock clock;
    TestDevice device{store, 1};
    const daohu::test::TemporaryFolder backup;
    REQUIRE(back_up(store.folder, *store.store, backup.path()));
    const Scope scope{.villages = {kVillage}, .townships = {}};
    const auto change_now = [&](Store& in) {
        return change_grant(store.folder, in, device.position.device, scope, clock, store.entropy).value().grant_epoch;
    };
    change_now(*store.store);
    const std::uint64_t seen = change_now(*store.store);
    store.store.reset();
    const std::chrono::sys_seconds today{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};
    REQUIRE(restore(store.folder, backup.path(), today));
    const auto restored = open_sqlcipher_store(store.folder.store_path(), store.folder.load_store_key().value());
    CHECK((*restored)->find_device(device.position.device).value()->grant_epoch < seen);  // what the backup knows
    CHECK(change_now(**restored) > seen);
}

TEST_CASE("Grant: unknown devices, wrong codes and the county's own device are refused", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const auto ask = [&](DeviceId id, Scope scope) {
        return change_grant(service.store.folder, *service.store.store, id, scope, service.clock, service.store.entropy)
            .error()
            .code;
    };
    const DeviceId known = device.position.device;
    CHECK(ask(entry::test::id_of<DeviceId>(99), {}) == ErrorCode::device_unknown);
    CHECK(ask(known, {.villages = {kTownship}, .townships = {}}) == ErrorCode::village_code_malformed);
    CHECK(ask(known, {.villages = {}, .townships = {kVillage}}) == ErrorCode::village_code_malformed);
    change(service, device, {.villages = {kVillage}, .townships = {}});
    CHECK(ask(service.store.folder.identity().device, {}) == ErrorCode::device_unknown);
}

TEST_CASE("County's stream: a tablet that writes there, or gives orders, is not listened to", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const StreamId village = device.stream;
    const auto standing_of = [&](const entry::EntryDraft& draft) {
        const auto entry = entry::test::signed_entry(draft, device.position, device.signer, 20);
        device.position = entry::test::position_after(entry);
        REQUIRE(service.push(service.open_session(device), {entry}).status == 200);
        const auto held = service.office->held(10).value();
        return held.empty() ? wire::Standing::accepted : held.back().standing;
    };
    CHECK(standing_of(entry::test::family_draft()) == wire::Standing::out_of_scope);  // nobody's stream
    const wire::GrantNotice notice{.device = device.position.device, .epoch = 9, .hash = {}};
    CHECK(standing_of(make_draft(notice, county_stream(service))) == wire::Standing::out_of_scope);
    CHECK(standing_of(make_draft(notice, village)) == wire::Standing::out_of_scope);
    const entry::Erasure erasure{.entry = {}, .entry_hash = {}, .section = 0};
    CHECK(standing_of(make_draft(erasure, village)) == wire::Standing::out_of_scope);
    CHECK(entries_of(service, county_stream(service)).empty());
    CHECK(entries_of(service, village).empty());
    const entry::Receipt receipt{.order = {device.position.device, device.position.incarnation, 1}, .order_hash = {}};
    const auto confirmed =
        entry::test::signed_entry(make_draft(receipt, county_stream(service)), device.position, device.signer, 20);
    device.position = entry::test::position_after(confirmed);
    REQUIRE(service.push(service.open_session(device), {confirmed}).status == 200);
    CHECK(entries_of(service, county_stream(service)).size() == 1);  // that it has carried out an order it may say

    // The control: the county's own pen is listened to, in both places.
    const auto office =
        open_sqlcipher_store(service.store.folder.store_path(), service.store.folder.load_store_key().value()).value();
    CountyPen pen = CountyPen::open(service.store.folder, *office, service.clock, service.store.entropy).value();
    const auto writer = office->begin().value();
    REQUIRE(pen.write(*writer, make_draft(notice, county_stream(service))));
    REQUIRE(pen.write(*writer, make_draft(erasure, village)));
    REQUIRE(writer->commit());
    CHECK(entries_of(service, county_stream(service)).size() == 2);
    CHECK(entries_of(service, village).size() == 1);
}

TEST_CASE("County's pen: after a restore it begins a new incarnation, so no number is used twice", "[county]") {
    TestStore store;
    SystemClock clock;
    const wire::GrantNotice notice{.device = entry::test::id_of<DeviceId>(1), .epoch = 1, .hash = {}};
    const auto write = [&] {
        const auto opened = open_sqlcipher_store(store.folder.store_path(), store.folder.load_store_key().value());
        CountyPen pen = CountyPen::open(store.folder, **opened, clock, store.entropy).value();
        const auto writer = (*opened)->begin().value();
        auto entry = pen.write(*writer, make_draft(notice, store.folder.identity().stream())).value();
        REQUIRE(writer->commit());
        return entry;
    };
    const auto first = write();
    const auto second = write();
    CHECK(second.header().sequence == 2);
    CHECK(second.header().previous == first.hash());
    CHECK(second.header().hlc > first.header().hlc);
    {
        const auto writer = store.store->begin().value();
        REQUIRE(writer->set_epoch(7));
        REQUIRE(writer->commit());
    }
    const auto third = write();
    CHECK(third.header().sequence == 1);
    CHECK(third.header().incarnation != first.header().incarnation);
}

TEST_CASE("Grant: a desk with three hundred villages pushes, and pulls every one of them", "[county]") {
    TestService service;
    TestDevice desk{service.store, 1};
    Scope scope;
    for (int i = 1; i <= 300; ++i) {
        scope.villages.push_back(fmt::format("9999990{:05}", i));
    }
    CHECK(wire::decode_grant(encode(change(service, desk, scope))).value().villages.size() == 300);
    const wire::Session session = service.open_session(desk);
    CHECK(session.streams.size() == 301);  // and the county's
    CHECK(service.push(session, {desk.write()}).status == 200);

    wire::PullRequest asked{.request = {}, .epoch = 1, .budget = 100'000, .cursors = {}};
    for (const wire::StreamHead& stream : session.streams) {
        asked.cursors.push_back({.stream = stream.stream, .after = 0});
    }
    int replies = 0;
    for (; !asked.cursors.empty() && replies < 10; ++replies) {
        const HttpReply reply = service.ask(HttpMethod::post, "/v1/pull", encode(asked), to_hex(session.token));
        const auto answer = wire::decode_pull_reply(reply.body);
        REQUIRE(answer);
        for (const wire::PullPage& page : answer->head.pages) {
            std::erase_if(asked.cursors, [&](const wire::Cursor& cursor) { return cursor.stream == page.stream; });
        }
    }
    CHECK(asked.cursors.empty());
    CHECK(replies == 2);
}

TEST_CASE("Grant: more villages than a tablet can be told of are refused, and nothing is changed", "[county]") {
    TestService service;
    TestDevice desk{service.store, 1};
    Scope scope;
    for (std::size_t i = 0; i <= kMaxVillages; ++i) {
        scope.villages.push_back(fmt::format("9999990{:05}", i));
    }
    CHECK(change_grant(service.store.folder, *service.store.store, desk.position.device, scope, service.clock,
                       service.store.entropy)
              .error()
              .code == ErrorCode::invalid_argument);
    CHECK(may_read(service, desk, desk.stream));
    scope.villages.pop_back();
    const Bytes most = encode(change(service, desk, scope));
    CHECK(most.size() <= wire::kMaxMessage);
    CHECK(wire::decode_grant(most));
}

TEST_CASE("Grant: streams beyond what a session can name do not keep a device from pushing", "[county]") {
    TestService service;
    TestDevice desk{service.store, 1};
    {
        const auto writer = service.store.store->begin().value();
        for (std::uint64_t i = 0; i < wire::kMaxStreamsPerDevice + 10; ++i) {
            REQUIRE(writer->set_right(
                {.device = desk.position.device, .stream = entry::test::id_of<StreamId>(100'000 + i)}));
        }
        REQUIRE(writer->commit());
    }
    const wire::Session session = service.open_session(desk);
    CHECK(session.streams.size() == wire::kMaxStreamsPerDevice);
    CHECK(service.push(session, {desk.write()}).status == 200);
    CHECK(service.store.count().entries == 1);
}

TEST_CASE("Grant: is kept from the first one on, and a revoked device is not enrolled again", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const auto kept = service.office->grant_of(device.position.device).value();
    REQUIRE(kept);
    CHECK(wire::decode_grant(*kept).value().villages[0].stream == device.stream);

    REQUIRE(service.office->revoke(device.position.device, service.clock.wall_now()));
    const auto request = wire::make_device_request(device.position.device, device.signer.device, device.signer.author);
    CHECK(enrol(service.store.folder, *service.store.store, request, {kVillage}, service.clock, service.store.entropy)
              .error()
              .code == ErrorCode::sync_revoked);
    CHECK(service.office->grant_of(device.position.device).value() == kept);
}

TEST_CASE("Grant: a second person on a tablet leaves the first one certified, and villages left out are taken",
          "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const auto stream = service.store.store->find_village(kVillage).value().value();
    const auto second = wire::make_device_request(device.position.device, device.signer.device, signer_of(2).author);
    const wire::Grant grant =
        enrol(service.store.folder, *service.store.store, second, {kOtherVillage}, service.clock, service.store.entropy)
            .value();
    std::vector<PublicKey> authors;
    for (const wire::Certificate& certificate : grant.author_certificates) {
        authors.push_back(certificate.key);
    }
    CHECK(authors.size() == 2);
    CHECK(std::ranges::count(authors, device.signer.author.public_key()) == 1);
    CHECK(std::ranges::count(authors, second.author_key) == 1);
    CHECK(wire::decode_grant(encode(grant)).has_value());
    CHECK_FALSE(may_read(service, device, stream));
    CHECK(may_read(service, device, service.store.store->find_village(kOtherVillage).value().value()));
    // What he wrote before he knew is still taken.
    REQUIRE(service.push(service.open_session(device), {device.write()}).status == 200);
    CHECK(service.store.count().not_accepted == 0);

    // The same person again is no third one.
    const auto again = enrol(service.store.folder, *service.store.store, second, {kOtherVillage}, service.clock,
                             service.store.entropy);
    CHECK(again.value().author_certificates.size() == 2);
}

TEST_CASE("Grant: what the county's own device writes is handed on, or the order fails", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const DeviceId county = service.store.folder.identity().device;
    change(service, device, {.villages = {kVillage}, .townships = {}});
    const IncarnationId incarnation = entries_of(service, county_stream(service)).at(0).header().incarnation;
    CHECK(service.office->revoke(county, service.clock.wall_now()).error().code == ErrorCode::device_unknown);
    const auto with_writer = [&](auto act) {
        const auto writer = service.store.store->begin().value();
        act(*writer);
        REQUIRE(writer->commit());
    };
    // As a county did it that could still be revoked: it writes on.
    with_writer([&](StoreWriter& writer) { REQUIRE(writer.set_device_state(county, DeviceState::revoked)); });
    change(service, device, {.villages = {kVillage, kOtherVillage}, .townships = {}});
    CHECK(entries_of(service, county_stream(service)).size() == 2);

    with_writer([&](StoreWriter& writer) {
        Chain chain = writer.load_chain(county, incarnation).value();
        chain.is_frozen = true;
        REQUIRE(writer.save_chain(chain));
    });
    CHECK(change_grant(service.store.folder, *service.store.store, device.position.device,
                       {.villages = {kVillage}, .townships = {}}, service.clock, service.store.entropy)
              .error()
              .code == ErrorCode::county_folder_damaged);
    CHECK(entries_of(service, county_stream(service)).size() == 2);
    CHECK(may_read(service, device, service.store.store->find_village(kOtherVillage).value().value()));
}

TEST_CASE("Grant: a renewed one has the scope that the device has, and what the county says by now", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    Folder& folder = service.store.folder;
    change(service, device, {.villages = {}, .townships = {kTownship}});
    const auto renew = [&](RenewMode mode) {
        const auto present = service.office->grant_of(device.position.device).value();
        return renew_grant(folder, *service.store.store, device.position.device, present, mode, service.clock,
                           service.store.entropy);
    };
    CHECK_FALSE(renew(RenewMode::apply).value());  // it says all there is
    CHECK(entries_of(service, county_stream(service)).size() == 1);

    TestDevice other{service.store, 2, kOtherVillage};  // its village has come to the township
    REQUIRE(folder.name_pack("example-2026"));
    const auto announced = renew(RenewMode::dry_run).value();
    REQUIRE(announced);
    CHECK(announced->pack == "example-2026");
    CHECK(announced->villages.size() == 2);
    CHECK(entries_of(service, county_stream(service)).size() == 1);

    const auto given = renew(RenewMode::apply).value();
    REQUIRE(given);
    CHECK(given->grant_epoch == announced->grant_epoch);
    CHECK(given->villages == announced->villages);
    const auto entries = entries_of(service, county_stream(service));
    REQUIRE(entries.size() == 2);
    const wire::GrantNotice notice = wire::read_grant_notice(entries[1]).value();
    CHECK(notice.epoch == given->grant_epoch);
    const Bytes kept = service.office->grant_of(device.position.device).value().value();
    CHECK(hash256(kept) == notice.hash);
    CHECK(wire::decode_grant(kept).value().pack == "example-2026");  // its signatures are in order
    CHECK(may_read(service, device, other.stream));
    CHECK_FALSE(renew(RenewMode::apply).value());
}

TEST_CASE("Grant: revoked devices and the county's own are not among those that get a later one", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    TestDevice lost{service.store, 2};
    change(service, device, {.villages = {kVillage}, .townships = {}});  // the county has written
    REQUIRE(service.office->revoke(lost.position.device, service.clock.wall_now()));
    CHECK(service.office->devices().value() == std::vector{device.position.device});
    const auto renew = [&](DeviceId id) {
        return renew_grant(service.store.folder, *service.store.store, id, std::nullopt, RenewMode::apply,
                           service.clock, service.store.entropy);
    };
    CHECK(renew(lost.position.device).error().code == ErrorCode::sync_revoked);
    CHECK(renew(service.store.folder.identity().device).error().code == ErrorCode::device_unknown);
}
