// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet's request as the county's service sees it, and the county's reply as the tablet does: what stands between them
// where there is no socket. Any thread.

#include "sync/client/transport.hpp"
#include "sync/county/http.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace daohu::sim {

[[nodiscard]] inline county::HttpMethod method_of(client::Method method) {
    switch (method) {
        case client::Method::get: return county::HttpMethod::get;
        case client::Method::post: return county::HttpMethod::post;
        case client::Method::head: return county::HttpMethod::head;
        case client::Method::patch: return county::HttpMethod::patch;
    }
    return county::HttpMethod::other;
}

// Without the body.
[[nodiscard]] inline county::HttpRequest head_of(const client::Request& request) {
    const std::size_t question = request.path.find('?');
    county::HttpRequest head{.method = method_of(request.method),
                             .path = request.path.substr(0, question),
                             .query = question == std::string::npos ? "" : request.path.substr(question + 1),
                             .token = request.token,
                             .headers = {},
                             .body = {}};
    for (const client::Header& header : request.headers) {
        std::string name = header.name;
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        head.headers.push_back({.name = std::move(name), .value = header.value});
    }
    return head;
}

[[nodiscard]] inline client::Reply reply_of(county::HttpReply reply) {
    client::Reply handed{.status = static_cast<long>(reply.status), .body = std::move(reply.body)};
    for (const county::HttpHeader& header : reply.headers) {
        std::uint64_t offset = 0;
        if (header.name == "Upload-Offset" &&
            std::from_chars(header.value.data(), header.value.data() + header.value.size(), offset).ec == std::errc{}) {
            handed.upload_offset = offset;
        }
    }
    return handed;
}

}  // namespace daohu::sim
