// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who may be connected: no more than there are file descriptors for, and no address so many that nobody else gets in.
// Any thread.

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace daohu::county {

class ConnectionSlots {
public:
    // A connection, for as long as it lasts.
    class Slot {
    public:
        Slot(ConnectionSlots& slots, std::string address) : m_slots{&slots}, m_address{std::move(address)} {}
        ~Slot();
        Slot(Slot&& other) noexcept;
        Slot& operator=(Slot&&) = delete;
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;

    private:
        ConnectionSlots* m_slots;
        std::string m_address;
    };

    // `when_full` is called on the thread that had to turn somebody away, once until there is room again.
    ConnectionSlots(std::size_t most, std::function<void()> when_full);

    // Nothing when there is no room, or this address has its half of it. An empty address is this machine's own: a reverse
    // proxy, behind which everybody is.
    [[nodiscard]] std::optional<Slot> take(const std::string& address);

private:
    void give_back(const std::string& address);

    std::size_t m_most;
    std::function<void()> m_when_full;
    std::mutex m_mutex;
    std::map<std::string, std::size_t> m_taken;  // by address
    std::size_t m_count = 0;
    bool m_was_full = false;
};

// How many connections this process can serve: each may have a file open beside its socket, and the store needs some.
[[nodiscard]] std::size_t connections_by_open_files();
// Raises this process's own bound on open files to what it is allowed at most. For whoever serves, at its start.
void raise_open_files();

}  // namespace daohu::county
