// SPDX-License-Identifier: Apache-2.0
#pragma once

// What exactly the two signatures of an entry cover. Any thread.

#include "core/base/hash.hpp"
#include "core/base/signature.hpp"

namespace daohu::entry {

// "daohu-entry-1" ‖ hash
[[nodiscard]] Bytes author_message(const Hash256& entry);
// "daohu-entry-1" ‖ hash ‖ author's signature
[[nodiscard]] Bytes device_message(const Hash256& entry, const Signature& author);

}  // namespace daohu::entry
