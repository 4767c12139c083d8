// SPDX-License-Identifier: Apache-2.0
#pragma once

// Becoming one of the county's over the network. One thread at a time.
//
// A tablet that was not enrolled yet knows nobody, and believes nobody: it asks at the address that a person typed who is
// there (ask_who), and shows six words made of its own request and of the root that it was shown. Everything further goes
// to that county alone, over TLS that only its authorities can speak. The office sees words made of the request as it came
// and of its own root: they are the same only where nobody stood between. The grant is taken when a person has said that
// they are, and only from that root.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "sync/client/curl_transport.hpp"
#include "sync/wire/county_card.hpp"
#include "sync/wire/enrolment.hpp"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace daohu::client {

// Where a county is said to be.
struct EnrolmentPlace {
    std::string host;
    std::uint16_t port = 0;

    friend bool operator==(const EnrolmentPlace&, const EnrolmentPlace&) = default;
};
// "county.example:8443"; without a port that of HTTPS. What a person or a keyboard puts around or into it (spaces, letters
// of double width, "https://") is let go. Nothing for what cannot be an address.
[[nodiscard]] std::optional<EnrolmentPlace> read_place(std::string_view typed);

// The office's code in capitals, without what stands between its letters; empty for what cannot be one.
[[nodiscard]] std::string read_code(std::string_view typed);

// What is kept until the office has decided, so that it survives the app: nothing in it is secret.
struct EnrolmentRequest {
    EnrolmentPlace place;
    std::string code;                      // of the office
    std::optional<wire::CountyCard> card;  // once somebody answered there
    bool has_arrived = false;              // the office has the request
    bool words_agree = false;              // as a person said

    // Nothing goes on before somebody has compared them.
    [[nodiscard]] bool waits_for_words() const { return has_arrived && !words_agree; }
    friend bool operator==(const EnrolmentRequest&, const EnrolmentRequest&) = default;
};
[[nodiscard]] Bytes encode(const EnrolmentRequest& request);
// message_malformed; the codes of decode_county_card.
[[nodiscard]] Result<EnrolmentRequest> decode_enrolment_request(ByteView bytes);

// The codes of Transport, accept_reply and decode_county_card; sync_not_county for a card that answers something else.
[[nodiscard]] Result<wire::CountyCard> ask_who(Transport& stranger, Entropy& entropy, std::stop_token stop);

// The way to the county of a card: where `place` says, and nobody else.
[[nodiscard]] Endpoint endpoint_of(const wire::CountyCard& card, const EnrolmentPlace& place, std::string proxy);

class NetworkEnrolment {
public:
    struct Parts {
        Transport& county;  // on endpoint_of the card
        const SigningKey& device_key;
        Entropy& entropy;
    };

    // All parts must outlive this.
    NetworkEnrolment(const Parts& parts, wire::CountyCard card, const wire::DeviceRequest& request)
        : m_parts{parts}, m_card{std::move(card)}, m_request{request} {}

    // Success when the office has the request, also when it had it before. enrolment_code_wrong; the codes of Transport and
    // accept_reply.
    Result<void> ask(std::string_view code, const std::stop_token& stop);
    // The encoded grant; nothing while the office has not decided. certificate_invalid when it is not of the county on the
    // card, device_key_differs when it is for another tablet; the codes of Transport, accept_reply and decode_grant.
    [[nodiscard]] Result<std::optional<Bytes>> fetch(const std::stop_token& stop);

private:
    // Nothing while the county does not know this device.
    [[nodiscard]] Result<std::optional<std::string>> open_session(const std::stop_token& stop);

    Parts m_parts;
    wire::CountyCard m_card;
    const wire::DeviceRequest& m_request;
};

}  // namespace daohu::client
