// SPDX-License-Identifier: Apache-2.0
#include "tests/client/dying_link.hpp"

#include "tests/sim/http_words.hpp"

#include <algorithm>
#include <array>
#include <future>
#include <memory>
#include <utility>

namespace daohu::client::test {

namespace {

// Bytes as seen on a real connection (daohu-sim link), rounded up.
constexpr std::uint64_t kHandshake = 1800;
constexpr std::uint64_t kShortHandshake = 900;  // with a ticket
constexpr std::uint64_t kRequestHead = 250;
constexpr std::uint64_t kReplyHead = 200;
constexpr std::uint64_t kRecordFrame = 30;   // of TLS, and of the HTTP chunk in it
constexpr std::size_t kRecord = 2048;        // certificate_check.cpp
constexpr std::size_t kUploadPiece = 16384;  // curl_transport.cpp

// False when the county wants no more of it.
bool feed(county::UploadSink& upload, ByteView bytes) {
    const auto fed = std::make_shared<std::promise<county::Continue>>();
    upload.feed(bytes, [fed](county::Continue more) { fed->set_value(more); });
    return fed->get_future().get() == county::Continue::yes;
}

}  // namespace

DyingLink::DyingLink(county::HttpHandler& county, std::function<std::uint64_t()> next_stretch, Handing handing)
    : m_county{county}, m_next_stretch{std::move(next_stretch)}, m_handing{handing}, m_stretch{m_next_stretch()},
      m_left{m_stretch} {}

Result<Reply> DyingLink::exchange(const Request& request, std::stop_token) {
    const auto dead = [] { return fail(ErrorCode::sync_cut, "the link died"); };
    if (!connect() || !pass(kRequestHead)) {
        return dead();
    }
    county::HttpRequest head = sim::head_of(request);
    const auto answer = std::make_shared<std::promise<county::HttpReply>>();  // the writer's thread may hold it longer
    const auto answer_with = [answer](county::HttpReply reply) { answer->set_value(std::move(reply)); };
    const auto upload = m_county.open_upload(head);
    if (upload) {
        if (!carry(request, *upload)) {
            ++m_cut_uploads;
            return dead();
        }
        upload->finish(answer_with);
    } else {
        head.body = request.body.value_or(Bytes{});
        if (!pass(head.body.size())) {
            return dead();
        }
        m_county.handle(std::move(head), answer_with);
    }
    county::HttpReply reply = answer->get_future().get();
    if (!pass(kReplyHead + reply.body.size())) {
        return dead();
    }
    m_has_ticket = true;
    return sim::reply_of(std::move(reply));
}

bool DyingLink::pass(std::uint64_t bytes) {
    if (bytes < m_left) {
        m_left -= bytes;
        m_traffic.sent += bytes;
        return true;
    }
    m_is_up = false;
    ++m_cuts;
    m_last_stretch = m_stretch;
    m_stretch = m_next_stretch();
    m_left = m_stretch;
    return false;
}

bool DyingLink::connect() {
    m_is_up = m_is_up || pass(m_has_ticket ? kShortHandshake : kHandshake);
    return m_is_up;
}

bool DyingLink::carry(const Request& request, county::UploadSink& upload) {
    if (request.body) {
        return carry_piece(*request.body, upload);
    }
    std::array<std::uint8_t, kUploadPiece> room{};
    Bytes whole;
    for (std::size_t size = request.stream(room); size > 0; size = request.stream(room)) {
        const ByteView piece = ByteView{room}.first(size);
        if (m_handing == Handing::when_whole) {
            whole.insert(whole.end(), piece.begin(), piece.end());
        } else if (!carry_piece(piece, upload)) {
            return false;
        }
    }
    return whole.empty() || carry_piece(whole, upload);
}

bool DyingLink::carry_piece(ByteView piece, county::UploadSink& upload) {
    if (m_handing == Handing::when_whole) {
        const bool has_come = pass(piece.size());
        return has_come && feed(upload, piece);
    }
    for (std::size_t at = 0; at < piece.size(); at += kRecord) {
        const ByteView record = piece.subspan(at, std::min(kRecord, piece.size() - at));
        if (!pass(record.size() + kRecordFrame) || !feed(upload, record)) {
            return false;
        }
    }
    return true;
}

}  // namespace daohu::client::test
