// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/sim_device.hpp"

namespace daohu::sim {

SimDevice::SimDevice(Entropy& entropy, DeviceId device, SigningKey author, SigningKey key,
                     std::unique_ptr<FakeClock> clock)
    : m_entropy{&entropy}, m_device{device}, m_author{std::move(author)}, m_key{std::move(key)},
      m_clock{std::move(clock)}, m_hybrid{std::make_unique<HybridClock>(*m_clock, WallTime{})} {}

Result<SimDevice> SimDevice::make(Entropy& entropy, WallTime start, int chain) {
    SigningKey author = TRY(SigningKey::generate(entropy));
    SigningKey key = TRY(SigningKey::generate(entropy));
    SimDevice device{entropy, DeviceId::random(entropy), std::move(author), std::move(key),
                     std::make_unique<FakeClock>(start)};
    device.start_incarnation(chain);
    return device;
}

Result<entry::SignedEntry> SimDevice::sign(entry::EntryDraft draft) {
    entry::AssembledEntry assembled = TRY(entry::assemble(draft, *m_entropy));
    const entry::ChainPosition position{m_device, m_state.incarnation, m_state.sequence + 1, m_state.previous,
                                        m_hybrid->now()};
    entry::SignedEntry entry = TRY(entry::sign(std::move(assembled), position, {m_author, m_key}));
    ++m_state.sequence;
    m_state.previous = entry.hash();
    return entry;
}

void SimDevice::start_incarnation(int chain) { m_state = {IncarnationId::random(*m_entropy), chain, 0, Hash256{}}; }

}  // namespace daohu::sim
