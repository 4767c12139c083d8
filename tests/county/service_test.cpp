// SPDX-License-Identifier: Apache-2.0
#include "sync/county/service.hpp"

#include "sync/county/http_server.hpp"
#include "sync/wire/frame.hpp"
#include "tests/county/store_fixture.hpp"

#include <future>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using wire::RefusalReason;

namespace {

struct TestService {
    TestService()
        : writer{*store.store},
          service{{.server = store.folder.identity().server, .key = store.folder.load_server_key().value()},
                  *store.store,
                  writer,
                  clock,
                  store.entropy} {}

    HttpReply ask(HttpMethod method, std::string path, Bytes body = {}, std::string token = {},
                  std::string query = {}) {
        HttpRequest request{.method = method,
                            .path = std::move(path),
                            .query = std::move(query),
                            .token = std::move(token),
                            .body = {}};
        std::promise<HttpReply> answer;
        if (const auto upload = service.open_upload(request)) {
            std::promise<Continue> fed;
            upload->feed(body, [&](Continue more) { fed.set_value(more); });
            fed.get_future().wait();
            upload->finish([&](HttpReply reply) { answer.set_value(std::move(reply)); });
            return answer.get_future().get();
        }
        request.body = std::move(body);
        service.handle(std::move(request), [&](HttpReply reply) { answer.set_value(std::move(reply)); });
        return answer.get_future().get();
    }

    wire::SessionRequest session_request(const TestDevice& device) {
        const auto hello = wire::decode_hello(ask(HttpMethod::get, "/v1/hello").body).value();
        wire::SessionRequest request{.device = device.position.device,
                                     .incarnation = device.position.incarnation,
                                     .nonce = hello.nonce,
                                     .request = {},
                                     .signature = {}};
        request.signature = device.signer.device.sign(
            wire::session_statement(hello.nonce, hello.server, request.device, request.incarnation));
        return request;
    }
    wire::Session open_session(const TestDevice& device) {
        return wire::decode_session(ask(HttpMethod::post, "/v1/session", encode(session_request(device))).body).value();
    }
    HttpReply push(const wire::Session& session, const std::vector<entry::SignedEntry>& entries) {
        wire::EntryBatch batch;
        for (const entry::SignedEntry& entry : entries) {
            batch.push_back(entry.encode());
        }
        return ask(HttpMethod::post, "/v1/push", wire::FrameCodec{}.encode(batch).value(), to_hex(session.token),
                   kNonce);
    }
    HttpReply pull(const wire::Session& session, StreamId stream) {
        const wire::PullRequest request{.request = {}, .epoch = 1, .budget = 100'000, .cursors = {{stream, 0}}};
        return ask(HttpMethod::post, "/v1/pull", encode(request), to_hex(session.token));
    }

    static constexpr const char* kNonce = "n=00112233445566778899aabbccddeeff";

    TestStore store;
    SystemClock clock;
    Writer writer;
    Service service;
};

RefusalReason refusal(const HttpReply& reply) {
    REQUIRE(reply.status >= 400);
    return wire::decode_refusal(reply.body).value().reason;
}

}  // namespace

TEST_CASE(
    "Service: every route that needs a session gives nothing without one, and nothing of a foreign village with one",
    "[county]") {
    TestService service;
    TestDevice owner{service.store, 1};
    TestDevice stranger{service.store, 2, "999999000002"};
    const auto secret = owner.write();
    REQUIRE(service.push(service.open_session(owner), {secret}).status == 200);
    const wire::Session session = service.open_session(stranger);
    const wire::PullRequest foreign{.request = {}, .epoch = 1, .budget = 100'000, .cursors = {{owner.stream, 0}}};

    // A route whose replies were never looked at here fails the test: add what it must refuse.
    for (const Route& route : routes()) {
        INFO(route.path);
        const std::string path{route.path};
        if (route.access == RouteAccess::session) {
            CHECK(refusal(service.ask(route.method, path, {}, "", TestService::kNonce)) ==
                  RefusalReason::session_unknown);
            CHECK(refusal(service.ask(route.method, path, {}, std::string(64, 'a'), TestService::kNonce)) ==
                  RefusalReason::session_unknown);
        }
        if (path == "/v1/hello" || path == "/v1/session" || path == "/v1/head") {
            continue;  // speak of the asking device only
        }
        if (path == "/v1/push") {
            continue;  // stores; what is out of scope is set aside (see intake_test.cpp)
        }
        if (path == "/v1/pull") {
            CHECK(refusal(service.ask(route.method, path, encode(foreign), to_hex(session.token))) ==
                  RefusalReason::stream_not_granted);
            continue;
        }
        FAIL_CHECK("no row for this route");
    }
    CHECK(session.streams.size() == 1);
    CHECK(session.streams[0].stream == stranger.stream);
}

TEST_CASE("Service: a session cannot be opened twice with one nonce, nor with another's key", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const wire::SessionRequest request = service.session_request(device);
    CHECK(service.ask(HttpMethod::post, "/v1/session", encode(request)).status == 200);
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/session", encode(request))) == RefusalReason::session_unknown);

    TestDevice thief = device;
    thief.signer.device = entry::test::signing_key(99);
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/session", encode(service.session_request(thief)))) ==
          RefusalReason::signature_wrong);
    thief.position.device = entry::test::id_of<DeviceId>(50);
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/session", encode(service.session_request(thief)))) ==
          RefusalReason::device_unknown);
}

TEST_CASE("Service: a revoked device's open session pushes and pulls nothing", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const wire::Session session = service.open_session(device);
    {
        const auto office =
            open_sqlcipher_store(service.store.folder.store_path(), service.store.folder.load_store_key().value())
                .value();
        const auto writer = office->begin().value();
        REQUIRE(writer->set_device_state(device.position.device, DeviceState::revoked));
        REQUIRE(writer->commit());
    }
    const HttpReply pushed = service.push(session, {device.write()});
    CHECK(wire::decode_acknowledgement(pushed.body).value().judgements.at(0).standing ==
          wire::Standing::device_revoked);
    CHECK(refusal(service.pull(session, device.stream)) == RefusalReason::device_revoked);
}

TEST_CASE("Service: a push that breaks off or goes wrong keeps the frames before it", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const wire::Session session = service.open_session(device);
    const std::string token = to_hex(session.token);
    Bytes body = wire::FrameCodec{}.encode(wire::EntryBatch{device.write().encode()}).value();
    const Bytes second = wire::FrameCodec{}.encode(wire::EntryBatch{device.write().encode()}).value();

    Bytes cut = body;
    cut.insert(cut.end(), second.begin(), second.end() - 1);
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/push", cut, token, TestService::kNonce)) ==
          RefusalReason::malformed);
    CHECK(service.store.count().entries == 1);

    Bytes garbage = body;
    const ByteView html = as_bytes("<html>");
    garbage.insert(garbage.end(), html.begin(), html.end());
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/push", garbage, token, TestService::kNonce)) ==
          RefusalReason::malformed);
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/push", body, token, "n=short")) == RefusalReason::malformed);
    CHECK(service.store.count().entries == 1);
}

TEST_CASE("Service: a receipt is signed by the county for this request and this chain", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const auto written = device.write();
    const HttpReply reply = service.push(service.open_session(device), {written});
    const wire::Receipt receipt = wire::decode_acknowledgement(reply.body).value().receipt;
    CHECK(receipt.acknowledged == 1);
    CHECK(receipt.acknowledged_hash == written.hash());
    CHECK(to_hex(receipt.request) == std::string{TestService::kNonce}.substr(2));
    const PublicKey& key = service.store.folder.identity().server_certificate.key;
    CHECK(verify(key, wire::receipt_statement(receipt), receipt.signature));
    wire::Receipt changed = receipt;
    changed.acknowledged = 2;
    CHECK_FALSE(verify(key, wire::receipt_statement(changed), receipt.signature));
}

TEST_CASE("Service: a cursor of another epoch is refused, so that nothing is skipped after a restore", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const wire::Session session = service.open_session(device);
    const wire::PullRequest old{.request = {}, .epoch = 7, .budget = 1000, .cursors = {{device.stream, 0}}};
    CHECK(refusal(service.ask(HttpMethod::post, "/v1/pull", encode(old), to_hex(session.token))) ==
          RefusalReason::epoch_changed);
}

TEST_CASE("Service: what is no route is said so", "[county]") {
    TestService service;
    CHECK(refusal(service.ask(HttpMethod::get, "/")) == RefusalReason::no_such_route);
    CHECK(refusal(service.ask(HttpMethod::get, "/v1/pull")) == RefusalReason::no_such_route);
    CHECK(refusal(service.ask(HttpMethod::other, "/v1/hello")) == RefusalReason::no_such_route);
}

TEST_CASE("HttpServer: plain HTTP is for this machine only, and a taken port is named", "[county]") {
    TestService service;
    HttpServerOptions options;
    options.address = "0.0.0.0";
    CHECK(HttpServer::start(options, service.service).error().code == ErrorCode::listen_not_loopback);
    options.address = "no address";
    CHECK(HttpServer::start(options, service.service).error().code == ErrorCode::listen_address);
    options.address = "127.0.0.1";
    const HttpServer first = HttpServer::start(options, service.service).value();
    options.port = first.port();
    CHECK(HttpServer::start(options, service.service).error().code == ErrorCode::listen_failed);
}
