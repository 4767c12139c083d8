// SPDX-License-Identifier: Apache-2.0
#pragma once

// Says of entries that are lost for good that they are, so that the server does not wait for them. On the store thread.

#include "core/registry/recorder.hpp"

namespace daohu::registry {

// Declares what journal::undeclared_gaps finds, an entry each, in a stream that this device may write to. To be called
// after a rescue, and whoever has a copy on a stick reads it in first. How many entries are lost. The codes of
// Recorder::save; what was declared until then stays so.
[[nodiscard]] Result<std::uint64_t> declare_lost_entries(Recorder& recorder, const entry::SigningKeys& keys,
                                                         StreamId scope, Entropy& entropy);

}  // namespace daohu::registry
