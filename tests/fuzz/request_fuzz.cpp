// SPDX-License-Identifier: Apache-2.0
// Whatever is asked of the county, by whatever route, it answers with a status; nobody without a session is told of a
// record.
//
// The input is a request as HTTP writes it: method and target, headers, a blank line, the body. The token "session" stands
// for a good one.

#include "core/base/crypto.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/service.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "sync/county/statements.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <algorithm>
#include <future>
#include <string>
#include <utility>

namespace daohu::fuzz {

namespace {

using namespace county;

constexpr std::size_t kPiece = 700;  // an upload comes in pieces of this size

// A county with one device that has a session.
struct World {
    World()
        : service{{.server = folder.identity().server, .key = folder.load_server_key().value()},
                  {.store = *store,
                   .writer = writer,
                   .files = shelves,
                   .office = *office,
                   .clock = clock,
                   .entropy = entropy,
                   .dictionaries = dictionaries,
                   .card = describe_county(folder).value()}} {
        const SigningKey device = SigningKey::generate(entropy).value();
        const SigningKey author = SigningKey::generate(entropy).value();
        const auto id = DeviceId::random(entropy);
        const auto request = wire::make_device_request(id, device, author);
        DAOHU_CHECK(enrol(folder, *store, request, {"999999000001"}, clock, entropy).has_value());
        const auto hello = wire::decode_hello(ask(plain(HttpMethod::get, "/v1/hello")).body).value();
        wire::SessionRequest open{
            .device = id, .incarnation = IncarnationId::random(entropy), .nonce = hello.nonce, .signature = {}};
        open.signature = device.sign(session_statement(hello.nonce, hello.server, id, open.incarnation));
        HttpRequest asking = plain(HttpMethod::post, "/v1/session");
        asking.body = encode(open);
        const HttpReply reply = ask(std::move(asking));
        token = to_hex(wire::decode_session(reply.body).value().token);
    }

    static HttpRequest plain(HttpMethod method, std::string path) {
        HttpRequest request;
        request.method = method;
        request.path = std::move(path);
        return request;
    }

    // The writer answers before the reply is there: it is waited for.
    HttpReply ask(HttpRequest request) {
        std::promise<HttpReply> answer;
        Bytes body = std::exchange(request.body, {});
        if (const auto upload = service.open_upload(request)) {
            feed(*upload, body);
            upload->finish([&](HttpReply reply) { answer.set_value(std::move(reply)); });
            return answer.get_future().get();
        }
        request.body = std::move(body);
        service.handle(std::move(request), [&](HttpReply reply) { answer.set_value(std::move(reply)); });
        return answer.get_future().get();
    }
    static void feed(UploadSink& upload, ByteView body) {
        while (!body.empty()) {
            std::promise<Continue> fed;
            upload.feed(body.first(std::min(kPiece, body.size())), [&](Continue more) { fed.set_value(more); });
            if (fed.get_future().get() == Continue::no) {
                return;
            }
            body = body.subspan(std::min(kPiece, body.size()));
        }
    }

    daohu::test::TemporaryFolder scratch;
    SystemEntropy entropy;
    SystemClock clock;
    Folder folder = Folder::create(scratch.path(), "county.example", entropy).value();
    std::unique_ptr<Store> store = open_sqlcipher_store(folder.store_path(), folder.load_store_key().value()).value();
    Writer writer{*store};
    vault::SystemFiles files;
    wire::Dictionaries dictionaries;
    std::unique_ptr<Office> office = Office::open(folder.store_path(), folder.load_store_key().value()).value();
    FileShelves shelves{files, folder.files_path()};
    Service service;
    std::string token;
};

HttpMethod method_of(std::string_view word) {
    using enum HttpMethod;
    if (word == "GET") {
        return get;
    }
    if (word == "POST") {
        return post;
    }
    if (word == "HEAD") {
        return HttpMethod::head;
    }
    if (word == "PATCH") {
        return patch;
    }
    return word == "OPTIONS" ? options : other;
}

std::string_view next_line(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

HttpRequest read_request(ByteView input, const std::string& token) {
    std::string_view rest = as_text(input);
    const std::string_view first = next_line(rest);
    const std::size_t space = std::min(first.find(' '), first.size());
    HttpRequest request;
    request.method = method_of(first.substr(0, space));
    request.path = std::string{first.substr(std::min(space + 1, first.size()))};
    if (const auto query = request.path.find('?'); query != std::string::npos) {
        request.query = request.path.substr(query + 1);
        request.path.resize(query);
    }
    for (std::string_view line = next_line(rest); !line.empty(); line = next_line(rest)) {
        const std::size_t colon = std::min(line.find(": "), line.size());
        const std::string_view value = line.substr(std::min(colon + 2, line.size()));
        if (line.substr(0, colon) == "authorization") {
            request.token = value == "session" ? token : std::string{value};
        } else {
            request.headers.push_back({.name = std::string{line.substr(0, colon)}, .value = std::string{value}});
        }
    }
    const auto at = input.size() - rest.size();
    request.body.assign(input.begin() + static_cast<std::ptrdiff_t>(at), input.end());
    return request;
}

}  // namespace

void try_input(ByteView input) {
    static const bool is_ready = init_crypto().has_value();
    DAOHU_CHECK(is_ready);
    static World world;
    const HttpReply reply = world.ask(read_request(input, world.token));
    DAOHU_CHECK(reply.status >= 200 && reply.status < 600);
    DAOHU_CHECK(reply.body.size() <= wire::kMaxPullReply);
}

}  // namespace daohu::fuzz
