// SPDX-License-Identifier: Apache-2.0
#include "tests/client/raw_server.hpp"

#include "core/base/check.hpp"
#include "tests/client/link.hpp"

#include <openssl/pem.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace daohu::client::test {

namespace {

constexpr int kPollMilliseconds = 20;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

Bio bio_of(ByteView text) { return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free_all}; }

void use(SSL_CTX* context, const county::IssuedCertificate& issued) {
    const Bio pem = bio_of(as_bytes(issued.pem));
    const Bio key_pem = bio_of(issued.key_pem.bytes());
    const std::unique_ptr<X509, decltype(&X509_free)> certificate{
        PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr), &X509_free};
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
        PEM_read_bio_PrivateKey(key_pem.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
    DAOHU_CHECK(SSL_CTX_use_certificate(context, certificate.get()) == 1);
    DAOHU_CHECK(SSL_CTX_use_PrivateKey(context, key.get()) == 1);
}

}  // namespace

RawServer::RawServer(const county::IssuedCertificate& authority, RawServerOptions options)
    : m_authority{authority.der}, m_options{std::move(options)},
      m_context{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free},
      m_listener{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    use(m_context.get(), county::issue_server_certificate(authority, m_options.name).value());
    if (m_options.prepare) {
        m_options.prepare(m_context.get());
    }
    constexpr int kYes = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &kYes, sizeof(kYes));
    sockaddr_in address = loopback(m_options.port);
    socklen_t size = sizeof(address);
    DAOHU_CHECK(::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
    DAOHU_CHECK(::listen(m_listener, 8) == 0);
    DAOHU_CHECK(::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

RawServer::~RawServer() {
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listener);
}

Endpoint RawServer::endpoint() const {
    return {.server_name = m_options.name, .port = m_port, .address = "127.0.0.1", .authorities = {m_authority}};
}

void RawServer::run(const std::stop_token& stop) {
    ::sigset_t hung_up;
    ::sigemptyset(&hung_up);
    ::sigaddset(&hung_up, SIGPIPE);  // whoever has heard enough closes
    ::pthread_sigmask(SIG_BLOCK, &hung_up, nullptr);
    while (!stop.stop_requested()) {
        pollfd waiting{.fd = m_listener, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, kPollMilliseconds) > 0) {
            const int tablet = ::accept(m_listener, nullptr, nullptr);
            serve(tablet);
            ::close(tablet);
        }
    }
}

void RawServer::serve(int tablet) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> tls{SSL_new(m_context.get()), &SSL_free};
    SSL_set_fd(tls.get(), tablet);
    if (SSL_accept(tls.get()) != 1) {
        return;
    }
    m_resumed += SSL_session_reused(tls.get());
    ++m_handshakes;
    std::array<char, 4096> request{};
    if (SSL_read(tls.get(), request.data(), request.size()) <= 0) {
        return;
    }
    if (m_options.before_answer) {
        m_options.before_answer(tls.get());
    }
    if (!m_options.answer.empty()) {
        SSL_write(tls.get(), m_options.answer.data(), static_cast<int>(m_options.answer.size()));
    }
    SSL_shutdown(tls.get());
}

}  // namespace daohu::client::test
