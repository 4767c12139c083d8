// SPDX-License-Identifier: Apache-2.0
#pragma once

// Carries photographs within one talk: own ones by tus 1.0 (core and creation), others' in ranges. What got across stays
// there when the link dies, on either side. Private to sync/client; the sync thread.

#include "sync/client/sync_files.hpp"
#include "sync/client/transport.hpp"

#include <functional>
#include <string>

namespace daohu::client {

class FileCourier {
public:
    // All must outlive the courier.
    FileCourier(Transport& transport, SyncFiles& files, std::string token)
        : m_transport{transport}, m_files{files}, m_token{std::move(token)} {}

    // Thumbnails both ways, then photographs, until nothing is left or `is_interrupted`: asked between any two pieces,
    // about half a minute apart on the worst link. The codes of Transport and accept_reply, and those of the files.
    Result<void> carry(PhotoPolicy policy, const std::function<bool()>& is_interrupted, const std::stop_token& stop);

    // Files and pieces that got across.
    [[nodiscard]] std::uint64_t moved() const { return m_moved; }

private:
    enum class Outcome : std::uint8_t { done, interrupted };

    Result<Outcome> send_all(std::uint64_t most, const std::function<bool()>& is_interrupted,
                             const std::stop_token& stop);
    Result<Outcome> fetch_all(PhotoPolicy policy, const std::function<bool()>& is_interrupted,
                              const std::stop_token& stop);
    Result<Outcome> send(const SealedFile& file, ByteView sealed, const std::function<bool()>& is_interrupted,
                         const std::stop_token& stop);
    Result<Outcome> fetch(const SealedFile& file, const std::function<bool()>& is_interrupted,
                          const std::stop_token& stop);
    // Where the county wants it to go on.
    [[nodiscard]] Result<std::uint64_t> begin(const SealedFile& file, const std::stop_token& stop);

    Transport& m_transport;
    SyncFiles& m_files;
    std::string m_token;
    std::uint64_t m_moved = 0;
};

}  // namespace daohu::client
