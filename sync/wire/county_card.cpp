// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/county_card.hpp"

#include "sync/wire/fingerprint.hpp"
#include "sync/wire/message_codec.hpp"

#include <fmt/format.h>

#include <array>

namespace daohu::wire {

namespace {

constexpr std::size_t kMaxAuthorities = 4;
constexpr std::size_t kMaxNameBytes = 253;  // of a DNS name

void write_card(CborWriter& out, const CountyCard& card) {
    out.array(7).bytes(card.server.bytes()).bytes(card.root.bytes()).text(card.server_name);
    out.array(card.authorities.size());
    for (const Bytes& authority : card.authorities) {
        out.bytes(authority);
    }
    write_certificate(out, card.server_certificate);
    out.bytes(card.request).bytes(card.signature.bytes());
}

Result<CountyCard> read_card(CborReader& in) {
    CountyCard card;
    TRY(in.array_of(7));
    card.server = TRY(read_fixed<ServerId>(in));
    card.root = TRY(read_fixed<PublicKey>(in));
    card.server_name = TRY(in.text());
    if (card.server_name.empty() || card.server_name.size() > kMaxNameBytes) {
        return fail(ErrorCode::message_malformed, fmt::format("a name of {} bytes", card.server_name.size()));
    }
    const std::size_t authorities = TRY(in.array());
    if (authorities == 0 || authorities > kMaxAuthorities) {
        return fail(ErrorCode::message_malformed, fmt::format("{} authorities", authorities));
    }
    for (std::size_t i = 0; i < authorities; ++i) {
        const ByteView authority = TRY(in.bytes());
        card.authorities.emplace_back(authority.begin(), authority.end());
    }
    card.server_certificate = TRY(read_certificate(in));
    card.request = TRY(in.fixed_bytes<std::tuple_size_v<RequestNonce>>());
    card.signature = TRY(read_fixed<Signature>(in));
    return card;
}

}  // namespace

Bytes card_statement(const CountyCard& card) {
    constexpr std::string_view kPurpose = "daohu-county-card-1";
    CountyCard unsigned_card = card;
    unsigned_card.signature = {};
    CborWriter out;
    write_card(out, unsigned_card);
    Bytes statement{kPurpose.begin(), kPurpose.end()};
    const Bytes content = out.take();
    statement.insert(statement.end(), content.begin(), content.end());
    return statement;
}

Bytes encode(const CountyCard& card) {
    CborWriter out;
    write_card(out, card);
    return seal_message(MessageType::county_card, out.take());
}

Result<CountyCard> decode_county_card(ByteView bytes) {
    CountyCard card = TRY(decode_message(bytes, MessageType::county_card, read_card));
    if (card.server_certificate.kind != CertificateKind::server) {
        return fail(ErrorCode::certificate_invalid, "a certificate of another kind");
    }
    TRY(verify(card.server_certificate, card.root));
    if (!verify(card.server_certificate.key, card_statement(card), card.signature)) {
        return fail(ErrorCode::certificate_invalid, "a card that its server did not sign");
    }
    return card;
}

std::string enrolment_words(const DeviceRequest& request, const PublicKey& root) {
    const std::array parts{request.device.bytes(), request.device_key.bytes(), request.author_key.bytes(),
                           root.bytes()};
    return words_of(parts);
}

}  // namespace daohu::wire
