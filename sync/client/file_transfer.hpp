// SPDX-License-Identifier: Apache-2.0
#pragma once

// One sealed file over the link: up by tus 1.0 (core and creation), down in ranges. What got across stays there when the
// link dies, on either side. Private to sync/client; the sync thread.

#include "sync/client/sync_files.hpp"
#include "sync/client/transport.hpp"

#include <functional>
#include <string>

namespace daohu::client {

enum class TransferOutcome : std::uint8_t { done, interrupted };

class FileTransfer {
public:
    // Asked between any two pieces, about half a minute apart on the worst link.
    using IsInterrupted = std::function<bool()>;

    // `transport` must outlive this.
    FileTransfer(Transport& transport, std::string token) : m_transport{transport}, m_token{std::move(token)} {}

    // The codes of Transport and accept_reply.
    [[nodiscard]] Result<TransferOutcome> send(const SealedFile& file, ByteView sealed,
                                               const IsInterrupted& is_interrupted, const std::stop_token& stop);
    // And those of the sink; not_found where the county does not have it.
    [[nodiscard]] Result<TransferOutcome> fetch(const SealedFile& file, FileSink& sink,
                                                const IsInterrupted& is_interrupted, const std::stop_token& stop);

    // Pieces that got across.
    [[nodiscard]] std::uint64_t moved() const { return m_moved; }

private:
    // Where the county wants it to go on.
    [[nodiscard]] Result<std::uint64_t> begin(const SealedFile& file, const std::stop_token& stop);

    Transport& m_transport;
    std::string m_token;
    std::uint64_t m_moved = 0;
};

}  // namespace daohu::client
