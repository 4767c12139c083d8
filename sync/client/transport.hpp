// SPDX-License-Identifier: Apache-2.0
#pragma once

// One HTTP exchange with the county, whatever carries it. Used by one thread at a time.
//
// Errors: sync_unreachable (nobody listens, no such name), sync_cut (the link died in the middle), sync_stalled,
// sync_inspected (somebody on the way shows a certificate of his own in the county's name), sync_wrong_authority,
// sync_wrong_name, sync_tls, sync_not_county (whoever answered speaks something else), sync_reply_too_large, cancelled; those of
// the request's sink.

#include "core/base/bytes.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace daohu::client {

enum class Method : std::uint8_t { get, post, head, patch };

struct Header {
    std::string name;
    std::string value;
};

// Fills a part of the buffer and says how much of it; 0 at the end of the body.
using BodySource = std::function<std::size_t(std::span<std::uint8_t>)>;
// Takes a piece of a reply.
using BodySink = std::function<Result<void>(ByteView)>;

struct Request {
    std::string path;  // "/v1/head?n=..."
    Method method = Method::get;
    std::string token{};  // of the session, hexadecimal; empty without
    std::vector<Header> headers{};
    std::optional<Bytes> body{};  // of a POST or PATCH, of known length
    BodySource stream{};          // a body that grows while it is sent; only without `body`
    // Takes the body of a reply with status 206 as it comes, so that what arrived before a cut is kept. Other replies
    // are collected as usual.
    BodySink sink{};
    std::size_t max_reply = 64 * 1024;
};

struct Reply {
    long status = 0;
    Bytes body{};
    std::optional<std::uint64_t> upload_offset{};  // of the header of that name
    std::optional<std::uint64_t> whole_length{};   // of what a range was taken from, by Content-Range
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
