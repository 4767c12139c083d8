// SPDX-License-Identifier: Apache-2.0
#pragma once

// Trains the compression dictionary that ships with the program. Any thread.

#include "core/base/bytes.hpp"

#include <cstddef>

namespace daohu::sim {

// On generated entries of seeds that no measurement uses. At most `size` bytes.
[[nodiscard]] Result<Bytes> train_survey_dictionary(std::size_t size);

}  // namespace daohu::sim
