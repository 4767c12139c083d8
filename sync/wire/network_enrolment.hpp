// SPDX-License-Identifier: Apache-2.0
#pragma once

// Enrolling over the network instead of by file: the coordinator types the code that the office gave out, the tablet sends
// it with its request, and both sides compare six words before anybody approves. The code only says that somebody is
// expected; what is approved is the key behind the words. Any thread.

#include "sync/wire/enrolment.hpp"

#include <string>

namespace daohu::wire {

struct EnrolmentAsk {
    std::string code;
    Bytes request;  // an encoded DeviceRequest

    friend bool operator==(const EnrolmentAsk&, const EnrolmentAsk&) = default;
};

[[nodiscard]] Bytes encode(const EnrolmentAsk& ask);
// The codes of the envelope. The request inside is as it came.
[[nodiscard]] Result<EnrolmentAsk> decode_enrolment_ask(ByteView bytes);

// Six pronounceable words for 96 bits of the hash of the device and its keys, as "bahot-lujad-posim-nubak-dizog-hutav":
// to be read out over a telephone.
[[nodiscard]] std::string fingerprint_words(const DeviceRequest& request);

inline constexpr std::size_t kMaxRevoked = 1500;  // what a message holds

// Devices that get nothing any more and whose bundles nobody should carry. Signed by the county's server; a later list has
// a higher number and holds all of an earlier one.
struct RevocationList {
    ServerId server;
    std::uint64_t number = 0;
    std::vector<DeviceId> devices;
    Signature signature;

    friend bool operator==(const RevocationList&, const RevocationList&) = default;
};
[[nodiscard]] Bytes revocation_statement(const RevocationList& list);
[[nodiscard]] Bytes encode(const RevocationList& list);
// The codes of the envelope; certificate_invalid when it is not signed by this server's key.
[[nodiscard]] Result<RevocationList> decode_revocation_list(ByteView bytes, const PublicKey& server_key);

}  // namespace daohu::wire
