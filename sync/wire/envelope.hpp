// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every request and reply that is not a frame begins so. Any thread.
//
//     0   3  "DHM"
//     3   1  version, 1
//     4   1  type
//     5   4  length of the body, big-endian
//     9   n  the body: one item of canonical CBOR
//
// A captive portal's page, a proxy's error or half a reply can therefore never be taken for an acknowledgement.

#include "core/base/bytes.hpp"
#include "sync/wire/limits.hpp"

#include <cstdint>

namespace daohu::wire {

enum class MessageType : std::uint8_t {
    hello = 1,
    session_request = 2,
    session = 3,
    acknowledgement = 4,
    pull_request = 5,
    pull_head = 6,
    refusal = 7,
    device_request = 16,
    grant = 17,
    enrolment_ask = 18,
    revocation_list = 19,
    bundle_delivery = 20,
    bundle_outcome = 21,
    county_card = 22,
};

inline constexpr std::size_t kEnvelopeSize = 9;

[[nodiscard]] Bytes seal_message(MessageType type, ByteView body);

struct Message {
    MessageType type;
    ByteView body;  // into the bytes given
    ByteView rest;  // what follows the message
};

// message_foreign (not of this protocol at all), message_version, message_truncated, message_too_large.
[[nodiscard]] Result<Message> read_message(ByteView bytes);

// The same, of this type and with nothing behind it. message_malformed otherwise.
[[nodiscard]] Result<ByteView> open_message(ByteView bytes, MessageType type);

}  // namespace daohu::wire
