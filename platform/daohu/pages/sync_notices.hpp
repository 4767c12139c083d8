// SPDX-License-Identifier: Apache-2.0
#pragma once

// What sync found that keeps working and that somebody should still see to, in sentences; the worst first. UI thread.

#include "sync/client/status.hpp"
#include "ui/model/status.hpp"
#include "ui/text/words.hpp"

#include <optional>
#include <vector>

namespace daohu {

// A clock that is off by less does no harm to anybody's plan.
inline constexpr std::chrono::minutes kClockTolerance{10};

// `copy_failure` of the copy to the second storage; `left_out` publications of the county are not used here.
[[nodiscard]] std::vector<model::Notice> sync_notices(const client::SyncStatus& status,
                                                      const std::optional<Error>& copy_failure, std::size_t left_out,
                                                      Words& words);

}  // namespace daohu
