// SPDX-License-Identifier: Apache-2.0
#pragma once

// The components of the kit in their states, a few to a page. UI thread.

#include "platform/gallery/pages.hpp"

#include <vector>

namespace daohu::gallery {

void add_kit_pages(std::vector<Page>& pages);

}  // namespace daohu::gallery
