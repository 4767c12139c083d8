// SPDX-License-Identifier: Apache-2.0
#pragma once

// How much of the tablet this app takes, for the pages that say it. Looks at every file: once when a page opens. UI thread.

#include "ui/model/sync.hpp"

namespace daohu {

class Tablet;

[[nodiscard]] model::StorageUse storage_use(const Tablet& tablet);

}  // namespace daohu
