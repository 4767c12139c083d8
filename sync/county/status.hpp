// SPDX-License-Identifier: Apache-2.0
#pragma once

// What `daohu-county status` says. No personal data: counts, stream ids and village codes. Any thread.

#include "core/registry/schema.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <string>

namespace daohu::county {

// {"server", "server_name", "pack", "epoch", "last_backup": {"at", "age_seconds"}, "entries", "not_accepted", "devices",
// "streams": [{"village", "stream", "head"}]}. Where there was no backup that this folder knows of, it is null. With
// datasets, each stream also has its "hash", for which it is folded from its beginning.
[[nodiscard]] Result<std::string> status_json(const Folder& folder, Store& store, WallTime now,
                                              const registry::SchemaSet* schemas = nullptr);

}  // namespace daohu::county
