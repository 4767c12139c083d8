// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the decoders of all messages share. Private to sync/wire. Any thread.

#include "core/base/cbor.hpp"
#include "sync/wire/envelope.hpp"

#include <utility>

namespace daohu::wire {

// An Id or FixedBytes of exactly its size.
template <class T>
Result<T> read_fixed(CborReader& in) {
    return T{TRY(in.fixed_bytes<T::kSize>())};
}

// Opens the envelope, reads the body with `read` and wants nothing left over. To everybody above, broken CBOR is a
// broken message.
template <class Read>
auto decode_message(ByteView bytes, MessageType type, Read read) -> decltype(read(std::declval<CborReader&>())) {
    const ByteView body = TRY(open_message(bytes, type));
    CborReader in{body, CborLimits{.bytes = kMaxMessage, .items = 32 * 1024, .depth = 6}};
    auto message = read(in);
    if (!message) {
        return fail(ErrorCode::message_malformed, message.error().describe());
    }
    if (const auto finished = in.finish(); !finished) {
        return fail(ErrorCode::message_malformed, finished.error().describe());
    }
    return message;
}

}  // namespace daohu::wire
