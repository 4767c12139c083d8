// SPDX-License-Identifier: Apache-2.0
#pragma once

// A simulated tablet's chain: it signs real entries with a real clock that can be set wrong. One thread.

#include "core/base/crypto.hpp"
#include "core/base/hlc.hpp"
#include "core/entry/draft.hpp"

#include <memory>

namespace daohu::sim {

// Where a chain stands; kept as a backup and put back by a restore.
struct ChainState {
    IncarnationId incarnation;
    int chain = 0;  // number in the simulation
    std::uint64_t sequence = 0;
    Hash256 previous;
};

class SimDevice {
public:
    // `entropy` must outlive the device.
    [[nodiscard]] static Result<SimDevice> make(Entropy& entropy, WallTime start, int chain);

    [[nodiscard]] Result<entry::SignedEntry> sign(entry::EntryDraft draft);

    void pass_time(std::chrono::milliseconds by) { m_clock->advance(by); }
    void set_clock(WallTime wall) { m_clock->set_wall(wall); }
    [[nodiscard]] WallTime wall_now() const { return m_clock->wall_now(); }
    void hear(Hlc time) { m_hybrid->receive(time); }

    [[nodiscard]] const ChainState& state() const { return m_state; }
    // Puts an old state back, as a copied tablet does that does not notice.
    void restore(const ChainState& state) { m_state = state; }
    // The chain of a tablet that noticed.
    void start_incarnation(int chain);

private:
    SimDevice(Entropy& entropy, DeviceId device, SigningKey author, SigningKey key, std::unique_ptr<FakeClock> clock);

    Entropy* m_entropy;
    DeviceId m_device;
    SigningKey m_author;
    SigningKey m_key;
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<HybridClock> m_hybrid;
    ChainState m_state;
};

}  // namespace daohu::sim
