// SPDX-License-Identifier: Apache-2.0
#include "core/vault/attachments.hpp"

#include "core/base/cbor.hpp"
#include "core/base/utf8.hpp"

#include <algorithm>

namespace daohu::vault {

namespace {

constexpr std::string_view kContext = "daohu-attachment-1";
constexpr std::size_t kChunkStored = kChunkContent + kAeadTagSize;
constexpr std::size_t kMaxChunks = kMaxAttachment / kChunkContent + 1;
constexpr std::size_t kMaxMediaType = 64;
constexpr std::size_t kMaxManifest = 64 * 1024;

std::size_t chunk_count(std::uint64_t size) {
    return std::max<std::size_t>(1, (size + kChunkContent - 1) / kChunkContent);
}

// The key is used for one attachment only, so the number of the chunk is nonce enough.
AeadNonce nonce_of(std::size_t chunk) {
    AeadNonce nonce;
    for (std::size_t i = 0; i < sizeof(std::uint64_t); ++i) {
        nonce.raw()[i] = static_cast<std::uint8_t>(std::uint64_t{chunk} >> (8 * i));
    }
    return nonce;
}

// Size and place are authenticated: a chunk cannot be moved, and the last one cannot be left out.
Bytes context_of(std::uint64_t size, std::size_t chunk) {
    return CborWriter{}.array(3).text(kContext).unsigned_integer(size).unsigned_integer(chunk).take();
}

Result<AttachmentManifest> read_manifest(CborReader& in) {
    AttachmentManifest manifest;
    TRY(in.array_of(5));
    manifest.address = Hash256{TRY(in.fixed_bytes<32>())};
    manifest.key = AttachmentKey{TRY(in.fixed_bytes<kAeadKeySize>())};
    manifest.size = TRY(in.unsigned_integer());
    manifest.media_type = TRY(in.text());
    const std::size_t chunks = TRY(in.array());
    if (manifest.size > kMaxAttachment || manifest.media_type.size() > kMaxMediaType ||
        chunks != chunk_count(manifest.size)) {
        return fail(ErrorCode::attachment_manifest_malformed);
    }
    for (std::size_t i = 0; i < chunks; ++i) {
        manifest.chunks.push_back(Hash256{TRY(in.fixed_bytes<32>())});
    }
    TRY(in.finish());
    return manifest;
}

Result<Bytes> open_chunk(const SecretBytes& key, std::uint64_t size, std::size_t chunk, ByteView stored) {
    const AeadNonce nonce = nonce_of(chunk);
    Bytes sealed{nonce.bytes().begin(), nonce.bytes().end()};
    sealed.insert(sealed.end(), stored.begin(), stored.end());
    auto content = open_sealed(key, sealed, context_of(size, chunk));
    return content ? std::move(content) : Result<Bytes>{fail(ErrorCode::attachment_damaged)};
}

}  // namespace

Bytes encode(const AttachmentManifest& manifest) {
    CborWriter out;
    out.array(5).bytes(manifest.address.bytes()).bytes(manifest.key.bytes());
    out.unsigned_integer(manifest.size).text(manifest.media_type).array(manifest.chunks.size());
    for (const Hash256& chunk : manifest.chunks) {
        out.bytes(chunk.bytes());
    }
    return out.take();
}

Result<AttachmentManifest> decode_manifest(ByteView bytes) {
    CborReader in{bytes, {.bytes = kMaxManifest, .items = kMaxChunks + 8, .depth = 2}};
    auto manifest = read_manifest(in);
    return manifest
               ? std::move(manifest)
               : Result<AttachmentManifest>{fail(ErrorCode::attachment_manifest_malformed, manifest.error().detail)};
}

ChunkPlace chunk_place(const AttachmentManifest& manifest, std::size_t chunk) {
    const std::uint64_t start = std::uint64_t{chunk} * kChunkContent;
    const std::size_t content = std::min<std::uint64_t>(kChunkContent, manifest.size - std::min(manifest.size, start));
    return {std::uint64_t{chunk} * kChunkStored, content + kAeadTagSize};
}

Result<AttachmentManifest> AttachmentStore::add(ByteView content, std::string_view media_type) {
    if (content.size() > kMaxAttachment) {
        return fail(ErrorCode::file_too_large, std::to_string(content.size()) + " bytes");
    }
    if (media_type.size() > kMaxMediaType || !is_valid_utf8(media_type)) {
        return fail(ErrorCode::invalid_argument, "media type");
    }
    AttachmentManifest manifest;
    manifest.size = content.size();
    manifest.media_type = media_type;
    const SecretBytes key = TRY(SecretBytes::random(kAeadKeySize, m_entropy));
    std::ranges::copy(key.bytes(), manifest.key.raw().begin());

    Bytes stored;
    const std::size_t chunks = chunk_count(content.size());
    for (std::size_t i = 0; i < chunks; ++i) {
        const ByteView part =
            content.subspan(i * kChunkContent, std::min(kChunkContent, content.size() - i * kChunkContent));
        const Bytes sealed = TRY(seal_with_nonce(key, nonce_of(i), part, context_of(content.size(), i)));
        const ByteView kept = ByteView{sealed}.subspan(AeadNonce::kSize);  // the nonce is known from the place
        manifest.chunks.push_back(hash256(kept));
        stored.insert(stored.end(), kept.begin(), kept.end());
    }
    manifest.address = hash256(stored);
    TRY(put(manifest.address, stored));
    return manifest;
}

Result<Bytes> AttachmentStore::read(const AttachmentManifest& manifest) {
    const SecretBytes key = TRY(SecretBytes::copy_of(manifest.key.bytes()));
    Bytes content;
    content.reserve(manifest.size);
    const Bytes stored = TRY(read_stored(manifest.address));
    for (std::size_t i = 0; i < manifest.chunks.size(); ++i) {
        const ChunkPlace place = chunk_place(manifest, i);
        if (place.offset + place.size > stored.size()) {
            return fail(ErrorCode::attachment_damaged);
        }
        const Bytes part = TRY(open_chunk(key, manifest.size, i, ByteView{stored}.subspan(place.offset, place.size)));
        content.insert(content.end(), part.begin(), part.end());
    }
    return content;
}

Result<Bytes> AttachmentStore::read_chunk(const AttachmentManifest& manifest, std::size_t chunk) {
    if (chunk >= manifest.chunks.size()) {
        return fail(ErrorCode::not_found, "chunk " + std::to_string(chunk));
    }
    const Bytes stored = TRY(m_files.read(path_of(manifest.address), 2 * kMaxAttachment));
    const ChunkPlace place = chunk_place(manifest, chunk);
    if (place.offset + place.size > stored.size()) {
        return fail(ErrorCode::attachment_damaged);
    }
    const ByteView part = ByteView{stored}.subspan(place.offset, place.size);
    if (hash256(part) != manifest.chunks[chunk]) {
        return fail(ErrorCode::attachment_damaged, "chunk " + std::to_string(chunk));
    }
    return Bytes{part.begin(), part.end()};
}

Result<Bytes> AttachmentStore::read_stored(const Hash256& address) {
    Bytes stored = TRY(m_files.read(path_of(address), 2 * kMaxAttachment));
    if (hash256(stored) != address) {
        return fail(ErrorCode::attachment_damaged);
    }
    return stored;
}

Result<void> AttachmentStore::put(const Hash256& address, ByteView stored) {
    if (hash256(stored) != address) {
        return fail(ErrorCode::attachment_damaged);
    }
    const auto path = path_of(address);
    TRY(m_files.make_folder(m_folder));
    TRY(m_files.make_folder(path.parent_path()));
    TRY(replace_file(m_files, path, stored));
    TRY(m_files.sync_directory(m_folder));
    return m_files.sync_directory(m_folder.parent_path());
}

bool AttachmentStore::has(const Hash256& address) { return m_files.exists(path_of(address)); }

Result<void> AttachmentStore::remove(const Hash256& address) {
    return m_files.exists(path_of(address)) ? remove_file(m_files, path_of(address)) : Result<void>{};
}

std::filesystem::path AttachmentStore::path_of(const Hash256& address) const {
    const std::string name = address.to_string();
    return m_folder / name.substr(0, 2) / name;
}

}  // namespace daohu::vault
