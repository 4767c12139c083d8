// SPDX-License-Identifier: Apache-2.0
#pragma once

// A request and its answer as the county's service sees them, without the library that carries them.

#include "core/base/bytes.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace daohu::county {

enum class HttpMethod : std::uint8_t { get, post, other };

struct HttpRequest {
    HttpMethod method = HttpMethod::other;
    std::string path;   // without the query
    std::string query;  // what follows the question mark
    std::string token;  // of "Authorization: Daohu <token>", empty without
    Bytes body;         // empty while a body is streamed
};

struct HttpReply {
    unsigned status = 200;
    Bytes body;
};

using ReplyTo = std::move_only_function<void(HttpReply)>;

enum class Continue : std::uint8_t { yes, no };

// Takes a request's body piece by piece. Calls come one after another, from the server's threads.
class UploadSink {
public:
    virtual ~UploadSink() = default;
    // `bytes` are valid during the call only. Answers once, from any thread, when more may come: what it answers is
    // when the sender is read again, so a full queue slows the sender down. `no`: the request is over, reply now.
    virtual void feed(ByteView bytes, std::move_only_function<void(Continue)> answer) = 0;
    // The body is complete, or feed said no. Answers once, from any thread.
    virtual void finish(ReplyTo reply) = 0;
};

class HttpHandler {
public:
    virtual ~HttpHandler() = default;
    // Called when the head of a request has arrived. Null: the body is small, read it whole and call handle().
    virtual std::unique_ptr<UploadSink> open_upload(const HttpRequest& head) = 0;
    // Answers once, from any thread.
    virtual void handle(HttpRequest request, ReplyTo reply) = 0;
};

}  // namespace daohu::county
