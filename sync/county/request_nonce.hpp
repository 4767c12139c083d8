// SPDX-License-Identifier: Apache-2.0
#pragma once

// The number a tablet puts into a request's query ("n=<32 hexadecimal digits>") and wants to see in the signed receipt,
// so that an old reply is worth nothing. Any thread.

#include "sync/county/http.hpp"
#include "sync/wire/messages.hpp"

#include <algorithm>

namespace daohu::county {

// message_malformed without one.
[[nodiscard]] inline Result<wire::RequestNonce> read_request_nonce(const HttpRequest& request) {
    constexpr std::string_view kPrefix = "n=";
    wire::RequestNonce nonce{};
    const auto raw =
        request.query.starts_with(kPrefix) ? from_hex(request.query.substr(kPrefix.size())) : Result<Bytes>{};
    if (!raw || raw->size() != nonce.size()) {
        return fail(ErrorCode::message_malformed, "no request nonce");
    }
    std::ranges::copy(*raw, nonce.begin());
    return nonce;
}

}  // namespace daohu::county
