// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county's own entries ask of this tablet: to erase, to take a later grant and give up what it lacks, to fetch
// what was published. Called from the sync thread.

#include "core/base/clock.hpp"
#include "sync/client/sync_files.hpp"
#include "sync/wire/artefact.hpp"
#include "sync/wire/enrolment.hpp"
#include "sync/wire/grant_notice.hpp"
#include "sync/wire/network_enrolment.hpp"

#include <optional>
#include <vector>

namespace daohu::client {

class SyncOrders {
public:
    virtual ~SyncOrders() = default;

    // Carries out what arrived since the last time; notes grants and publications.
    virtual Result<void> carry_out() = 0;

    // Says of own entries that neither this tablet nor the county has that they are lost, in a stream that it may write
    // to: the county holds back what came behind them. After everything was pulled, which may bring some of them.
    virtual Result<void> declare_lost(StreamId scope) = 0;

    // A grant that was announced for this device and is later than `epoch`.
    [[nodiscard]] virtual Result<std::optional<wire::GrantNotice>> awaited_grant(std::uint64_t epoch) = 0;
    // Kept from now on; checked by the caller. Durable on return.
    virtual Result<void> take_grant(ByteView grant) = 0;
    // Takes the content of streams out of this tablet that the grant does not name and the county does not let it read.
    // Own entries keep theirs until the county has them in a backup: then the next call goes on.
    virtual Result<void> give_up_others(const wire::Grant& grant, const std::vector<StreamId>& readable) = 0;

    // Lets go of what is over when the county has had it for the days it has ordered, by its own time.
    virtual Result<void> let_go(WallTime county_time) = 0;

    // Published and not here yet.
    [[nodiscard]] virtual Result<std::vector<wire::Artefact>> to_fetch() = 0;
    // Where they come to lie; complete() refuses what is not what was announced.
    [[nodiscard]] virtual FileSink& artefacts() = 0;

    // The list is older than a day, or there is none.
    [[nodiscard]] virtual Result<bool> wants_revocations() = 0;
    // Whether this device is on it is remembered. An earlier list than the one here changes nothing.
    virtual Result<void> take_revocations(const wire::RevocationList& list) = 0;
};

}  // namespace daohu::client
