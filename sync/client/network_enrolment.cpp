// SPDX-License-Identifier: Apache-2.0
#include "sync/client/network_enrolment.hpp"

#include "core/base/cbor.hpp"
#include "sync/client/exchange.hpp"
#include "sync/wire/network_enrolment.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace daohu::client {

namespace {

constexpr std::uint16_t kHttpsPort = 443;
constexpr std::size_t kMaxHost = 253;  // of a DNS name
constexpr std::size_t kMaxCode = 32;

// Keyboards for Chinese write letters of double width, U+FF01 to U+FF5E for those of ASCII, and a full stop of their own.
std::string in_narrow_letters(std::string_view text) {
    constexpr std::string_view kFullStop = "\xE3\x80\x82";
    std::string narrow;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
        if (byte(i) == 0xEFU && i + 2 < text.size() && (byte(i + 1) == 0xBCU || byte(i + 1) == 0xBDU)) {
            const unsigned wide = ((byte(i + 1) & 0x3FU) << 6U) | (byte(i + 2) & 0x3FU);
            narrow += static_cast<char>(wide - 0xF00U + 0x20U);
            i += 2;
        } else if (text.substr(i).starts_with(kFullStop)) {
            narrow += '.';
            i += 2;
        } else if (byte(i) > 0x20U) {
            narrow += text[i];
        }
    }
    return narrow;
}

bool is_host(std::string_view host) {
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
    return !host.empty() && host.size() <= kMaxHost && host.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace

std::optional<EnrolmentPlace> read_place(std::string_view typed) {
    constexpr std::string_view kScheme = "https://";
    const std::string narrow = in_narrow_letters(typed);
    std::string_view text = narrow;
    if (text.starts_with(kScheme)) {
        text.remove_prefix(kScheme.size());
    }
    text = text.substr(0, text.find('/'));
    const std::size_t colon = text.find(':');
    EnrolmentPlace place{.host = std::string{text.substr(0, colon)}, .port = kHttpsPort};
    if (colon != std::string_view::npos) {
        const char* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + colon + 1, end, place.port);
        if (read.ec != std::errc{} || read.ptr != end || place.port == 0) {
            return std::nullopt;
        }
    }
    return is_host(place.host) ? std::optional{place} : std::nullopt;
}

std::string read_code(std::string_view typed) {
    std::string code;
    for (const char c : in_narrow_letters(typed)) {
        const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (c >= 'a' && c <= 'z') {
            code += static_cast<char>(c - 'a' + 'A');
        } else if (is_letter) {
            code += c;
        } else if (c != '-') {
            return {};
        }
    }
    return code.size() <= kMaxCode ? code : std::string{};
}

Bytes encode(const EnrolmentRequest& request) {
    CborWriter out;
    out.array(6).text(request.place.host).unsigned_integer(request.place.port).text(request.code);
    out.bytes(request.card ? encode(*request.card) : Bytes{});
    out.unsigned_integer(request.has_arrived ? 1 : 0).unsigned_integer(request.words_agree ? 1 : 0);
    return out.take();
}

Result<EnrolmentRequest> decode_enrolment_request(ByteView bytes) {
    CborReader in{bytes, CborLimits{.bytes = wire::kMaxMessage, .items = 16, .depth = 2}};
    EnrolmentRequest request;
    TRY(in.array_of(6));
    request.place.host = TRY(in.text());
    const std::uint64_t port = TRY(in.unsigned_integer());
    request.code = TRY(in.text());
    const ByteView card = TRY(in.bytes());
    request.has_arrived = TRY(in.unsigned_integer()) != 0;
    request.words_agree = TRY(in.unsigned_integer()) != 0;
    TRY(in.finish());
    if (!is_host(request.place.host) || port == 0 || port > UINT16_MAX || request.code.size() > kMaxCode) {
        return fail(ErrorCode::message_malformed, "a request for enrolment as nobody keeps it");
    }
    request.place.port = static_cast<std::uint16_t>(port);
    if (!card.empty()) {
        request.card = TRY(wire::decode_county_card(card));
    }
    return request;
}

Result<wire::CountyCard> ask_who(Transport& stranger, Entropy& entropy, std::stop_token stop) {
    wire::RequestNonce nonce{};
    entropy.fill(nonce);
    Reply reply = TRY(stranger.exchange({.path = with_nonce("/v1/county", nonce)}, std::move(stop)));
    const Bytes body = TRY(accept_reply(std::move(reply)));
    wire::CountyCard card = TRY(wire::decode_county_card(body));
    if (card.request != nonce) {
        return fail(ErrorCode::sync_not_county, "an answer to something else");
    }
    return card;
}

Endpoint endpoint_of(const wire::CountyCard& card, const EnrolmentPlace& place, std::string proxy) {
    return {.server_name = card.server_name,
            .port = place.port,
            .address = place.host,
            .authorities = card.authorities,
            .proxy = std::move(proxy)};
}

// The answer to a request that has arrived is that nobody has decided yet.
Result<void> NetworkEnrolment::ask(std::string_view code, const std::stop_token& stop) {
    const Bytes body = encode(wire::EnrolmentAsk{.code = std::string{code}, .request = encode(m_request)});
    Reply reply = TRY(m_parts.county.exchange({.path = "/v1/enrol", .method = Method::post, .body = body}, stop));
    const auto answer = accept_reply(std::move(reply));
    if (answer) {
        return fail(ErrorCode::sync_not_county, "an answer that no county gives");
    }
    return answer.error().code == ErrorCode::sync_not_approved ? Result<void>{} : fail(answer.error());
}

Result<std::optional<std::string>> NetworkEnrolment::open_session(const std::stop_token& stop) {
    Reply greeting = TRY(m_parts.county.exchange({.path = "/v1/hello"}, stop));
    const Bytes said = TRY(accept_reply(std::move(greeting)));
    const wire::Hello hello = TRY(wire::decode_hello(said));
    if (hello.server != m_card.server) {
        return fail(ErrorCode::sync_other_server, hello.server.to_string());
    }
    // Nothing is pushed in this session, so that no chain is meant: any incarnation will do.
    wire::SessionRequest asked{.device = m_request.device,
                               .incarnation = IncarnationId::random(m_parts.entropy),
                               .nonce = hello.nonce,
                               .request = {},
                               .signature = {}};
    m_parts.entropy.fill(asked.request);
    asked.signature =
        m_parts.device_key.sign(wire::session_statement(hello.nonce, hello.server, asked.device, asked.incarnation));
    Reply reply =
        TRY(m_parts.county.exchange({.path = "/v1/session", .method = Method::post, .body = encode(asked)}, stop));
    auto opened = accept_reply(std::move(reply));
    if (!opened && opened.error().code == ErrorCode::sync_not_enrolled) {
        return std::optional<std::string>{};
    }
    const Bytes body = TRY(std::move(opened));
    const wire::Session session = TRY(wire::decode_session(body));
    return std::optional{to_hex(session.token)};
}

Result<std::optional<Bytes>> NetworkEnrolment::fetch(const std::stop_token& stop) {
    const std::optional<std::string> token = TRY(open_session(stop));
    if (!token) {
        return std::optional<Bytes>{};
    }
    Reply reply =
        TRY(m_parts.county.exchange({.path = "/v1/enrol/" + m_request.device.to_string(), .token = *token}, stop));
    auto answer = accept_reply(std::move(reply));
    if (!answer && answer.error().code == ErrorCode::sync_not_approved) {
        return std::optional<Bytes>{};
    }
    Bytes bytes = TRY(std::move(answer));
    const wire::Grant grant = TRY(wire::decode_grant(bytes));
    if (grant.root != m_card.root || grant.server != m_card.server) {
        return fail(ErrorCode::certificate_invalid, "a grant of another county than the one whose words were compared");
    }
    if (grant.device_certificate.key != m_request.device_key) {
        return fail(ErrorCode::device_key_differs, "the grant is another tablet's");
    }
    return std::optional{std::move(bytes)};
}

}  // namespace daohu::client
