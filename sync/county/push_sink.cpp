// SPDX-License-Identifier: Apache-2.0
#include "sync/county/push_sink.hpp"

#include <algorithm>
#include <utility>

namespace daohu::county {

// Shared by the jobs under way: whoever answers last lets it go. The sink waits for that and so outlives it.
class PushSink::Round {
public:
    using Done = std::move_only_function<void(Judgements, const std::optional<Error>&)>;

    explicit Round(Done done) : m_done{std::move(done)} {}
    ~Round() { m_done(std::move(m_judgements), m_error); }
    Round(const Round&) = delete;
    Round& operator=(const Round&) = delete;

    void note(const Result<Judgements>& written) {
        if (!written) {
            note(written.error());
            return;
        }
        const std::lock_guard lock{m_mutex};
        m_judgements.insert(m_judgements.end(), written->begin(), written->end());
    }
    void note(const Error& error) {
        const std::lock_guard lock{m_mutex};
        m_error = error;
    }

private:
    std::mutex m_mutex;
    Judgements m_judgements;
    std::optional<Error> m_error;
    Done m_done;
};

PushSink::PushSink(Service& service, Store& store, Writer& writer, SessionOwner owner, wire::RequestNonce request,
                   std::int64_t received_at)
    : m_service{service}, m_store{store}, m_writer{writer}, m_owner{owner}, m_request{request},
      m_arrival{.brought_by = owner.device, .received_at = received_at}, m_codec{service.dictionaries()} {}

void PushSink::feed(ByteView bytes, std::move_only_function<void(Continue)> answer) {
    m_splitter.feed(bytes);
    const auto round = std::make_shared<Round>(
        [this, answer = std::move(answer)](Judgements found, const std::optional<Error>& error) mutable {
            // The first ones, as many as a message holds: the next session tells the rest.
            const std::size_t room = wire::kMaxJudgements - m_judgements.size();
            m_judgements.insert(m_judgements.end(), found.begin(),
                                found.begin() + static_cast<std::ptrdiff_t>(std::min(room, found.size())));
            m_error = error;
            answer(m_error ? Continue::no : Continue::yes);
        });
    if (const auto submitted = submit_frames(round); !submitted) {
        round->note(submitted.error());
    }
}

Result<void> PushSink::submit_frames(const std::shared_ptr<Round>& round) {
    for (;;) {
        const Bytes frame = TRY(m_splitter.next());
        if (frame.empty()) {
            return {};
        }
        TRY(submit_frame(frame, round));
    }
}

Result<void> PushSink::submit_frame(ByteView frame, const std::shared_ptr<Round>& round) {
    wire::FrameContent content = TRY(m_codec.decode(frame));
    auto written = [round](const Result<Judgements>& outcome) { round->note(outcome); };
    if (auto* part = std::get_if<wire::EntryPart>(&content)) {
        m_writer.submit(std::move(*part), m_arrival, std::move(written));
        return {};
    }
    std::vector<VerifiedEntry> entries;
    for (Bytes& bytes : std::get<wire::EntryBatch>(content)) {
        entries.push_back(TRY(verify_entry(m_store, std::move(bytes))));
    }
    m_writer.submit(std::move(entries), m_arrival, std::move(written));
    return {};
}

void PushSink::finish(ReplyTo reply) {
    if (!m_error && !m_splitter.is_empty()) {
        m_error = Error{ErrorCode::frame_truncated, "the body ends inside a frame"};
    }
    if (m_error) {
        reply(refuse(*m_error));
        return;
    }
    const auto receipt = m_service.make_receipt(m_owner, m_request);
    if (!receipt) {
        reply(refuse(receipt.error()));
        return;
    }
    reply({.body = encode(wire::Acknowledgement{.receipt = *receipt, .judgements = std::move(m_judgements)})});
}

}  // namespace daohu::county
