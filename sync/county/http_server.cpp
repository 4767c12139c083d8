// SPDX-License-Identifier: Apache-2.0
//
// The only file that includes Boost.Beast: it takes most of a minute to compile.

#include "sync/county/http_server.hpp"

#include "sync/county/connection_slots.hpp"
#include "sync/county/least_rate.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace daohu::county {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t kReadPiece = 16 * 1024;
constexpr long kTlsRecord = 4096;  // bytes: what a link that dies takes with it
constexpr std::uint32_t kMaxHeader = 8 * 1024;
constexpr std::size_t kMaxDiscarded = 1024 * 1024;  // of a body that nobody wants any more
constexpr std::string_view kScheme = "Daohu ";

struct Shared {
    HttpHandler& handler;
    HttpServerOptions options;
    ConnectionSlots slots;
};

// Whom a connection counts for: an address, of IPv6 the network, which is one customer's. Empty for this machine.
template <class Socket>
std::string counted_address(const Socket& socket) {
    boost::system::error_code failed;
    const asio::ip::address address = socket.remote_endpoint(failed).address();
    if (failed || address.is_loopback()) {
        return {};
    }
    if (address.is_v4() || address.to_v6().is_v4_mapped()) {
        return address.to_string();
    }
    constexpr std::size_t kNetworkBytes = 8;
    auto bytes = address.to_v6().to_bytes();
    std::fill(bytes.begin() + kNetworkBytes, bytes.end(), std::uint8_t{0});
    return asio::ip::address_v6{bytes}.to_string();
}

// Turns "call me once, from any thread" into something a coroutine waits for on its own executor. `start` is called
// with the function to call.
template <class T, class Start>
asio::awaitable<T> wait_for(Start start) {
    const auto executor = co_await asio::this_coro::executor;
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(T)>(
        [&](auto resume) {
            start([resume = std::move(resume), executor](T value) mutable {
                asio::post(executor, [resume = std::move(resume), value = std::move(value)]() mutable {
                    resume(std::move(value));
                });
            });
        },
        asio::use_awaitable);
}

HttpMethod method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get: return HttpMethod::get;
        case http::verb::post: return HttpMethod::post;
        case http::verb::head: return HttpMethod::head;
        case http::verb::patch: return HttpMethod::patch;
        case http::verb::options: return HttpMethod::options;
        default: return HttpMethod::other;
    }
}

HttpRequest head_of(const http::request<http::buffer_body>& message) {
    const auto text = [](beast::string_view view) { return std::string{view.data(), view.size()}; };
    HttpRequest head;
    head.method = method_of(message.method());
    head.path = text(message.target());
    if (const auto query = head.path.find('?'); query != std::string::npos) {
        head.query = head.path.substr(query + 1);
        head.path.resize(query);
    }
    const std::string authorization = text(message[http::field::authorization]);
    if (authorization.starts_with(kScheme)) {
        head.token = authorization.substr(kScheme.size());
    }
    for (const std::string_view name :
         {kContentType, kRange, kTusResumable, kUploadLength, kUploadMetadata, kUploadOffset}) {
        if (const auto at = message.find(beast::string_view{name.data(), name.size()}); at != message.end()) {
            head.headers.push_back({.name = std::string{name}, .value = text(at->value())});
        }
    }
    return head;
}

enum class After : std::uint8_t { next_request, close };

template <class Stream>
class Connection {
public:
    Connection(Stream stream, Shared& shared, ConnectionSlots::Slot slot)
        : m_stream{std::move(stream)}, m_shared{shared}, m_slot{std::move(slot)},
          m_rate{shared.options.rate_stretch, shared.options.rate_bytes} {}

    asio::awaitable<void> run() {
        if constexpr (!std::is_same_v<Stream, beast::tcp_stream>) {
            renew_patience(m_shared.options.greeting);
            const auto [failed] = co_await m_stream.async_handshake(asio::ssl::stream_base::server, kAwait);
            if (failed) {
                co_return;
            }
        }
        auto patience = m_shared.options.greeting;
        while (co_await one_request(patience) == After::next_request) {
            patience = m_shared.options.idle;
        }
        co_await say_goodbye();
    }

private:
    void renew_patience() { renew_patience(m_shared.options.idle); }
    void renew_patience(std::chrono::milliseconds patience) {
        beast::get_lowest_layer(m_stream).expires_after(patience);
    }

    // A head must come whole within `patience`.
    asio::awaitable<After> one_request(std::chrono::milliseconds patience) {
        http::request_parser<http::buffer_body> parser;
        parser.header_limit(kMaxHeader);
        parser.body_limit(boost::none);  // streamed, or counted by read_whole
        renew_patience(patience);
        const auto [failed, size] = co_await http::async_read_header(m_stream, m_buffer, parser, kAwait);
        if (failed) {
            co_return After::close;
        }
        HttpRequest request = head_of(parser.get());
        if (std::unique_ptr<UploadSink> sink = m_shared.handler.open_upload(request)) {
            co_return co_await streamed(parser, *sink);
        }
        co_return co_await whole(parser, std::move(request));
    }

    asio::awaitable<After> streamed(http::request_parser<http::buffer_body>& parser, UploadSink& sink) {
        Continue more = Continue::yes;
        while (more == Continue::yes && !parser.is_done()) {
            const std::optional<ByteView> piece = co_await read_piece(parser);
            if (!piece) {
                co_return After::close;
            }
            if (!piece->empty()) {
                more = co_await wait_for<Continue>([&](auto answer) { sink.feed(*piece, std::move(answer)); });
            }
        }
        HttpReply reply = co_await wait_for<HttpReply>([&](auto answer) { sink.finish(std::move(answer)); });
        co_return co_await answer_with(parser, std::move(reply));
    }

    asio::awaitable<After> whole(http::request_parser<http::buffer_body>& parser, HttpRequest request) {
        while (!parser.is_done()) {
            const std::optional<ByteView> piece = co_await read_piece(parser);
            if (!piece) {
                co_return After::close;
            }
            if (request.body.size() + piece->size() > m_shared.options.max_message) {
                co_return co_await answer_with(parser, HttpReply{.status = 413, .body = {}});
            }
            request.body.insert(request.body.end(), piece->begin(), piece->end());
        }
        HttpReply reply = co_await wait_for<HttpReply>(
            [&](auto answer) { m_shared.handler.handle(std::move(request), std::move(answer)); });
        co_return co_await answer_with(parser, std::move(reply));
    }

    // What has arrived of the body, without waiting for more; nothing when the connection broke or only drips.
    asio::awaitable<std::optional<ByteView>> read_piece(http::request_parser<http::buffer_body>& parser) {
        auto& body = parser.get().body();
        body.data = m_piece.data();
        body.size = m_piece.size();
        body.more = true;
        renew_patience();
        const auto begin = std::chrono::steady_clock::now();
        const auto [failed, size] = co_await http::async_read_some(m_stream, m_buffer, parser, kAwait);
        if (failed && failed != http::error::need_buffer) {
            co_return std::nullopt;
        }
        const ByteView piece = ByteView{m_piece}.first(m_piece.size() - body.size);
        const auto waited = std::chrono::steady_clock::now() - begin;
        if (!m_rate.add(piece.size(), std::chrono::duration_cast<std::chrono::milliseconds>(waited))) {
            co_return std::nullopt;
        }
        co_return piece;
    }

    asio::awaitable<After> answer_with(http::request_parser<http::buffer_body>& parser, HttpReply reply) {
        const bool stays = parser.is_done() && parser.get().keep_alive();
        if (parser.get().method() == http::verb::head) {
            reply.body.clear();
        }
        http::response<http::vector_body<std::uint8_t>> message;
        message.version(parser.get().version());
        message.result(reply.status);
        if (!reply.body.empty()) {
            message.set(http::field::content_type, "application/daohu");
        }
        message.set(http::field::cache_control, "no-store");
        for (const HttpHeader& header : reply.headers) {
            message.set(header.name, header.value);
        }
        message.keep_alive(stays);
        message.body() = std::move(reply.body);
        message.prepare_payload();
        renew_patience();
        const auto [failed, size] = co_await http::async_write(m_stream, message, kAwait);
        if (failed || stays) {
            co_return failed ? After::close : After::next_request;
        }
        // Closing with unread bytes would reset the connection before the reply is read.
        std::size_t discarded = 0;
        while (!parser.is_done() && discarded < kMaxDiscarded) {
            const std::optional<ByteView> piece = co_await read_piece(parser);
            if (!piece) {
                break;
            }
            discarded += piece->size();
        }
        co_return After::close;
    }

    asio::awaitable<void> say_goodbye() {
        renew_patience();
        if constexpr (!std::is_same_v<Stream, beast::tcp_stream>) {
            co_await m_stream.async_shutdown(kAwait);
        }
    }

    Stream m_stream;
    Shared& m_shared;
    ConnectionSlots::Slot m_slot;
    LeastRate m_rate;
    beast::flat_buffer m_buffer{kMaxHeader + kReadPiece};
    std::array<std::uint8_t, kReadPiece> m_piece;
};

template <class Stream>
asio::awaitable<void> serve(Stream stream, Shared& shared, ConnectionSlots::Slot slot) {
    // On the heap: a connection is larger than a coroutine frame should be.
    const auto connection = std::make_unique<Connection<Stream>>(std::move(stream), shared, std::move(slot));
    co_await connection->run();
}

asio::awaitable<void> accept_all(tcp::acceptor& acceptor, asio::ssl::context* tls, Shared& shared) {
    for (;;) {
        auto [failed, socket] = co_await acceptor.async_accept(asio::make_strand(acceptor.get_executor()), kAwait);
        if (failed == asio::error::operation_aborted) {
            co_return;
        }
        if (failed) {  // out of file descriptors, or the peer is gone already: others may still be served
            asio::steady_timer pause{acceptor.get_executor(), std::chrono::milliseconds{50}};
            co_await pause.async_wait(kAwait);
            continue;
        }
        std::optional<ConnectionSlots::Slot> slot = shared.slots.take(counted_address(socket));
        if (!slot) {
            continue;
        }
        boost::system::error_code ignored;
        socket.set_option(tcp::no_delay{true}, ignored);
        const auto executor = socket.get_executor();
        if (tls != nullptr) {
            beast::ssl_stream<beast::tcp_stream> stream{beast::tcp_stream{std::move(socket)}, *tls};
            asio::co_spawn(executor, serve(std::move(stream), shared, std::move(*slot)), asio::detached);
        } else {
            asio::co_spawn(executor, serve(beast::tcp_stream{std::move(socket)}, shared, std::move(*slot)),
                           asio::detached);
        }
    }
}

Result<std::unique_ptr<asio::ssl::context>> make_tls(const TlsIdentity& identity) {
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_3_VERSION);
    SSL_CTX_set_max_send_fragment(context->native_handle(), kTlsRecord);
    SSL_CTX_set_num_tickets(context->native_handle(), 1);
    boost::system::error_code failed;
    context->use_certificate_chain(asio::buffer(identity.certificate), failed);
    if (!failed) {
        const ByteView key = identity.private_key.bytes();
        context->use_private_key(asio::buffer(key.data(), key.size()), asio::ssl::context::pem, failed);
    }
    if (failed) {
        return fail(ErrorCode::tls_setup, failed.message());
    }
    return context;
}

}  // namespace

struct HttpServer::State {
    State(HttpHandler& handler, const HttpServerOptions& options)
        : shared{.handler = handler,
                 .options = options,
                 .slots = {std::min(options.max_connections, connections_by_open_files()), options.when_full}} {}
    ~State() { stop(); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void stop() {
        io.stop();
        threads.clear();  // joins
    }

    Shared shared;
    std::unique_ptr<asio::ssl::context> tls;
    asio::io_context io;
    tcp::acceptor acceptor{io};
    std::vector<std::jthread> threads;
};

HttpServer::HttpServer(std::unique_ptr<State> state) : m_state{std::move(state)} {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

Result<HttpServer> HttpServer::start(const HttpServerOptions& options, HttpHandler& handler) {
    boost::system::error_code failed;
    const auto address = asio::ip::make_address(options.address, failed);
    if (failed) {
        return fail(ErrorCode::listen_address, options.address);
    }
    if (options.tls == nullptr && !address.is_loopback()) {
        return fail(ErrorCode::listen_not_loopback, options.address);
    }
    auto state = std::make_unique<State>(handler, options);
    if (options.tls != nullptr) {
        state->tls = TRY(make_tls(*options.tls));
    }
    const tcp::endpoint endpoint{address, options.port};
    state->acceptor.open(endpoint.protocol(), failed);
    if (!failed) {
        state->acceptor.set_option(tcp::acceptor::reuse_address{true}, failed);
    }
    if (!failed) {
        state->acceptor.bind(endpoint, failed);
    }
    if (!failed) {
        state->acceptor.listen(asio::socket_base::max_listen_connections, failed);
    }
    if (failed) {
        return fail(ErrorCode::listen_failed,
                    fmt::format("{} port {}: {}", options.address, options.port, failed.message()));
    }
    asio::co_spawn(state->io, accept_all(state->acceptor, state->tls.get(), state->shared), asio::detached);
    for (std::size_t i = 0; i < options.threads; ++i) {
        state->threads.emplace_back([io = &state->io] { io->run(); });
    }
    return HttpServer{std::move(state)};
}

std::uint16_t HttpServer::port() const { return m_state->acceptor.local_endpoint().port(); }

void HttpServer::stop() { m_state->stop(); }

}  // namespace daohu::county
