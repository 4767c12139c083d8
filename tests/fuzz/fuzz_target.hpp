// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a fuzz target is: one function that takes any bytes. It says that a promise is broken with DAOHU_CHECK, which
// stops the program; the sanitizers say the rest.

#include "core/base/bytes.hpp"
#include "core/base/check.hpp"

#include <cstddef>
#include <cstdint>

namespace daohu::fuzz {

// Written by each target.
void try_input(ByteView input);

}  // namespace daohu::fuzz
