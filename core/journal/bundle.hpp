// SPDX-License-Identifier: Apache-2.0
#pragma once

// Entries in a file, byte for byte, sealed to somebody's key: a backup to one's own, a delivery to the county's. On the
// thread of the connection.
//
// [ "daohu-bundle-1", key sealed to the reader ] in canonical CBOR, then records (records.hpp).

#include "core/base/sealed_box.hpp"
#include "core/journal/reader.hpp"
#include "core/vault/files.hpp"

#include <functional>

namespace daohu::journal {

// The key to which a vault seals bundles for itself.
[[nodiscard]] Result<BoxKey> own_bundle_key(const SecretBytes& data_key);

// Every entry in order of arrival; durable on return. Returns their number.
[[nodiscard]] Result<std::size_t> write_bundle(JournalReader& reader, vault::FileSystem& files,
                                               const std::filesystem::path& path, const BoxPublicKey& to,
                                               Entropy& entropy);

struct BundleContents {
    std::vector<entry::SignedEntry> entries;
    std::size_t damaged_records = 0;
};

// not_found, bundle_malformed, seal_broken (sealed to another key).
[[nodiscard]] Result<BundleContents> read_bundle(vault::FileSystem& files, const std::filesystem::path& path,
                                                 const BoxKey& key);

}  // namespace daohu::journal
