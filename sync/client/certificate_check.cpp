// SPDX-License-Identifier: Apache-2.0
#include "sync/client/certificate_check.hpp"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace daohu::client {

namespace {

// A link that dies takes the TLS record under way with it: none is larger than this, in bytes.
constexpr long kTlsRecord = 2048;

int index_in_context() {
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

}  // namespace

void CertificateCheck::attach(void* tls_context) {
    auto* context = static_cast<SSL_CTX*>(tls_context);
    SSL_CTX_set_ex_data(context, index_in_context(), this);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, &CertificateCheck::on_certificate);
    SSL_CTX_set_max_send_fragment(context, kTlsRecord);
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_NO_CHECK_TIME);
}

int CertificateCheck::on_certificate(int is_trusted, X509_STORE_CTX* context) {
    if (is_trusted == 1) {
        return 1;
    }
    const auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* check = static_cast<CertificateCheck*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), index_in_context()));
    const std::string& name = check->m_server_name;
    X509* leaf = X509_STORE_CTX_get0_cert(context);
    check->m_is_refused = true;
    check->m_claims_our_name = leaf != nullptr && (X509_check_host(leaf, name.data(), name.size(), 0, nullptr) == 1 ||
                                                   X509_check_ip_asc(leaf, name.c_str(), 0) == 1);
    return 0;
}

std::string to_pem(ByteView der) {
    constexpr std::size_t kLine = 64;
    std::string base64(4 * ((der.size() + 2) / 3) + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()), der.data(), static_cast<int>(der.size()));
    base64.resize(static_cast<std::size_t>(size));
    std::string pem = "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t at = 0; at < base64.size(); at += kLine) {
        pem += base64.substr(at, kLine) + "\n";
    }
    return pem + "-----END CERTIFICATE-----\n";
}

}  // namespace daohu::client
