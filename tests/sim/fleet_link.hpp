// SPDX-License-Identifier: Apache-2.0
#pragma once

// What lies between a simulated tablet and the county's service, without sockets: requests are cut, replies lost,
// repeated, replayed, replaced by a portal's page. One thread.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "sync/client/transport.hpp"
#include "sync/county/http.hpp"

#include <map>
#include <optional>

namespace daohu::sim {

class FleetLink final : public client::Transport {
public:
    // Both must outlive the link. `clock` is the tablet's.
    FleetLink(std::uint64_t seed, FakeClock& clock) : m_random{seed}, m_clock{clock} {}

    // Null: nobody there.
    void connect(county::HttpHandler* county) { m_county = county; }
    // Of a hundred requests so many meet with trouble.
    void set_trouble(std::uint64_t percent) { m_trouble = percent; }
    [[nodiscard]] std::uint64_t faults() const { return m_faults; }

    Result<client::Reply> exchange(const client::Request& request, std::stop_token stop) override;
    [[nodiscard]] client::Traffic traffic() const override { return m_traffic; }

private:
    enum class Trouble : std::uint8_t {
        none,
        no_signal,
        cut_up,
        lost_reply,
        cut_down,
        twice,
        replayed,
        portal,
        failed
    };

    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random.next() % bound; }
    [[nodiscard]] Trouble next_trouble();
    // Empty when the request was cut on its way.
    [[nodiscard]] std::optional<county::HttpReply> carry(const client::Request& request, Bytes body, bool is_cut);
    [[nodiscard]] Result<client::Reply> hand_over(const client::Request& request, county::HttpReply reply,
                                                  Trouble trouble);

    SeededEntropy m_random;
    FakeClock& m_clock;
    county::HttpHandler* m_county = nullptr;
    std::uint64_t m_trouble = 0;
    std::uint64_t m_faults = 0;
    client::Traffic m_traffic;
    std::map<std::string, county::HttpReply> m_old;  // by path, to be replayed
};

}  // namespace daohu::sim
