// SPDX-License-Identifier: Apache-2.0
#include "sync/county/service.hpp"

#include "sync/county/pull.hpp"
#include "sync/county/push_sink.hpp"
#include "sync/county/request_nonce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace daohu::county {

namespace {

using wire::RefusalReason;

constexpr std::size_t kJudgementsInSession = 256;
constexpr std::string_view kPushPath = "/v1/push";

constexpr std::array<Route, 5> kRoutes{{
    {HttpMethod::get, "/v1/hello", RouteAccess::anybody, &Service::hello},
    {HttpMethod::post, "/v1/session", RouteAccess::anybody, &Service::open_session},
    {HttpMethod::get, "/v1/head", RouteAccess::session, &Service::head},
    {HttpMethod::post, kPushPath, RouteAccess::session, nullptr},
    {HttpMethod::post, "/v1/pull", RouteAccess::session, &Service::pull},
}};

const Route* find_route(const HttpRequest& request) {
    const auto at = std::ranges::find_if(
        kRoutes, [&](const Route& route) { return route.method == request.method && route.path == request.path; });
    return at == kRoutes.end() ? nullptr : &*at;
}

unsigned status_of(RefusalReason reason) {
    switch (reason) {
        case RefusalReason::malformed:
        case RefusalReason::version_unknown: return 400;
        case RefusalReason::session_unknown:
        case RefusalReason::device_unknown:
        case RefusalReason::signature_wrong: return 401;
        case RefusalReason::device_revoked:
        case RefusalReason::stream_not_granted: return 403;
        case RefusalReason::no_such_route: return 404;
        case RefusalReason::epoch_changed: return 409;
        case RefusalReason::too_large: return 413;
        case RefusalReason::busy:
        case RefusalReason::storage_failed: return 503;
    }
    return 500;
}

RefusalReason reason_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::frame_version:
        case ErrorCode::message_version:
        case ErrorCode::frame_dictionary_unknown: return RefusalReason::version_unknown;
        case ErrorCode::frame_too_large:
        case ErrorCode::message_too_large: return RefusalReason::too_large;
        case ErrorCode::device_unknown: return RefusalReason::device_unknown;
        case ErrorCode::entry_author_signature:
        case ErrorCode::entry_device_signature: return RefusalReason::signature_wrong;
        case ErrorCode::frame_malformed:
        case ErrorCode::frame_truncated:
        case ErrorCode::message_foreign:
        case ErrorCode::message_malformed:
        case ErrorCode::message_truncated:
        case ErrorCode::entry_unreadable: return RefusalReason::malformed;
        default: return RefusalReason::storage_failed;
    }
}

// Answers of an upload that was refused before its first byte.
class RefusedUpload final : public UploadSink {
public:
    explicit RefusedUpload(HttpReply reply) : m_reply{std::move(reply)} {}
    void feed(ByteView, std::move_only_function<void(Continue)> answer) override { answer(Continue::no); }
    void finish(ReplyTo reply) override { reply(std::move(m_reply)); }

private:
    HttpReply m_reply;
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

HttpReply refuse(RefusalReason reason, std::string_view detail) {
    return {.status = status_of(reason),
            .body = encode(wire::Refusal{.reason = reason, .detail = std::string{detail}})};
}

HttpReply refuse(const Error& error) { return refuse(reason_of(error.code), name(error.code)); }

Service::Service(ServiceIdentity identity, Store& store, Writer& writer, const Clock& clock, Entropy& entropy)
    : m_identity{std::move(identity)}, m_store{store}, m_writer{writer}, m_clock{clock}, m_sessions{clock, entropy} {}

std::optional<SessionOwner> Service::owner_of(const HttpRequest& request) {
    const auto raw = from_hex(request.token);
    wire::Token token{};
    if (!raw || raw->size() != token.size()) {
        return std::nullopt;
    }
    std::ranges::copy(*raw, token.begin());
    return m_sessions.find(token);
}

std::unique_ptr<UploadSink> Service::open_upload(const HttpRequest& head) {
    const Route* route = find_route(head);
    if (route == nullptr || route->answer != nullptr) {
        return nullptr;
    }
    const std::optional<SessionOwner> owner = owner_of(head);
    if (!owner) {
        return std::make_unique<RefusedUpload>(refuse(RefusalReason::session_unknown, "no session"));
    }
    const auto nonce = read_request_nonce(head);
    if (!nonce) {
        return std::make_unique<RefusedUpload>(refuse(nonce.error()));
    }
    return std::make_unique<PushSink>(*this, m_store, m_writer, *owner, *nonce,
                                      m_clock.wall_now().time_since_epoch().count());
}

void Service::handle(HttpRequest request, ReplyTo reply) {
    const Route* route = find_route(request);
    if (route == nullptr || route->answer == nullptr) {
        reply(refuse(RefusalReason::no_such_route, "no such route"));
        return;
    }
    const std::optional<SessionOwner> owner = route->access == RouteAccess::session ? owner_of(request) : std::nullopt;
    if (route->access == RouteAccess::session && !owner) {
        reply(refuse(RefusalReason::session_unknown, "no session"));
        return;
    }
    reply((this->*route->answer)(request, owner ? &*owner : nullptr));
}

HttpReply Service::hello(const HttpRequest&, const SessionOwner*) {
    return {.body = encode(wire::Hello{.server = m_identity.server,
                                       .epoch = m_store.epoch(),
                                       .nonce = m_sessions.give_nonce(),
                                       .server_time = m_clock.wall_now().time_since_epoch().count()})};
}

HttpReply Service::open_session(const HttpRequest& request, const SessionOwner*) {
    const auto asked = wire::decode_session_request(request.body);
    if (!asked) {
        return refuse(asked.error());
    }
    if (!m_sessions.take_nonce(asked->nonce)) {
        return refuse(RefusalReason::session_unknown, "the nonce was used or is too old");
    }
    const auto device = m_store.find_device(asked->device);
    if (!device) {
        return refuse(device.error());
    }
    if (!*device) {
        return refuse(RefusalReason::device_unknown, "not enrolled here");
    }
    const Bytes statement = wire::session_statement(asked->nonce, m_identity.server, asked->device, asked->incarnation);
    if (!verify((*device)->key, statement, asked->signature)) {
        return refuse(RefusalReason::signature_wrong, "the session is not signed by the device");
    }
    const SessionOwner owner{.device = asked->device, .incarnation = asked->incarnation};
    const bool is_revoked = (*device)->state == DeviceState::revoked;
    const auto receipt = make_receipt(owner, asked->request);
    const auto streams = m_store.granted_streams(asked->device);
    const auto set_aside = m_store.set_aside(asked->device, asked->incarnation, kJudgementsInSession);
    const auto unfinished = m_store.unfinished(asked->device);
    if (!receipt || !streams || !set_aside || !unfinished) {
        return refuse(RefusalReason::storage_failed, "the store cannot be read");
    }
    return {.body = encode(wire::Session{
                .token = m_sessions.open(owner),
                .lifetime_seconds = static_cast<std::uint32_t>(std::chrono::seconds{Sessions::kSessionLife}.count()),
                .standing = is_revoked ? wire::DeviceStanding::revoked : wire::DeviceStanding::active,
                .receipt = *receipt,
                .streams = is_revoked ? std::vector<wire::StreamHead>{} : *streams,
                .judgements = *set_aside,
                .unfinished = *unfinished})};
}

HttpReply Service::head(const HttpRequest& request, const SessionOwner* owner) {
    const auto nonce = read_request_nonce(request);
    if (!nonce) {
        return refuse(nonce.error());
    }
    const auto receipt = make_receipt(*owner, *nonce);
    if (!receipt) {
        return refuse(receipt.error());
    }
    return {.body = encode(wire::Acknowledgement{.receipt = *receipt, .judgements = {}})};
}

HttpReply Service::pull(const HttpRequest& request, const SessionOwner* owner) {
    return answer_pull(m_store, *owner, request.body);
}

Result<wire::Receipt> Service::make_receipt(const SessionOwner& owner, const wire::RequestNonce& request) {
    const Chain chain = TRY(m_store.load_chain(owner.device, owner.incarnation));
    wire::Receipt receipt{.server = m_identity.server,
                          .epoch = m_store.epoch(),
                          .request = request,
                          .device = owner.device,
                          .incarnation = owner.incarnation,
                          .acknowledged = chain.acknowledged,
                          .acknowledged_hash = chain.acknowledged_hash,
                          .safe = chain.safe,
                          .signature = {}};
    receipt.signature = m_identity.key.sign(wire::receipt_statement(receipt));
    return receipt;
}

}  // namespace daohu::county
