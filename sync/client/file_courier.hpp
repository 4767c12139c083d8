// SPDX-License-Identifier: Apache-2.0
#pragma once

// Carries photographs within one talk, the urgent ones first. Private to sync/client; the sync thread.

#include "sync/client/file_transfer.hpp"

namespace daohu::client {

class FileCourier {
public:
    using IsInterrupted = FileTransfer::IsInterrupted;

    // All must outlive the courier.
    FileCourier(Transport& transport, SyncFiles& files, std::string token)
        : m_files{files}, m_transfer{transport, std::move(token)} {}

    // Thumbnails both ways, then photographs as far as the policy goes, until nothing is left or it is interrupted. The
    // codes of Transport and accept_reply, and those of the files.
    Result<void> carry(PhotoPolicy policy, const IsInterrupted& is_interrupted, const std::stop_token& stop);
    // To the county only: a revoked tablet is given nothing.
    Result<void> bring(PhotoPolicy policy, const IsInterrupted& is_interrupted, const std::stop_token& stop);

    // Pieces that got across.
    [[nodiscard]] std::uint64_t moved() const { return m_transfer.moved(); }

private:
    Result<TransferOutcome> send_all(std::uint64_t most, const IsInterrupted& is_interrupted,
                                     const std::stop_token& stop);
    Result<TransferOutcome> fetch_all(PhotoPolicy policy, const IsInterrupted& is_interrupted,
                                      const std::stop_token& stop);

    SyncFiles& m_files;
    FileTransfer m_transfer;
};

}  // namespace daohu::client
