// SPDX-License-Identifier: Apache-2.0
#pragma once

// One push as it streams in: every frame is checked and on the disk before more of the body is read. A cut costs the
// frame it falls into. Called by one connection at a time; the writer answers from its own thread.

#include "sync/county/service.hpp"
#include "sync/wire/frame.hpp"

#include <memory>
#include <mutex>
#include <optional>

namespace daohu::county {

class PushSink final : public UploadSink {
public:
    PushSink(Service& service, Store& store, Writer& writer, SessionOwner owner, wire::RequestNonce request,
             std::int64_t received_at);

    void feed(ByteView bytes, std::move_only_function<void(Continue)> answer) override;
    void finish(ReplyTo reply) override;

private:
    // Collects the answers of the jobs of one piece; calls back when the last one came.
    class Round;

    // Stops at the first frame that is none.
    [[nodiscard]] Result<void> submit_frames(const std::shared_ptr<Round>& round);
    [[nodiscard]] Result<void> submit_frame(ByteView frame, const std::shared_ptr<Round>& round);

    Service& m_service;
    Store& m_store;
    Writer& m_writer;
    SessionOwner m_owner;
    wire::RequestNonce m_request;
    Arrival m_arrival;
    wire::FrameSplitter m_splitter;
    wire::FrameCodec m_codec;
    Judgements m_judgements;
    std::optional<Error> m_error;
};

}  // namespace daohu::county
