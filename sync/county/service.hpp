// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county answers: the list of routes and what is behind each. The identity of the session decides on every
// request what may be read; nothing the request says about itself does. Any thread.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/base/signature.hpp"
#include "sync/county/file_desk.hpp"
#include "sync/county/http.hpp"
#include "sync/county/office.hpp"
#include "sync/county/refusals.hpp"
#include "sync/county/sessions.hpp"
#include "sync/county/statements.hpp"
#include "sync/county/store.hpp"
#include "sync/county/writer.hpp"
#include "sync/wire/county_card.hpp"

#include <mutex>
#include <span>
#include <string_view>

namespace daohu::county {

class Service;

enum class RouteAccess : std::uint8_t { anybody, session };

// The path of a route with a name ends in a slash, and the name follows it.
enum class RouteName : std::uint8_t { none, file, device };
// What a reply gives of others' records; noted before it goes out.
using ReadNotes = std::vector<ReadNote>;

// A new route is a new row; the test of scopes takes its list from here. Exactly one of `answer` and `upload` is there.
struct Route {
    using Answer = HttpReply (Service::*)(const HttpRequest&, const SessionOwner*, ReadNotes&);
    using Upload = std::unique_ptr<UploadSink> (Service::*)(const HttpRequest&, const SessionOwner&);

    HttpMethod method;
    std::string_view path;
    RouteName name;
    RouteAccess access;
    Answer answer;
    Upload upload;  // takes the body as it streams in
};
[[nodiscard]] std::span<const Route> routes();

class Service final : public HttpHandler {
public:
    struct Parts {
        Store& store;
        Writer& writer;
        FileShelves& files;
        Office& office;
        const Clock& clock;
        Entropy& entropy;
        const wire::Dictionaries& dictionaries;
        wire::CountyCard card;  // to whoever asks; request and signature are this service's
    };

    // All parts must outlive the service.
    Service(ServiceIdentity identity, const Parts& parts);

    std::unique_ptr<UploadSink> open_upload(const HttpRequest& head) override;
    void handle(HttpRequest request, ReplyTo reply) override;

    // The receipt for a chain as it stands on the disk now.
    [[nodiscard]] Result<wire::Receipt> make_receipt(const SessionOwner& owner, const wire::RequestNonce& request);
    [[nodiscard]] const wire::Dictionaries& dictionaries() const { return m_dictionaries; }

    [[nodiscard]] HttpReply hello(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply county_card(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply open_session(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply head(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply pull(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply ask_enrolment(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply enrolment(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply revocations(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply deliver_bundle(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply file_options(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply create_file(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply file_progress(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] HttpReply read_file(const HttpRequest& request, const SessionOwner* owner, ReadNotes& notes);
    [[nodiscard]] std::unique_ptr<UploadSink> open_push(const HttpRequest& head, const SessionOwner& owner);
    [[nodiscard]] std::unique_ptr<UploadSink> open_file(const HttpRequest& head, const SessionOwner& owner);

private:
    [[nodiscard]] std::optional<SessionOwner> owner_of(const HttpRequest& request);

    ServiceIdentity m_identity;
    Store& m_store;
    Writer& m_writer;
    Office& m_office;
    const Clock& m_clock;
    const wire::Dictionaries& m_dictionaries;
    wire::CountyCard m_card;
    Sessions m_sessions;
    FileDesk m_files;
    std::mutex m_bundle_mutex;  // a bundle is held in memory: one at a time
    SystemEntropy m_bundle_entropy;
};

}  // namespace daohu::county
