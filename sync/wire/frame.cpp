// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/frame.hpp"

#include "core/base/cbor.hpp"
#include "core/base/hash.hpp"
#include "sync/wire/frame_header.hpp"
#include "sync/wire/zstd_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::wire {

namespace {

constexpr CborLimits kPayloadLimits{.bytes = kMaxFrameRaw, .items = 16, .depth = 1};

Bytes encode_payload(const EntryBatch& batch) {
    CborWriter out;
    out.array(batch.size());
    for (const Bytes& entry : batch) {
        out.bytes(entry);
    }
    return out.take();
}

Bytes encode_payload(const EntryPart& part) {
    CborWriter out;
    out.array(5).bytes(part.entry_hash.bytes()).unsigned_integer(part.entry_size).unsigned_integer(part.number);
    out.unsigned_integer(part.count).bytes(part.bytes);
    return out.take();
}

Result<EntryBatch> decode_batch(ByteView payload) {
    CborReader in{payload, kPayloadLimits};
    const std::size_t count = TRY(in.array());
    if (count == 0 || count > kMaxEntriesPerFrame) {
        return fail(ErrorCode::frame_malformed, fmt::format("{} entries", count));
    }
    EntryBatch batch;
    for (std::size_t i = 0; i < count; ++i) {
        const ByteView entry = TRY(in.bytes());
        if (entry.empty()) {
            return fail(ErrorCode::frame_malformed, "an empty entry");
        }
        batch.emplace_back(entry.begin(), entry.end());
    }
    TRY(in.finish());
    return batch;
}

std::size_t part_count(std::size_t entry_size) { return (entry_size + kPartSize - 1) / kPartSize; }

std::size_t part_size(std::size_t entry_size, std::size_t number) {
    return std::min(kPartSize, entry_size - number * kPartSize);
}

Result<EntryPart> decode_part(ByteView payload) {
    CborReader in{payload, kPayloadLimits};
    TRY(in.array_of(5));
    const Hash256 hash{TRY(in.fixed_bytes<Hash256::kSize>())};
    const std::uint64_t size = TRY(in.unsigned_integer());
    const std::uint64_t number = TRY(in.unsigned_integer());
    const std::uint64_t count = TRY(in.unsigned_integer());
    const ByteView bytes = TRY(in.bytes());
    TRY(in.finish());
    if (size == 0 || size > kMaxEntry) {
        return fail(ErrorCode::frame_too_large, fmt::format("a part of an entry of {} bytes", size));
    }
    if (count != part_count(size) || number >= count || bytes.size() != part_size(size, number)) {
        return fail(ErrorCode::frame_malformed,
                    fmt::format("part {} of {} with {} bytes", number, count, bytes.size()));
    }
    return EntryPart{.entry_hash = hash,
                     .entry_size = static_cast<std::uint32_t>(size),
                     .number = static_cast<std::uint32_t>(number),
                     .count = static_cast<std::uint32_t>(count),
                     .bytes = Bytes(bytes.begin(), bytes.end())};
}

// Errors of the payload's CBOR are errors of the frame to everybody above.
template <class T>
Result<FrameContent> as_content(Result<T> decoded) {
    if (decoded) {
        return FrameContent{std::move(*decoded)};
    }
    const ErrorCode code = decoded.error().code;
    if (code == ErrorCode::frame_malformed || code == ErrorCode::frame_too_large) {
        return fail(std::move(decoded).error());
    }
    return fail(ErrorCode::frame_malformed, decoded.error().describe());
}

}  // namespace

struct FrameCodec::State {
    Dictionaries known;
    std::uint32_t use;
    Compressor compressor{ZSTD_createCCtx()};
    Decompressor decompressor{ZSTD_createDCtx()};
};

FrameCodec::FrameCodec(Dictionaries known, std::uint32_t use)
    : m_state{new State{.known = std::move(known), .use = use}} {}
FrameCodec::~FrameCodec() = default;
FrameCodec::FrameCodec(FrameCodec&&) noexcept = default;
FrameCodec& FrameCodec::operator=(FrameCodec&&) noexcept = default;

Result<Bytes> FrameCodec::encode(const FrameContent& content) const {
    if (const auto* batch = std::get_if<EntryBatch>(&content);
        batch != nullptr && (batch->empty() || batch->size() > kMaxEntriesPerFrame)) {
        return fail(ErrorCode::invalid_argument, fmt::format("a frame of {} entries", batch->size()));
    }
    const Bytes raw = std::visit([](const auto& held) { return encode_payload(held); }, content);
    if (raw.size() > kMaxFrameRaw) {
        return fail(ErrorCode::frame_too_large, fmt::format("{} bytes before compression", raw.size()));
    }

    ZSTD_CCtx* compressor = m_state->compressor.get();
    ZSTD_CCtx_reset(compressor, ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel, kCompressionLevel);
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_windowLog, kWindowLogMax);
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_dictIDFlag, 0);
    const Dictionaries::Table* dictionary = m_state->known.find(m_state->use);
    if (dictionary != nullptr) {
        ZSTD_CCtx_refCDict(compressor, dictionary->compression.get());
    }

    Bytes payload(ZSTD_compressBound(raw.size()));
    const std::size_t packed = ZSTD_compress2(compressor, payload.data(), payload.size(), raw.data(), raw.size());
    if (ZSTD_isError(packed) != 0) {
        return fail(ErrorCode::internal, ZSTD_getErrorName(packed));
    }
    payload.resize(packed);

    Bytes frame;
    frame.reserve(kFrameHeaderSize + packed);
    append(frame, FrameHeader{.kind = std::holds_alternative<EntryPart>(content) ? FrameKind::part : FrameKind::entries,
                              .dictionary_id = dictionary == nullptr ? kNoDictionary : dictionary->id,
                              .raw_size = static_cast<std::uint32_t>(raw.size()),
                              .payload_size = static_cast<std::uint32_t>(packed)});
    frame.insert(frame.end(), payload.begin(), payload.end());
    return frame;
}

Result<FrameContent> FrameCodec::decode(ByteView frame) const {
    const FrameHeader header = TRY(read_frame_header(frame));
    const ByteView payload = frame.subspan(kFrameHeaderSize);
    if (payload.size() < header.payload_size) {
        return fail(ErrorCode::frame_truncated, fmt::format("{} of {} bytes", payload.size(), header.payload_size));
    }
    if (payload.size() > header.payload_size) {
        return fail(ErrorCode::frame_malformed, "bytes after the frame");
    }
    if (ZSTD_getFrameContentSize(payload.data(), payload.size()) != header.raw_size ||
        ZSTD_findFrameCompressedSize(payload.data(), payload.size()) != payload.size()) {
        return fail(ErrorCode::frame_malformed, "the payload is not one zstd frame of the promised size");
    }

    ZSTD_DCtx* decompressor = m_state->decompressor.get();
    ZSTD_DCtx_reset(decompressor, ZSTD_reset_session_and_parameters);
    ZSTD_DCtx_setParameter(decompressor, ZSTD_d_windowLogMax, kWindowLogMax);
    if (header.dictionary_id != 0) {
        const Dictionaries::Table* table = m_state->known.find(header.dictionary_id);
        if (table == nullptr) {
            return fail(ErrorCode::frame_dictionary_unknown, fmt::format("dictionary {:08x}", header.dictionary_id));
        }
        ZSTD_DCtx_refDDict(decompressor, table->decompression.get());
    }
    Bytes raw(header.raw_size);  // bounded by kMaxFrameRaw
    const std::size_t size = ZSTD_decompressDCtx(decompressor, raw.data(), raw.size(), payload.data(), payload.size());
    if (ZSTD_isError(size) != 0 || size != raw.size()) {
        return fail(ErrorCode::frame_malformed,
                    ZSTD_isError(size) != 0 ? ZSTD_getErrorName(size) : "shorter than promised");
    }
    return header.kind == FrameKind::entries ? as_content(decode_batch(raw)) : as_content(decode_part(raw));
}

std::size_t framed_size(std::size_t entry_size) {
    constexpr std::size_t kLongestStringHead = 5;
    return entry_size + kLongestStringHead;
}

Result<std::vector<EntryPart>> split_entry(ByteView entry) {
    if (entry.empty() || entry.size() > kMaxEntry) {
        return fail(ErrorCode::invalid_argument, fmt::format("an entry of {} bytes", entry.size()));
    }
    const Hash256 hash = hash256(entry);
    const std::size_t count = part_count(entry.size());
    std::vector<EntryPart> parts;
    for (std::size_t number = 0; number < count; ++number) {
        const ByteView bytes = entry.subspan(number * kPartSize, part_size(entry.size(), number));
        parts.push_back({.entry_hash = hash,
                         .entry_size = static_cast<std::uint32_t>(entry.size()),
                         .number = static_cast<std::uint32_t>(number),
                         .count = static_cast<std::uint32_t>(count),
                         .bytes = Bytes(bytes.begin(), bytes.end())});
    }
    return parts;
}

}  // namespace daohu::wire
