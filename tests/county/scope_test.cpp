// SPDX-License-Identifier: Apache-2.0
//
// Every route against every foreign scope, from the list of routes itself: a route without a row here fails.

#include "core/base/person_box.hpp"
#include "core/entry/sealed_stream.hpp"
#include "sync/county/audiences.hpp"
#include "tests/county/service_fixture.hpp"

#include <map>
#include <memory>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using wire::RefusalReason;

namespace {

constexpr const char* kForeignVillage = "999999000002";
constexpr const char* kCanary = "Shili A";  // in every entry that a test device writes

// What the stranger may not have: another village's entry, or a sealed one that a colleague of his own village wrote.
enum class Secret : std::uint8_t { of_a_village, sealed };

// A county with two villages and a reader of what is sealed; the secret entry has a photograph beside it.
struct World {
    explicit World(Secret kind) : stranger{service.store, 2, kind == Secret::sealed ? kVillage : kForeignVillage} {
        secret = std::make_unique<entry::SignedEntry>(kind == Secret::sealed ? seal() : owner.write());
        stream = secret->header().scope;
        photo_name.stream = stream;
        const wire::Session session = service.open_session(owner);
        REQUIRE(service.push(session, {*secret}).status == 200);
        REQUIRE(service.store.count().not_accepted == 0);
        const FilePlace place{.shelf = "stream-" + stream.to_string(), .address = photo_name.address};
        REQUIRE(service.shelves.begin(place, photo.size()));
        auto append = service.shelves.append(place, 0).value();
        REQUIRE(append.write(photo));
        REQUIRE(append.finish().value().is_whole());
        stranger_token = to_hex(service.open_session(stranger).token);
    }

    entry::SignedEntry seal() {
        AudienceOrder order{.audience = "safety", .division = {}, .readers = {}};
        order.readers.push_back(find_reader(*service.store.store, reader.position.device.to_string()).value());
        REQUIRE(
            publish_audience(service.store.folder, *service.store.store, order, service.clock, service.store.entropy));
        const std::vector keys{box_key_of(reader.signer.author.public_key()).value()};
        entry::EntryDraft draft = entry::test::family_draft();
        draft.scope = entry::sealed_stream(keys);
        for (entry::DraftSection& section : draft.sections) {
            section.sealed_to = keys;
        }
        return entry::test::signed_entry(draft, owner.position, owner.signer, 20);
    }

    // What a request of the stranger gets, by any route.
    HttpReply ask(const Route& route, const std::string& token) {
        const wire::PullRequest pull{.request = {}, .epoch = 1, .budget = 100'000, .cursors = {{stream, 0}}};
        std::string path{route.path};
        Bytes body;
        std::vector<HttpHeader> headers{{"tus-resumable", "1.0.0"},
                                        {"content-type", "application/offset+octet-stream"},
                                        {"upload-offset", "0"},
                                        {"upload-length", std::to_string(photo.size())}};
        if (route.name == RouteName::file) {
            path = photo_name.path();
        }
        if (route.name == RouteName::device) {
            path += owner.position.device.to_string();
        }
        if (path == "/v1/pull") {
            body = encode(pull);
        }
        return service.ask(route.method, path, body, token, TestService::kNonce, headers);
    }

    TestService service;
    TestDevice owner{service.store, 1};
    TestDevice reader{service.store, 4, "999999000009"};
    TestDevice stranger;
    std::unique_ptr<entry::SignedEntry> secret;
    StreamId stream;
    Bytes photo = Bytes(5000, 9);
    wire::FileName photo_name{.stream = {}, .address = hash256(photo)};
    std::string stranger_token;
};

bool contains(ByteView bytes, ByteView what) { return !std::ranges::search(bytes, what).empty(); }

// What may come back to a stranger who names the owner's village.
enum class Expected : std::uint8_t {
    own_affairs,     // speaks of the asking device only
    stream_refused,  // says that this is not granted
    kept_apart,      // stores what the stranger brings where nobody is given it
    unknown,         // as if it were not there
};

const std::map<std::pair<HttpMethod, std::string_view>, Expected>& rows() {
    using enum HttpMethod;
    static const std::map<std::pair<HttpMethod, std::string_view>, Expected> table{
        {{get, "/v1/hello"}, Expected::own_affairs},     {{post, "/v1/session"}, Expected::own_affairs},
        {{get, "/v1/county"}, Expected::own_affairs},    {{get, "/v1/head"}, Expected::own_affairs},
        {{post, "/v1/push"}, Expected::kept_apart},      {{post, "/v1/pull"}, Expected::stream_refused},
        {{options, "/v1/files"}, Expected::own_affairs}, {{post, "/v1/enrol"}, Expected::own_affairs},
        {{get, "/v1/enrol/"}, Expected::stream_refused}, {{get, "/v1/revoked"}, Expected::own_affairs},
        {{post, "/v1/files"}, Expected::kept_apart},     {{head, "/v1/files/"}, Expected::unknown},
        {{patch, "/v1/files/"}, Expected::unknown},      {{get, "/v1/files/"}, Expected::stream_refused},
        {{post, "/v1/carry"}, Expected::own_affairs},
    };
    return table;
}

// Asked by the stranger, no route gives anything of the secret.
void check_every_route(World& world) {
    for (const Route& route : routes()) {
        INFO(static_cast<int>(route.method) << " " << route.path);
        const auto row = rows().find({route.method, route.path});
        if (row == rows().end()) {
            FAIL_CHECK("no row for this route: add what it must not give");
            continue;
        }
        const HttpReply reply = world.ask(route, world.stranger_token);
        CHECK_FALSE(contains(reply.body, as_bytes(kCanary)));
        CHECK_FALSE(contains(reply.body, world.photo));
        CHECK_FALSE(contains(reply.body, world.stream.bytes()));
        CHECK_FALSE(contains(reply.body, world.secret->hash().bytes()));
        if (row->second == Expected::stream_refused) {
            CHECK(refusal(reply) == RefusalReason::stream_not_granted);
        }
        if (row->second == Expected::unknown) {
            CHECK(reply.status == 404);
        }
    }
}

}  // namespace

TEST_CASE("Scopes: every route that there is has a row, and gives a stranger nothing of another village", "[county]") {
    World world{Secret::of_a_village};
    check_every_route(world);
    CHECK(rows().size() == routes().size());
}

TEST_CASE("Scopes: no route gives a tablet what a colleague of its village has sealed to others", "[county][safety]") {
    World world{Secret::sealed};
    check_every_route(world);
}

TEST_CASE("Scopes: without a session, or with a guessed one, every route that needs one gives nothing", "[county]") {
    World world{Secret::of_a_village};
    for (const Route& route : routes()) {
        INFO(static_cast<int>(route.method) << " " << route.path);
        for (const std::string& token : {std::string{}, std::string(64, 'a'), std::string{"not hexadecimal"}}) {
            const HttpReply reply = world.ask(route, token);
            if (route.access == RouteAccess::session) {
                CHECK(reply.status == 401);
            }
            CHECK_FALSE(contains(reply.body, as_bytes(kCanary)));
            CHECK_FALSE(contains(reply.body, world.photo));
        }
    }
}

TEST_CASE("Scopes: the owner gets by the same requests what the stranger does not", "[county]") {
    // The negative control of the cases above: their requests are good ones.
    World world{Secret::of_a_village};
    const wire::Session session = world.service.open_session(world.owner);
    TestDevice reader{world.service.store, 3};
    const std::string token = to_hex(world.service.open_session(reader).token);
    for (const Route& route : routes()) {
        if (route.path == "/v1/pull") {
            const wire::PullRequest pull{.request = {}, .epoch = 1, .budget = 100'000, .cursors = {{reader.stream, 0}}};
            CHECK(world.service.ask(route.method, "/v1/pull", encode(pull), token).body.size() > 300);
        }
        if (route.method == HttpMethod::get && route.name == RouteName::file) {
            CHECK(world.ask(route, token).body == world.photo);
        }
        if (route.name == RouteName::device) {  // the owner's grant: it was kept when he was enrolled
            CHECK(contains(world.ask(route, to_hex(session.token)).body, world.stream.bytes()));
        }
    }
    CHECK(session.streams.size() == 1);
    CHECK(session.streams[0].stream == world.owner.stream);
}

TEST_CASE("Scopes: the reader gets by the same requests what his stream holds", "[county]") {
    World world{Secret::sealed};
    const wire::Session session = world.service.open_session(world.reader);
    const HttpReply page = world.service.pull(session, world.stream);
    CHECK(page.body.size() > world.secret->encode().size());  // what is sealed gets no smaller
    for (const Route& route : routes()) {
        if (route.method == HttpMethod::get && route.name == RouteName::file) {
            CHECK(world.ask(route, to_hex(session.token)).body == world.photo);
        }
    }
}
