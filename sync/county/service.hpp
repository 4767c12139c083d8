// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county answers: the list of routes and what is behind each. The identity of the session decides on every
// request what may be read; nothing the request says about itself does. Any thread.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/base/signature.hpp"
#include "sync/county/http.hpp"
#include "sync/county/sessions.hpp"
#include "sync/county/store.hpp"
#include "sync/county/writer.hpp"

#include <span>
#include <string_view>

namespace daohu::county {

class Service;

enum class RouteAccess : std::uint8_t { anybody, session };

// A new route is a new row; the test of scopes takes its list from here.
struct Route {
    HttpMethod method;
    std::string_view path;
    RouteAccess access;
    HttpReply (Service::*answer)(const HttpRequest&, const SessionOwner*);  // null: the body is streamed
};
[[nodiscard]] std::span<const Route> routes();

struct ServiceIdentity {
    wire::ServerId server;
    SigningKey key;  // signs receipts
};

class Service final : public HttpHandler {
public:
    // All must outlive the service.
    Service(ServiceIdentity identity, Store& store, Writer& writer, const Clock& clock, Entropy& entropy);

    std::unique_ptr<UploadSink> open_upload(const HttpRequest& head) override;
    void handle(HttpRequest request, ReplyTo reply) override;

    // The receipt for a chain as it stands on the disk now.
    [[nodiscard]] Result<wire::Receipt> make_receipt(const SessionOwner& owner, const wire::RequestNonce& request);

    [[nodiscard]] HttpReply hello(const HttpRequest& request, const SessionOwner* owner);
    [[nodiscard]] HttpReply open_session(const HttpRequest& request, const SessionOwner* owner);
    [[nodiscard]] HttpReply head(const HttpRequest& request, const SessionOwner* owner);
    [[nodiscard]] HttpReply pull(const HttpRequest& request, const SessionOwner* owner);

private:
    [[nodiscard]] std::optional<SessionOwner> owner_of(const HttpRequest& request);

    ServiceIdentity m_identity;
    Store& m_store;
    Writer& m_writer;
    const Clock& m_clock;
    Sessions m_sessions;
};

// The reply that carries a refusal.
[[nodiscard]] HttpReply refuse(wire::RefusalReason reason, std::string_view detail);
// The same for an error that a request met on its way.
[[nodiscard]] HttpReply refuse(const Error& error);

}  // namespace daohu::county
