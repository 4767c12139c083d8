// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the app reads in portions, between frames (core/casework/read/portions.hpp), read to its end.

#include "core/casework/read/portions.hpp"
#include "tests/journeys/outcome.hpp"

namespace daohu::journeys {

// `add` names the portions that make it: add(portions, whole).
template <class Whole, class Add>
[[nodiscard]] Whole read_whole(Add add) {
    Whole whole;
    casework::Portions portions;
    add(portions, whole);
    succeed(portions.read_all(), "reading all portions");
    return whole;
}

}  // namespace daohu::journeys
