// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sync as a file, for villages that never have a signal: what a tablet would push and ask, on its way to the county, and
// what the county would answer, on its way back. Sealed to whom it is for and signed by whom it is from; whoever carries
// it learns for whom it is and how large. Any thread; a builder belongs to one.
//
//     0   3  "DHB"
//     3   1  version, 1
//     4   1  direction: 1 to the county, 2 to a tablet
//     5  16  for whom: the server's id or the device's
//    21  80  the content key, sealed to that one's signing key
//   101   n  pieces, each: 4 bytes of length (big-endian) and so many sealed bytes
//
// The associated data of a piece are the first 101 bytes and its number; its nonce is its number: pieces can neither be
// left out nor exchanged. Opened, a piece is one byte of kind and its content. The last one says who speaks:
// [ statement, signature of "daohu-bundle-1" ‖ direction ‖ for whom ‖ hash of all pieces before ‖ statement ].

#include "core/base/clock.hpp"
#include "core/base/hash.hpp"
#include "core/base/id.hpp"
#include "core/base/signature.hpp"
#include "sync/wire/messages.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace daohu::wire {

// A bundle can be brought as one file of the attachment channel. What does not fit goes into the next bundle.
inline constexpr std::size_t kMaxBundle = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t kMaxBundlePiece = 640 * 1024;

enum class BundleDirection : std::uint8_t { to_county = 1, to_tablet = 2 };

// Numbers are for ever.
enum class BundlePieceKind : std::uint8_t {
    end = 0,
    frames = 1,           // entries as pushed
    file = 2,             // part of a sealed photograph, or of what the county has published (BundledFile)
    acknowledgement = 3,  // messages of the county
    grant = 4,
    revocations = 5,
    pull_reply = 6,
    wanted_file = 7,  // to the county: published, announced to the tablet and not there yet (WantedFile)
    standing = 8,     // to a tablet: what it may read, and what time it is (CarriedStanding)
};

using BundleAddress = std::array<std::uint8_t, 16>;

struct BundlePiece {
    BundlePieceKind kind = BundlePieceKind::frames;
    Bytes content;

    friend bool operator==(const BundlePiece&, const BundlePiece&) = default;
};

// Part of a file: its place on the county's shelves, and so many of its bytes.
struct BundledFile {
    StreamId stream;
    Hash256 address;
    std::uint64_t length = 0;  // of the whole file
    std::uint64_t offset = 0;
    Bytes bytes;

    friend bool operator==(const BundledFile&, const BundledFile&) = default;
};
[[nodiscard]] Bytes encode(const BundledFile& part);
// carry_malformed.
[[nodiscard]] Result<BundledFile> decode_bundled_file(ByteView bytes);

// What a tablet states about a bundle: who it is and what it has, so that the answer can bring the rest.
struct BundleRequest {
    DeviceId device;
    IncarnationId incarnation;
    RequestNonce nonce{};  // comes back in the receipt
    ServerEpoch epoch = 0;
    std::uint64_t first = 0;  // own entries in it, by sequence number; 0 for none
    std::uint64_t last = 0;
    std::vector<Cursor> cursors;

    friend bool operator==(const BundleRequest&, const BundleRequest&) = default;
};
[[nodiscard]] Bytes encode(const BundleRequest& request);
// carry_malformed.
[[nodiscard]] Result<BundleRequest> decode_bundle_request(ByteView bytes);

// A file of the county's own stream that a tablet asks for, from `offset` on.
struct WantedFile {
    Hash256 address;
    std::uint64_t offset = 0;

    friend bool operator==(const WantedFile&, const WantedFile&) = default;
};
[[nodiscard]] Bytes encode(const WantedFile& file);
// carry_malformed.
[[nodiscard]] Result<WantedFile> decode_wanted_file(ByteView bytes);

// What a session says of a tablet that answers over a link.
struct CarriedStanding {
    std::int64_t server_time = 0;    // milliseconds since 1970 UTC, when the answer was made
    std::vector<StreamId> readable;  // exactly those the tablet may read

    [[nodiscard]] WallTime time() const { return WallTime{std::chrono::milliseconds{server_time}}; }
    friend bool operator==(const CarriedStanding&, const CarriedStanding&) = default;
};
[[nodiscard]] Bytes encode(const CarriedStanding& standing);
// carry_malformed.
[[nodiscard]] Result<CarriedStanding> decode_carried_standing(ByteView bytes);

class BundleBuilder {
public:
    // key_malformed when nothing can be sealed to `key`.
    [[nodiscard]] static Result<BundleBuilder> begin(BundleDirection direction, const BundleAddress& to,
                                                     const PublicKey& key, Entropy& entropy);

    // invalid_argument for a piece larger than one may be, and for one of kind `end`.
    Result<void> add(BundlePieceKind kind, ByteView content);
    // Bytes so far. Whoever adds keeps room: the end takes kBundleEndRoom.
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] std::size_t pieces() const { return m_count; }
    // The whole file.
    [[nodiscard]] Result<Bytes> finish(ByteView statement, const SigningKey& signer);

private:
    BundleBuilder(BundleDirection direction, const BundleAddress& to, SecretBytes key, Bytes head);
    Result<void> append(BundlePieceKind kind, ByteView content);

    BundleDirection m_direction;
    BundleAddress m_to;
    SecretBytes m_key;
    Hasher m_content;
    std::size_t m_count = 0;
    Bytes m_bytes;
};
inline constexpr std::size_t kBundleEndRoom = 16 * 1024;

// A bundle that was opened whole: every piece is as it was sealed. Who sealed it is known only after verify().
class OpenBundle {
public:
    // carry_malformed (no bundle, damaged or changed), message_version, carry_foreign (for somebody else, or the other
    // way), carry_truncated (it ends before its end), file_too_large.
    [[nodiscard]] static Result<OpenBundle> open(ByteView file, BundleDirection direction, const BundleAddress& self,
                                                 const SigningKey& key);

    // In the order they were added, without the end.
    [[nodiscard]] const std::vector<BundlePiece>& pieces() const { return m_pieces; }
    // Not to be believed before verify().
    [[nodiscard]] ByteView statement() const { return m_statement; }
    // carry_untrusted.
    [[nodiscard]] Result<void> verify(const PublicKey& signer) const;

private:
    OpenBundle() = default;

    std::vector<BundlePiece> m_pieces;
    Bytes m_statement;
    Bytes m_signed;  // what the signature covers
    Signature m_signature;
};

}  // namespace daohu::wire
