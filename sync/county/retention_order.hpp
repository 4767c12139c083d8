// SPDX-License-Identifier: Apache-2.0
#pragma once

// The county says how long tablets keep what is over (wire::Retention). Any thread, one at a time.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"
#include "sync/wire/retention.hpp"

namespace daohu::county {

// `days` of nothing takes an earlier order back. invalid_argument for days out of range or that no document states; the
// codes of the store.
Result<void> order_retention(const Folder& folder, Store& store, std::optional<std::int64_t> days,
                             const std::string& document, const Clock& clock, Entropy& entropy);

// The order that counts; nothing where none was given.
[[nodiscard]] Result<std::optional<wire::Retention>> find_retention(const Folder& folder, Store& store);

}  // namespace daohu::county
