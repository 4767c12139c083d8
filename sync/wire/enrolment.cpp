// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/enrolment.hpp"

#include "core/base/cbor.hpp"
#include "sync/wire/message_codec.hpp"

#include <fmt/format.h>

#include <utility>

namespace daohu::wire {

namespace {

constexpr std::size_t kMaxAuthorities = 4;
constexpr std::size_t kMaxAuthors = 64;
constexpr std::size_t kMaxNameBytes = 253;  // of a DNS name
constexpr std::size_t kMaxCodeBytes = 32;
constexpr std::size_t kMaxPackBytes = 64;
// Of the first grants. What came later stands between these and the signature, in the order in which it came: a grant ends
// with the last field that it has, and one before that which it lacks is null.
constexpr std::size_t kGrantFields = 11;
constexpr std::size_t kKnownFields = 2;  // of those that came later: recovery, pack
constexpr std::size_t kMaxFurther = 16;  // that are not known here

Bytes joined(std::string_view purpose, ByteView rest) {
    Bytes out{purpose.begin(), purpose.end()};
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
}

Bytes request_statement(const DeviceRequest& request) {
    CborWriter out;
    out.array(3).bytes(request.device.bytes()).bytes(request.device_key.bytes()).bytes(request.author_key.bytes());
    return joined("daohu-device-request-1", out.take());
}

// How many of those that came later it has.
std::size_t later_fields(const Grant& grant) {
    if (!grant.further.empty()) {
        return kKnownFields + grant.further.size();
    }
    return !grant.pack.empty() ? 2 : grant.recovery ? 1 : 0;
}

void write_later_fields(CborWriter& out, const Grant& grant) {
    const std::size_t count = later_fields(grant);
    if (count > 0) {
        grant.recovery ? out.bytes(grant.recovery->bytes()) : out.null();
    }
    if (count > 1) {
        grant.pack.empty() ? out.null() : out.text(grant.pack);
    }
    for (const Bytes& field : grant.further) {
        out.encoded(field);
    }
}

void write_grant(CborWriter& out, const Grant& grant) {
    out.array(kGrantFields + later_fields(grant))
        .bytes(grant.server.bytes())
        .bytes(grant.root.bytes())
        .text(grant.server_name);
    out.unsigned_integer(grant.port).array(grant.authorities.size());
    for (const Bytes& authority : grant.authorities) {
        out.bytes(authority);
    }
    write_certificate(out, grant.server_certificate);
    write_certificate(out, grant.device_certificate);
    out.array(grant.author_certificates.size());
    for (const Certificate& certificate : grant.author_certificates) {
        write_certificate(out, certificate);
    }
    out.unsigned_integer(grant.grant_epoch).array(grant.villages.size());
    for (const GrantedVillage& village : grant.villages) {
        out.array(2).text(village.code).bytes(village.stream.bytes());
    }
    write_later_fields(out, grant);
    out.bytes(grant.signature.bytes());
}

Bytes grant_statement(const Grant& grant) {
    Grant unsigned_grant = grant;
    unsigned_grant.signature = {};
    CborWriter out;
    write_grant(out, unsigned_grant);
    return joined("daohu-grant-1", out.take());
}

Result<std::size_t> read_count(CborReader& in, std::size_t most) {
    const std::size_t count = TRY(in.array());
    if (count > most) {
        return fail(ErrorCode::message_malformed, fmt::format("a list of {}, at most {}", count, most));
    }
    return count;
}

Result<std::string> read_text(CborReader& in, std::size_t most) {
    const std::string_view text = TRY(in.text());
    if (text.empty() || text.size() > most) {
        return fail(ErrorCode::message_malformed, fmt::format("a text of {} bytes", text.size()));
    }
    return std::string{text};
}

Result<void> read_later_fields(CborReader& in, std::size_t count, Grant& grant) {
    if (count > 0 && in.next_is_null()) {
        TRY(in.null());
    } else if (count > 0) {
        grant.recovery = TRY(read_fixed<BoxPublicKey>(in));
    }
    if (count > 1 && in.next_is_null()) {
        TRY(in.null());
    } else if (count > 1) {
        grant.pack = TRY(read_text(in, kMaxPackBytes));
    }
    for (std::size_t i = kKnownFields; i < count; ++i) {
        const ByteView field = TRY(in.item());
        grant.further.emplace_back(field.begin(), field.end());
    }
    return {};
}

Result<Grant> read_grant(CborReader& in) {
    Grant grant;
    const std::size_t fields = TRY(in.array());
    if (fields < kGrantFields || fields > kGrantFields + kKnownFields + kMaxFurther) {
        return fail(ErrorCode::message_malformed, fmt::format("a grant of {} fields", fields));
    }
    grant.server = TRY(read_fixed<ServerId>(in));
    grant.root = TRY(read_fixed<PublicKey>(in));
    grant.server_name = TRY(read_text(in, kMaxNameBytes));
    const std::uint64_t port = TRY(in.unsigned_integer());
    if (port > UINT16_MAX) {
        return fail(ErrorCode::message_malformed, fmt::format("port {}", port));
    }
    grant.port = static_cast<std::uint16_t>(port);
    const std::size_t authorities = TRY(read_count(in, kMaxAuthorities));
    for (std::size_t i = 0; i < authorities; ++i) {
        const ByteView authority = TRY(in.bytes());
        grant.authorities.emplace_back(authority.begin(), authority.end());
    }
    grant.server_certificate = TRY(read_certificate(in));
    grant.device_certificate = TRY(read_certificate(in));
    const std::size_t authors = TRY(read_count(in, kMaxAuthors));
    for (std::size_t i = 0; i < authors; ++i) {
        grant.author_certificates.push_back(TRY(read_certificate(in)));
    }
    grant.grant_epoch = TRY(in.unsigned_integer());
    const std::size_t villages = TRY(read_count(in, kMaxStreamsPerDevice));
    for (std::size_t i = 0; i < villages; ++i) {
        GrantedVillage village;
        TRY(in.array_of(2));
        village.code = TRY(read_text(in, kMaxCodeBytes));
        village.stream = TRY(read_fixed<StreamId>(in));
        grant.villages.push_back(std::move(village));
    }
    TRY(read_later_fields(in, fields - kGrantFields, grant));
    grant.signature = TRY(read_fixed<Signature>(in));
    return grant;
}

Result<void> check_certificate(const Certificate& certificate, CertificateKind kind, const PublicKey& root) {
    if (certificate.kind != kind) {
        return fail(ErrorCode::certificate_invalid, "a certificate of another kind");
    }
    return verify(certificate, root);
}

Result<void> check_grant(const Grant& grant) {
    if (!verify(grant.root, grant_statement(grant), grant.signature)) {
        return fail(ErrorCode::certificate_invalid, "the grant is not signed by its root");
    }
    TRY(check_certificate(grant.server_certificate, CertificateKind::server, grant.root));
    TRY(check_certificate(grant.device_certificate, CertificateKind::device, grant.root));
    for (const Certificate& author : grant.author_certificates) {
        TRY(check_certificate(author, CertificateKind::author, grant.root));
    }
    return {};
}

}  // namespace

DeviceRequest make_device_request(DeviceId device, const SigningKey& device_key, const SigningKey& author_key) {
    DeviceRequest request{.device = device,
                          .device_key = device_key.public_key(),
                          .author_key = author_key.public_key(),
                          .author_signature = {},
                          .device_signature = {}};
    const Bytes statement = request_statement(request);
    request.author_signature = author_key.sign(statement);
    request.device_signature = device_key.sign(statement);
    return request;
}

void sign(Grant& grant, const SigningKey& root) {
    grant.root = root.public_key();
    grant.signature = root.sign(grant_statement(grant));
}

Bytes encode(const DeviceRequest& request) {
    CborWriter out;
    out.array(5).bytes(request.device.bytes()).bytes(request.device_key.bytes()).bytes(request.author_key.bytes());
    out.bytes(request.author_signature.bytes()).bytes(request.device_signature.bytes());
    return seal_message(MessageType::device_request, out.take());
}

Result<DeviceRequest> decode_device_request(ByteView bytes) {
    auto request = TRY(decode_message(bytes, MessageType::device_request, [](CborReader& in) -> Result<DeviceRequest> {
        DeviceRequest read;
        TRY(in.array_of(5));
        read.device = TRY(read_fixed<DeviceId>(in));
        read.device_key = TRY(read_fixed<PublicKey>(in));
        read.author_key = TRY(read_fixed<PublicKey>(in));
        read.author_signature = TRY(read_fixed<Signature>(in));
        read.device_signature = TRY(read_fixed<Signature>(in));
        return read;
    }));
    const Bytes statement = request_statement(request);
    if (!verify(request.author_key, statement, request.author_signature) ||
        !verify(request.device_key, statement, request.device_signature)) {
        return fail(ErrorCode::request_signature, "not signed by the keys it shows");
    }
    return request;
}

Bytes encode(const Grant& grant) {
    CborWriter out;
    write_grant(out, grant);
    return seal_message(MessageType::grant, out.take());
}

Result<Grant> decode_grant(ByteView bytes) {
    Grant grant = TRY(decode_message(bytes, MessageType::grant, read_grant));
    TRY(check_grant(grant));
    return grant;
}

}  // namespace daohu::wire
