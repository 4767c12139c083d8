// SPDX-License-Identifier: Apache-2.0
#pragma once

// What outlives a killed child: memory that it shares with its parent. Linux; one thread on each side.

#include "core/base/check.hpp"
#include "core/ports/secure_key.hpp"

#include <sys/mman.h>

#include <array>
#include <fstream>
#include <new>
#include <type_traits>

namespace daohu::faults {

template <class T>
class SharedMemory {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    SharedMemory() {
        void* memory = ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        DAOHU_CHECK(memory != MAP_FAILED);
        m_shared = new (memory) T;
    }
    ~SharedMemory() { ::munmap(m_shared, sizeof(T)); }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    [[nodiscard]] T& operator*() const { return *m_shared; }

private:
    T* m_shared;
};

// What a key store in hardware holds.
struct KeptSecrets {
    struct Secret {
        std::size_t size = 0;
        std::array<std::uint8_t, 4096> bytes{};
    };
    Secret tries;
    Secret factor;
    Secret anchor;
    std::size_t derivations = 0;
};

// A key store in hardware: it survives the process, and talking to it takes a system call. Reading the key's factor
// happens right after the derivation, so it counts derivations.
class SharedSecureKey final : public SecureKey {
public:
    explicit SharedSecureKey(KeptSecrets& kept) : m_kept{kept}, m_line{"/dev/null"} {}

    [[nodiscard]] KeyProtection protection() const override { return KeyProtection::hardware; }
    Result<void> store(std::string_view name, ByteView secret) override;
    [[nodiscard]] Result<Bytes> load(std::string_view name) override;
    Result<void> forget(std::string_view) override { return {}; }

private:
    [[nodiscard]] KeptSecrets::Secret* find(std::string_view name);

    KeptSecrets& m_kept;
    std::ofstream m_line;
};

}  // namespace daohu::faults
