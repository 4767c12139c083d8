// SPDX-License-Identifier: Apache-2.0
#include "sync/county/connection_slots.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

constexpr std::size_t kFilesOfTheStore = 64;
constexpr std::size_t kFewest = 16;

}  // namespace

ConnectionSlots::Slot::Slot(Slot&& other) noexcept
    : m_slots{std::exchange(other.m_slots, nullptr)}, m_address{std::move(other.m_address)} {}

ConnectionSlots::Slot::~Slot() {
    if (m_slots != nullptr) {
        m_slots->give_back(m_address);
    }
}

ConnectionSlots::ConnectionSlots(std::size_t most, std::function<void()> when_full)
    : m_most{most}, m_when_full{std::move(when_full)} {}

std::optional<ConnectionSlots::Slot> ConnectionSlots::take(const std::string& address) {
    bool is_news = false;
    {
        const std::lock_guard lock{m_mutex};
        if (m_count < m_most && (address.empty() || m_taken[address] < std::max<std::size_t>(m_most / 2, 1))) {
            ++m_count;
            ++m_taken[address];
            return std::optional<Slot>{std::in_place, *this, address};
        }
        if (m_count >= m_most) {
            is_news = !std::exchange(m_was_full, true);
        }
    }
    if (is_news && m_when_full) {
        m_when_full();
    }
    return std::nullopt;
}

void ConnectionSlots::give_back(const std::string& address) {
    const std::lock_guard lock{m_mutex};
    --m_count;
    if (const auto taken = m_taken.find(address); --taken->second == 0) {
        m_taken.erase(taken);
    }
    if (m_count < m_most - m_most / 4) {
        m_was_full = false;
    }
}

std::size_t connections_by_open_files() {
    ::rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < 2 * (kFilesOfTheStore + kFewest)) {
        return kFewest;
    }
    return (static_cast<std::size_t>(limit.rlim_cur) - kFilesOfTheStore) / 2;
}

void raise_open_files() {
    ::rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void)::setrlimit(RLIMIT_NOFILE, &limit);  // where it is refused there are fewer connections
    }
}

}  // namespace daohu::county
