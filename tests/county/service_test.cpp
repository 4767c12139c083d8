// SPDX-License-Identifier: Apache-2.0
#include "sync/county/service.hpp"

#include "sync/county/http_server.hpp"
#include "tests/county/service_fixture.hpp"

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using wire::RefusalReason;

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

TEST_CASE("Service: of more judgements than a message holds the first ones are told", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    TestDevice other{service.store, 2, "999999000002"};
    device.stream = other.stream;  // where it may not write
    wire::EntryBatch batch;
    for (std::size_t i = 0; i < wire::kMaxEntriesPerFrame; ++i) {
        batch.push_back(device.write().encode());
    }
    const Bytes frame = wire::FrameCodec{}.encode(batch).value();
    Bytes body;
    for (std::size_t told = 0; told <= wire::kMaxJudgements; told += batch.size()) {
        body.insert(body.end(), frame.begin(), frame.end());
    }
    const std::string token = to_hex(service.open_session(device).token);
    const HttpReply reply = service.ask(HttpMethod::post, "/v1/push", body, token, TestService::kNonce);
    const auto acknowledgement = wire::decode_acknowledgement(reply.body).value();
    CHECK(acknowledgement.judgements.size() == wire::kMaxJudgements);
    CHECK(acknowledgement.receipt.acknowledged == batch.size());
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
