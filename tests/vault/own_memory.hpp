// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looks for secrets in the memory of the running test. Linux, one thread.

#include "core/base/secret.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

namespace daohu::vault::test {

// How often `secret` stands in this process's writable memory, the place it is searched from not counted.
inline std::size_t occurrences_in_memory(ByteView secret) {
    static std::array<char, 1 << 20> window{};
    std::ifstream maps{"/proc/self/maps"};
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    std::size_t found = 0;
    for (std::string line; std::getline(maps, line);) {
        const std::uint64_t begin = std::stoull(line, nullptr, 16);
        const std::uint64_t end = std::stoull(line.substr(line.find('-') + 1), nullptr, 16);
        if (line.find(" rw-p ") == std::string::npos || end - begin > 64 * 1024 * 1024) {
            continue;  // read-only, or what the sanitizer keeps for itself
        }
        for (std::uint64_t at = begin; at < end; at += window.size() - secret.size()) {
            const std::size_t size = std::min<std::uint64_t>(window.size(), end - at);
            const ssize_t got = ::pread(memory, window.data(), size, static_cast<off_t>(at));
            std::string_view seen{window.data(), got < 0 ? 0 : static_cast<std::size_t>(got)};
            for (auto hit = seen.find(as_text(secret)); hit != std::string_view::npos;
                 hit = seen.find(as_text(secret), hit + 1)) {
                const std::uint64_t address = at + hit;
                const auto own = reinterpret_cast<std::uintptr_t>(window.data());
                const bool is_window = address >= own && address < own + window.size();
                if (!is_window && address != reinterpret_cast<std::uintptr_t>(secret.data())) {
                    ++found;
                }
            }
        }
    }
    ::close(memory);
    window.fill('\0');
    return found;
}

// A secret noted in a form in which it does not look like itself.
inline Bytes masked(ByteView secret) {
    Bytes out{secret.begin(), secret.end()};
    std::ranges::for_each(out, [](std::uint8_t& byte) { byte ^= 0x5A; });
    return out;
}

inline std::size_t occurrences_of_masked(const Bytes& hidden) {
    Bytes secret = masked(hidden);
    const std::size_t found = occurrences_in_memory(secret);
    wipe(secret);
    return found;
}

}  // namespace daohu::vault::test
