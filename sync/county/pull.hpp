// SPDX-License-Identifier: Apache-2.0
#pragma once

// A page of the streams a device may read. Any thread.

#include "sync/county/http.hpp"
#include "sync/county/sessions.hpp"
#include "sync/county/store.hpp"
#include "sync/wire/frame.hpp"

namespace daohu::county {

// One reply: what these streams have after the cursors, until the request's budget is used up. Whether the reader may read
// them is for the caller. `notes`: what the reply gives.
[[nodiscard]] Result<Bytes> read_page(Store& store, const SessionOwner& reader, const wire::FrameCodec& codec,
                                      const wire::PullRequest& asked, std::vector<ReadNote>& notes);

// `notes`: what the reply gives.
[[nodiscard]] HttpReply answer_pull(Store& store, const SessionOwner& reader, const wire::Dictionaries& dictionaries,
                                    ByteView body, std::vector<ReadNote>& notes);

}  // namespace daohu::county
