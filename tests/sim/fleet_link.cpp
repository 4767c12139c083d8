// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/fleet_link.hpp"

#include "tests/sim/http_words.hpp"

#include <algorithm>
#include <array>
#include <future>
#include <memory>
#include <utility>

namespace daohu::sim {

namespace {

constexpr std::size_t kPiece = 4096;
constexpr unsigned kPartialContent = 206;

Bytes whole_body(const client::Request& request) {
    if (request.body) {
        return *request.body;
    }
    Bytes body;
    std::array<std::uint8_t, kPiece> piece{};
    while (request.stream) {
        const std::size_t size = request.stream(piece);
        if (size == 0) {
            break;
        }
        body.insert(body.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(size));
    }
    return body;
}

// A request that was answered with the body of some portal.
constexpr std::string_view kPortalPage = "<html><body>Please log in to use this network.</body></html>";

}  // namespace

FleetLink::Trouble FleetLink::next_trouble() {
    if (below(100) >= m_trouble) {
        return Trouble::none;
    }
    ++m_faults;
    constexpr std::array kTroubles{Trouble::no_signal, Trouble::cut_up, Trouble::cut_up, Trouble::lost_reply,
                                   Trouble::cut_down,  Trouble::twice,  Trouble::twice,  Trouble::replayed,
                                   Trouble::portal,    Trouble::failed};
    return kTroubles[below(kTroubles.size())];
}

Result<client::Reply> FleetLink::exchange(const client::Request& request, std::stop_token) {
    m_clock.advance(std::chrono::milliseconds{200 + below(5000)});
    const Trouble trouble = next_trouble();
    if (m_county == nullptr || trouble == Trouble::no_signal) {
        return fail(ErrorCode::sync_unreachable, "no signal");
    }
    Bytes body = whole_body(request);
    m_traffic.sent += body.size();
    const std::string path = request.path.substr(0, request.path.find('?'));
    if (trouble == Trouble::replayed && m_old.contains(path)) {
        return hand_over(request, m_old.at(path), trouble);
    }
    if (trouble == Trouble::portal) {
        return client::Reply{.status = 200, .body = Bytes(kPortalPage.begin(), kPortalPage.end())};
    }
    if (trouble == Trouble::failed) {
        return client::Reply{.status = 502, .body = Bytes(kPortalPage.begin(), kPortalPage.end())};
    }
    if (trouble == Trouble::twice) {
        (void)carry(request, body, false);
    }
    auto reply = carry(request, std::move(body), trouble == Trouble::cut_up);
    if (!reply || trouble == Trouble::lost_reply) {
        return fail(ErrorCode::sync_cut, "the link died");
    }
    m_old[path] = *reply;
    return hand_over(request, std::move(*reply), trouble);
}

std::optional<county::HttpReply> FleetLink::carry(const client::Request& request, Bytes body, bool is_cut) {
    county::HttpRequest head = head_of(request);
    if (is_cut) {
        body.resize(below(body.size() + 1));
    }
    const auto answer = std::make_shared<std::promise<county::HttpReply>>();  // the writer's thread may hold it longer
    const auto upload = m_county->open_upload(head);
    if (!upload && is_cut) {
        return std::nullopt;  // half a request is none
    }
    if (!upload) {
        head.body = std::move(body);
        m_county->handle(std::move(head), [answer](county::HttpReply reply) { answer->set_value(std::move(reply)); });
        return answer->get_future().get();
    }
    for (std::size_t at = 0; at < body.size(); at += kPiece) {
        const auto fed = std::make_shared<std::promise<county::Continue>>();
        upload->feed(ByteView{body}.subspan(at, std::min(kPiece, body.size() - at)),
                     [fed](county::Continue more) { fed->set_value(more); });
        if (fed->get_future().get() == county::Continue::no) {
            break;
        }
    }
    if (is_cut) {
        return std::nullopt;
    }
    upload->finish([answer](county::HttpReply reply) { answer->set_value(std::move(reply)); });
    return answer->get_future().get();
}

Result<client::Reply> FleetLink::hand_over(const client::Request& request, county::HttpReply reply, Trouble trouble) {
    m_traffic.received += reply.body.size();
    const bool is_cut = trouble == Trouble::cut_down;
    if (is_cut) {
        reply.body.resize(below(reply.body.size() + 1));
    }
    if (reply.status == kPartialContent && request.sink) {
        TRY(request.sink(reply.body));
        reply.body.clear();
    }
    if (is_cut) {
        return fail(ErrorCode::sync_cut, "the link died");
    }
    return reply_of(std::move(reply));
}

}  // namespace daohu::sim
