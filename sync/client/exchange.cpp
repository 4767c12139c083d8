// SPDX-License-Identifier: Apache-2.0
#include "sync/client/exchange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::client {

namespace {

constexpr long kOk = 200;
constexpr long kPartialContent = 206;
constexpr long kProxyLogin = 407;
constexpr long kTooManyRequests = 429;  // of a server in front of the county's
constexpr long kNetworkLogin = 511;

ErrorCode code_of(wire::RefusalReason reason) {
    using enum wire::RefusalReason;
    switch (reason) {
        case session_unknown: return ErrorCode::sync_session_ended;
        case device_unknown:
        case signature_wrong: return ErrorCode::sync_not_enrolled;
        case device_revoked: return ErrorCode::sync_revoked;
        case stream_not_granted: return ErrorCode::sync_not_granted;
        case epoch_changed: return ErrorCode::sync_epoch_changed;
        case version_unknown:
        case no_such_route: return ErrorCode::message_version;
        case busy:
        case storage_failed:
        case file_offset:
            return ErrorCode::database_busy;  // the county's own word: no fault of the link, and it passes
        case storage_full: return ErrorCode::sync_server_full;
        case code_wrong: return ErrorCode::enrolment_code_wrong;
        case not_approved: return ErrorCode::sync_not_approved;
        case file_unknown: return ErrorCode::not_found;
        case file_damaged: return ErrorCode::attachment_damaged;
        case bundle_malformed: return ErrorCode::carry_malformed;
        case bundle_truncated: return ErrorCode::carry_truncated;
        case bundle_foreign: return ErrorCode::carry_foreign;
        case bundle_untrusted: return ErrorCode::carry_untrusted;
        case malformed:
        case too_large: return ErrorCode::sync_refused;
    }
    return ErrorCode::sync_refused;  // of a newer server
}

}  // namespace

Error error_of(const wire::Refusal& refusal) {
    return Error{code_of(refusal.reason),
                 fmt::format("refusal {}: {}", static_cast<int>(refusal.reason), refusal.detail)};
}

Result<Bytes> accept_reply(Reply reply) {
    if (const auto refusal = wire::decode_refusal(reply.body); refusal && reply.status != kOk) {
        return fail(error_of(*refusal));
    }
    const std::string status = fmt::format("status {}", reply.status);
    if (reply.status == kProxyLogin || reply.status == kNetworkLogin || (reply.status >= 300 && reply.status < 400)) {
        return fail(ErrorCode::sync_portal, status);
    }
    if (reply.status >= 500 || reply.status == kTooManyRequests) {
        return fail(ErrorCode::sync_server_failed, status);
    }
    if (reply.status != kOk) {
        return fail(ErrorCode::sync_not_county, status);
    }
    const auto message = wire::read_message(reply.body);
    if (!message && message.error().code == ErrorCode::message_foreign) {
        return fail(ErrorCode::sync_portal, "a page instead of a message");
    }
    return std::move(reply.body);
}

std::string with_nonce(std::string_view path, const wire::RequestNonce& nonce) {
    return fmt::format("{}?n={}", path, to_hex(nonce));
}

bool is_forked(const std::vector<wire::Judgement>& judgements) {
    return std::ranges::any_of(judgements, [](const wire::Judgement& judgement) {
        return judgement.standing == wire::Standing::forked || judgement.standing == wire::Standing::incarnation_frozen;
    });
}

}  // namespace daohu::client
