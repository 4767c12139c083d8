// SPDX-License-Identifier: Apache-2.0
#include "sync/county/pull.hpp"

#include "sync/county/refusals.hpp"
#include "sync/wire/frame_builder.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace daohu::county {

namespace {

using wire::RefusalReason;

// So much of a reply is kept for its head and for what compression adds to noise.
constexpr std::size_t kReserve = 96 * 1024;
constexpr std::size_t kMaxBudget = wire::kMaxPullReply - wire::kMaxEntry - kReserve;

bool continues(const wire::OwnRun& run, const StreamEntry& entry) {
    return run.first + run.count == entry.position && run.sequence + run.count == entry.sequence;
}

// Adds a slice to the reply: its page to the head, the entries of others to the frames.
Result<wire::PullPage> add_slice(StreamId stream, StreamSlice slice, wire::FrameBuilder& frames) {
    wire::PullPage page{.stream = stream,
                        .first = slice.entries.empty() ? 0 : slice.entries.front().position,
                        .count = static_cast<std::uint32_t>(slice.entries.size()),
                        .head = slice.head,
                        .own = {}};
    for (StreamEntry& entry : slice.entries) {
        if (!entry.is_own) {
            TRY(frames.add(std::move(entry.bytes)));
        } else if (!page.own.empty() && continues(page.own.back(), entry)) {
            ++page.own.back().count;
        } else {
            page.own.push_back({.first = entry.position, .count = 1, .sequence = entry.sequence});
        }
    }
    return page;
}

// Certificates of the devices whose entries a reply holds, each once.
class CertificateList {
public:
    explicit CertificateList(Store& store) : m_store{store} {}

    // False when there is no room for this device's.
    Result<bool> add(DeviceId device) {
        if (m_devices.contains(device)) {
            return true;
        }
        const auto certificates = TRY(m_store.certificates_of(device));
        if (m_list.size() + certificates.size() > wire::kMaxCertificates) {
            return false;
        }
        m_devices.insert(device);
        m_list.insert(m_list.end(), certificates.begin(), certificates.end());
        return true;
    }
    [[nodiscard]] std::vector<wire::Certificate> take() { return std::move(m_list); }

private:
    Store& m_store;
    std::set<DeviceId> m_devices;
    std::vector<wire::Certificate> m_list;
};

// Cuts the slice where the certificates end. True when it did.
Result<bool> certify_slice(StreamSlice& slice, CertificateList& certificates) {
    for (std::size_t i = 0; i < slice.entries.size(); ++i) {
        if (!slice.entries[i].is_own && !TRY(certificates.add(slice.entries[i].device))) {
            slice.entries.resize(i);
            return true;
        }
    }
    return false;
}

}  // namespace

Result<Bytes> read_page(Store& store, const SessionOwner& reader, const wire::FrameCodec& codec,
                        const wire::PullRequest& asked, std::vector<ReadNote>& notes) {
    wire::PullHead head{.request = asked.request, .epoch = store.epoch(), .pages = {}, .certificates = {}};
    CertificateList certificates{store};
    wire::FrameBuilder frames{codec};
    std::size_t budget = std::min<std::size_t>(asked.budget, kMaxBudget);
    for (const wire::Cursor& cursor : asked.cursors) {
        StreamSlice slice = TRY(store.read_stream(cursor.stream, cursor.after, budget, reader.incarnation));
        const bool is_full = TRY(certify_slice(slice, certificates));
        for (const StreamEntry& entry : slice.entries) {
            budget -= std::min(budget, entry.bytes.size() + kPositionCost);
        }
        const bool gives_others =
            std::ranges::any_of(slice.entries, [](const StreamEntry& entry) { return !entry.is_own; });
        if (gives_others) {
            notes.push_back({.at = 0,
                             .device = reader.device,
                             .stream = cursor.stream,
                             .kind = ReadNote::Kind::entries,
                             .first = slice.entries.front().position,
                             .last = slice.entries.back().position});
        }
        head.pages.push_back(TRY(add_slice(cursor.stream, std::move(slice), frames)));
        if (budget == 0 || is_full || head.pages.size() == wire::kMaxPagesPerReply) {
            break;
        }
    }
    head.certificates = certificates.take();
    Bytes reply = encode(head);
    const Bytes body = TRY(frames.finish());
    reply.insert(reply.end(), body.begin(), body.end());
    return reply;
}

HttpReply answer_pull(Store& store, const SessionOwner& reader, const wire::Dictionaries& dictionaries, ByteView body,
                      std::vector<ReadNote>& notes) {
    const auto asked = wire::decode_pull_request(body);
    if (!asked) {
        return refuse(asked.error());
    }
    const auto device = store.find_device(reader.device);
    if (!device || !*device || (*device)->state == DeviceState::revoked) {
        return device ? refuse(RefusalReason::device_revoked, "revoked") : refuse(device.error());
    }
    if (asked->epoch != store.epoch()) {
        return refuse(RefusalReason::epoch_changed, "another epoch");
    }
    const auto granted = store.granted_streams(reader.device);
    if (!granted) {
        return refuse(granted.error());
    }
    for (const wire::Cursor& cursor : asked->cursors) {
        if (std::ranges::find(*granted, cursor.stream, &wire::StreamHead::stream) == granted->end()) {
            return refuse(RefusalReason::stream_not_granted, "not granted");
        }
    }
    auto reply = read_page(store, reader, wire::FrameCodec{dictionaries, reader.dictionary}, *asked, notes);
    return reply ? HttpReply{.body = std::move(*reply)} : refuse(reply.error());
}

}  // namespace daohu::county
