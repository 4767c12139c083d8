// SPDX-License-Identifier: Apache-2.0
#pragma once

// A page of the streams a device may read. Any thread.

#include "sync/county/http.hpp"
#include "sync/county/sessions.hpp"
#include "sync/county/store.hpp"

namespace daohu::county {

// `notes`: what the reply gives.
[[nodiscard]] HttpReply answer_pull(Store& store, const SessionOwner& reader, const wire::Dictionaries& dictionaries,
                                    ByteView body, std::vector<ReadNote>& notes);

}  // namespace daohu::county
