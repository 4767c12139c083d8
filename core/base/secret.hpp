// SPDX-License-Identifier: Apache-2.0
#pragma once

// Bytes that must not leave memory: keys, seeds, passphrases. Any thread; one object belongs to one thread at a time.

#include "core/base/bytes.hpp"
#include "core/base/entropy.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace daohu {

// Lives in memory of its own between guard pages, locked against swapping where the system allows it, left out of core
// dumps, and wiped when it goes. Moves, never copies by accident, has no way to be printed or compared with ==.
class SecretBytes {
public:
    // Nothing, no memory.
    SecretBytes() = default;
    ~SecretBytes();
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;

    // secret_memory_unavailable when the system gives no memory.
    [[nodiscard]] static Result<SecretBytes> zeroed(std::size_t size);
    [[nodiscard]] static Result<SecretBytes> copy_of(ByteView bytes);
    [[nodiscard]] static Result<SecretBytes> random(std::size_t size, Entropy& entropy);
    [[nodiscard]] Result<SecretBytes> clone() const { return copy_of(bytes()); }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] ByteView bytes() const { return {m_data, m_size}; }
    [[nodiscard]] std::span<std::uint8_t> mutable_bytes() { return {m_data, m_size}; }

    // Wipes and gives the memory back at once.
    void clear() noexcept;

private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

// Takes the same time wherever the difference is. Different sizes are different, at once.
[[nodiscard]] bool equal_in_constant_time(ByteView a, ByteView b);

// Overwrites bytes that held something secret outside a SecretBytes, such as a text field.
void wipe(std::span<std::uint8_t> bytes);

}  // namespace daohu
