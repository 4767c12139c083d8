// SPDX-License-Identifier: Apache-2.0
#include "core/entry/sealed_section.hpp"

#include "core/base/aead.hpp"
#include "core/base/cbor.hpp"
#include "core/entry/limits.hpp"

#include <algorithm>

namespace daohu::entry {

namespace {

constexpr std::string_view kContext = "daohu-section-1";
constexpr std::size_t kCborHeads = 16;                                         // the arrays and the long byte string
constexpr std::size_t kSealedKeySize = kAeadKeySize + kSealedBoxOverhead + 2;  // with its CBOR head

}  // namespace

Result<Bytes> seal_section(ByteView section, const std::vector<BoxPublicKey>& readers, Entropy& entropy) {
    const SecretBytes key = TRY(SecretBytes::random(kAeadKeySize, entropy));
    CborWriter out;
    out.array(2).array(readers.size());
    for (const BoxPublicKey& reader : readers) {
        out.bytes(TRY(seal_to(reader, key.bytes())));
    }
    out.bytes(TRY(seal(key, section, as_bytes(kContext), entropy)));
    return out.take();
}

std::size_t sealed_section_size(std::size_t section, std::size_t readers) {
    return section + kAeadOverhead + readers * kSealedKeySize + kCborHeads;
}

Result<Bytes> unseal_section(ByteView sealed, const std::vector<BoxPublicKey>& readers, const BoxKey& reader) {
    const auto found = std::ranges::find(readers, reader.public_key());
    if (found == readers.end()) {
        return fail(ErrorCode::entry_section_not_for_reader);
    }
    CborReader in{sealed, {.bytes = kMaxEntryBytes, .items = 2 * kMaxReaders, .depth = 2}};
    TRY(in.array_of(2));
    TRY(in.array_of(readers.size()));
    ByteView sealed_key;
    for (auto other = readers.begin(); other != readers.end(); ++other) {
        const ByteView candidate = TRY(in.bytes());
        if (other == found) {
            sealed_key = candidate;
        }
    }
    const ByteView sealed_bytes = TRY(in.bytes());
    TRY(in.finish());
    const SecretBytes key = TRY(reader.open_secret(sealed_key));
    return open_sealed(key, sealed_bytes, as_bytes(kContext));
}

}  // namespace daohu::entry
