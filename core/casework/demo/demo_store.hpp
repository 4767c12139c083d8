// SPDX-License-Identifier: Apache-2.0
#pragma once

// An invented county in a store. On the store's thread.

#include "core/casework/demo/demo_county.hpp"
#include "core/registry/recorder.hpp"

namespace daohu::casework {

// As if all of it had come from the county; how many entries. invalid_argument for a store that holds entries: it could
// be somebody's. The codes of make_demo_county and Recorder::receive.
[[nodiscard]] Result<std::size_t> fill_with_demo(registry::Recorder& recorder, const DemoCountyOptions& options,
                                                 const DemoWords& words);

}  // namespace daohu::casework
