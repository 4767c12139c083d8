// SPDX-License-Identifier: Apache-2.0
#include "sync/county/carry.hpp"

#include "sync/county/blind_edges.hpp"
#include "sync/county/pull.hpp"
#include "sync/wire/artefact.hpp"
#include "sync/wire/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

namespace daohu::county {

namespace {

constexpr std::size_t kPageBudget = 256 * 1024;
// An answer takes no more pages when it is this large; the next bundle brings the rest.
constexpr std::size_t kFullAnswer = std::size_t{8} * 1024 * 1024;
// Nothing more fits an answer that is this large.
constexpr std::size_t kFullBundle = wire::kMaxBundle - wire::kMaxBundlePiece - wire::kBundleEndRoom;
constexpr std::size_t kFilePiece = 256 * 1024;

Result<std::vector<Bytes>> entries_in(const wire::OpenBundle& bundle) {
    const wire::FrameCodec codec;
    wire::PartAssembler parts;
    std::vector<Bytes> entries;
    for (const wire::BundlePiece& piece : bundle.pieces()) {
        if (piece.kind != wire::BundlePieceKind::frames) {
            continue;
        }
        for (ByteView frames = piece.content; !frames.empty();) {
            const std::size_t size = TRY(wire::frame_size(frames));
            if (size > frames.size()) {
                return fail(ErrorCode::frame_truncated, "a piece ends inside a frame");
            }
            wire::FrameContent content = TRY(codec.decode(frames.first(size)));
            frames = frames.subspan(size);
            if (auto* part = std::get_if<wire::EntryPart>(&content)) {
                Bytes whole = TRY(parts.add(std::move(*part)));
                if (!whole.empty()) {
                    entries.push_back(std::move(whole));
                }
                continue;
            }
            for (Bytes& entry : std::get<wire::EntryBatch>(content)) {
                entries.push_back(std::move(entry));
            }
        }
    }
    return entries;
}

// Runs what answers on another thread and waits for it.
Result<void> wait_for(const std::function<void(Written)>& submit) {
    const auto written = std::make_shared<std::promise<Result<void>>>();  // the writer may still hold it when we go on
    submit([written](const Result<Judgements>& outcome) {
        written->set_value(outcome ? Result<void>{} : Result<void>{fail(outcome.error())});
    });
    return written->get_future().get();
}

}  // namespace

CarryCommit commit_through(Writer& writer) {
    return {.entries =
                [&writer](std::vector<VerifiedEntry> entries, const Arrival& arrival) {
                    return wait_for(
                        [&](Written written) { writer.submit(std::move(entries), arrival, std::move(written)); });
                },
            .notes =
                [&writer](std::vector<ReadNote> notes) {
                    return wait_for([&](Written written) { writer.submit(std::move(notes), std::move(written)); });
                }};
}

CarryCommit commit_to(Store& store, CountyPen* pen) {
    return {
        .entries = [&store, pen](const std::vector<VerifiedEntry>& entries, const Arrival& arrival) -> Result<void> {
            const auto transaction = TRY(store.begin());
            for (const VerifiedEntry& entry : entries) {
                TRY(take_in(*transaction, entry, arrival));
            }
            TRY(judge_edges(store, *transaction, pen));
            return transaction->commit();
        },
        .notes = [&store](const std::vector<ReadNote>& notes) -> Result<void> {
            const auto transaction = TRY(store.begin());
            for (const ReadNote& note : notes) {
                TRY(transaction->add_read(note));
            }
            return transaction->commit();
        }};
}

Result<CarriedIn> CarryDesk::take(ByteView file, DeviceId brought_by, WallTime now) {
    const wire::OpenBundle bundle = TRY(wire::OpenBundle::open(file, wire::BundleDirection::to_county,
                                                               m_parts.identity.server.raw(), m_parts.identity.key));
    const wire::BundleRequest request = TRY(wire::decode_bundle_request(bundle.statement()));
    const auto maker = TRY(m_parts.store.find_device(request.device));
    if (!maker) {
        return fail(ErrorCode::carry_untrusted, "of a device that is not enrolled here");
    }
    TRY(bundle.verify(maker->key));

    std::vector<VerifiedEntry> entries;
    for (Bytes& bytes : TRY(entries_in(bundle))) {
        entries.push_back(TRY(verify_entry(m_parts.store, std::move(bytes))));
    }
    const SessionOwner owner{.device = request.device, .incarnation = request.incarnation};
    const Chain before = TRY(m_parts.store.load_chain(owner.device, owner.incarnation));
    CarriedIn in{.maker = request.device, .entries = entries.size(), .fresh = 0, .files = 0, .answer = {}};
    if (!entries.empty()) {
        TRY(m_commit.entries(std::move(entries),
                             {.brought_by = brought_by, .received_at = now.time_since_epoch().count()}));
    }
    const Chain after = TRY(m_parts.store.load_chain(owner.device, owner.incarnation));
    in.fresh = after.acknowledged - before.acknowledged;
    in.files = TRY(keep_files(bundle, owner));
    in.answer = TRY(make_answer(*maker, bundle, request, now));
    return in;
}

Result<wire::BundleOutcome> CarryDesk::take_from_shelf(const wire::BundleDelivery& delivery, DeviceId carrier,
                                                       WallTime now) {
    FileShelves& shelves = m_parts.files.shelves();
    const std::string shelf = carrier_shelf(carrier);
    const Bytes bundle = TRY(shelves.read({.shelf = shelf, .address = delivery.address}, 0, wire::kMaxBundle));
    const CarriedIn in = TRY(take(bundle, carrier, now));
    const FilePlace answer{.shelf = shelf, .address = hash256(in.answer)};
    TRY(shelves.begin(answer, in.answer.size()));
    auto append = TRY(shelves.append(answer, 0));
    TRY(append.write(in.answer));
    TRY(append.finish());
    // A carrier has one errand at a time: what lies there is of those before it.
    TRY(shelves.keep_only(shelf, {delivery.address, answer.address}));
    return wire::BundleOutcome{.fresh = in.fresh,
                               .known = in.entries - std::min(in.entries, in.fresh),
                               .answer = answer.address,
                               .answer_length = in.answer.size()};
}

Result<std::uint64_t> CarryDesk::keep_files(const wire::OpenBundle& bundle, const SessionOwner& maker) {
    std::uint64_t whole = 0;
    for (const wire::BundlePiece& piece : bundle.pieces()) {
        if (piece.kind == wire::BundlePieceKind::file) {
            const wire::BundledFile part = TRY(wire::decode_bundled_file(piece.content));
            TRY(keep_part(part, maker, whole));
        }
    }
    return whole;
}

Result<void> CarryDesk::keep_part(const wire::BundledFile& part, const SessionOwner& maker, std::uint64_t& whole) {
    const FilePlace place = TRY(m_parts.files.place_to_bring(maker, {.stream = part.stream, .address = part.address}));
    FileShelves& shelves = m_parts.files.shelves();
    const FileProgress progress = TRY(shelves.begin(place, part.length));
    if (progress.offset < part.offset || progress.offset >= part.offset + part.bytes.size()) {
        return {};  // a piece before it is in a bundle that has not come yet, or it is here already
    }
    auto append = TRY(shelves.append(place, progress.offset));
    TRY(append.write(ByteView{part.bytes}.subspan(progress.offset - part.offset)));
    const auto kept = append.finish();
    if (!kept && kept.error().code != ErrorCode::attachment_damaged) {
        return fail(kept.error());  // a damaged one begins again with the next bundle
    }
    whole += kept && kept->is_whole() ? 1 : 0;
    return {};
}

Result<Bytes> CarryDesk::make_answer(const Device& maker, const wire::OpenBundle& bundle,
                                     const wire::BundleRequest& request, WallTime now) {
    const SessionOwner owner{.device = maker.id, .incarnation = request.incarnation};
    wire::BundleBuilder answer =
        TRY(wire::BundleBuilder::begin(wire::BundleDirection::to_tablet, maker.id.raw(), maker.key, m_parts.entropy));
    const wire::Acknowledgement acknowledgement{
        .receipt = TRY(make_receipt(m_parts.identity, m_parts.store, owner, request.nonce)),
        .judgements = TRY(m_parts.store.set_aside(owner.device, owner.incarnation, wire::kMaxJudgements)),
        .unfinished = {}};
    TRY(answer.add(wire::BundlePieceKind::acknowledgement, encode(acknowledgement)));
    const wire::RevocationList revocations = TRY(make_revocation_list(m_parts.identity, m_parts.office));
    TRY(answer.add(wire::BundlePieceKind::revocations, encode(revocations)));
    if (maker.state == DeviceState::active) {
        if (const auto grant = TRY(m_parts.office.grant_of(maker.id))) {
            TRY(answer.add(wire::BundlePieceKind::grant, *grant));
        }
        wire::CarriedStanding standing{.server_time = now.time_since_epoch().count(), .readable = {}};
        for (const wire::StreamHead& stream : TRY(m_parts.store.granted_streams(maker.id))) {
            standing.readable.push_back(stream.stream);
        }
        TRY(answer.add(wire::BundlePieceKind::standing, encode(standing)));
        TRY(add_streams(answer, owner, request, now));
        TRY(add_published(answer, owner, bundle, request, now));
    }
    wire::BundleRequest answered = request;
    answered.epoch = m_parts.store.epoch();
    if (answered.epoch != request.epoch) {
        answered.cursors.clear();  // of another past
    }
    return answer.finish(encode(answered), m_parts.identity.key);
}

Result<void> CarryDesk::add_streams(wire::BundleBuilder& answer, const SessionOwner& maker,
                                    const wire::BundleRequest& request, WallTime now) {
    wire::PullRequest asked{
        .request = request.nonce, .epoch = m_parts.store.epoch(), .budget = kPageBudget, .cursors = {}};
    for (const wire::StreamHead& stream : TRY(m_parts.store.granted_streams(maker.device))) {
        const auto known = std::ranges::find(request.cursors, stream.stream, &wire::Cursor::stream);
        const bool counts = known != request.cursors.end() && request.epoch == asked.epoch;
        const std::uint64_t after = counts ? known->after : 0;
        if (after < stream.head) {
            asked.cursors.push_back({.stream = stream.stream, .after = after});
        }
    }
    while (!asked.cursors.empty() && answer.size() < kFullAnswer) {
        std::vector<ReadNote> notes;
        const Bytes reply = TRY(read_page(m_parts.store, maker, wire::FrameCodec{}, asked, notes));
        for (ReadNote& note : notes) {
            note.at = now.time_since_epoch().count();
        }
        if (!notes.empty()) {
            TRY(m_commit.notes(std::move(notes)));  // before anything is given
        }
        TRY(answer.add(wire::BundlePieceKind::pull_reply, reply));
        const wire::PullReply page = TRY(wire::decode_pull_reply(reply));
        for (const wire::PullPage& part : page.head.pages) {
            const auto cursor = std::ranges::find(asked.cursors, part.stream, &wire::Cursor::stream);
            cursor->after = part.count > 0 ? part.first + part.count - 1 : part.head;
            if (cursor->after >= part.head) {
                asked.cursors.erase(cursor);
            }
        }
    }
    return {};
}

Result<void> CarryDesk::add_published(wire::BundleBuilder& answer, const SessionOwner& maker,
                                      const wire::OpenBundle& bundle, const wire::BundleRequest& request,
                                      WallTime now) {
    std::vector<wire::WantedFile> files;
    const auto want = [&](const wire::WantedFile& file) {
        if (std::ranges::find(files, file.address, &wire::WantedFile::address) == files.end()) {
            files.push_back(file);
        }
    };
    for (const wire::BundlePiece& piece : bundle.pieces()) {
        if (piece.kind == wire::BundlePieceKind::wanted_file) {
            want(TRY(wire::decode_wanted_file(piece.content)));
        }
    }
    const auto known = std::ranges::find(request.cursors, county_stream(), &wire::Cursor::stream);
    const bool counts = known != request.cursors.end() && request.epoch == m_parts.store.epoch();
    const auto announced = TRY(announced_behind(counts ? known->after : 0));
    std::ranges::for_each(announced, want);
    for (const wire::WantedFile& file : files) {
        TRY(add_file(answer, maker, file, now));
    }
    return {};
}

Result<std::vector<wire::WantedFile>> CarryDesk::announced_behind(std::uint64_t position) {
    std::vector<wire::WantedFile> announced;
    for (;;) {
        const StreamSlice slice =
            TRY(m_parts.store.read_stream(county_stream(), position, kPageBudget, IncarnationId{}));
        if (slice.entries.empty()) {
            return announced;
        }
        position = slice.entries.back().position;
        for (const StreamEntry& entry : slice.entries) {
            const auto read = entry::SignedEntry::decode(entry.bytes);
            const auto artefact = read ? wire::read_artefact(*read) : Result<wire::Artefact>{fail(read.error())};
            if (artefact) {
                announced.push_back({.address = artefact->address, .offset = 0});
            }
        }
    }
}

Result<void> CarryDesk::add_file(wire::BundleBuilder& answer, const SessionOwner& maker, const wire::WantedFile& file,
                                 WallTime now) {
    const FilePlace place{.shelf = "stream-" + county_stream().to_string(), .address = file.address};
    FileShelves& shelves = m_parts.files.shelves();
    const auto there = TRY(shelves.find(place));
    if (!there || !there->is_whole() || file.offset >= there->length || answer.size() > kFullBundle) {
        return {};
    }
    TRY(m_commit.notes({ReadNote{.at = now.time_since_epoch().count(),
                                 .device = maker.device,
                                 .stream = county_stream(),
                                 .kind = ReadNote::Kind::file,
                                 .first = 0,
                                 .last = 0}}));  // before anything is given
    for (std::uint64_t offset = file.offset; offset < there->length && answer.size() <= kFullBundle;) {
        Bytes bytes = TRY(shelves.read(place, offset, kFilePiece));
        const std::uint64_t length = bytes.size();
        if (length == 0) {
            return fail(ErrorCode::io_failed, "a published file: " + file.address.to_string());
        }
        const Bytes part = encode(wire::BundledFile{.stream = county_stream(),
                                                    .address = file.address,
                                                    .length = there->length,
                                                    .offset = offset,
                                                    .bytes = std::move(bytes)});
        TRY(answer.add(wire::BundlePieceKind::file, part));
        offset += length;
    }
    return {};
}

}  // namespace daohu::county
