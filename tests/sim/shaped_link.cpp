// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/shaped_link.hpp"

#include "core/base/entropy.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::sim {

namespace {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;
using Duration = Clock::duration;

constexpr std::size_t kSegment = 1448;
constexpr std::size_t kSegmentHead = 40;
constexpr std::size_t kQueueLimit = 32 * 1024;  // a radio's buffer: beyond it the sender waits
constexpr int kSocketBuffer = 16 * 1024;
constexpr std::chrono::milliseconds kLongestPoll{100};
constexpr std::string_view kPortalPage =
    "HTTP/1.1 302 Found\r\nLocation: http://portal.example/login\r\nContent-Length: 0\r\n\r\n";

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void prepare_socket(int socket) {
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &kSocketBuffer, sizeof(kSocketBuffer));
}

void close_abruptly(int socket) {
    const linger abrupt{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &abrupt, sizeof(abrupt));
    ::close(socket);
}

struct Segment {
    Time at;
    std::vector<char> bytes;  // empty: the sender said it is done
};

// One direction of one connection.
struct Pipe {
    int from = -1;
    int to = -1;
    bool is_up = false;
    bool is_ended = false;
    bool is_readable = false;
    Time free{};  // of a rate of its own
    Time last{};  // when the segment before comes out: a stream keeps its order
    std::deque<Segment> queue;
    std::size_t queued = 0;
};

struct Pair {
    Pipe up;
    Pipe down;
    bool is_dead = false;
};

}  // namespace

class ShapedLink::Loop {
public:
    Loop(ShapedLink& link, const LinkOptions& options, int listener)
        : m_link{link}, m_options{options}, m_listener{listener}, m_random{options.seed} {}
    ~Loop() {
        for (Pair& pair : m_pairs) {
            close_abruptly(pair.up.from);
            close_abruptly(pair.up.to);
        }
        ::close(m_listener);
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            wait();
            accept_one();
            for (Pair& pair : m_pairs) {
                read_from(pair, pair.up);
                read_from(pair, pair.down);
                deliver(pair, pair.up);
                deliver(pair, pair.down);
            }
            bury();
        }
    }

private:
    template <class Change>
    void count(Change change) {
        const std::lock_guard lock{m_link.m_mutex};
        change(m_link.m_counts);
    }

    void wait() {
        std::vector<pollfd> polls{{.fd = m_listener, .events = POLLIN, .revents = 0}};
        Time next = Clock::now() + kLongestPoll;
        std::vector<Pipe*> pipes;
        for (Pair& pair : m_pairs) {
            for (Pipe* pipe : {&pair.up, &pair.down}) {
                pipe->is_readable = false;
                if (!pipe->is_ended && pipe->queued < kQueueLimit) {
                    polls.push_back({.fd = pipe->from, .events = POLLIN, .revents = 0});
                    pipes.push_back(pipe);
                }
                if (!pipe->queue.empty()) {
                    next = std::min(next, pipe->queue.front().at);
                }
            }
        }
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now()).count();
        ::poll(polls.data(), polls.size(), static_cast<int>(std::max<std::int64_t>(0, rest)));
        m_has_caller = polls.front().revents != 0;
        for (std::size_t i = 0; i < pipes.size(); ++i) {
            pipes[i]->is_readable = polls[i + 1].revents != 0;
        }
    }

    void accept_one() {
        if (!m_has_caller) {
            return;
        }
        const int tablet = ::accept(m_listener, nullptr, nullptr);
        if (tablet < 0) {
            return;
        }
        if (Clock::now() < m_dead_until) {
            count([](LinkCounts& counts) { ++counts.refused; });
            close_abruptly(tablet);
            return;
        }
        const int server = ::socket(AF_INET, SOCK_STREAM, 0);
        prepare_socket(tablet);
        prepare_socket(server);
        const sockaddr_in address = loopback(m_options.target);
        if (!is_answered_here() &&
            ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
            ::close(tablet);
            ::close(server);
            return;
        }
        Pair pair;
        pair.up = {.from = tablet,
                   .to = server,
                   .is_up = true,
                   .is_ended = false,
                   .last = Clock::now() + m_options.round_trip,
                   .queue = {}};
        pair.down = {.from = server,
                     .to = tablet,
                     .is_up = false,
                     .is_ended = is_answered_here(),
                     .last = Clock::now(),
                     .queue = {}};
        m_pairs.push_back(std::move(pair));
        count([](LinkCounts& counts) {
            ++counts.connections;
            counts.wire_up += 2 * kSegmentHead;
            counts.wire_down += kSegmentHead;
        });
    }

    [[nodiscard]] bool is_answered_here() const {
        return m_options.fault == LinkFault::portal || m_options.fault == LinkFault::garbage;
    }

    void read_from(Pair& pair, Pipe& pipe) {
        if (pair.is_dead || !pipe.is_readable) {
            return;
        }
        std::array<char, kSegment> buffer;
        const ::ssize_t got = ::recv(pipe.from, buffer.data(), buffer.size(), 0);
        if (got < 0) {
            pair.is_dead = true;
            return;
        }
        if (got == 0) {
            pipe.is_ended = true;
            pipe.queue.push_back({.at = std::max(pipe.last, Clock::now() + m_options.round_trip / 2), .bytes = {}});
            return;
        }
        if (is_answered_here()) {
            answer(pair);
            return;
        }
        const auto size = static_cast<std::size_t>(got);
        const bool drips = is_dripping(pipe);
        const std::size_t piece = drips ? 1 : size;
        pipe.queued += size;
        for (std::size_t at = 0; at < size; at += piece) {
            const auto begin = buffer.begin() + static_cast<std::ptrdiff_t>(at);
            pipe.queue.push_back({.at = transit(pipe, piece),
                                  .bytes = std::vector<char>(begin, begin + static_cast<std::ptrdiff_t>(piece))});
        }
    }

    [[nodiscard]] bool is_dripping(const Pipe& pipe) const {
        return m_options.fault == LinkFault::slow_loris && !pipe.is_up && m_delivered >= m_options.fault_after;
    }

    // When a segment that enters now comes out.
    Time transit(Pipe& pipe, std::size_t size) {
        Time& shared = pipe.is_up ? m_free_up : m_free_down;
        Time& free = m_options.sharing == LinkSharing::together ? shared : pipe.free;
        free = std::max(free, Clock::now());
        std::size_t bytes = size + kSegmentHead;
        Duration extra{};
        while (m_options.loss > 0 && chance() < m_options.loss) {
            bytes += size + kSegmentHead;
            extra += m_options.round_trip;
            count([](LinkCounts& counts) { ++counts.lost; });
        }
        free += std::chrono::duration_cast<Duration>(
            std::chrono::duration<double>{static_cast<double>(bytes) * 8.0 / m_options.rate});
        count([&](LinkCounts& counts) {
            (pipe.is_up ? counts.wire_up : counts.wire_down) += bytes;
            (pipe.is_up ? counts.wire_down : counts.wire_up) += kSegmentHead / 2;  // an acknowledgement for two
        });
        Duration pause{};
        if (is_dripping(pipe)) {
            pause = m_options.drip;
        }
        pipe.last = std::max(pipe.last, free + m_options.round_trip / 2 + extra) + pause;
        return pipe.last;
    }

    void deliver(Pair& pair, Pipe& pipe) {
        while (!pair.is_dead && !pipe.queue.empty() && pipe.queue.front().at <= Clock::now()) {
            const Segment segment = std::move(pipe.queue.front());
            pipe.queue.pop_front();
            if (segment.bytes.empty()) {
                ::shutdown(pipe.to, SHUT_WR);
                continue;
            }
            const std::size_t size = segment.bytes.size();
            pipe.queued -= size;
            m_delivered += size;
            if (m_options.fault == LinkFault::half_open && m_delivered > m_options.fault_after) {
                continue;
            }
            ::send(pipe.to, segment.bytes.data(), size, MSG_NOSIGNAL);
            count([&](LinkCounts& counts) { (pipe.is_up ? counts.payload_up : counts.payload_down) += size; });
            m_since_cut += size;
            if (m_options.cut > 0 && m_since_cut >= m_options.cut) {
                cut();
            }
        }
    }

    void cut() {
        m_since_cut = 0;
        m_dead_until = Clock::now() + m_options.dead;
        m_free_up = m_free_down = Clock::now();
        count([](LinkCounts& counts) { ++counts.cuts; });
        for (Pair& pair : m_pairs) {
            pair.is_dead = true;
        }
    }

    void answer(Pair& pair) {
        std::string noise;
        for (std::size_t i = 0; i < 200; ++i) {
            noise += static_cast<char>(m_random.next() % 256);
        }
        const std::string_view text = m_options.fault == LinkFault::portal ? kPortalPage : std::string_view{noise};
        ::send(pair.up.from, text.data(), text.size(), MSG_NOSIGNAL);
        ::shutdown(pair.up.from, SHUT_WR);
    }

    void bury() {
        std::erase_if(m_pairs, [](Pair& pair) {
            const bool is_over =
                pair.up.is_ended && pair.down.is_ended && pair.up.queue.empty() && pair.down.queue.empty();
            if (pair.is_dead) {
                close_abruptly(pair.up.from);
                close_abruptly(pair.up.to);
            } else if (is_over) {
                ::close(pair.up.from);
                ::close(pair.up.to);
            }
            return pair.is_dead || is_over;
        });
    }

    double chance() { return static_cast<double>(m_random.next() >> 11U) * 0x1p-53; }

    ShapedLink& m_link;
    LinkOptions m_options;
    int m_listener;
    SeededEntropy m_random;
    std::list<Pair> m_pairs;
    bool m_has_caller = false;
    Time m_free_up;
    Time m_free_down;
    Time m_dead_until;
    std::uint64_t m_since_cut = 0;
    std::uint64_t m_delivered = 0;
};

ShapedLink::ShapedLink(const LinkOptions& options, int listener, std::uint16_t port)
    : m_port{port}, m_thread{[this, options, listener](const std::stop_token& stop) {
          Loop loop{*this, options, listener};
          loop.run(stop);
      }} {}

ShapedLink::~ShapedLink() {
    m_thread.request_stop();
    m_thread.join();
}

Result<std::unique_ptr<ShapedLink>> ShapedLink::start(const LinkOptions& options) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof(address);
    ::setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &kSocketBuffer, sizeof(kSocketBuffer));
    if (listener < 0 || ::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener, 64) != 0 || ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        ::close(listener);
        return fail(ErrorCode::listen_failed, "the link");
    }
    return std::unique_ptr<ShapedLink>{new ShapedLink{options, listener, ntohs(address.sin_port)}};
}

LinkCounts ShapedLink::counts() const {
    const std::lock_guard lock{m_mutex};
    return m_counts;
}

}  // namespace daohu::sim
