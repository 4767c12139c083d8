// SPDX-License-Identifier: Apache-2.0
#pragma once

// The store port on one SQLCipher file: a writing connection for the writer's thread, a reading one that all others share
// behind a lock (pages are short; the write-ahead log lets them read while the writer writes).

#include "core/base/secret.hpp"
#include "sync/county/store.hpp"

#include <filesystem>
#include <memory>

namespace daohu::county {

// Creates the file where there is none. The codes of vault::Database::open and vault::migrate.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlcipher_store(const std::filesystem::path& path,
                                                                  const SecretBytes& key);

}  // namespace daohu::county
