// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/bundle.hpp"

#include "core/base/aead.hpp"
#include "core/base/cbor.hpp"
#include "core/base/person_box.hpp"
#include "sync/wire/message_codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::wire {

namespace {

constexpr std::array<std::uint8_t, 3> kMagic{'D', 'H', 'B'};
constexpr std::uint8_t kBundleVersion = 1;
constexpr std::size_t kVersionAt = 3;
constexpr std::size_t kDirectionAt = 4;
constexpr std::size_t kToAt = 5;
constexpr std::size_t kKeyAt = kToAt + BundleAddress{}.size();
constexpr std::size_t kSealedKeySize = kAeadKeySize + kSealedBoxOverhead;
constexpr std::size_t kHeadSize = kKeyAt + kSealedKeySize;
static_assert(kHeadSize == 101);
constexpr std::size_t kLengthSize = 4;
// A piece, its kind, its seal.
constexpr std::size_t kMaxSealedPiece = kMaxBundlePiece + 1 + kAeadOverhead;
// A desk may have the villages of a whole county. Where they take more than kBundleEndRoom there is room as well: a bundle
// is full kMaxBundlePiece before its end, and no piece is as large as that.
constexpr std::size_t kMaxBundleCursors = kMaxStreamsPerDevice;
constexpr CborLimits kStatementLimits{.bytes = 64 * 1024, .items = 3 * kMaxBundleCursors + 16, .depth = 4};

void append_number(Bytes& out, std::uint64_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out.push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

void append_bytes(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

Bytes associated_data(ByteView head, std::size_t number) {
    Bytes data{head.begin(), head.end()};
    append_number(data, number, 8);
    return data;
}

// The key is used for this file only, so a number is nonce enough.
AeadNonce nonce_of(std::size_t number) {
    Bytes raw(AeadNonce::kSize - 8);
    append_number(raw, number, 8);
    std::array<std::uint8_t, AeadNonce::kSize> nonce{};
    std::ranges::copy(raw, nonce.begin());
    return AeadNonce{nonce};
}

void count_in(Hasher& content, BundlePieceKind kind, ByteView bytes) {
    Bytes head{static_cast<std::uint8_t>(kind)};
    append_number(head, bytes.size(), kLengthSize);
    content.update(head).update(bytes);
}

Bytes signed_statement(BundleDirection direction, const BundleAddress& to, const Hash256& content, ByteView statement) {
    constexpr std::string_view kPurpose = "daohu-bundle-1";
    Bytes out{kPurpose.begin(), kPurpose.end()};
    out.push_back(static_cast<std::uint8_t>(direction));
    append_bytes(out, to);
    append_bytes(out, content.bytes());
    append_bytes(out, statement);
    return out;
}

Failure malformed(std::string detail) { return fail(ErrorCode::carry_malformed, std::move(detail)); }

template <class Value>
Result<Value> as_carried(Result<Value> read) {
    return read ? std::move(read) : Result<Value>{malformed(read.error().describe())};
}

}  // namespace

Bytes encode(const BundledFile& part) {
    CborWriter out;
    out.array(5).bytes(part.stream.bytes()).bytes(part.address.bytes()).unsigned_integer(part.length);
    out.unsigned_integer(part.offset).bytes(part.bytes);
    return out.take();
}

Result<BundledFile> decode_bundled_file(ByteView bytes) {
    const auto read = [&]() -> Result<BundledFile> {
        CborReader in{bytes, CborLimits{.bytes = kMaxBundlePiece, .items = 16, .depth = 2}};
        BundledFile part;
        TRY(in.array_of(5));
        part.stream = TRY(read_fixed<StreamId>(in));
        part.address = TRY(read_fixed<Hash256>(in));
        part.length = TRY(in.unsigned_integer());
        part.offset = TRY(in.unsigned_integer());
        const ByteView content = TRY(in.bytes());
        TRY(in.finish());
        if (part.length > kMaxFile || part.offset > part.length || content.size() > part.length - part.offset) {
            return malformed(fmt::format("{} bytes at {} of {}", content.size(), part.offset, part.length));
        }
        part.bytes.assign(content.begin(), content.end());
        return part;
    };
    return as_carried(read());
}

Bytes encode(const BundleRequest& request) {
    CborWriter out;
    out.array(7).bytes(request.device.bytes()).bytes(request.incarnation.bytes()).bytes(request.nonce);
    out.unsigned_integer(request.epoch).unsigned_integer(request.first).unsigned_integer(request.last);
    out.array(request.cursors.size());
    for (const Cursor& cursor : request.cursors) {
        out.array(2).bytes(cursor.stream.bytes()).unsigned_integer(cursor.after);
    }
    return out.take();
}

Result<BundleRequest> decode_bundle_request(ByteView bytes) {
    const auto read = [&]() -> Result<BundleRequest> {
        CborReader in{bytes, kStatementLimits};
        BundleRequest request;
        TRY(in.array_of(7));
        request.device = TRY(read_fixed<DeviceId>(in));
        request.incarnation = TRY(read_fixed<IncarnationId>(in));
        request.nonce = TRY(in.fixed_bytes<16>());
        request.epoch = TRY(in.unsigned_integer());
        request.first = TRY(in.unsigned_integer());
        request.last = TRY(in.unsigned_integer());
        const std::size_t count = TRY(in.array());
        if (count > kMaxBundleCursors) {
            return malformed(fmt::format("{} cursors", count));
        }
        for (std::size_t i = 0; i < count; ++i) {
            Cursor cursor;
            TRY(in.array_of(2));
            cursor.stream = TRY(read_fixed<StreamId>(in));
            cursor.after = TRY(in.unsigned_integer());
            request.cursors.push_back(cursor);
        }
        TRY(in.finish());
        return request;
    };
    return as_carried(read());
}

Bytes encode(const WantedFile& file) {
    return CborWriter{}.array(2).bytes(file.address.bytes()).unsigned_integer(file.offset).take();
}

Result<WantedFile> decode_wanted_file(ByteView bytes) {
    const auto read = [&]() -> Result<WantedFile> {
        CborReader in{bytes, CborLimits{.bytes = 128, .items = 8, .depth = 2}};
        WantedFile file;
        TRY(in.array_of(2));
        file.address = TRY(read_fixed<Hash256>(in));
        file.offset = TRY(in.unsigned_integer());
        TRY(in.finish());
        return file;
    };
    return as_carried(read());
}

Bytes encode(const CarriedStanding& standing) {
    CborWriter out;
    out.array(2).integer(standing.server_time).array(standing.readable.size());
    for (const StreamId& stream : standing.readable) {
        out.bytes(stream.bytes());
    }
    return out.take();
}

Result<CarriedStanding> decode_carried_standing(ByteView bytes) {
    const auto read = [&]() -> Result<CarriedStanding> {
        CborReader in{bytes, CborLimits{.bytes = kMaxBundlePiece, .items = kMaxStreamsPerDevice + 8, .depth = 3}};
        CarriedStanding standing;
        TRY(in.array_of(2));
        standing.server_time = TRY(in.integer());
        const std::size_t count = TRY(in.array());
        if (count > kMaxStreamsPerDevice) {
            return malformed(fmt::format("{} streams", count));
        }
        for (std::size_t i = 0; i < count; ++i) {
            standing.readable.push_back(TRY(read_fixed<StreamId>(in)));
        }
        TRY(in.finish());
        return standing;
    };
    return as_carried(read());
}

BundleBuilder::BundleBuilder(BundleDirection direction, const BundleAddress& to, SecretBytes key, Bytes head)
    : m_direction{direction}, m_to{to}, m_key{std::move(key)}, m_bytes{std::move(head)} {}

Result<BundleBuilder> BundleBuilder::begin(BundleDirection direction, const BundleAddress& to, const PublicKey& key,
                                           Entropy& entropy) {
    SecretBytes content_key = TRY(SecretBytes::random(kAeadKeySize, entropy));
    const BoxPublicKey box = TRY(box_key_of(key));
    Bytes head{kMagic.begin(), kMagic.end()};
    head.push_back(kBundleVersion);
    head.push_back(static_cast<std::uint8_t>(direction));
    append_bytes(head, to);
    append_bytes(head, TRY(seal_to(box, content_key.bytes())));
    return BundleBuilder{direction, to, std::move(content_key), std::move(head)};
}

Result<void> BundleBuilder::add(BundlePieceKind kind, ByteView content) {
    if (content.size() > kMaxBundlePiece || kind == BundlePieceKind::end) {
        return fail(ErrorCode::invalid_argument, "no such piece");
    }
    count_in(m_content, kind, content);
    return append(kind, content);
}

Result<void> BundleBuilder::append(BundlePieceKind kind, ByteView content) {
    Bytes piece{static_cast<std::uint8_t>(kind)};
    append_bytes(piece, content);
    const Bytes associated = associated_data(ByteView{m_bytes}.first(kHeadSize), m_count);
    const Bytes sealed = TRY(seal_with_nonce(m_key, nonce_of(m_count), piece, associated));
    append_number(m_bytes, sealed.size(), kLengthSize);
    append_bytes(m_bytes, sealed);
    ++m_count;
    return {};
}

Result<Bytes> BundleBuilder::finish(ByteView statement, const SigningKey& signer) {
    const Signature signature = signer.sign(signed_statement(m_direction, m_to, m_content.finish(), statement));
    TRY(append(BundlePieceKind::end, CborWriter{}.array(2).bytes(statement).bytes(signature.bytes()).take()));
    return std::move(m_bytes);
}

namespace {

Result<SecretBytes> open_head(ByteView file, BundleDirection direction, const BundleAddress& self,
                              const SigningKey& key) {
    if (file.size() > kMaxBundle) {
        return fail(ErrorCode::file_too_large, fmt::format("{} bytes", file.size()));
    }
    if (!std::ranges::equal(file.first(std::min(kMagic.size(), file.size())),
                            ByteView{kMagic}.first(std::min(kMagic.size(), file.size())))) {
        return malformed("not a bundle");
    }
    if (file.size() > kVersionAt && file[kVersionAt] != kBundleVersion) {
        return fail(ErrorCode::message_version, fmt::format("bundle version {}", file[kVersionAt]));
    }
    if (file.size() < kHeadSize) {
        return fail(ErrorCode::carry_truncated, fmt::format("{} bytes", file.size()));
    }
    if (file[kDirectionAt] != static_cast<std::uint8_t>(direction) ||
        !std::ranges::equal(file.subspan(kToAt, self.size()), self)) {
        return fail(ErrorCode::carry_foreign, "for somebody else");
    }
    const BoxKey box = TRY(box_key_of(key));
    auto content_key = box.open_secret(file.subspan(kKeyAt, kSealedKeySize));
    return content_key ? std::move(content_key) : Result<SecretBytes>{malformed("the key does not open")};
}

// The piece at the front of `rest`, which moves behind it.
Result<BundlePiece> open_piece(ByteView head, ByteView& rest, std::size_t number, const SecretBytes& key) {
    if (rest.size() < kLengthSize) {
        return fail(ErrorCode::carry_truncated, fmt::format("in the length of piece {}", number));
    }
    std::size_t size = 0;
    for (const std::uint8_t byte : rest.first(kLengthSize)) {
        size = (size << 8U) | byte;
    }
    if (size > kMaxSealedPiece) {
        return malformed(fmt::format("piece {} of {} bytes", number, size));
    }
    if (rest.size() - kLengthSize < size) {
        return fail(ErrorCode::carry_truncated, fmt::format("in piece {}", number));
    }
    const auto opened = open_sealed(key, rest.subspan(kLengthSize, size), associated_data(head, number));
    if (!opened || opened->empty()) {
        return malformed(fmt::format("piece {} was changed", number));
    }
    rest = rest.subspan(kLengthSize + size);
    return BundlePiece{.kind = static_cast<BundlePieceKind>(opened->front()),
                       .content = Bytes(opened->begin() + 1, opened->end())};
}

}  // namespace

Result<OpenBundle> OpenBundle::open(ByteView file, BundleDirection direction, const BundleAddress& self,
                                    const SigningKey& key) {
    const SecretBytes content_key = TRY(open_head(file, direction, self, key));
    const ByteView head = file.first(kHeadSize);
    ByteView rest = file.subspan(kHeadSize);
    OpenBundle bundle;
    Hasher content;
    for (;;) {
        if (rest.empty()) {
            return fail(ErrorCode::carry_truncated, "the end is missing");
        }
        BundlePiece piece = TRY(open_piece(head, rest, bundle.m_pieces.size(), content_key));
        if (piece.kind != BundlePieceKind::end) {
            count_in(content, piece.kind, piece.content);
            bundle.m_pieces.push_back(std::move(piece));
            continue;
        }
        if (!rest.empty()) {
            return malformed(fmt::format("{} bytes behind the end", rest.size()));
        }
        const auto ended = [&]() -> Result<void> {
            CborReader in{piece.content, kStatementLimits};
            TRY(in.array_of(2));
            const ByteView statement = TRY(in.bytes());
            bundle.m_statement.assign(statement.begin(), statement.end());
            bundle.m_signature = TRY(read_fixed<Signature>(in));
            return in.finish();
        }();
        if (!ended) {
            return malformed(ended.error().describe());
        }
        bundle.m_signed = signed_statement(direction, self, content.finish(), bundle.m_statement);
        return bundle;
    }
}

Result<void> OpenBundle::verify(const PublicKey& signer) const {
    if (!daohu::verify(signer, m_signed, m_signature)) {
        return fail(ErrorCode::carry_untrusted, "not signed by whom it is from");
    }
    return {};
}

}  // namespace daohu::wire
