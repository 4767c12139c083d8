// SPDX-License-Identifier: Apache-2.0
#pragma once

// HTTP/1.1 over TLS 1.3. A connection is a coroutine, not a thread: a mountain link holds one for minutes. Owned by
// whoever serves; start() and stop() on that thread.

#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "sync/county/http.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace daohu::county {

// PEM.
struct TlsIdentity {
    std::string certificate;
    SecretBytes private_key;
};

struct HttpServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;            // 0: any free one
    const TlsIdentity* tls = nullptr;  // null: plain HTTP, on loopback only, for a reverse proxy on this machine
    std::size_t threads = 2;
    std::size_t max_connections = 4000;          // fewer where the process may not have so many files open
    std::size_t max_message = 64 * 1024;         // bytes of a body that is not streamed
    std::chrono::milliseconds greeting{30'000};  // a new peer has so long to say what it wants
    std::chrono::milliseconds idle{90'000};      // a peer that says nothing for so long is gone
    // A body that brings less than so many bytes in so much waiting is somebody who only holds the connection.
    std::chrono::milliseconds rate_stretch{120'000};
    std::size_t rate_bytes = 12'000;
    std::function<void()> when_full{};  // somebody was turned away; on a thread of the server
};

class HttpServer {
public:
    // Listens before it returns. `handler` must outlive the server.
    //
    // listen_not_loopback (plain HTTP is not for the network), listen_address, listen_failed (the port is taken),
    // tls_setup.
    [[nodiscard]] static Result<HttpServer> start(const HttpServerOptions& options, HttpHandler& handler);

    HttpServer(HttpServer&&) noexcept;
    HttpServer& operator=(HttpServer&&) noexcept;
    ~HttpServer();  // stops

    [[nodiscard]] std::uint16_t port() const;
    // Returns when no thread runs any more. Requests under way get no answer; what they stored stays stored.
    void stop();

private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace daohu::county
