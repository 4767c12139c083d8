// SPDX-License-Identifier: Apache-2.0
#include "sync/client/sync_client.hpp"

#include "sync/client/exchange.hpp"
#include "sync/client/file_courier.hpp"
#include "sync/client/receipts.hpp"
#include "sync/client/received_page.hpp"
#include "sync/wire/file_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::client {

namespace {

// Everybody's: what the county itself writes.
StreamId county_stream(const wire::Grant& grant) { return StreamId{grant.server.raw()}; }

// A session about to end is not gone on with.
constexpr std::chrono::minutes kSessionMargin{2};

// Streams only grow: one that ends before what was pulled of it is that of an older store.
bool has_shorter_stream(const wire::Session& session, const std::map<StreamId, std::uint64_t>& cursors) {
    return std::ranges::any_of(session.streams, [&cursors](const wire::StreamHead& stream) {
        const auto cursor = cursors.find(stream.stream);
        return cursor != cursors.end() && stream.head < cursor->second;
    });
}

}  // namespace

bool is_of_the_link(ErrorCode code) {
    return code == ErrorCode::sync_cut || code == ErrorCode::sync_stalled || code == ErrorCode::sync_unreachable ||
           code == ErrorCode::cancelled;
}

SyncClient::SyncClient(wire::Grant grant, const Parts& parts, const SyncOptions& options)
    : m_grant{std::move(grant)}, m_parts{parts}, m_options{options}, m_photos{options.photos} {}

Result<SyncReport> SyncClient::sync(std::stop_token stop) {
    m_parts.board.update([](SyncStatus& status) { status.phase = SyncPhase::connecting; });
    auto outcome = talk(stop);
    look_at_photos().ignore("told by the next talk");
    const Traffic traffic = m_parts.transport.traffic();
    m_parts.board.update([&](SyncStatus& status) {
        status.phase = SyncPhase::idle;
        status.last_error = outcome ? std::nullopt : std::optional{outcome.error().code};
        status.last_success = outcome ? m_parts.clock.wall_now() : status.last_success;
        status.bytes_sent = traffic.sent;
        status.bytes_received = traffic.received;
    });
    if (outcome || !is_of_the_link(outcome.error().code)) {
        m_left_open.reset();
    }
    return outcome;
}

Result<void> SyncClient::deliver(BundleErrand& errand, std::stop_token stop) {
    auto outcome = run_errand(errand, stop);
    if (outcome || !is_of_the_link(outcome.error().code)) {
        m_left_open.reset();
    }
    return outcome;
}

Result<void> SyncClient::run_errand(BundleErrand& errand, const std::stop_token& stop) {
    TRY(read_position());
    const OpenSession open = TRY(enter(stop));
    FileTransfer transfer{m_parts.transport, open.token};
    const auto never = [] { return false; };
    const auto fetch_answer = [&]() -> Result<void> {
        const SealedFile answer{.stream = wire::kCarriedFiles,
                                .address = errand.outcome()->answer,
                                .size = errand.outcome()->answer_length};
        const auto fetched = transfer.fetch(answer, errand, never, stop);
        return fetched ? Result<void>{} : Result<void>{fail(fetched.error())};
    };
    if (errand.outcome()) {
        auto fetched = fetch_answer();
        // A county that was put back to a backup has the answer no more, and makes another.
        if (fetched || fetched.error().code != ErrorCode::not_found) {
            return fetched;
        }
    }
    const SealedFile bundle{.stream = wire::kCarriedFiles, .address = errand.address(), .size = errand.bundle().size()};
    const auto sent = transfer.send(bundle, errand.bundle(), never, stop);
    m_moved += transfer.moved();
    if (!sent) {
        return fail(sent.error());
    }
    const Bytes reply = TRY(ask({.path = "/v1/carry",
                                 .method = Method::post,
                                 .token = open.token,
                                 .body = encode(wire::BundleDelivery{.address = errand.address()})},
                                stop));
    errand.note_outcome(TRY(wire::decode_bundle_outcome(reply)));
    return fetch_answer();
}

Result<void> SyncClient::read_position() {
    m_position = TRY(m_parts.store.position());
    m_parts.board.update([&](SyncStatus& status) {
        if (status.incarnation != m_position.incarnation) {
            status.set_aside.clear();
        }
        status.incarnation = m_position.incarnation;
        status.last = m_position.last;
        status.delivery = m_position.delivery;
        status.last_success = m_position.contact.last_success;
    });
    return {};
}

Result<void> SyncClient::look_at_photos() {
    if (m_parts.files == nullptr) {
        return {};
    }
    OwnPhotos photos = TRY(m_parts.files->own());
    m_parts.board.update([&](SyncStatus& status) { status.photos = std::move(photos); });
    return {};
}

Result<SyncReport> SyncClient::talk(const std::stop_token& stop) {
    TRY(read_position());
    // Before anything is acknowledged whose photographs nobody has looked for.
    look_at_photos().ignore("a page that cannot be read keeps back nothing that can");
    SyncReport report;
    const std::uint64_t before = m_position.delivery.acknowledged;
    const OpenSession open = TRY(enter(stop));
    TRY(push(open, stop));
    TRY(push_old_chains(open, stop));
    report.pushed = m_position.delivery.acknowledged - std::min(before, m_position.delivery.acknowledged);
    m_parts.board.update([&](SyncStatus& status) { status.standing = open.session.standing; });
    const bool is_revoked = open.session.standing == wire::DeviceStanding::revoked;
    if (!is_revoked) {
        report.pulled = TRY(pull(open, heads_to_reach(open.session, report.pushed), stop));
        if (TRY(offer_lost(open, stop))) {
            report.pulled += TRY(pull(open, heads_beyond(open.session), stop));
        }
        if (TRY(follow_orders(open, stop))) {
            TRY(push(open, stop));
        }
    }
    if (m_parts.files != nullptr) {
        m_parts.board.update([](SyncStatus& status) { status.phase = SyncPhase::files; });
        FileCourier courier{m_parts.transport, *m_parts.files, open.token};
        const auto is_interrupted = [this] { return has_news(); };
        auto carried =
            is_revoked ? courier.bring(m_photos, is_interrupted, stop) : courier.carry(m_photos, is_interrupted, stop);
        m_moved += courier.moved();
        TRY(std::move(carried));
    }
    if (is_revoked) {
        return fail(ErrorCode::sync_revoked, "everything was delivered, nothing is given out");
    }
    TRY(m_parts.store.note_success(m_parts.clock.wall_now()));
    return report;
}

Result<bool> SyncClient::follow_orders(const OpenSession& open, const std::stop_token& stop) {
    if (m_parts.orders == nullptr) {
        return false;
    }
    SyncOrders& orders = *m_parts.orders;
    const std::uint64_t last = m_position.last;
    const IncarnationId incarnation = m_position.incarnation;
    TRY(orders.carry_out());
    if (!m_grant.villages.empty()) {
        TRY(orders.declare_lost(m_grant.villages.front().stream));
    }
    if (TRY(orders.wants_revocations())) {
        TRY(fetch_revocations(open, stop));
    }
    const std::optional<wire::GrantNotice> notice = TRY(orders.awaited_grant(m_grant.grant_epoch));
    if (notice) {
        TRY(fetch_grant(open, *notice, stop));
    }
    if (!m_has_county_gone_back) {
        TRY(give_up(open));
    }
    TRY(read_position());
    TRY(fetch_artefacts(open, stop));
    // What another incarnation wrote goes with the next talk, whose session is for it.
    return m_position.incarnation == incarnation && m_position.last > last;
}

Result<void> SyncClient::give_up(const OpenSession& open) {
    std::vector<StreamId> readable;
    for (const wire::StreamHead& stream : open.session.streams) {
        readable.push_back(stream.stream);
    }
    TRY(m_parts.orders->give_up_others(m_grant, readable));
    return m_county_time ? m_parts.orders->let_go(*m_county_time) : Result<void>{};
}

Result<void> SyncClient::fetch_grant(const OpenSession& open, const wire::GrantNotice& notice,
                                     const std::stop_token& stop) {
    auto asked = ask({.path = "/v1/enrol/" + m_position.device.to_string(), .token = open.token}, stop);
    if (!asked && asked.error().code == ErrorCode::sync_not_approved) {
        return {};  // announced before the county was put back to a backup that knows of none
    }
    const Bytes reply = TRY(std::move(asked));
    wire::Grant grant = TRY(wire::decode_grant(reply));
    if (grant.root != m_grant.root || grant.server != m_grant.server ||
        grant.device_certificate != m_grant.device_certificate) {
        return fail(ErrorCode::certificate_invalid, "a grant of another county or for another tablet");
    }
    const bool is_announced = grant.grant_epoch > notice.epoch || hash256(reply) == notice.hash;
    // Announced before the county was put back to a backup, which announces another; or an old answer, once more. The
    // grant bears no sign of when it was asked for, so that nothing can be remembered of this: the next talk asks again.
    if (grant.grant_epoch < notice.epoch) {
        return {};
    }
    if (!is_announced) {
        return fail(ErrorCode::grant_older, "not the one that was announced");
    }
    TRY(m_parts.orders->take_grant(reply));
    m_grant = std::move(grant);
    ++m_moved;
    return {};
}

// A published file that is not what was announced is refused; that stops neither the others nor the talk.
Result<void> SyncClient::fetch_artefacts(const OpenSession& open, const std::stop_token& stop) {
    FileTransfer transfer{m_parts.transport, open.token};
    const StreamId county = county_stream(m_grant);
    for (const wire::Artefact& artefact : TRY(m_parts.orders->to_fetch())) {
        const SealedFile file{.stream = county, .address = artefact.address, .size = artefact.length};
        const auto fetched = transfer.fetch(file, m_parts.orders->artefacts(), [this] { return has_news(); }, stop);
        m_moved += transfer.moved();
        if (!fetched && fetched.error().code != ErrorCode::artefact_damaged &&
            fetched.error().code != ErrorCode::not_found) {
            return fail(fetched.error());
        }
    }
    return {};
}

Result<void> SyncClient::fetch_revocations(const OpenSession& open, const std::stop_token& stop) {
    const Bytes reply = TRY(ask({.path = "/v1/revoked", .token = open.token}, stop));
    const wire::RevocationList list = TRY(wire::decode_revocation_list(reply, m_grant.server_certificate.key));
    if (list.server != m_grant.server) {
        return fail(ErrorCode::sync_other_server, list.server.to_string());
    }
    return m_parts.orders->take_revocations(list);
}

bool SyncClient::has_news() const {
    const auto position = m_parts.store.position();
    return is_needed_elsewhere() || (position && position->last > m_position.last);
}

bool SyncClient::is_needed_elsewhere() const { return m_parts.is_needed_elsewhere && m_parts.is_needed_elsewhere(); }

SyncClient::Heads SyncClient::heads_to_reach(const wire::Session& session, std::uint64_t pushed) const {
    Heads heads;
    for (const wire::StreamHead& stream : session.streams) {
        // What was just pushed has places in some stream by now: ask each for one more than it had.
        heads[stream.stream] = stream.head + (pushed > 0 ? 1 : 0);
    }
    return heads;
}

SyncClient::Heads SyncClient::heads_beyond(const wire::Session& session) const {
    Heads heads;
    for (const wire::StreamHead& stream : session.streams) {
        const auto cursor = m_position.cursors.find(stream.stream);
        heads[stream.stream] = 1 + (cursor == m_position.cursors.end() ? 0 : cursor->second);
    }
    return heads;
}

Result<Bytes> SyncClient::ask(Request request, const std::stop_token& stop) {
    return accept_reply(TRY(m_parts.transport.exchange(request, stop)));
}

wire::RequestNonce SyncClient::make_nonce() {
    wire::RequestNonce nonce{};
    m_parts.entropy.fill(nonce);
    return nonce;
}

Result<wire::Hello> SyncClient::greet(const std::stop_token& stop) {
    const wire::Hello hello = TRY(wire::decode_hello(TRY(ask({.path = "/v1/hello"}, stop))));
    if (hello.server != m_grant.server) {
        return fail(ErrorCode::sync_other_server, hello.server.to_string());
    }
    m_county_time = WallTime{std::chrono::milliseconds{hello.server_time}};
    TRY(m_parts.store.trust(*m_county_time));
    m_parts.board.update([&](SyncStatus& status) {
        status.clock_ahead = m_parts.clock.wall_now() - *m_county_time;
        status.is_program_old = hello.newest_version > wire::kProtocolVersion;
    });
    if (hello.epoch != m_position.contact.server_epoch) {
        if (m_parts.files != nullptr) {  // before the epoch is noted: a cut in between only makes it happen twice
            TRY(m_parts.files->offer_again());
        }
        TRY(m_parts.store.change_epoch(hello.epoch));
        m_position = TRY(m_parts.store.position());
        m_has_county_gone_back = false;  // now it says so itself
    }
    return hello;
}

Result<SyncClient::OpenSession> SyncClient::enter(const std::stop_token& stop) {
    if (m_left_open && m_left_open->incarnation == m_position.incarnation &&
        m_parts.clock.monotonic_now() < m_left_open->ends) {
        const auto resumed = resume(*m_left_open, stop);
        if (resumed) {
            return *m_left_open;
        }
        if (is_of_the_link(resumed.error().code)) {
            return fail(resumed.error());
        }
    }
    m_left_open = TRY(open_session(stop));
    return *m_left_open;
}

Result<void> SyncClient::resume(OpenSession& open, const std::stop_token& stop) {
    const wire::RequestNonce nonce = make_nonce();
    const Bytes reply = TRY(ask({.path = with_nonce("/v1/head", nonce), .token = open.token}, stop));
    auto acknowledgement = TRY(wire::decode_acknowledgement(reply));
    TRY(accept_receipt(acknowledgement.receipt, nonce));
    open.session.unfinished = std::move(acknowledgement.unfinished);
    for (wire::StreamHead& stream : open.session.streams) {
        const auto cursor = m_position.cursors.find(stream.stream);
        // As old as the session: ask each stream for one more than is here.
        stream.head = std::max(stream.head, 1 + (cursor == m_position.cursors.end() ? 0 : cursor->second));
    }
    return {};
}

Result<SyncClient::OpenSession> SyncClient::open_session(const std::stop_token& stop) {
    const wire::Hello hello = TRY(greet(stop));
    wire::SessionRequest request{.device = m_position.device,
                                 .incarnation = m_position.incarnation,
                                 .nonce = hello.nonce,
                                 .request = make_nonce(),
                                 .signature = {},
                                 .dictionaries = m_options.dictionaries.ids()};
    request.signature = m_parts.device_key.sign(
        wire::session_statement(hello.nonce, m_grant.server, m_position.device, m_position.incarnation));
    OpenSession open;
    open.incarnation = m_position.incarnation;
    open.dictionary = m_options.dictionaries.best_of(hello.dictionaries);
    open.session = TRY(
        wire::decode_session(TRY(ask({.path = "/v1/session", .method = Method::post, .body = encode(request)}, stop))));
    open.token = to_hex(open.session.token);
    open.ends = m_parts.clock.monotonic_now() + std::chrono::seconds{open.session.lifetime_seconds} - kSessionMargin;
    TRY(accept_receipt(open.session.receipt, request.request));
    if (has_shorter_stream(open.session, m_position.cursors)) {
        m_has_county_gone_back = true;
        m_parts.board.update([](SyncStatus& status) { status.has_county_gone_back = true; });
    }
    note_judgements(open.session.judgements);
    if (is_forked(open.session.judgements)) {
        TRY(m_parts.store.start_incarnation());
        return fail(ErrorCode::sync_forked, "the county has set this chain aside");
    }
    return open;
}

Result<void> SyncClient::accept_receipt(const wire::Receipt& receipt, const wire::RequestNonce& request) {
    if (receipt.request != request) {
        return fail(ErrorCode::sync_receipt_invalid, "a receipt for an earlier request");
    }
    const std::uint64_t before = m_position.delivery.acknowledged;
    m_moved += TRY(take_receipt(receipt, m_grant, m_parts.store, m_position));
    m_has_county_gone_back = m_has_county_gone_back || m_position.delivery.acknowledged < before;
    m_parts.board.update([&](SyncStatus& status) {
        status.delivery = m_position.delivery;
        status.has_county_gone_back = m_has_county_gone_back;
    });
    return {};
}

void SyncClient::note_judgements(const std::vector<wire::Judgement>& judgements) {
    m_parts.board.update([&](SyncStatus& status) {
        for (const wire::Judgement& judgement : judgements) {
            status.set_aside[judgement.sequence] = judgement.standing;
        }
    });
}

Result<std::uint64_t> SyncClient::pull(const OpenSession& open, Heads heads, const std::stop_token& stop) {
    m_parts.board.update([](SyncStatus& status) { status.phase = SyncPhase::pulling; });
    const wire::FrameCodec codec{m_options.dictionaries};
    std::uint64_t pulled = 0;
    for (;;) {
        const std::vector<wire::Cursor> cursors = cursors_behind(heads);
        if (cursors.empty()) {
            return pulled;
        }
        if (pulled > 0 && is_needed_elsewhere()) {
            return fail(ErrorCode::cancelled, "something else goes first");
        }
        const wire::PullRequest request{.request = make_nonce(),
                                        .epoch = m_position.contact.server_epoch,
                                        .budget = static_cast<std::uint32_t>(m_options.pull_budget),
                                        .cursors = cursors};
        const Bytes reply = TRY(ask({.path = "/v1/pull",
                                     .method = Method::post,
                                     .token = open.token,
                                     .body = encode(request),
                                     .max_reply = wire::kMaxPullReply},
                                    stop));
        std::vector<ReceivedPage> pages = TRY(read_pages(reply, request, m_grant.root, codec));
        for (ReceivedPage& page : pages) {
            heads[page.stream] = page.head;
            if (page.places.empty()) {
                continue;
            }
            m_position.cursors[page.stream] = page.places.back().position;
            pulled += page.foreign_entries;
            m_moved += page.places.size();
            TRY(m_parts.store.apply(page.stream, std::move(page.places)));
        }
    }
}

std::vector<wire::Cursor> SyncClient::cursors_behind(const Heads& heads) const {
    std::vector<wire::Cursor> cursors;
    for (const auto& [stream, head] : heads) {
        const auto at = m_position.cursors.find(stream);
        const std::uint64_t after = at == m_position.cursors.end() ? 0 : at->second;
        if (after < head) {
            cursors.push_back({.stream = stream, .after = after});
        }
    }
    return cursors;
}

}  // namespace daohu::client
