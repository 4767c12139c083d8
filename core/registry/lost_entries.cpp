// SPDX-License-Identifier: Apache-2.0
#include "core/registry/lost_entries.hpp"

#include "core/journal/lost_entries.hpp"

namespace daohu::registry {

Result<std::uint64_t> declare_lost_entries(Recorder& recorder, const entry::SigningKeys& keys, StreamId scope,
                                           Entropy& entropy) {
    std::uint64_t lost = 0;
    const DeviceId own = recorder.journal().identity().device;
    for (const entry::Gap& gap : TRY(journal::undeclared_gaps(recorder.database(), own))) {
        const entry::AssembledEntry declaration = TRY(entry::assemble(entry::make_draft(gap, scope), entropy));
        TRY(recorder.save(declaration, keys));
        lost += gap.last - gap.first + 1;
    }
    return lost;
}

}  // namespace daohu::registry
