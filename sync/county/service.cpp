// SPDX-License-Identifier: Apache-2.0
#include "sync/county/service.hpp"

#include "sync/county/carry.hpp"
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
using enum HttpMethod;

constexpr RouteName kPlain = RouteName::none;
constexpr RouteAccess kAnybody = RouteAccess::anybody;
constexpr RouteAccess kSession = RouteAccess::session;

constexpr std::array<Route, 15> kRoutes{{
    {get, "/v1/hello", kPlain, kAnybody, &Service::hello, nullptr},
    {get, "/v1/county", kPlain, kAnybody, &Service::county_card, nullptr},
    {post, "/v1/session", kPlain, kAnybody, &Service::open_session, nullptr},
    {get, "/v1/head", kPlain, kSession, &Service::head, nullptr},
    {post, "/v1/push", kPlain, kSession, nullptr, &Service::open_push},
    {post, "/v1/pull", kPlain, kSession, &Service::pull, nullptr},
    {post, "/v1/enrol", kPlain, kAnybody, &Service::ask_enrolment, nullptr},
    {get, "/v1/enrol/", RouteName::device, kSession, &Service::enrolment, nullptr},
    {get, "/v1/revoked", kPlain, kSession, &Service::revocations, nullptr},
    {post, "/v1/carry", kPlain, kSession, &Service::deliver_bundle, nullptr},
    {options, "/v1/files", kPlain, kAnybody, &Service::file_options, nullptr},
    {post, "/v1/files", kPlain, kSession, &Service::create_file, nullptr},
    {HttpMethod::head, "/v1/files/", RouteName::file, kSession, &Service::file_progress, nullptr},
    {patch, "/v1/files/", RouteName::file, kSession, nullptr, &Service::open_file},
    {get, "/v1/files/", RouteName::file, kSession, &Service::read_file, nullptr},
}};

bool leads_to(const Route& route, const HttpRequest& request) {
    return route.method == request.method &&
           (route.name == RouteName::none ? request.path == route.path : request.path.starts_with(route.path));
}

const Route* find_route(const HttpRequest& request) {
    const auto at = std::ranges::find_if(kRoutes, [&](const Route& route) { return leads_to(route, request); });
    return at == kRoutes.end() ? nullptr : &*at;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

Service::Service(ServiceIdentity identity, const Parts& parts)
    : m_identity{std::move(identity)}, m_store{parts.store}, m_writer{parts.writer}, m_office{parts.office},
      m_clock{parts.clock}, m_dictionaries{parts.dictionaries}, m_card{parts.card},
      m_sessions{parts.clock, parts.entropy}, m_files{parts.store, parts.files, parts.clock} {}

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
    if (route == nullptr || route->upload == nullptr) {
        return nullptr;
    }
    const std::optional<SessionOwner> owner = owner_of(head);
    if (!owner) {
        return std::make_unique<RefusedUpload>(refuse(RefusalReason::session_unknown, "no session"));
    }
    return (this->*route->upload)(head, *owner);
}

std::unique_ptr<UploadSink> Service::open_push(const HttpRequest& head, const SessionOwner& owner) {
    const auto nonce = read_request_nonce(head);
    if (!nonce) {
        return std::make_unique<RefusedUpload>(refuse(nonce.error()));
    }
    return std::make_unique<PushSink>(*this, m_store, m_writer, owner, *nonce,
                                      m_clock.wall_now().time_since_epoch().count());
}

void Service::handle(HttpRequest request, ReplyTo reply) {
    const Route* route = find_route(request);
    if (route == nullptr) {
        reply(refuse(RefusalReason::no_such_route, "no such route"));
        return;
    }
    const std::optional<SessionOwner> owner = route->access == RouteAccess::session ? owner_of(request) : std::nullopt;
    if (route->access == RouteAccess::session && !owner) {
        reply(refuse(RefusalReason::session_unknown, "no session"));
        return;
    }
    ReadNotes notes;
    HttpReply answer = (this->*route->answer)(request, owner ? &*owner : nullptr, notes);
    if (notes.empty()) {
        reply(std::move(answer));
        return;
    }
    for (ReadNote& note : notes) {
        note.at = m_clock.wall_now().time_since_epoch().count();
    }
    m_writer.submit(std::move(notes),
                    [answer = std::move(answer), reply = std::move(reply)](Result<Judgements> noted) mutable {
                        reply(noted ? std::move(answer) : refuse(noted.error()));
                    });
}

HttpReply Service::ask_enrolment(const HttpRequest& request, const SessionOwner*, ReadNotes&) {
    const auto ask = wire::decode_enrolment_ask(request.body);
    if (!ask) {
        return refuse(ask.error());
    }
    if (const auto kept = m_office.ask(*ask, m_clock.wall_now()); !kept) {
        return refuse(kept.error());
    }
    return refuse(RefusalReason::not_approved, "the office compares the words now");
}

// A device's own grant: it says which villages somebody works in. A tablet that was just approved opens a session with its
// key like any other; before that it is not known here.
HttpReply Service::enrolment(const HttpRequest& request, const SessionOwner* owner, ReadNotes&) {
    const auto device = DeviceId::parse(std::string_view{request.path}.substr(std::string_view{"/v1/enrol/"}.size()));
    if (!device) {
        return refuse(RefusalReason::malformed, "no device is named");
    }
    if (*device != owner->device) {
        return refuse(RefusalReason::stream_not_granted, "of another device");
    }
    const auto asking = m_store.find_device(owner->device);
    if (!asking || !*asking || (*asking)->state == DeviceState::revoked) {
        return asking ? refuse(RefusalReason::device_revoked, "revoked") : refuse(asking.error());
    }
    auto grant = m_office.grant_of(*device);
    if (!grant) {
        return refuse(grant.error());
    }
    return *grant ? HttpReply{.body = std::move(**grant)} : refuse(RefusalReason::not_approved, "not decided yet");
}

HttpReply Service::revocations(const HttpRequest&, const SessionOwner*, ReadNotes&) {
    const auto list = make_revocation_list(m_identity, m_office);
    return list ? HttpReply{.body = encode(*list)} : refuse(list.error());
}

HttpReply Service::deliver_bundle(const HttpRequest& request, const SessionOwner* owner, ReadNotes&) {
    const auto delivery = wire::decode_bundle_delivery(request.body);
    if (!delivery) {
        return refuse(delivery.error());
    }
    // Whoever waited here would keep a thread from all other connections.
    const std::unique_lock lock{m_bundle_mutex, std::try_to_lock};
    if (!lock) {
        return refuse(RefusalReason::busy, "another bundle is being taken in");
    }
    CarryDesk desk{
        {.store = m_store, .files = m_files, .office = m_office, .identity = m_identity, .entropy = m_bundle_entropy},
        commit_through(m_writer)};
    const auto outcome = desk.take_from_shelf(*delivery, owner->device, m_clock.wall_now());
    return outcome ? HttpReply{.body = encode(*outcome)} : refuse(outcome.error());
}

HttpReply Service::file_options(const HttpRequest&, const SessionOwner*, ReadNotes&) { return m_files.options(); }

HttpReply Service::create_file(const HttpRequest& request, const SessionOwner* owner, ReadNotes&) {
    return m_files.create(request, *owner);
}

HttpReply Service::file_progress(const HttpRequest& request, const SessionOwner* owner, ReadNotes&) {
    return m_files.progress(request, *owner);
}

HttpReply Service::read_file(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes) {
    return m_files.read(request, *owner, notes);
}

std::unique_ptr<UploadSink> Service::open_file(const HttpRequest& head, const SessionOwner& owner) {
    return m_files.append(head, owner);
}

HttpReply Service::county_card(const HttpRequest& request, const SessionOwner*, ReadNotes&) {
    const auto nonce = read_request_nonce(request);
    if (!nonce) {
        return refuse(nonce.error());
    }
    wire::CountyCard card = m_card;
    card.request = *nonce;
    card.signature = m_identity.key.sign(wire::card_statement(card));
    return {.body = encode(card)};
}

HttpReply Service::hello(const HttpRequest&, const SessionOwner*, ReadNotes&) {
    return {.body = encode(wire::Hello{.server = m_identity.server,
                                       .epoch = m_store.epoch(),
                                       .nonce = m_sessions.give_nonce(),
                                       .server_time = m_clock.wall_now().time_since_epoch().count(),
                                       .dictionaries = m_dictionaries.ids()})};
}

HttpReply Service::open_session(const HttpRequest& request, const SessionOwner*, ReadNotes&) {
    const auto asked = wire::decode_session_request(request.body);
    if (!asked) {
        return refuse(asked.error());
    }
    if (!m_sessions.knows(asked->nonce)) {
        return refuse(RefusalReason::session_unknown, "the nonce is not of this server or too old");
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
    if (!m_sessions.spend(asked->nonce)) {
        return refuse(RefusalReason::session_unknown, "the nonce was used");
    }
    const SessionOwner owner{.device = asked->device,
                             .incarnation = asked->incarnation,
                             .dictionary = m_dictionaries.best_of(asked->dictionaries)};
    const bool is_revoked = (*device)->state == DeviceState::revoked;
    const auto receipt = make_receipt(owner, asked->request);
    auto streams = m_store.granted_streams(asked->device);
    const auto set_aside = m_store.set_aside(asked->device, asked->incarnation, kJudgementsInSession);
    const auto unfinished = m_store.unfinished(asked->device);
    if (!receipt || !streams || !set_aside || !unfinished) {
        return refuse(RefusalReason::storage_failed, "the store cannot be read");
    }
    if (streams->size() > wire::kMaxStreamsPerDevice) {  // pushing must never depend on what there is to read
        streams->resize(wire::kMaxStreamsPerDevice);
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

HttpReply Service::head(const HttpRequest& request, const SessionOwner* owner, ReadNotes&) {
    const auto nonce = read_request_nonce(request);
    if (!nonce) {
        return refuse(nonce.error());
    }
    const auto receipt = make_receipt(*owner, *nonce);
    if (!receipt) {
        return refuse(receipt.error());
    }
    const auto unfinished = m_store.unfinished(owner->device);
    if (!unfinished) {
        return refuse(unfinished.error());
    }
    return {.body = encode(wire::Acknowledgement{.receipt = *receipt, .judgements = {}, .unfinished = *unfinished})};
}

HttpReply Service::pull(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes) {
    return answer_pull(m_store, *owner, m_dictionaries, request.body, notes);
}

Result<wire::Receipt> Service::make_receipt(const SessionOwner& owner, const wire::RequestNonce& request) {
    return county::make_receipt(m_identity, m_store, owner, request);
}

}  // namespace daohu::county
