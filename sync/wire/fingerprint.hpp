// SPDX-License-Identifier: Apache-2.0
#pragma once

// Six pronounceable words for 96 bits of a hash: enough that nobody makes two hashes agree by trying on both sides. Private
// to sync/wire. Any thread.

#include "core/base/bytes.hpp"

#include <span>
#include <string>

namespace daohu::wire {

// Of the parts one behind the other.
[[nodiscard]] std::string words_of(std::span<const ByteView> parts);

}  // namespace daohu::wire
