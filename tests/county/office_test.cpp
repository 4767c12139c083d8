// SPDX-License-Identifier: Apache-2.0
#include "sync/county/office.hpp"
#include "sync/county/releasing.hpp"

#include "tests/county/service_fixture.hpp"

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using wire::RefusalReason;

namespace {

constexpr WallTime kNow{std::chrono::milliseconds{1'800'000'000'000}};

struct Newcomer {
    explicit Newcomer(std::uint64_t seed)
        : signer{signer_of(seed)},
          request{wire::make_device_request(entry::test::id_of<DeviceId>(seed), signer.device, signer.author)} {}

    [[nodiscard]] wire::EnrolmentAsk asks(const std::string& code) const {
        return {.code = code, .request = encode(request)};
    }

    entry::test::Signer signer;
    wire::DeviceRequest request;
};

}  // namespace

TEST_CASE("Office: a code lets one tablet ask once, and the office finds it by its words", "[county]") {
    TestService service;
    Office& office = *service.office;
    const Newcomer tablet{70};
    const std::string code = office.make_code(service.store.entropy, kNow).value();
    CHECK(code.size() == 10);
    REQUIRE(office.ask(tablet.asks(code), kNow));
    REQUIRE(office.ask(tablet.asks(code), kNow + std::chrono::hours{1}));  // the reply was lost: no second use

    const PublicKey root = service.store.folder.identity().root;
    const auto pending = office.pending(root).value();
    REQUIRE(pending.size() == 1);
    CHECK(pending[0].words == wire::enrolment_words(tablet.request, root));
    CHECK(office.find_request(pending[0].words, root).value() == tablet.request);
    CHECK(office.find_request("bahot-lujad-posim-nubak", root).error().code == ErrorCode::enrolment_unknown);
    // Of a tablet that took somebody else for its county.
    const std::string misled = wire::enrolment_words(tablet.request, tablet.request.author_key);
    CHECK(office.find_request(misled, root).error().code == ErrorCode::enrolment_unknown);

    CHECK(office.ask(Newcomer{71}.asks(code), kNow).error().code == ErrorCode::enrolment_code_wrong);
    CHECK(office.pending(root).value().size() == 1);
    REQUIRE(office.keep_grant(tablet.request.device, as_bytes("grant")));
    CHECK(office.pending(root).value().empty());
}

TEST_CASE("Office: codes run out, and five wrong guesses at one end it", "[county]") {
    TestService service;
    Office& office = *service.office;
    const Newcomer tablet{70};
    const std::string old = office.make_code(service.store.entropy, kNow).value();
    CHECK(office.ask(tablet.asks(old), kNow + Office::kCodeLife).error().code == ErrorCode::enrolment_code_wrong);

    const auto guess_at = [](const std::string& code) { return code.substr(0, 4) + "000000"; };
    const std::string code = office.make_code(service.store.entropy, kNow).value();
    for (int i = 0; i < Office::kCodeTries - 1; ++i) {
        CHECK_FALSE(office.ask(tablet.asks(guess_at(code)), kNow));
    }
    REQUIRE(office.ask(tablet.asks(code), kNow));  // one try was left

    const std::string guessed_at = office.make_code(service.store.entropy, kNow).value();
    for (int i = 0; i < Office::kCodeTries; ++i) {
        CHECK_FALSE(office.ask(Newcomer{71}.asks(guess_at(guessed_at)), kNow));
    }
    CHECK(office.ask(Newcomer{71}.asks(guessed_at), kNow).error().code == ErrorCode::enrolment_code_wrong);
}

TEST_CASE("Office: a stranger who knows nothing of a code ends none, however often he asks", "[county]") {
    TestService service;
    Office& office = *service.office;
    const std::string code = office.make_code(service.store.entropy, kNow).value();
    for (int i = 0; i < 20 * Office::kCodeTries; ++i) {
        CHECK_FALSE(office.ask(Newcomer{71}.asks("0000000000"), kNow));
    }
    {
        const auto somebody_writes = service.store.store->begin().value();
        CHECK(office.ask(Newcomer{71}.asks("0000000000"), kNow).error().code == ErrorCode::enrolment_code_wrong);
    }
    CHECK(office.ask(Newcomer{70}.asks(code), kNow));
}

TEST_CASE("Office: a tablet enrols over the network, and only after somebody approved", "[county]") {
    TestService service;
    const Newcomer tablet{70};
    const std::string path = "/v1/enrol/" + tablet.request.device.to_string();
    const std::string code = service.office->make_code(service.store.entropy, service.clock.wall_now()).value();
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/enrol", encode(tablet.asks("WRONG")))) ==
          RefusalReason::code_wrong);
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/enrol", encode(tablet.asks(code)))) ==
          RefusalReason::not_approved);
    CHECK(refusal(service.ask(HttpMethod::get, path)) == RefusalReason::session_unknown);
    TestDevice colleague{service.store, 1};
    const auto session_of_tablet = [&] {
        const auto hello = wire::decode_hello(service.ask(HttpMethod::get, "/v1/hello").body).value();
        wire::SessionRequest asked{.device = tablet.request.device,
                                   .incarnation = entry::test::id_of<IncarnationId>(70),
                                   .nonce = hello.nonce,
                                   .request = {},
                                   .signature = {}};
        asked.signature = tablet.signer.device.sign(
            wire::session_statement(hello.nonce, hello.server, asked.device, asked.incarnation));
        return service.ask(HttpMethod::post, "/v1/session", encode(asked));
    };
    CHECK(refusal(session_of_tablet()) == RefusalReason::device_unknown);  // nobody has approved yet

    const PublicKey root = service.store.folder.identity().root;
    const auto request = service.office->find_request(wire::enrolment_words(tablet.request, root), root).value();
    const auto grant =
        enrol(service.store.folder, *service.store.store, request, {kVillage}, service.clock, service.store.entropy)
            .value();
    const std::string token = to_hex(wire::decode_session(session_of_tablet().body).value().token);
    CHECK(wire::decode_grant(service.ask(HttpMethod::get, path, {}, token).body).value() == grant);
    CHECK(refusal(service.ask(HttpMethod::get, "/v1/enrol/nobody", {}, token)) == RefusalReason::malformed);
    const std::string foreign = to_hex(service.open_session(colleague).token);
    CHECK(refusal(service.ask(HttpMethod::get, path, {}, foreign)) == RefusalReason::stream_not_granted);
    REQUIRE(service.office->revoke(request.device, kNow));
    CHECK(refusal(service.ask(HttpMethod::get, path, {}, token)) == RefusalReason::device_revoked);
}

TEST_CASE("Office: nobody is enrolled as the county's own device, also before it has written anything", "[county]") {
    TestService service;
    const Newcomer thief{71};
    const auto request =
        wire::make_device_request(service.store.folder.identity().device, thief.signer.device, thief.signer.author);
    const auto grant =
        enrol(service.store.folder, *service.store.store, request, {kVillage}, service.clock, service.store.entropy);
    REQUIRE_FALSE(grant);
    CHECK(grant.error().code == ErrorCode::device_key_differs);
}

TEST_CASE("Office: a request whose key was exchanged on the way shows other words", "[county]") {
    const Newcomer tablet{70};
    Newcomer thief{71};
    const auto forged = wire::make_device_request(tablet.request.device, thief.signer.device, thief.signer.author);
    CHECK(wire::fingerprint_words(forged) != wire::fingerprint_words(tablet.request));
    CHECK(wire::fingerprint_words(tablet.request).size() == 6 * 5 + 5);
    wire::DeviceRequest broken = tablet.request;
    broken.device_key = thief.request.device_key;
    TestService service;
    const std::string code = service.office->make_code(service.store.entropy, kNow).value();
    CHECK(service.office->ask({.code = code, .request = encode(broken)}, kNow).error().code ==
          ErrorCode::request_signature);
}

TEST_CASE("Office: knows whose records a lost tablet was given, from the server's own log", "[county]") {
    TestService service;
    TestDevice writer{service.store, 1};
    TestDevice lost{service.store, 2};
    TestDevice other{service.store, 3, "999999000002"};
    const auto shown = writer.write();
    REQUIRE(service.push(service.open_session(writer), {shown}).status == 200);
    REQUIRE(service.push(service.open_session(other), {other.write()}).status == 200);
    CHECK(service.office->lost(lost.position.device).value().entries == 0);  // nothing was given yet

    REQUIRE(service.pull(service.open_session(lost), lost.stream).status == 200);
    const auto later = writer.write(21);
    REQUIRE(service.push(service.open_session(writer), {later}).status == 200);
    const LostTablet report = service.office->lost(lost.position.device).value();
    REQUIRE(report.streams.size() == 1);
    CHECK(report.streams[0].village == kVillage);
    CHECK(report.streams[0].last == 1);  // not what was written after its last pull
    CHECK(report.entries == 1);
    CHECK(report.subjects == shown.header().subjects);
    CHECK(service.office->lost(writer.position.device).value().entries == 2);  // its own
}

TEST_CASE("Office: revoking gives nothing more and adds to a list that the server signs", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    TestDevice other{service.store, 2};
    const wire::Session session = service.open_session(device);
    REQUIRE(service.office->revoke(device.position.device, kNow));
    CHECK(refusal(service.pull(session, device.stream)) == RefusalReason::device_revoked);
    CHECK(service.office->revoke(entry::test::id_of<DeviceId>(99), kNow).error().code == ErrorCode::device_unknown);

    const HttpReply reply = service.ask(HttpMethod::get, "/v1/revoked", {}, to_hex(service.open_session(other).token));
    const PublicKey& key = service.store.folder.identity().server_certificate.key;
    const auto list = wire::decode_revocation_list(reply.body, key).value();
    CHECK(list.devices == std::vector{device.position.device});
    CHECK(list.number == 1);
    CHECK(list.server == service.store.folder.identity().server);
    Bytes changed = reply.body;
    changed[changed.size() - 1] ^= 1U;
    CHECK(wire::decode_revocation_list(changed, key).error().code == ErrorCode::certificate_invalid);
}

TEST_CASE("Office: what was set aside is listed with its reason and handed on when the office says so", "[county]") {
    TestService service;
    TestDevice owner{service.store, 1};
    TestDevice stranger{service.store, 2, "999999000002"};
    stranger.stream = owner.stream;  // writes for a village that is not its own
    REQUIRE(service.push(service.open_session(stranger), {stranger.write()}).status == 200);
    const auto held = service.office->held(10).value();
    REQUIRE(held.size() == 1);
    CHECK(held[0].standing == wire::Standing::out_of_scope);
    CHECK(held[0].id.device == stranger.position.device);
    CHECK(service.store.store->read_stream(owner.stream, 0, 100'000, {}).value().entries.empty());

    const auto office =
        open_sqlcipher_store(service.store.folder.store_path(), service.store.folder.load_store_key().value()).value();
    const auto writer = office->begin().value();
    REQUIRE(release(*writer, held[0].row, held[0].standing));
    CHECK(release(*writer, held[0].row, wire::Standing::accepted).error().code == ErrorCode::not_found);
    REQUIRE(writer->commit());
    CHECK(service.office->held(10).value().empty());
    CHECK(service.store.store->read_stream(owner.stream, 0, 100'000, {}).value().entries.size() == 1);
}

TEST_CASE("Office: everything of one device that one reason keeps back is handed on at once, and nothing else",
          "[county]") {
    TestService service;
    TestDevice owner{service.store, 1};
    TestDevice stranger{service.store, 2, "999999000002"};
    TestDevice another{service.store, 3, "999999000002"};
    stranger.stream = owner.stream;
    another.stream = owner.stream;
    for (TestDevice* device : {&stranger, &another}) {
        std::vector<entry::SignedEntry> written;
        for (int i = 0; i < 5; ++i) {
            written.push_back(device->write());
        }
        REQUIRE(service.push(service.open_session(*device), written).status == 200);
    }
    const auto key = service.store.folder.load_store_key().value();
    const auto store = open_sqlcipher_store(service.store.folder.store_path(), key).value();
    Office& office = *service.office;
    const DeviceId device = stranger.position.device;
    CHECK(release_all(*store, office, device, wire::Standing::over_quota, nullptr).value() == 0);
    CHECK(release_all(*store, office, device, wire::Standing::out_of_scope, nullptr).value() == 5);
    CHECK(store->read_stream(owner.stream, 0, 100'000, {}).value().entries.size() == 5);
    const auto left = office.held(100).value();
    REQUIRE(left.size() == 5);
    CHECK(std::ranges::all_of(left, [&](const HeldEntry& held) { return held.id.device == another.position.device; }));
    // What waits, forked or broke its chain somebody looks at.
    for (const wire::Standing standing : {wire::Standing::accepted, wire::Standing::held, wire::Standing::forked,
                                          wire::Standing::incarnation_frozen, wire::Standing::chain_broken}) {
        CHECK(release_all(*store, office, device, standing, nullptr).error().code == ErrorCode::invalid_argument);
    }
}

TEST_CASE("Office: remembers who works here", "[county]") {
    TestService service;
    Office& office = *service.office;
    REQUIRE(office.add_person({.name = "Shili A", .role = Role::clerk}));
    CHECK_FALSE(office.add_person({.name = "Shili A", .role = Role::director}));
    CHECK(office.find_person("Shili A").value().role == Role::clerk);
    CHECK(office.find_person("Shili B").error().code == ErrorCode::person_unknown);
    CHECK(office.remove_person("Shili B").error().code == ErrorCode::person_unknown);
    REQUIRE(office.remove_person("Shili A"));
    CHECK(office.persons().value().empty());
    CHECK(role_named("director").value() == Role::director);
    CHECK_FALSE(role_named("emperor"));
}

TEST_CASE("Office: a grant that was taken away gives nothing of that village any more", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const wire::Session session = service.open_session(device);
    REQUIRE(service.pull(session, device.stream).status == 200);
    const Scope elsewhere{.villages = {"999999000002"}, .townships = {}};
    const auto grant = change_grant(service.store.folder, *service.store.store, device.position.device, elsewhere,
                                    service.clock, service.store.entropy)
                           .value();
    CHECK(refusal(service.pull(session, device.stream)) == RefusalReason::stream_not_granted);
    for (const wire::StreamHead& head : service.open_session(device).streams) {
        CHECK(head.stream != device.stream);
    }
    CHECK(grant.grant_epoch == 2);
    CHECK(grant.villages.size() == 1);

    // What it wrote before it knew is still taken, for a while.
    REQUIRE(service.push(service.open_session(device), {device.write()}).status == 200);
    CHECK(service.office->held(10).value().empty());
}
