// SPDX-License-Identifier: Apache-2.0
#pragma once

// What somebody who helps from afar needs to know of a tablet: versions, counts, sizes, the last failures by their codes.
// No name, no text that anybody wrote, no id of a person or a household. Main thread.

#include "platform/daohu/tablet.hpp"

#include <filesystem>

namespace daohu {

// Writes it as JSON. disk_full, io_failed; the codes of reading the store.
Result<void> write_support_bundle(Tablet& tablet, Machine& machine, const std::filesystem::path& file);

}  // namespace daohu
