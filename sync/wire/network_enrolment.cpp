// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/network_enrolment.hpp"

#include "sync/wire/fingerprint.hpp"
#include "sync/wire/message_codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace daohu::wire {

namespace {

constexpr std::size_t kMaxCode = 32;

void write_list(CborWriter& out, const RevocationList& list) {
    out.array(4).bytes(list.server.bytes()).unsigned_integer(list.number).array(list.devices.size());
    for (const DeviceId device : list.devices) {
        out.bytes(device.bytes());
    }
    out.bytes(list.signature.bytes());
}

Result<RevocationList> read_list(CborReader& in) {
    RevocationList list;
    TRY(in.array_of(4));
    list.server = TRY(read_fixed<ServerId>(in));
    list.number = TRY(in.unsigned_integer());
    const std::size_t count = TRY(in.array());
    if (count > kMaxRevoked) {
        return fail(ErrorCode::message_malformed, fmt::format("{} revoked devices", count));
    }
    for (std::size_t i = 0; i < count; ++i) {
        list.devices.push_back(TRY(read_fixed<DeviceId>(in)));
    }
    list.signature = TRY(read_fixed<Signature>(in));
    return list;
}

}  // namespace

Bytes encode(const EnrolmentAsk& ask) {
    CborWriter out;
    out.array(2).text(ask.code).bytes(ask.request);
    return seal_message(MessageType::enrolment_ask, out.take());
}

Result<EnrolmentAsk> decode_enrolment_ask(ByteView bytes) {
    return decode_message(bytes, MessageType::enrolment_ask, [](CborReader& in) -> Result<EnrolmentAsk> {
        EnrolmentAsk ask;
        TRY(in.array_of(2));
        ask.code = TRY(in.text());
        const ByteView request = TRY(in.bytes());
        ask.request.assign(request.begin(), request.end());
        if (ask.code.size() > kMaxCode) {
            return fail(ErrorCode::message_malformed, "a code that is too long");
        }
        return ask;
    });
}

std::string fingerprint_words(const DeviceRequest& request) {
    const std::array parts{request.device.bytes(), request.device_key.bytes(), request.author_key.bytes()};
    return words_of(parts);
}

Bytes revocation_statement(const RevocationList& list) {
    constexpr std::string_view kPurpose = "daohu-revocations-1";
    RevocationList unsigned_list = list;
    unsigned_list.signature = {};
    CborWriter out;
    write_list(out, unsigned_list);
    const Bytes content = out.take();
    Bytes statement(kPurpose.size() + content.size());
    const auto rest = std::ranges::copy(kPurpose, statement.begin()).out;
    std::ranges::copy(content, rest);
    return statement;
}

Bytes encode(const RevocationList& list) {
    CborWriter out;
    write_list(out, list);
    return seal_message(MessageType::revocation_list, out.take());
}

Result<RevocationList> decode_revocation_list(ByteView bytes, const PublicKey& server_key) {
    RevocationList list = TRY(decode_message(bytes, MessageType::revocation_list, read_list));
    if (!verify(server_key, revocation_statement(list), list.signature)) {
        return fail(ErrorCode::certificate_invalid, "a revocation list that is not the server's");
    }
    return list;
}

}  // namespace daohu::wire
