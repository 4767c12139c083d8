// SPDX-License-Identifier: Apache-2.0
#pragma once

// A way to the county that a script can cut and mend. Any thread.

#include "sync/client/transport.hpp"

#include <atomic>
#include <memory>

namespace daohu {

class SwitchedTransport final : public client::Transport {
public:
    // `is_cut` outlives it.
    SwitchedTransport(std::unique_ptr<client::Transport> way, const std::atomic<bool>& is_cut)
        : m_way{std::move(way)}, m_is_cut{is_cut} {}

    [[nodiscard]] Result<client::Reply> exchange(const client::Request& request, std::stop_token stop) override {
        if (m_is_cut) {
            return fail(ErrorCode::sync_unreachable, "the script cut the network");
        }
        return m_way->exchange(request, std::move(stop));
    }
    [[nodiscard]] client::Traffic traffic() const override { return m_way->traffic(); }

private:
    std::unique_ptr<client::Transport> m_way;
    const std::atomic<bool>& m_is_cut;
};

}  // namespace daohu
