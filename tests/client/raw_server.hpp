// SPDX-License-Identifier: Apache-2.0
#pragma once

// A TLS server on loopback that says what a test tells it to, HTTP or not: the same bytes to everybody, once the request
// has begun to come; then it closes. Test code only.

#include "sync/client/curl_transport.hpp"
#include "sync/county/tls_authority.hpp"

#include <openssl/ssl.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace daohu::client::test {

struct RawServerOptions {
    std::string answer{};
    std::string name = "county.example";
    std::uint16_t port = 0;                     // 0: any free one
    std::function<void(SSL_CTX*)> prepare{};    // before anybody comes
    std::function<void(SSL*)> before_answer{};  // on the server's thread
};

class RawServer {
public:
    RawServer(const county::IssuedCertificate& authority, RawServerOptions options);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    // For a tablet that believes the authority.
    [[nodiscard]] Endpoint endpoint() const;
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    // Handshakes that came to an end, and those of them that a ticket made short.
    [[nodiscard]] int handshakes() const { return m_handshakes; }
    [[nodiscard]] int resumed() const { return m_resumed; }

private:
    void run(const std::stop_token& stop);
    void serve(int tablet);

    Bytes m_authority;  // DER
    RawServerOptions m_options;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<int> m_handshakes = 0;
    std::atomic<int> m_resumed = 0;
    std::jthread m_thread;
};

}  // namespace daohu::client::test
