// SPDX-License-Identifier: Apache-2.0
#pragma once

// A request and its answer as the county's service sees them, without the library that carries them.

#include "core/base/bytes.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::county {

enum class HttpMethod : std::uint8_t { get, post, head, patch, options, other };

struct HttpHeader {
    std::string name;  // in a request: in small letters
    std::string value;

    friend bool operator==(const HttpHeader&, const HttpHeader&) = default;
};

struct HttpRequest {
    HttpMethod method = HttpMethod::other;
    std::string path;                   // without the query
    std::string query;                  // what follows the question mark
    std::string token;                  // of "Authorization: Daohu <token>", empty without
    std::vector<HttpHeader> headers{};  // those that any route looks at
    Bytes body{};                       // empty while a body is streamed

    // Empty without one.
    [[nodiscard]] std::string_view header(std::string_view name) const {
        for (const HttpHeader& header : headers) {
            if (header.name == name) {
                return header.value;
            }
        }
        return {};
    }
};

// What routes look at, in small letters.
inline constexpr std::string_view kContentType = "content-type";
inline constexpr std::string_view kRange = "range";
inline constexpr std::string_view kTusResumable = "tus-resumable";
inline constexpr std::string_view kUploadLength = "upload-length";
inline constexpr std::string_view kUploadMetadata = "upload-metadata";
inline constexpr std::string_view kUploadOffset = "upload-offset";

struct HttpReply {
    unsigned status = 200;
    Bytes body{};
    std::vector<HttpHeader> headers{};
};

using ReplyTo = std::move_only_function<void(HttpReply)>;

enum class Continue : std::uint8_t { yes, no };

// Takes a request's body piece by piece. Calls come one after another, from the server's threads. Destroyed without
// finish() when the connection breaks.
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
