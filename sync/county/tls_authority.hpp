// SPDX-License-Identifier: Apache-2.0
#pragma once

// The county's own certificate authority for TLS: tablets believe it and no other, whatever their system believes.
// Certificates bear no meaningful dates, because a tablet's clock may be years off; they are replaced by signed list.
// Any thread. Errors: tls_setup.

#include "core/base/result.hpp"
#include "core/base/secret.hpp"

#include <string>
#include <string_view>

namespace daohu::county {

struct IssuedCertificate {
    std::string pem;
    Bytes der;
    SecretBytes key_pem;
};

// A new authority with a new key (ECDSA P-256) that can sign servers and nothing below them.
[[nodiscard]] Result<IssuedCertificate> make_tls_authority(std::string_view common_name);

// A DNS name or an IPv4 address, without a port: whatever else a certificate could hold, no tablet would find the server by
// it. server_name_malformed.
[[nodiscard]] Result<void> check_server_name(std::string_view name);

// A new server key, certified for exactly this name or address. server_name_malformed.
[[nodiscard]] Result<IssuedCertificate> issue_server_certificate(const IssuedCertificate& authority,
                                                                 std::string_view server_name);

// The first certificate of a PEM file, as DER.
[[nodiscard]] Result<Bytes> certificate_der(std::string_view pem);

}  // namespace daohu::county
