// SPDX-License-Identifier: Apache-2.0
#pragma once

// What sync needs of the tablet's photographs. Called from the sync thread.

#include "core/base/hash.hpp"
#include "core/base/id.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace daohu::client {

// A sealed file that some entry names.
struct SealedFile {
    StreamId stream;  // of the entry
    Hash256 address;
    std::uint64_t size = 0;  // as sealed

    friend bool operator==(const SealedFile&, const SealedFile&) = default;
};

// No larger than this: a thumbnail, which goes before every photograph.
inline constexpr std::uint64_t kThumbnail = 16 * 1024;

// Which sealed files go over a link.
enum class PhotoPolicy : std::uint8_t {
    thumbnails,  // both ways, and nothing larger: on a link that costs money or patience
    sent,        // and every photograph that is here goes to the county
    everything,  // and others' photographs come here
};

// How it stands with the photographs of this device's own entries, thumbnails among them.
struct OwnPhotos {
    std::uint64_t waiting = 0;  // not with the county yet, as far as is known here
    std::uint64_t large = 0;    // of those, what is larger than a thumbnail
    std::uint64_t lost = 0;     // neither: they cannot be read here any more
    // Entries of the present incarnation that name one of either, by sequence number.
    std::set<std::uint64_t> lacking;

    friend bool operator==(const OwnPhotos&, const OwnPhotos&) = default;
};

// Where a file that is fetched comes to lie.
class FileSink {
public:
    virtual ~FileSink() = default;

    // Bytes of it that are here.
    [[nodiscard]] virtual Result<std::uint64_t> begun(const SealedFile& file) = 0;
    virtual Result<void> append(const SealedFile& file, ByteView bytes) = 0;
    // The county has it with another size than was announced. Nothing is taken of that by itself.
    virtual Result<void> correct_size(const SealedFile& /*file*/, std::uint64_t /*size*/) { return {}; }
    // All bytes are here. attachment_damaged when they are not what the address says: it begins again.
    virtual Result<void> complete(const SealedFile& file) = 0;
};

class SyncFiles : public FileSink {
public:
    // Files that the county does not have as far as is known, in the order they should go: thumbnails first, own ones
    // before others', then by age.
    [[nodiscard]] virtual Result<std::vector<SealedFile>> to_send() = 0;
    // The sealed bytes. not_found, attachment_damaged: then it cannot be sent and is not asked for again. Any other
    // error: not today.
    [[nodiscard]] virtual Result<Bytes> read(const SealedFile& file) = 0;
    // Durable on return.
    virtual Result<void> note_sent(const SealedFile& file) = 0;
    virtual Result<void> note_unsendable(const SealedFile& file) = 0;
    // The county was restored from a backup and may lack what it had: everything that was sent, and what came from
    // others, is to be offered again.
    virtual Result<void> offer_again() = 0;
    // After everything that was written so far has been looked through.
    [[nodiscard]] virtual Result<OwnPhotos> own() = 0;

    // Others' files that are not here, in the order they should come.
    [[nodiscard]] virtual Result<std::vector<SealedFile>> to_fetch(PhotoPolicy policy) = 0;
};

}  // namespace daohu::client
