// SPDX-License-Identifier: Apache-2.0
#include "sync/client/file_courier.hpp"

#include <limits>

namespace daohu::client {

namespace {

constexpr std::uint64_t kAnySize = std::numeric_limits<std::uint64_t>::max();

// No fault of the link, and what comes after it may still be had: whoever wrote the entry has not sent the photograph yet,
// it was sealed to others, its village is not this tablet's any more, or what the entry says of it is not true.
bool is_not_to_be_had(ErrorCode code) {
    return code == ErrorCode::not_found || code == ErrorCode::sync_not_granted ||
           code == ErrorCode::attachment_damaged || code == ErrorCode::sync_refused;
}

}  // namespace

Result<void> FileCourier::carry(PhotoPolicy policy, const IsInterrupted& is_interrupted, const std::stop_token& stop) {
    if (TRY(send_all(kThumbnail, is_interrupted, stop)) == TransferOutcome::interrupted ||
        TRY(fetch_all(PhotoPolicy::thumbnails, is_interrupted, stop)) == TransferOutcome::interrupted ||
        policy == PhotoPolicy::thumbnails ||
        TRY(send_all(kAnySize, is_interrupted, stop)) == TransferOutcome::interrupted || policy == PhotoPolicy::sent) {
        return {};
    }
    TRY(fetch_all(policy, is_interrupted, stop));
    return {};
}

Result<void> FileCourier::bring(PhotoPolicy policy, const IsInterrupted& is_interrupted, const std::stop_token& stop) {
    if (TRY(send_all(kThumbnail, is_interrupted, stop)) == TransferOutcome::done && policy != PhotoPolicy::thumbnails) {
        TRY(send_all(kAnySize, is_interrupted, stop));
    }
    return {};
}

Result<TransferOutcome> FileCourier::send_all(std::uint64_t most, const IsInterrupted& is_interrupted,
                                              const std::stop_token& stop) {
    for (const SealedFile& file : TRY(m_files.to_send())) {
        if (file.size > most) {
            continue;
        }
        const auto sealed = m_files.read(file);
        if (!sealed) {
            const ErrorCode why = sealed.error().code;
            if (why == ErrorCode::not_found || why == ErrorCode::attachment_damaged ||
                why == ErrorCode::file_too_large) {
                TRY(m_files.note_unsendable(file));
            }
            continue;  // what cannot be read today may be read tomorrow
        }
        auto outcome = m_transfer.send(file, *sealed, is_interrupted, stop);
        if (!outcome || *outcome == TransferOutcome::interrupted) {
            return outcome;
        }
        TRY(m_files.note_sent(file));
    }
    return TransferOutcome::done;
}

Result<TransferOutcome> FileCourier::fetch_all(PhotoPolicy policy, const IsInterrupted& is_interrupted,
                                               const std::stop_token& stop) {
    for (const SealedFile& file : TRY(m_files.to_fetch(policy))) {
        auto outcome = m_transfer.fetch(file, m_files, is_interrupted, stop);
        if (!outcome && is_not_to_be_had(outcome.error().code)) {
            continue;
        }
        if (!outcome || *outcome == TransferOutcome::interrupted) {
            return outcome;
        }
    }
    return TransferOutcome::done;
}

}  // namespace daohu::client
