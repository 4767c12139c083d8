// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/certificate.hpp"

#include "core/base/cbor.hpp"
#include "sync/wire/message_codec.hpp"

#include <fmt/format.h>

namespace daohu::wire {

namespace {

Bytes certificate_statement(const Certificate& certificate) {
    constexpr std::string_view kPurpose = "daohu-certificate-1";
    CborWriter out;
    out.array(3).unsigned_integer(static_cast<std::uint8_t>(certificate.kind));
    out.bytes(certificate.key.bytes()).bytes(certificate.device.bytes());
    Bytes statement{kPurpose.begin(), kPurpose.end()};
    const Bytes fields = out.take();
    statement.insert(statement.end(), fields.begin(), fields.end());
    return statement;
}

}  // namespace

void write_certificate(CborWriter& out, const Certificate& certificate) {
    out.array(4).unsigned_integer(static_cast<std::uint8_t>(certificate.kind));
    out.bytes(certificate.key.bytes()).bytes(certificate.device.bytes()).bytes(certificate.signature.bytes());
}

Result<Certificate> read_certificate(CborReader& in) {
    Certificate certificate;
    TRY(in.array_of(4));
    const std::uint64_t kind = TRY(in.unsigned_integer());
    if (kind < static_cast<std::uint8_t>(CertificateKind::device) ||
        kind > static_cast<std::uint8_t>(CertificateKind::server)) {
        return fail(ErrorCode::message_malformed, fmt::format("certificate of kind {}", kind));
    }
    certificate.kind = static_cast<CertificateKind>(kind);
    certificate.key = TRY(read_fixed<PublicKey>(in));
    certificate.device = TRY(read_fixed<DeviceId>(in));
    certificate.signature = TRY(read_fixed<Signature>(in));
    return certificate;
}

Certificate certify(CertificateKind kind, const PublicKey& key, DeviceId device, const SigningKey& root) {
    Certificate certificate{.kind = kind, .key = key, .device = device, .signature = {}};
    certificate.signature = root.sign(certificate_statement(certificate));
    return certificate;
}

Result<void> verify(const Certificate& certificate, const PublicKey& root) {
    if (!verify(root, certificate_statement(certificate), certificate.signature)) {
        return fail(ErrorCode::certificate_invalid, "not signed by the county's root");
    }
    return {};
}

}  // namespace daohu::wire
