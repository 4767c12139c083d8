// SPDX-License-Identifier: Apache-2.0
#include "core/vault/attachments.hpp"
#include "core/vault/reserve.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>

using namespace daohu;
using namespace daohu::vault;
using daohu::test::TemporaryFolder;

namespace {

struct Shelf {
    TemporaryFolder folder;
    SystemFiles files;
    SeededEntropy entropy{1};
    AttachmentStore store{files, entropy, folder.path()};

    [[nodiscard]] std::filesystem::path path_of(const AttachmentManifest& manifest) const {
        const std::string name = manifest.address.to_string();
        return folder / "attachments" / name.substr(0, 2) / name;
    }
};

Bytes content_of(std::size_t size) {
    Bytes content(size);
    SeededEntropy entropy{size};
    entropy.fill(content);
    return content;
}

}  // namespace

TEST_CASE("Attachments: every size comes back whole", "[vault]") {
    Shelf shelf;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, kChunkContent - 1, kChunkContent, kChunkContent + 1, 3 * kChunkContent + 5}) {
        const Bytes content = content_of(size);
        const auto manifest = shelf.store.add(content, "image/jpeg").value();
        CHECK(manifest.size == size);
        CHECK(shelf.store.has(manifest.address));
        CHECK(shelf.store.read(manifest).value() == content);
        CHECK(decode_manifest(encode(manifest)).value() == manifest);
    }
}

TEST_CASE("Attachments: two equal photographs do not look equal", "[vault]") {
    Shelf shelf;
    const Bytes content = content_of(1000);
    CHECK(shelf.store.add(content, "image/jpeg").value().address !=
          shelf.store.add(content, "image/jpeg").value().address);
}

TEST_CASE("Attachments: carried chunk by chunk they arrive the same", "[vault]") {
    Shelf from;
    Shelf to;
    const Bytes content = content_of(2 * kChunkContent + 7);
    const auto manifest = from.store.add(content, "image/jpeg").value();
    Bytes stored;
    for (std::size_t i = 0; i < manifest.chunks.size(); ++i) {
        const Bytes chunk = from.store.read_chunk(manifest, i).value();
        CHECK(chunk_place(manifest, i).offset == stored.size());
        CHECK(chunk_place(manifest, i).size == chunk.size());
        stored.insert(stored.end(), chunk.begin(), chunk.end());
    }
    REQUIRE(to.store.put(manifest.address, stored));
    CHECK(to.store.read(manifest).value() == content);
    stored[5] ^= 1;
    CHECK(to.store.put(manifest.address, stored).error().code == ErrorCode::attachment_damaged);
    CHECK(from.store.read_chunk(manifest, 3).error().code == ErrorCode::not_found);
}

TEST_CASE("Attachments: a damaged file gives nothing out", "[vault]") {
    Shelf shelf;
    const auto manifest = shelf.store.add(content_of(2 * kChunkContent), "image/jpeg").value();
    {
        std::fstream file{shelf.path_of(manifest), std::ios::binary | std::ios::in | std::ios::out};
        file.seekp(100);
        file.put('\x55');
    }
    CHECK(shelf.store.read(manifest).error().code == ErrorCode::attachment_damaged);
    CHECK(shelf.store.read_chunk(manifest, 0).error().code == ErrorCode::attachment_damaged);
    CHECK(shelf.store.read_chunk(manifest, 1));
    REQUIRE(shelf.store.remove(manifest.address));
    REQUIRE(shelf.store.remove(manifest.address));
    CHECK(shelf.store.read(manifest).error().code == ErrorCode::not_found);
}

TEST_CASE("Attachments: too large ones and malformed manifests are refused", "[vault]") {
    Shelf shelf;
    CHECK(shelf.store.add(Bytes(kMaxAttachment + 1), "image/jpeg").error().code == ErrorCode::file_too_large);
    const auto manifest = shelf.store.add(content_of(10), "image/jpeg").value();
    AttachmentManifest longer = manifest;
    longer.size = kChunkContent + 1;
    CHECK(decode_manifest(encode(longer)).error().code == ErrorCode::attachment_manifest_malformed);
    CHECK(decode_manifest(Bytes{0x80}).error().code == ErrorCode::attachment_manifest_malformed);
    AttachmentManifest other_key = manifest;
    other_key.key.raw()[0] ^= 1;
    CHECK(shelf.store.read(other_key).error().code == ErrorCode::attachment_damaged);
}

TEST_CASE("Reserve: is given back once", "[vault]") {
    const TemporaryFolder folder;
    SystemFiles files;
    Reserve reserve{files, folder.path(), 100'000};
    CHECK_FALSE(reserve.release().value());
    REQUIRE(reserve.keep());
    REQUIRE(reserve.keep());
    CHECK(std::filesystem::file_size(folder / "reserve") == 100'000);
    CHECK(reserve.release().value());
    CHECK_FALSE(reserve.release().value());
}
