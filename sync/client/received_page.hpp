// SPDX-License-Identifier: Apache-2.0
#pragma once

// A reply to a pull, taken apart and believed only as far as it is signed. Private to sync/client; any thread.

#include "sync/client/sync_store.hpp"
#include "sync/wire/frame.hpp"
#include "sync/wire/messages.hpp"

#include <vector>

namespace daohu::client {

struct ReceivedPage {
    StreamId stream;
    std::uint64_t head = 0;
    std::uint64_t foreign_entries = 0;
    std::vector<StreamPlace> places;  // consecutive, from the position after the cursor
};

// sync_page_invalid (not an answer to this request, or pages and frames do not fit each other), sync_untrusted_entry (an
// entry whose device or author the county's root does not vouch for, or with a wrong signature), frame_ and message_
// codes.
[[nodiscard]] Result<std::vector<ReceivedPage>> read_pages(ByteView reply, const wire::PullRequest& request,
                                                           const PublicKey& root, const wire::FrameCodec& codec);

}  // namespace daohu::client
