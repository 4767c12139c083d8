// SPDX-License-Identifier: Apache-2.0
#pragma once

// What belongs to a matter that is sealed to whoever reads it: aid, referrals with their steps, follow-ups and revisits of
// a safety case, and by when something of it is to be done. Values made in memory and kept nowhere; lists, plans and
// search have nothing of it. On the reading connection's thread.

#include "core/casework/act/sealed_register.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/read/deadlines.hpp"

namespace daohu::casework {

struct SealedFile {
    std::vector<registry::Entity> records;  // the oldest first; what belongs to one of them is among them
    std::vector<Deadline> deadlines;        // of the matter and its records, in the order of deadlines()
};

// Of a case, a complaint, an objection, or of any record that belongs to one. Nothing where it is not sealed as a whole to
// this reader, or hidden from him. What was written about it before it became a secret, which all can read, is among it.
// `sealed` is caught up.
[[nodiscard]] Result<std::optional<SealedFile>> sealed_file(const ReadContext& context, const SealedRegister& sealed,
                                                            const Viewer& viewer, EntityId matter,
                                                            const ClockReading& now);

}  // namespace daohu::casework
