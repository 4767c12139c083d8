// SPDX-License-Identifier: Apache-2.0
#pragma once

// A section that only the holders of named keys can read: safety mode, complaints. Any thread.
//
// In canonical CBOR: [[section key sealed to each reader...], section bytes sealed under that key]. The readers stand in
// the same order as in the header.

#include "core/base/sealed_box.hpp"

#include <vector>

namespace daohu::entry {

// key_malformed when a reader's key is none.
[[nodiscard]] Result<Bytes> seal_section(ByteView section, const std::vector<BoxPublicKey>& readers, Entropy& entropy);

// The size of what seal_section returns, at most.
[[nodiscard]] std::size_t sealed_section_size(std::size_t section, std::size_t readers);

// entry_section_not_for_reader when `reader` is not among `readers`; seal_broken; or a cbor_ code.
[[nodiscard]] Result<Bytes> unseal_section(ByteView sealed, const std::vector<BoxPublicKey>& readers,
                                           const BoxKey& reader);

}  // namespace daohu::entry
