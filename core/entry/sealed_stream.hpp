// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where an entry stands whose every section is sealed: in a stream named after its readers (docs/decisions/0040-seals.md).
// Any thread.
//
// The name is made from the keys, so whoever holds an entry can tell whether it stands where it should, and nobody comes
// into a stream by writing there: what is sealed to other readers stands elsewhere.

#include "core/base/sealed_box.hpp"
#include "core/entry/header.hpp"

#include <vector>

namespace daohu::entry {

// The order of the keys, and one that is there twice, make no difference.
[[nodiscard]] StreamId sealed_stream(std::vector<BoxPublicKey> readers);

// The keys that each section of the entry is sealed to, ascending. Empty where a section is open, where two are sealed to
// different readers, and where there is no section.
[[nodiscard]] std::vector<BoxPublicKey> readers_of_all(const Header& header);

}  // namespace daohu::entry
