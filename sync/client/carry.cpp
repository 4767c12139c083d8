// SPDX-License-Identifier: Apache-2.0
#include "sync/client/carry.hpp"

#include "sync/client/receipts.hpp"
#include "sync/client/received_page.hpp"
#include "sync/wire/frame_builder.hpp"

#include <algorithm>
#include <utility>

namespace daohu::client {

namespace {

constexpr std::size_t kEntriesAtOnce = 64;
constexpr std::size_t kFilePiece = 256 * 1024;
// A bundle takes no more when it is this large: the next piece and the end have room.
constexpr std::size_t kFullBundle = wire::kMaxBundle - wire::kMaxBundlePiece - wire::kBundleEndRoom;

std::uint64_t sent_before(Packing packing, const journal::Delivery& delivery) {
    return packing == Packing::unsent ? delivery.acknowledged : delivery.safe;
}

}  // namespace

// Fills one bundle after the other.
class Carrier::Packer {
public:
    Packer(const Parts& parts, const StorePosition& position, const TakeBundle& take)
        : m_parts{parts}, m_take{take}, m_request{.device = position.device,
                                                  .incarnation = position.incarnation,
                                                  .nonce = {},
                                                  .epoch = position.contact.server_epoch,
                                                  .first = 0,
                                                  .last = 0,
                                                  .cursors = {}} {
        for (const auto& [stream, after] : position.cursors) {
            m_request.cursors.push_back({.stream = stream, .after = after});
        }
    }

    Result<void> add(wire::BundlePieceKind kind, ByteView content) {
        if (m_builder && m_builder->size() > kFullBundle) {
            TRY(finish());
        }
        if (!m_builder) {
            m_builder.emplace(
                TRY(wire::BundleBuilder::begin(wire::BundleDirection::to_county, m_parts.grant.server.raw(),
                                               m_parts.grant.server_certificate.key, m_parts.entropy)));
        }
        return m_builder->add(kind, content);
    }
    // Own entries of the present chain that the bundle holds.
    void note_entries(std::uint64_t first, std::uint64_t last) {
        m_request.first = m_request.first == 0 ? first : m_request.first;
        m_request.last = last;
    }
    Result<void> finish() {
        if (!m_builder) {
            return {};
        }
        m_parts.entropy.fill(m_request.nonce);
        const Bytes bundle = TRY(m_builder->finish(encode(m_request), m_parts.device_key));
        m_builder.reset();
        m_request.first = 0;
        m_request.last = 0;
        ++m_bundles;
        return m_take(bundle);
    }
    [[nodiscard]] std::uint64_t bundles() const { return m_bundles; }
    [[nodiscard]] bool has_begun() const { return m_builder.has_value(); }
    // A bundle that only asks.
    Result<void> ensure_one() {
        return m_bundles == 0 && !m_builder ? add(wire::BundlePieceKind::frames, {}) : Result<void>{};
    }

private:
    const Parts& m_parts;
    const TakeBundle& m_take;
    wire::BundleRequest m_request;
    std::optional<wire::BundleBuilder> m_builder;
    std::uint64_t m_bundles = 0;
};

namespace {

Result<Bytes> framed(const std::vector<OwnEntry>& entries) {
    const wire::FrameCodec codec;
    wire::FrameBuilder frames{codec, wire::kMaxFrameRaw};
    for (const OwnEntry& entry : entries) {
        TRY(frames.add(entry.bytes));
    }
    return frames.finish();
}

Result<bool> is_later_grant(ByteView bytes, const wire::Grant& present) {
    const wire::Grant grant = TRY(wire::decode_grant(bytes));
    if (grant.root != present.root || grant.device_certificate.key != present.device_certificate.key) {
        return fail(ErrorCode::carry_foreign, "a grant of another county or for another tablet");
    }
    return grant.grant_epoch > present.grant_epoch;
}

// Streams that were granted since the bundle was packed come from their beginning.
Result<void> add_new_streams(ByteView reply, wire::PullRequest& asked) {
    const wire::PullReply message = TRY(wire::decode_pull_reply(reply));
    for (const wire::PullPage& page : message.head.pages) {
        if (std::ranges::find(asked.cursors, page.stream, &wire::Cursor::stream) == asked.cursors.end()) {
            asked.cursors.push_back({.stream = page.stream, .after = 0});
        }
    }
    return {};
}

// Everybody's: what the county itself writes.
StreamId county_stream(const wire::Grant& grant) { return StreamId{grant.server.raw()}; }

// Every grant and every list of readers is announced in the county's stream: an answer that ends before what is here of
// that stream may be from before one of them.
bool has_heard_more(const StorePosition& position, const std::vector<wire::Cursor>& answered, StreamId county) {
    const auto here = position.cursors.find(county);
    const auto there = std::ranges::find(answered, county, &wire::Cursor::stream);
    const std::uint64_t answered_to = there == answered.end() ? 0 : there->after;
    return here != position.cursors.end() && here->second > answered_to;
}

// Cut so that the frames of a piece fit it, whatever they compress to.
std::vector<std::vector<OwnEntry>> in_pieces(std::vector<OwnEntry> entries) {
    std::vector<std::vector<OwnEntry>> pieces;
    std::size_t size = 0;
    for (OwnEntry& entry : entries) {
        if (pieces.empty() || size + entry.bytes.size() > wire::kMaxEntry) {
            pieces.emplace_back();
            size = 0;
        }
        size += entry.bytes.size();
        pieces.back().push_back(std::move(entry));
    }
    return pieces;
}

}  // namespace

Result<PackReport> Carrier::pack(Packing packing, const TakeBundle& take) {
    const StorePosition position = TRY(m_parts.store.position());
    Packer packer{m_parts, position, take};
    PackReport report;
    TRY(pack_entries(packer, packing, position, report));
    TRY(pack_files(packer, report));
    TRY(pack_wishes(packer));
    TRY(packer.ensure_one());
    TRY(packer.finish());
    report.bundles = packer.bundles();
    return report;
}

Result<void> Carrier::pack_entries(Packer& packer, Packing packing, const StorePosition& position, PackReport& report) {
    for (const OldChain& chain : TRY(m_parts.store.old_chains())) {
        for (std::uint64_t after = sent_before(packing, chain.delivery);;) {
            auto entries = TRY(m_parts.store.read_old(chain.incarnation, after, kEntriesAtOnce));
            if (entries.empty()) {
                break;
            }
            after = entries.back().sequence;
            report.entries += entries.size();
            for (const auto& piece : in_pieces(std::move(entries))) {
                const Bytes frames = TRY(framed(piece));
                TRY(packer.add(wire::BundlePieceKind::frames, frames));
            }
        }
    }
    for (std::uint64_t after = sent_before(packing, position.delivery); after < position.last;) {
        auto entries = TRY(m_parts.store.read_own(after, kEntriesAtOnce));
        if (entries.empty()) {
            break;
        }
        after = entries.back().sequence;
        report.entries += entries.size();
        for (const auto& piece : in_pieces(std::move(entries))) {
            const Bytes frames = TRY(framed(piece));
            TRY(packer.add(wire::BundlePieceKind::frames, frames));
            packer.note_entries(piece.front().sequence, piece.back().sequence);
        }
    }
    return {};
}

Result<void> Carrier::pack_files(Packer& packer, PackReport& report) {
    if (m_parts.files == nullptr) {
        return {};
    }
    for (const SealedFile& file : TRY(m_parts.files->to_send())) {
        const auto sealed = m_parts.files->read(file);
        if (!sealed) {
            continue;  // the next talk finds out and notes it
        }
        for (std::size_t offset = 0; offset < sealed->size(); offset += kFilePiece) {
            const ByteView bytes = ByteView{*sealed}.subspan(offset, std::min(kFilePiece, sealed->size() - offset));
            const Bytes part = encode(wire::BundledFile{.stream = file.stream,
                                                        .address = file.address,
                                                        .length = sealed->size(),
                                                        .offset = offset,
                                                        .bytes = Bytes(bytes.begin(), bytes.end())});
            TRY(packer.add(wire::BundlePieceKind::file, part));
        }
        ++report.files;
    }
    return {};
}

Result<void> Carrier::pack_wishes(Packer& packer) {
    if (m_parts.orders == nullptr) {
        return {};
    }
    for (const wire::Artefact& artefact : TRY(m_parts.orders->to_fetch())) {
        const SealedFile file{
            .stream = county_stream(m_parts.grant), .address = artefact.address, .size = artefact.length};
        const std::uint64_t begun = TRY(m_parts.orders->artefacts().begun(file));
        TRY(packer.add(wire::BundlePieceKind::wanted_file,
                       encode(wire::WantedFile{.address = artefact.address, .offset = begun})));
    }
    return {};
}

Result<AnswerReport> Carrier::accept(ByteView file) {
    StorePosition position = TRY(m_parts.store.position());
    const wire::OpenBundle bundle =
        TRY(wire::OpenBundle::open(file, wire::BundleDirection::to_tablet, position.device.raw(), m_parts.device_key));
    TRY(bundle.verify(m_parts.grant.server_certificate.key));
    const wire::BundleRequest asked = TRY(wire::decode_bundle_request(bundle.statement()));
    if (asked.incarnation != position.incarnation || asked.epoch < position.contact.server_epoch) {
        return fail(ErrorCode::carry_old, "from before this tablet or the county was restored");
    }
    if (asked.epoch > position.contact.server_epoch) {
        if (m_parts.files != nullptr) {
            TRY(m_parts.files->offer_again());
        }
        TRY(m_parts.store.change_epoch(asked.epoch));
        position = TRY(m_parts.store.position());
    }
    wire::PullRequest page_request{.request = asked.nonce, .epoch = asked.epoch, .budget = 0, .cursors = asked.cursors};
    AnswerReport report;
    Extras extras;
    for (const wire::BundlePiece& piece : bundle.pieces()) {
        switch (piece.kind) {
            case wire::BundlePieceKind::acknowledgement:
                TRY(take_acknowledgement(piece.content, position, report));
                break;
            case wire::BundlePieceKind::pull_reply:
                TRY(take_page(piece.content, page_request, position, report));
                break;
            case wire::BundlePieceKind::grant:
                if (TRY(is_later_grant(piece.content, m_parts.grant))) {
                    report.grant = piece.content;
                }
                break;
            case wire::BundlePieceKind::revocations:
                report.revocations =
                    TRY(wire::decode_revocation_list(piece.content, m_parts.grant.server_certificate.key));
                break;
            case wire::BundlePieceKind::file:
                extras.published.push_back(TRY(wire::decode_bundled_file(piece.content)));
                break;
            case wire::BundlePieceKind::standing:
                extras.standing = TRY(wire::decode_carried_standing(piece.content));
                TRY(m_parts.store.trust(extras.standing->time()));  // past by now, and before the entries that follow
                break;
            case wire::BundlePieceKind::end:
            case wire::BundlePieceKind::frames:
            case wire::BundlePieceKind::wanted_file: break;  // of a newer county: not needed here
        }
    }
    extras.is_stale = has_heard_more(position, page_request.cursors, county_stream(m_parts.grant));
    TRY(follow_orders(extras, report));
    if (report.acknowledged == 0 && report.received == 0 && report.published == 0 && !report.grant) {
        return fail(ErrorCode::carry_old, "nothing in it is new");
    }
    return report;
}

Result<void> Carrier::follow_orders(const Extras& extras, AnswerReport& report) {
    if (m_parts.orders == nullptr) {
        return {};
    }
    SyncOrders& orders = *m_parts.orders;
    TRY(orders.carry_out());
    if (!m_parts.grant.villages.empty()) {
        TRY(orders.declare_lost(m_parts.grant.villages.front().stream));
    }
    if (report.revocations) {
        TRY(orders.take_revocations(*report.revocations));
    }
    for (const wire::BundledFile& part : extras.published) {
        TRY(keep_published(part, report));
    }
    wire::Grant grant = m_parts.grant;
    if (report.grant) {
        grant = TRY(wire::decode_grant(*report.grant));
        TRY(orders.take_grant(*report.grant));
    }
    if (!extras.standing || extras.is_stale) {
        return {};
    }
    TRY(orders.give_up_others(grant, extras.standing->readable));
    return orders.let_go(extras.standing->time());
}

// Only what was announced, and only where it goes on: a part that comes a second time, or whose beginning is on another
// stick, is left.
Result<void> Carrier::keep_published(const wire::BundledFile& part, AnswerReport& report) {
    const SealedFile file{.stream = part.stream, .address = part.address, .size = part.length};
    const auto awaited = TRY(m_parts.orders->to_fetch());
    const bool is_awaited = std::ranges::any_of(awaited, [&](const wire::Artefact& artefact) {
        return artefact.address == part.address && artefact.length == part.length;
    });
    FileSink& sink = m_parts.orders->artefacts();
    const std::uint64_t begun = TRY(sink.begun(file));
    if (!is_awaited || part.stream != county_stream(m_parts.grant) || begun != part.offset) {
        return {};
    }
    TRY(sink.append(file, part.bytes));
    if (part.offset + part.bytes.size() < part.length) {
        return {};
    }
    const auto kept = sink.complete(file);
    if (!kept && kept.error().code != ErrorCode::artefact_damaged) {
        return fail(kept.error());  // a damaged one is refused, which stops nothing else
    }
    report.published += kept ? 1 : 0;
    return {};
}

Result<void> Carrier::take_acknowledgement(ByteView bytes, StorePosition& position, AnswerReport& report) {
    const auto acknowledgement = TRY(wire::decode_acknowledgement(bytes));
    if (acknowledgement.receipt.acknowledged < position.delivery.acknowledged) {
        return {};  // an older answer than one that was read before
    }
    report.acknowledged += TRY(take_receipt(acknowledgement.receipt, m_parts.grant, m_parts.store, position));
    return {};
}

Result<void> Carrier::take_page(ByteView reply, wire::PullRequest& asked, StorePosition& position,
                                AnswerReport& report) {
    TRY(add_new_streams(reply, asked));
    auto pages = TRY(read_pages(reply, asked, m_parts.grant.root, wire::FrameCodec{}));
    for (ReceivedPage& page : pages) {
        if (page.places.empty()) {
            continue;
        }
        const auto cursor = std::ranges::find(asked.cursors, page.stream, &wire::Cursor::stream);
        cursor->after = page.places.back().position;
        std::uint64_t& here = position.cursors[page.stream];
        if (page.places.front().position > here + 1) {
            continue;  // this stream was given up since: it begins anew with the next talk
        }
        std::erase_if(page.places, [&](const StreamPlace& place) { return place.position <= here; });
        if (page.places.empty()) {
            continue;
        }
        report.received += page.places.size();
        here = page.places.back().position;
        TRY(m_parts.store.apply(page.stream, std::move(page.places)));
    }
    return {};
}

}  // namespace daohu::client
