// SPDX-License-Identifier: Apache-2.0
// What a decoder of messages accepts is the only spelling of what it says.

#include "sync/wire/enrolment.hpp"
#include "sync/wire/messages.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <algorithm>

namespace daohu::fuzz {

namespace {

template <class T>
void is_only_spelling(const Result<T>& message, ByteView input) {
    DAOHU_CHECK(!message || std::ranges::equal(wire::encode(*message), input));
}

}  // namespace

void try_input(ByteView input) {
    is_only_spelling(wire::decode_hello(input), input);
    is_only_spelling(wire::decode_session_request(input), input);
    is_only_spelling(wire::decode_session(input), input);
    is_only_spelling(wire::decode_acknowledgement(input), input);
    is_only_spelling(wire::decode_pull_request(input), input);
    is_only_spelling(wire::decode_device_request(input), input);
    is_only_spelling(wire::decode_grant(input), input);
    if (const auto reply = wire::decode_pull_reply(input)) {
        const Bytes head = encode(reply->head);
        DAOHU_CHECK(std::ranges::equal(head, input.first(input.size() - reply->frames.size())));
    }
    // A refusal's detail may be cut when it is written, so only its reason must stay.
    if (const auto refusal = wire::decode_refusal(input)) {
        DAOHU_CHECK(wire::decode_refusal(encode(*refusal)).value().reason == refusal->reason);
    }
}

}  // namespace daohu::fuzz
