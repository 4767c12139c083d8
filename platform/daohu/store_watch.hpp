// SPDX-License-Identifier: Apache-2.0
#pragma once

// The weekly look at every page of an open tablet's files, behind the screens. Made, asked and taken down on the UI thread;
// the look itself runs on a worker, and taking this down waits for its end.

#include "core/vault/health_check.hpp"

#include <functional>
#include <future>
#include <optional>

namespace daohu {

class StoreWatch {
public:
    // All outlive it. `changed` is called from the worker when a look has ended.
    StoreWatch(const vault::Vault& vault, vault::FileSystem& files, const Clock& clock, std::function<void()> changed)
        : m_check{vault, files, clock}, m_changed{std::move(changed)} {}

    [[nodiscard]] bool is_due() const { return m_check.is_due(); }
    // Does nothing while one is under way.
    void begin();
    [[nodiscard]] bool is_running() const { return m_running.valid(); }
    // Notes what came of a look that has ended: true once for each.
    [[nodiscard]] bool collect();
    [[nodiscard]] bool has_ended() const { return m_outcome.has_value(); }
    // Of the last look here: the codes of HealthCheck::run.
    [[nodiscard]] std::optional<Error> failure() const;

private:
    vault::HealthCheck m_check;
    std::function<void()> m_changed;
    std::optional<Result<void>> m_outcome;
    std::future<Result<void>> m_running;  // last: it uses all of the above
};

}  // namespace daohu
