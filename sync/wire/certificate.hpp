// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county's offline root says about a key. Any thread.

#include "core/base/id.hpp"
#include "core/base/signature.hpp"

#include <cstdint>

namespace daohu {
class CborReader;
class CborWriter;
}  // namespace daohu

namespace daohu::wire {

enum class CertificateKind : std::uint8_t {
    device = 1,  // this key is that device
    author = 2,  // this key is a person who works on that device
    server = 3,  // this key signs the county's receipts
};

// The county's root says what a key is. Certificates do not run out: a tablet's clock proves nothing, so they are revoked.
struct Certificate {
    CertificateKind kind = CertificateKind::device;
    PublicKey key;
    DeviceId device;      // the server's own for `server`
    Signature signature;  // by the root

    friend bool operator==(const Certificate&, const Certificate&) = default;
};
[[nodiscard]] Certificate certify(CertificateKind kind, const PublicKey& key, DeviceId device, const SigningKey& root);
// certificate_invalid.
[[nodiscard]] Result<void> verify(const Certificate& certificate, const PublicKey& root);

// As part of a message.
void write_certificate(CborWriter& out, const Certificate& certificate);
[[nodiscard]] Result<Certificate> read_certificate(CborReader& in);

}  // namespace daohu::wire
