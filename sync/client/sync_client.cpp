// SPDX-License-Identifier: Apache-2.0
#include "sync/client/sync_client.hpp"

#include "sync/client/exchange.hpp"
#include "sync/client/file_courier.hpp"
#include "sync/client/push_stream.hpp"
#include "sync/client/received_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::client {

namespace {

constexpr std::size_t kLargePost = 64 * 1024;
constexpr std::size_t kSmallPost = 8 * 1024;

std::string with_nonce(std::string_view path, const wire::RequestNonce& nonce) {
    return fmt::format("{}?n={}", path, to_hex(nonce));
}

// Pushes that may die with nothing gained before another shape is tried.
constexpr int kPatience = 2;
// A session about to end is not gone on with.
constexpr std::chrono::minutes kSessionMargin{2};

// Somebody on the way said no to the upload: a link that dies says nothing.
bool is_answer_of_a_stranger(ErrorCode code) {
    return code == ErrorCode::sync_portal || code == ErrorCode::sync_not_county ||
           code == ErrorCode::sync_server_failed;
}

bool is_link_failure(ErrorCode code) {
    return code == ErrorCode::sync_cut || code == ErrorCode::sync_stalled || code == ErrorCode::sync_unreachable ||
           code == ErrorCode::cancelled;
}

}  // namespace

SyncClient::SyncClient(wire::Grant grant, const Parts& parts, const SyncOptions& options)
    : m_grant{std::move(grant)}, m_parts{parts}, m_options{options} {}

Result<SyncReport> SyncClient::sync(std::stop_token stop) {
    m_parts.board.update([](SyncStatus& status) { status.phase = SyncPhase::connecting; });
    auto outcome = talk(stop);
    const Traffic traffic = m_parts.transport.traffic();
    m_parts.board.update([&](SyncStatus& status) {
        status.phase = SyncPhase::idle;
        status.last_error = outcome ? std::nullopt : std::optional{outcome.error().code};
        status.last_success = outcome ? m_parts.clock.wall_now() : status.last_success;
        status.bytes_sent = traffic.sent;
        status.bytes_received = traffic.received;
    });
    if (outcome || !is_link_failure(outcome.error().code)) {
        m_left_open.reset();
    }
    return outcome;
}

Result<SyncReport> SyncClient::talk(const std::stop_token& stop) {
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
    SyncReport report;
    const std::uint64_t before = m_position.delivery.acknowledged;
    const OpenSession open = TRY(enter(stop));
    TRY(push(open, stop));
    report.pushed = m_position.delivery.acknowledged - std::min(before, m_position.delivery.acknowledged);
    if (open.session.standing == wire::DeviceStanding::revoked) {
        return fail(ErrorCode::sync_revoked, "everything was delivered, nothing is given out");
    }
    report.pulled = TRY(pull(open, heads_to_reach(open.session, report.pushed), stop));
    if (m_parts.files != nullptr) {
        m_parts.board.update([](SyncStatus& status) { status.phase = SyncPhase::files; });
        FileCourier courier{m_parts.transport, *m_parts.files, open.token};
        auto carried = courier.carry(m_options.photos, [this] { return has_news(); }, stop);
        m_moved += courier.moved();
        TRY(std::move(carried));
    }
    TRY(m_parts.store.note_success(m_parts.clock.wall_now()));
    return report;
}

bool SyncClient::has_news() const {
    const auto position = m_parts.store.position();
    return position && position->last > m_position.last;
}

SyncClient::Heads SyncClient::heads_to_reach(const wire::Session& session, std::uint64_t pushed) const {
    Heads heads;
    for (const wire::StreamHead& stream : session.streams) {
        // What was just pushed has places in some stream by now: ask each for one more than it had.
        heads[stream.stream] = stream.head + (pushed > 0 ? 1 : 0);
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
    if (hello.epoch != m_position.contact.server_epoch) {
        if (m_parts.files != nullptr) {  // before the epoch is noted: a cut in between only makes it happen twice
            TRY(m_parts.files->offer_again());
        }
        TRY(m_parts.store.change_epoch(hello.epoch));
        m_position = TRY(m_parts.store.position());
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
        if (is_link_failure(resumed.error().code)) {
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
    note_judgements(open.session.judgements);
    return open;
}

Result<void> SyncClient::accept_receipt(const wire::Receipt& receipt, const wire::RequestNonce& request) {
    if (receipt.server != m_grant.server || receipt.request != request || receipt.device != m_position.device ||
        receipt.incarnation != m_position.incarnation || receipt.epoch != m_position.contact.server_epoch ||
        receipt.safe > receipt.acknowledged) {
        return fail(ErrorCode::sync_receipt_invalid, "a receipt for something else");
    }
    if (!verify(m_grant.server_certificate.key, wire::receipt_statement(receipt), receipt.signature)) {
        return fail(ErrorCode::sync_receipt_invalid, "not signed by the county");
    }
    if (receipt.acknowledged > 0) {
        const auto hash = receipt.acknowledged > m_position.last ? fail(ErrorCode::not_found)
                                                                 : m_parts.store.hash_of_own(receipt.acknowledged);
        if (!hash && hash.error().code != ErrorCode::not_found) {
            return fail(hash.error());
        }
        if (!hash || *hash != receipt.acknowledged_hash) {
            TRY(m_parts.store.start_incarnation());
            return fail(ErrorCode::sync_forked, fmt::format("at {} of {}", receipt.acknowledged, m_position.last));
        }
    }
    const journal::Delivery delivery{.acknowledged = receipt.acknowledged, .safe = receipt.safe};
    if (delivery != m_position.delivery) {
        TRY(m_parts.store.note_delivery(delivery));
        m_moved += delivery.acknowledged - std::min(delivery.acknowledged, m_position.delivery.acknowledged);
        m_position.delivery = delivery;
    }
    m_parts.board.update([&](SyncStatus& status) { status.delivery = delivery; });
    return {};
}

void SyncClient::note_judgements(const std::vector<wire::Judgement>& judgements) {
    m_parts.board.update([&](SyncStatus& status) {
        for (const wire::Judgement& judgement : judgements) {
            status.set_aside[judgement.sequence] = judgement.standing;
        }
    });
}

Result<void> SyncClient::push(const OpenSession& open, const std::stop_token& stop) {
    m_parts.board.update([](SyncStatus& status) { status.phase = SyncPhase::pushing; });
    Reached reached{.acknowledged = m_position.delivery.acknowledged, .parts = 0};
    for (const wire::UnfinishedEntry& entry : open.session.unfinished) {
        reached.parts += entry.received;
    }
    judge_shape(reached);
    while (m_position.delivery.acknowledged < m_position.last) {
        const std::uint64_t before = m_position.delivery.acknowledged;
        auto acknowledgement = push_once(open, stop);
        if (!acknowledgement) {
            m_sizer.cut();
            blame_shape(reached, acknowledgement.error().code);
            return fail(std::move(acknowledgement).error());
        }
        m_failed_at.reset();
        note_judgements(acknowledgement->judgements);
        if (m_position.delivery.acknowledged == before) {
            return fail(ErrorCode::sync_refused, "the county takes nothing more of this chain");
        }
        reached = {.acknowledged = m_position.delivery.acknowledged, .parts = 0};
    }
    return {};
}

Result<wire::Acknowledgement> SyncClient::push_once(const OpenSession& open, const std::stop_token& stop) {
    const wire::FrameCodec codec{m_options.dictionaries, open.dictionary};
    PushStream frames{m_parts.store,
                      {.after = m_position.delivery.acknowledged, .last = m_position.last},
                      m_sizer,
                      codec,
                      open.session.unfinished};
    const wire::RequestNonce nonce = make_nonce();
    Request request{.path = with_nonce("/v1/push", nonce), .method = Method::post, .token = open.token};
    if (m_shape == UploadShape::chunked) {
        request.stream = [&](std::span<std::uint8_t> out) { return frames.read(out); };
    } else {
        request.body = TRY(frames.read_frames(m_shape == UploadShape::post_8k ? kSmallPost : kLargePost));
    }
    auto reply = ask(std::move(request), stop);
    if (frames.error()) {
        return fail(*frames.error());
    }
    auto acknowledgement = TRY(wire::decode_acknowledgement(TRY(std::move(reply))));
    TRY(accept_receipt(acknowledgement.receipt, nonce));
    return acknowledgement;
}

// A link that dies after carrying something is no fault of the shape. One on which uploads die again and again with
// nothing gained, while small requests pass, may have a box in the middle that does not understand them.
void SyncClient::judge_shape(const Reached& now) {
    m_fruitless_pushes = m_failed_at == now ? m_fruitless_pushes + 1 : 0;
    if (m_fruitless_pushes >= kPatience) {
        try_next_shape();
    }
}

void SyncClient::blame_shape(const Reached& at, ErrorCode code) {
    m_failed_at = at;
    if (is_answer_of_a_stranger(code)) {
        try_next_shape();
    }
}

void SyncClient::try_next_shape() {
    m_fruitless_pushes = 0;
    switch (m_shape) {
        case UploadShape::chunked: m_shape = UploadShape::post_64k; break;
        case UploadShape::post_64k: m_shape = UploadShape::post_8k; break;
        case UploadShape::post_8k: m_shape = UploadShape::chunked; break;
    }
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
