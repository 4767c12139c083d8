// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a server's certificate is judged during the handshake, and why it was refused. Private to sync/client; one
// transport's thread.

#include "core/base/bytes.hpp"

#include <string>

struct x509_store_ctx_st;  // of OpenSSL

namespace daohu::client {

class CertificateCheck {
public:
    explicit CertificateCheck(std::string server_name) : m_server_name{std::move(server_name)} {}

    // Before each handshake.
    void begin() { m_is_refused = false; }
    // Hangs this check into an OpenSSL context (SSL_CTX*), and keeps its records small. Dates are not checked: the tablet's clock proves nothing.
    void attach(void* tls_context);

    // By an authority that is not the county's.
    [[nodiscard]] bool is_refused() const { return m_is_refused; }
    // Then somebody on the way opens what should be closed; else it is simply another server.
    [[nodiscard]] bool claims_our_name() const { return m_claims_our_name; }

private:
    static int on_certificate(int is_trusted, x509_store_ctx_st* context);

    std::string m_server_name;
    bool m_is_refused = false;
    bool m_claims_our_name = false;
};

// A DER certificate as PEM.
[[nodiscard]] std::string to_pem(ByteView der);

}  // namespace daohu::client
