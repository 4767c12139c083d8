// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where random bytes come from. Any thread.

#include <cstdint>
#include <span>

namespace daohu {

class Entropy {
public:
    virtual ~Entropy() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

// The operating system's generator. Aborts where the system has none: an id must never be predictable.
class SystemEntropy final : public Entropy {
public:
    void fill(std::span<std::uint8_t> out) override;
};

// A reproducible sequence (SplitMix64) for tests and simulations. Never for keys in a real store.
class SeededEntropy final : public Entropy {
public:
    explicit SeededEntropy(std::uint64_t seed) : m_state{seed} {}
    void fill(std::span<std::uint8_t> out) override;
    [[nodiscard]] std::uint64_t next();

private:
    std::uint64_t m_state;
};

}  // namespace daohu
