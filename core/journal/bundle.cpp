// SPDX-License-Identifier: Apache-2.0
#include "core/journal/bundle.hpp"

#include "core/base/aead.hpp"
#include "core/base/cbor.hpp"
#include "core/base/kdf.hpp"
#include "core/journal/records.hpp"

namespace daohu::journal {

namespace {

constexpr std::string_view kFormat = "daohu-bundle-1";
constexpr std::uint64_t kMaxFile = std::uint64_t{2} * 1024 * 1024 * 1024;
constexpr std::size_t kPage = 200;  // entries read at a time
// The array, the name and the sealed key, each with its CBOR head.
constexpr std::size_t kHeadSize = 1 + 1 + kFormat.size() + 2 + kAeadKeySize + kSealedBoxOverhead;

Result<SecretBytes> read_head(ByteView head, const BoxKey& key) {
    CborReader in{head};
    const auto sealed = [&in]() -> Result<ByteView> {
        TRY(in.array_of(2));
        const std::string_view format = TRY(in.text());
        const ByteView bytes = TRY(in.bytes());
        TRY(in.finish());
        return format == kFormat ? Result<ByteView>{bytes} : Result<ByteView>{fail(ErrorCode::bundle_malformed)};
    }();
    return sealed ? key.open_secret(*sealed) : Result<SecretBytes>{fail(ErrorCode::bundle_malformed)};
}

}  // namespace

Result<BoxKey> own_bundle_key(const SecretBytes& data_key) {
    const SecretBytes seed = TRY(derive_key(data_key, kFormat));
    return BoxKey::from_seed(seed.bytes());
}

Result<std::size_t> write_bundle(JournalReader& reader, vault::FileSystem& files, const std::filesystem::path& path,
                                 const BoxPublicKey& to, Entropy& entropy) {
    std::filesystem::path fresh = path;
    fresh += ".new";
    const auto file = TRY(files.open(fresh, vault::OpenMode::truncate));
    const SecretBytes key = TRY(SecretBytes::random(kAeadKeySize, entropy));
    TRY(file->append(CborWriter{}.array(2).text(kFormat).bytes(TRY(seal_to(to, key.bytes()))).take()));
    std::size_t count = 0;
    std::uint64_t ordinal = 0;
    for (auto page = TRY(reader.read_after(ordinal, kPage)); !page.empty();
         page = TRY(reader.read_after(ordinal, kPage))) {
        for (const StoredEntry& stored : page) {
            TRY(file->append(TRY(make_record(key, kFormat, stored.entry.encode(), entropy))));
        }
        count += page.size();
        ordinal = page.back().ordinal;
    }
    TRY(file->sync());
    TRY(files.rename(fresh, path));
    TRY(files.sync_directory(path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."}));
    return count;
}

Result<BundleContents> read_bundle(vault::FileSystem& files, const std::filesystem::path& path, const BoxKey& key) {
    const Bytes bytes = TRY(files.read(path, kMaxFile));
    if (bytes.size() < kHeadSize) {
        return fail(ErrorCode::bundle_malformed, "too short");
    }
    const SecretBytes content_key = TRY(read_head(ByteView{bytes}.first(kHeadSize), key));
    BundleContents contents;
    contents.damaged_records = read_records(ByteView{bytes}.subspan(kHeadSize), content_key, kFormat,
                                            [&contents](ByteView record) -> Result<void> {
                                                contents.entries.push_back(TRY(entry::SignedEntry::decode(record)));
                                                return {};
                                            });
    return contents;
}

}  // namespace daohu::journal
