// SPDX-License-Identifier: Apache-2.0
#pragma once

// One HTTP exchange with the county, whatever carries it. Used by one thread at a time.
//
// Errors: sync_unreachable (nobody listens, no such name), sync_cut (the link died in the middle), sync_stalled,
// sync_inspected (somebody on the way shows a certificate of his own in the county's name), sync_wrong_authority,
// sync_wrong_name, sync_tls, sync_not_county (whoever answered speaks something else), sync_reply_too_large, cancelled.

#include "core/base/bytes.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace daohu::client {

// Fills a part of the buffer and says how much of it; 0 at the end of the body.
using BodySource = std::function<std::size_t(std::span<std::uint8_t>)>;

struct Request {
    std::string path;             // "/v1/head?n=..."
    std::string token{};          // of the session, hexadecimal; empty without
    std::optional<Bytes> body{};  // a POST with a body of known length
    BodySource stream{};          // a POST whose body grows while it is sent; only without `body`
    std::size_t max_reply = 64 * 1024;
};

struct Reply {
    long status = 0;
    Bytes body;
};

// Bytes of HTTP, heads and bodies.
struct Traffic {
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
};

class Transport {
public:
    virtual ~Transport() = default;
    // Returns early when `stop` is requested.
    [[nodiscard]] virtual Result<Reply> exchange(const Request& request, std::stop_token stop) = 0;
    [[nodiscard]] virtual Traffic traffic() const = 0;
};

}  // namespace daohu::client
