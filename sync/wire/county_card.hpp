// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who a county is, as its server tells a tablet that knows nobody yet. It proves that whoever answers holds a key for which
// the root on the card vouches, and which authorities that key names for TLS. That the root is the county's own, nobody can
// prove: two people find it out, who compare the words of the tablet's request and this root. Any thread.

#include "sync/wire/enrolment.hpp"

#include <string>
#include <vector>

namespace daohu::wire {

struct CountyCard {
    ServerId server;
    PublicKey root;
    std::string server_name;         // the exact name in the server's TLS certificate
    std::vector<Bytes> authorities;  // DER, as in a grant
    Certificate server_certificate;  // by the root, of the key that signs the card
    RequestNonce request{};          // of whoever asked: a card of yesterday is none
    Signature signature;             // of card_statement, by the server

    friend bool operator==(const CountyCard&, const CountyCard&) = default;
};
// "daohu-county-card-1" and the card without its signature.
[[nodiscard]] Bytes card_statement(const CountyCard& card);
[[nodiscard]] Bytes encode(const CountyCard& card);
// Besides the codes of the envelope: certificate_invalid when the root on it does not vouch for the server, or the server
// did not sign it.
[[nodiscard]] Result<CountyCard> decode_county_card(ByteView bytes);

// Six words, as fingerprint_words makes them, for a request and the county that it is meant for: the office sees the same
// ones only where the request came as it was sent, and the card as the county gave it.
[[nodiscard]] std::string enrolment_words(const DeviceRequest& request, const PublicKey& root);

}  // namespace daohu::wire
