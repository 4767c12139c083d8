// SPDX-License-Identifier: Apache-2.0
#pragma once

// Four pronounceable words for 64 bits of a hash. Private to sync/wire. Any thread.

#include "core/base/bytes.hpp"

#include <span>
#include <string>

namespace daohu::wire {

// Of the parts one behind the other.
[[nodiscard]] std::string words_of(std::span<const ByteView> parts);

}  // namespace daohu::wire
