// SPDX-License-Identifier: Apache-2.0
//
// What a talk brings to the county: what is new, what earlier incarnations wrote, what a restore has lost.

#include "sync/client/exchange.hpp"
#include "sync/client/push_stream.hpp"
#include "sync/client/receipts.hpp"
#include "sync/client/sync_client.hpp"

#include <algorithm>
#include <utility>

namespace daohu::client {

namespace {

constexpr std::size_t kLargePost = 64 * 1024;
constexpr std::size_t kSmallPost = 8 * 1024;

// Pushes that may die with nothing gained before another shape is tried.
constexpr int kPatience = 2;
// Entries of others that are offered together.
constexpr std::size_t kOfferedAtOnce = 64;

// Somebody on the way said no to the upload: a link that dies says nothing.
bool is_answer_of_a_stranger(ErrorCode code) {
    return code == ErrorCode::sync_portal || code == ErrorCode::sync_not_county ||
           code == ErrorCode::sync_server_failed;
}

}  // namespace

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
        if (is_forked(acknowledgement->judgements)) {
            TRY(m_parts.store.start_incarnation());
            return fail(ErrorCode::sync_forked, "the county has set this chain aside");
        }
        if (m_position.delivery.acknowledged == before) {
            return fail(ErrorCode::sync_refused, "the county takes nothing more of this chain");
        }
        reached = {.acknowledged = m_position.delivery.acknowledged, .parts = 0};
    }
    return {};
}

Result<wire::Acknowledgement> SyncClient::push_once(const OpenSession& open, const std::stop_token& stop) {
    const wire::FrameCodec codec{m_options.dictionaries, open.dictionary};
    PushStream frames{[this](std::uint64_t after, std::size_t most) { return m_parts.store.read_own(after, most); },
                      {.after = m_position.delivery.acknowledged, .last = m_position.last},
                      m_sizer,
                      codec,
                      open.session.unfinished};
    return upload(open, frames, stop);
}

Result<wire::Acknowledgement> SyncClient::upload(const OpenSession& open, PushStream& frames,
                                                 const std::stop_token& stop) {
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

// What an earlier incarnation wrote and the county may not have: from before a restore of this tablet, or one side of a
// fork. The receipts speak of the present chain only, but an acknowledgement means that every frame of the upload is on
// the county's disk.
Result<void> SyncClient::push_old_chains(const OpenSession& open, const std::stop_token& stop) {
    const wire::FrameCodec codec{m_options.dictionaries, open.dictionary};
    for (const OldChain& chain : TRY(m_parts.store.old_chains())) {
        PushStream frames{[&](std::uint64_t after, std::size_t most) {
                              return m_parts.store.read_old(chain.incarnation, after, most);
                          },
                          {.after = chain.delivery.acknowledged, .last = chain.last},
                          m_sizer,
                          codec,
                          {}};
        const bool is_empty = TRY(m_parts.store.read_old(chain.incarnation, chain.delivery.acknowledged, 1)).empty();
        while (!is_empty && !frames.is_at_end()) {
            TRY(upload(open, frames, stop));
            ++m_moved;
        }
        // What is behind a hole waits there until the hole is declared: it goes again.
        TRY(m_parts.store.note_old_delivery(
            chain.incarnation, {.acknowledged = std::max(chain.delivery.acknowledged, chain.whole), .safe = 0}));
    }
    return {};
}

Result<bool> SyncClient::offer_lost(const OpenSession& open, const std::stop_token& stop) {
    Offer left = TRY(m_parts.store.offer());
    std::set<StreamId> streams;
    for (const wire::StreamHead& stream : open.session.streams) {
        streams.insert(stream.stream);
    }
    bool has_offered = false;
    while (left.after < left.last) {
        const auto lost = TRY(m_parts.store.read_lost(left.after, kOfferedAtOnce, streams));
        TRY(offer(open, lost, stop));
        has_offered = has_offered || !lost.empty();
        left.after = lost.empty() ? left.last : lost.back().ordinal;
        TRY(m_parts.store.note_offered(left.after));
        m_moved += lost.size();
    }
    return has_offered;
}

// One upload for each device that wrote some of it. One that was enrolled after the backup is unknown to the county until
// the office enrols it anew: that keeps nothing back of the others.
Result<void> SyncClient::offer(const OpenSession& open, const std::vector<LostEntry>& entries,
                               const std::stop_token& stop) {
    std::map<DeviceId, std::vector<OwnEntry>> by_device;
    for (const LostEntry& entry : entries) {
        auto& of_device = by_device[entry.device];
        of_device.push_back({.sequence = of_device.size() + 1, .bytes = entry.bytes});
    }
    const wire::FrameCodec codec{m_options.dictionaries, open.dictionary};
    for (const auto& [device, written] : by_device) {
        PushStream frames{[&](std::uint64_t after, std::size_t most) -> Result<std::vector<OwnEntry>> {
                              const auto first = written.begin() + static_cast<std::ptrdiff_t>(after);
                              const auto left = static_cast<std::size_t>(written.end() - first);
                              return std::vector<OwnEntry>(first,
                                                           first + static_cast<std::ptrdiff_t>(std::min(most, left)));
                          },
                          {.after = 0, .last = written.size()},
                          m_sizer,
                          codec,
                          {}};
        while (!frames.is_at_end()) {
            const auto taken = upload(open, frames, stop);
            if (!taken && taken.error().code != ErrorCode::sync_not_enrolled) {
                return fail(taken.error());
            }
            if (!taken) {
                break;
            }
        }
    }
    return {};
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

}  // namespace daohu::client
