// SPDX-License-Identifier: Apache-2.0
#pragma once

// From a reply of whoever answered to a reply of the county. Private to sync/client; the sync thread.

#include "sync/client/transport.hpp"
#include "sync/wire/messages.hpp"

namespace daohu::client {

// The body of a reply that the county's server gave.
//
// sync_portal (a page, a redirect or a login instead of the county), sync_server_failed (a proxy's or server's 5xx, or 429),
// or what a refusal of the county says: sync_session_ended, sync_not_enrolled, sync_revoked, sync_epoch_changed,
// sync_not_granted, message_version, sync_refused, sync_server_failed.
[[nodiscard]] Result<Bytes> accept_reply(Reply reply);

// The path of a request whose answer must name this nonce.
[[nodiscard]] std::string with_nonce(std::string_view path, const wire::RequestNonce& nonce);

// Somebody else writes under the name of this chain: whatever it says is set aside from now on.
[[nodiscard]] bool is_forked(const std::vector<wire::Judgement>& judgements);

[[nodiscard]] Error error_of(const wire::Refusal& refusal);

}  // namespace daohu::client
