// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet's request as the county's service sees it, and the county's reply as the tablet does: what stands between them
// where there is no socket. Any thread.

#include "sync/client/transport.hpp"
#include "sync/county/http.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
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

// The decimal number that the text begins with; nothing where it begins with none.
[[nodiscard]] inline std::optional<std::uint64_t> number_at(std::string_view text) {
    std::uint64_t number = 0;
    const bool is_number = std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{};
    return is_number ? std::optional{number} : std::nullopt;
}

[[nodiscard]] inline client::Reply reply_of(county::HttpReply reply) {
    client::Reply handed{.status = static_cast<long>(reply.status), .body = std::move(reply.body)};
    for (const county::HttpHeader& header : reply.headers) {
        const std::string_view value{header.value};
        if (header.name == "Upload-Offset") {
            handed.upload_offset = number_at(value);
        } else if (header.name == "Content-Range") {  // "bytes 0-99/200000"
            handed.whole_length = number_at(value.substr(std::min(value.find('/'), value.size() - 1) + 1));
        }
    }
    return handed;
}

}  // namespace daohu::sim
