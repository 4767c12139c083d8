// SPDX-License-Identifier: Apache-2.0
#pragma once

// Photographs and other files, sealed. On one thread at a time; sealing a photograph takes milliseconds.
//
// Each has a random key, cut into chunks of 32 KiB of content, and is addressed by the hash of what is stored, so that
// equal photographs do not look equal and nobody can confirm a guess. The key is in the manifest, the manifest in the
// entry: when the section is dropped, what is left of the photograph is noise.

#include "core/base/aead.hpp"
#include "core/base/hash.hpp"
#include "core/vault/files.hpp"

namespace daohu::vault {

inline constexpr std::size_t kChunkContent = 32 * 1024;
inline constexpr std::uint64_t kMaxAttachment = std::uint64_t{16} * 1024 * 1024;

using AttachmentKey = FixedBytes<struct AttachmentKeyTag, kAeadKeySize>;

struct AttachmentManifest {
    Hash256 address;  // of the stored file
    AttachmentKey key;
    std::uint64_t size = 0;       // of the content
    std::string media_type;       // "image/jpeg"
    std::vector<Hash256> chunks;  // of the stored chunks, in order

    friend bool operator==(const AttachmentManifest&, const AttachmentManifest&) = default;
};

// The value that an entry carries.
[[nodiscard]] Bytes encode(const AttachmentManifest& manifest);
// attachment_manifest_malformed.
[[nodiscard]] Result<AttachmentManifest> decode_manifest(ByteView bytes);

// Where a chunk begins in the stored file, and how long it is there.
struct ChunkPlace {
    std::uint64_t offset = 0;
    std::size_t size = 0;
};
[[nodiscard]] ChunkPlace chunk_place(const AttachmentManifest& manifest, std::size_t chunk);

class AttachmentStore {
public:
    // `files` and `entropy` must outlive the store.
    AttachmentStore(FileSystem& files, Entropy& entropy, const std::filesystem::path& vault_folder)
        : m_files{files}, m_entropy{entropy}, m_folder{vault_folder / "attachments"} {}

    // Durable on return. file_too_large, disk_full.
    [[nodiscard]] Result<AttachmentManifest> add(ByteView content, std::string_view media_type);
    // Checks every byte before it hands out any. not_found, attachment_damaged.
    [[nodiscard]] Result<Bytes> read(const AttachmentManifest& manifest);

    // For carrying it elsewhere: the stored bytes of one chunk, checked. not_found, attachment_damaged.
    [[nodiscard]] Result<Bytes> read_chunk(const AttachmentManifest& manifest, std::size_t chunk);
    // The stored bytes of all of it, checked. not_found, attachment_damaged.
    [[nodiscard]] Result<Bytes> read_stored(const Hash256& address);
    // The stored bytes of a whole attachment that came from elsewhere. attachment_damaged when they are not what the
    // address says.
    Result<void> put(const Hash256& address, ByteView stored);

    [[nodiscard]] bool has(const Hash256& address);
    Result<void> remove(const Hash256& address);

private:
    [[nodiscard]] std::filesystem::path path_of(const Hash256& address) const;

    FileSystem& m_files;
    Entropy& m_entropy;
    std::filesystem::path m_folder;
};

}  // namespace daohu::vault
