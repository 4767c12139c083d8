// SPDX-License-Identifier: Apache-2.0
#include "sync/client/received_page.hpp"

#include "sync/wire/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace daohu::client {

namespace {

// Keys for which the county's root vouches in this reply.
class Keys {
public:
    static Result<Keys> from(const std::vector<wire::Certificate>& certificates, const PublicKey& root) {
        Keys keys;
        for (const wire::Certificate& certificate : certificates) {
            if (!wire::verify(certificate, root)) {
                return fail(ErrorCode::sync_untrusted_entry, "a certificate that is not the root's");
            }
            if (certificate.kind == wire::CertificateKind::author) {
                keys.m_authors.emplace(certificate.device, certificate.key);
            } else {
                const auto [known, is_new] = keys.m_devices.emplace(certificate.device, certificate.key);
                if (!is_new && known->second != certificate.key) {
                    return fail(ErrorCode::sync_untrusted_entry, "two keys of one device");
                }
            }
        }
        return keys;
    }

    [[nodiscard]] Result<void> check(const entry::SignedEntry& entry) const {
        const entry::Header& header = entry.header();
        const auto device = m_devices.find(header.device);
        if (device == m_devices.end() || !m_authors.contains({header.device, header.author_key})) {
            return fail(ErrorCode::sync_untrusted_entry, entry.id().to_string());
        }
        if (!entry.verify(device->second)) {
            return fail(ErrorCode::sync_untrusted_entry, entry.id().to_string());
        }
        return {};
    }

private:
    std::map<DeviceId, PublicKey> m_devices;
    std::set<std::pair<DeviceId, PublicKey>> m_authors;
};

Result<void> add_entry(std::vector<entry::SignedEntry>& entries, ByteView bytes) {
    auto entry = entry::SignedEntry::decode(bytes);
    if (!entry) {
        return fail(ErrorCode::sync_page_invalid, entry.error().describe());
    }
    entries.push_back(std::move(*entry));
    return {};
}

Result<std::vector<entry::SignedEntry>> read_frames(ByteView frames, const wire::FrameCodec& codec) {
    std::vector<entry::SignedEntry> entries;
    wire::PartAssembler parts;
    while (!frames.empty()) {
        const std::size_t size = TRY(wire::frame_size(frames));
        if (size > frames.size()) {
            return fail(ErrorCode::frame_truncated, "the reply ends inside a frame");
        }
        wire::FrameContent content = TRY(codec.decode(frames.first(size)));
        frames = frames.subspan(size);
        if (auto* part = std::get_if<wire::EntryPart>(&content)) {
            const Bytes whole = TRY(parts.add(std::move(*part)));
            if (!whole.empty()) {
                TRY(add_entry(entries, whole));
            }
            continue;
        }
        for (const Bytes& bytes : std::get<wire::EntryBatch>(content)) {
            TRY(add_entry(entries, bytes));
        }
    }
    return entries;
}

Result<void> check_page(const wire::PullPage& page, const wire::PullRequest& request) {
    const auto cursor = std::ranges::find(request.cursors, page.stream, &wire::Cursor::stream);
    if (cursor == request.cursors.end()) {
        return fail(ErrorCode::sync_page_invalid, "a stream nobody asked for");
    }
    if (page.count > 0 ? page.first != cursor->after + 1 : page.head > cursor->after) {
        return fail(ErrorCode::sync_page_invalid,
                    fmt::format("{} entries from {} after {} of {}", page.count, page.first, cursor->after, page.head));
    }
    return {};
}

// The positions of a page, own ones and those whose entries come next in `entries`.
std::vector<StreamPlace> places_of(const wire::PullPage& page, std::vector<entry::SignedEntry>::iterator& next) {
    std::vector<StreamPlace> places;
    for (const wire::OwnRun& run : page.own) {
        for (std::uint64_t i = 0; i < run.count; ++i) {
            places.push_back({.position = run.first + i, .own_sequence = run.sequence + i, .entry = {}});
        }
    }
    for (const std::uint64_t position : page.sent_positions()) {
        places.push_back({.position = position, .own_sequence = 0, .entry = std::move(*next)});
        ++next;
    }
    std::ranges::sort(places, {}, &StreamPlace::position);
    return places;
}

}  // namespace

Result<std::vector<ReceivedPage>> read_pages(ByteView reply, const wire::PullRequest& request, const PublicKey& root,
                                             const wire::FrameCodec& codec) {
    const wire::PullReply message = TRY(wire::decode_pull_reply(reply));
    if (message.head.request != request.request || message.head.epoch != request.epoch) {
        return fail(ErrorCode::sync_page_invalid, "an answer to something else");
    }
    const Keys keys = TRY(Keys::from(message.head.certificates, root));
    std::vector<entry::SignedEntry> entries = TRY(read_frames(message.frames, codec));
    for (const entry::SignedEntry& entry : entries) {
        TRY(keys.check(entry));
    }
    std::size_t promised = 0;
    for (const wire::PullPage& page : message.head.pages) {
        TRY(check_page(page, request));
        promised += page.sent_positions().size();
    }
    if (promised != entries.size() || message.head.pages.empty()) {
        return fail(ErrorCode::sync_page_invalid, fmt::format("{} entries for {} places", entries.size(), promised));
    }
    std::vector<ReceivedPage> pages;
    auto next = entries.begin();
    for (const wire::PullPage& page : message.head.pages) {
        const std::uint64_t foreign = page.sent_positions().size();
        pages.push_back(
            {.stream = page.stream, .head = page.head, .foreign_entries = foreign, .places = places_of(page, next)});
    }
    return pages;
}

}  // namespace daohu::client
