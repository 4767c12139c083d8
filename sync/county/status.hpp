// SPDX-License-Identifier: Apache-2.0
#pragma once

// What `daohu-county status` says. No personal data: counts, stream ids and village codes. Any thread.

#include "core/registry/schema.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <string>

namespace daohu::county {

// {"server", "server_name", "epoch", "entries", "not_accepted", "devices", "streams": [{"village", "stream", "head"}]}.
// With datasets, each stream also has its "hash", for which it is folded from its beginning.
[[nodiscard]] Result<std::string> status_json(const Folder& folder, Store& store,
                                              const registry::SchemaSet* schemas = nullptr);

}  // namespace daohu::county
