// SPDX-License-Identifier: Apache-2.0
#pragma once

// The way to the county of a tablet that has no grant yet, over the network: asks at the address that was typed, keeps the
// request until the office has decided, and imports the grant as from a stick. Works on a thread of its own, also while
// its page is not shown. Owned by the tablet; all functions may be called from any thread.

#include "core/base/error.hpp"
#include "core/vault/vault.hpp"
#include "sync/client/network_enrolment.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace daohu {

struct Machine;

enum class EnrolmentStep : std::uint8_t {
    none,      // nothing was asked
    asking,    // for the county, and of it
    compare,   // the office has the request: do the words agree?
    waiting,   // they do; the office has not decided
    enrolled,  // the grant is here: the next opening of the tablet begins with it
};

struct EnrolmentStatus {
    EnrolmentStep step = EnrolmentStep::none;
    std::string words;             // once it is known who is there
    std::string county;            // the name it shows
    client::EnrolmentPlace place;  // as it was typed
    std::string code;
    std::optional<Error> failure{};  // of the last attempt; nothing after one that got on
    bool is_busy = false;            // an attempt is under way
};

class CountyEnrolment {
public:
    struct Parts {
        Machine& machine;
        const vault::Vault& vault;
        std::function<void()> changed;  // from its thread
    };

    // Goes on with what was kept.
    explicit CountyEnrolment(const Parts& parts);
    ~CountyEnrolment();
    CountyEnrolment(const CountyEnrolment&) = delete;
    CountyEnrolment& operator=(const CountyEnrolment&) = delete;

    // Another code at the same place goes on with the county that was found there.
    void begin(const client::EnrolmentPlace& place, std::string code);
    void agree();
    // Now, not when the wait is over.
    void try_now();
    // They differ, or it was a mistake: whatever was asked is forgotten here.
    void withdraw();
    [[nodiscard]] EnrolmentStatus status() const;

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] bool has_work() const;
    // One step further. False when nothing can go on by itself.
    Result<void> go_on(const client::EnrolmentRequest& request, const std::stop_token& stop);
    Result<void> find_county(const client::EnrolmentRequest& request, const std::stop_token& stop);
    Result<void> talk(const client::EnrolmentRequest& request, const std::stop_token& stop);
    Result<void> take_grant(const client::EnrolmentRequest& request, ByteView grant);
    // Unless a person has begun something else meanwhile.
    Result<void> note(const client::EnrolmentRequest& before, const client::EnrolmentRequest& after);
    Result<void> keep();
    void keep_and_wake();

    Parts m_parts;
    wire::DeviceRequest m_request;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_woken;
    std::optional<client::EnrolmentRequest> m_kept;
    std::optional<Error> m_failure;
    bool m_is_busy = false;
    bool m_is_woken = false;
    bool m_is_enrolled = false;
    std::jthread m_thread;  // goes first
};

}  // namespace daohu
