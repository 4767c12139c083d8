// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/bundle_delivery.hpp"

#include "sync/wire/message_codec.hpp"

namespace daohu::wire {

Bytes encode(const BundleDelivery& message) {
    return seal_message(MessageType::bundle_delivery, CborWriter{}.array(1).bytes(message.address.bytes()).take());
}

Bytes encode(const BundleOutcome& message) {
    CborWriter out;
    out.array(4).unsigned_integer(message.fresh).unsigned_integer(message.known);
    out.bytes(message.answer.bytes()).unsigned_integer(message.answer_length);
    return seal_message(MessageType::bundle_outcome, out.take());
}

Result<BundleDelivery> decode_bundle_delivery(ByteView bytes) {
    return decode_message(bytes, MessageType::bundle_delivery, [](CborReader& in) -> Result<BundleDelivery> {
        TRY(in.array_of(1));
        return BundleDelivery{.address = TRY(read_fixed<Hash256>(in))};
    });
}

Result<BundleOutcome> decode_bundle_outcome(ByteView bytes) {
    return decode_message(bytes, MessageType::bundle_outcome, [](CborReader& in) -> Result<BundleOutcome> {
        BundleOutcome message;
        TRY(in.array_of(4));
        message.fresh = TRY(in.unsigned_integer());
        message.known = TRY(in.unsigned_integer());
        message.answer = TRY(read_fixed<Hash256>(in));
        message.answer_length = TRY(in.unsigned_integer());
        return message;
    });
}

}  // namespace daohu::wire
