// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the county says no. Any thread.

#include "sync/county/http.hpp"
#include "sync/wire/messages.hpp"

#include <string_view>

namespace daohu::county {

// The reply that carries a refusal.
[[nodiscard]] HttpReply refuse(wire::RefusalReason reason, std::string_view detail);
// The same for an error that a request met on its way.
[[nodiscard]] HttpReply refuse(const Error& error);

// Answers of an upload that was refused before its first byte.
class RefusedUpload final : public UploadSink {
public:
    explicit RefusedUpload(HttpReply reply) : m_reply{std::move(reply)} {}
    void feed(ByteView, std::move_only_function<void(Continue)> answer) override { answer(Continue::no); }
    void finish(ReplyTo reply) override { reply(std::move(m_reply)); }

private:
    HttpReply m_reply;
};

}  // namespace daohu::county
