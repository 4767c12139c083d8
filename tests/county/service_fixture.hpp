// SPDX-License-Identifier: Apache-2.0
#pragma once

// The county's service without a network: requests go in, replies come out. Test code only.

#include "sync/county/service.hpp"
#include "sync/county/statements.hpp"
#include "sync/wire/frame.hpp"
#include "tests/county/store_fixture.hpp"

#include <future>

namespace daohu::county::test {

// What a tablet asks of a service.
class ServiceCalls {
public:
    static constexpr const char* kNonce = "n=00112233445566778899aabbccddeeff";

    // The service may still have to be made.
    explicit ServiceCalls(Service& service) : m_service{service} {}

    HttpReply ask(HttpMethod method, std::string path, Bytes body = {}, std::string token = {}, std::string query = {},
                  std::vector<HttpHeader> headers = {}) {
        HttpRequest request{.method = method,
                            .path = std::move(path),
                            .query = std::move(query),
                            .token = std::move(token),
                            .headers = std::move(headers),
                            .body = {}};
        std::promise<HttpReply> answer;
        if (const auto upload = m_service.open_upload(request)) {
            std::promise<Continue> fed;
            upload->feed(body, [&](Continue more) { fed.set_value(more); });
            fed.get_future().wait();
            upload->finish([&](HttpReply reply) { answer.set_value(std::move(reply)); });
            return answer.get_future().get();
        }
        request.body = std::move(body);
        m_service.handle(std::move(request), [&](HttpReply reply) { answer.set_value(std::move(reply)); });
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

private:
    Service& m_service;
};

struct TestService : ServiceCalls {
    TestService()
        : ServiceCalls{service},
          service{{.server = store.folder.identity().server, .key = store.folder.load_server_key().value()},
                  {.store = *store.store,
                   .writer = writer,
                   .files = shelves,
                   .office = *office,
                   .clock = clock,
                   .entropy = store.entropy,
                   .dictionaries = dictionaries,
                   .card = describe_county(store.folder).value()}} {}

    TestStore store;
    SystemClock clock;
    Writer writer{*store.store};
    vault::SystemFiles files;
    wire::Dictionaries dictionaries;
    std::unique_ptr<Office> office =
        Office::open(store.folder.store_path(), store.folder.load_store_key().value()).value();
    FileShelves shelves{files, store.folder.files_path()};
    Service service;
};

inline wire::RefusalReason refusal(const HttpReply& reply) {
    REQUIRE(reply.status >= 400);
    return wire::decode_refusal(reply.body).value().reason;
}

}  // namespace daohu::county::test
