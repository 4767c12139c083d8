// SPDX-License-Identifier: Apache-2.0
#include "sync/county/refusals.hpp"

namespace daohu::county {

namespace {

using wire::RefusalReason;

unsigned status_of(RefusalReason reason) {
    switch (reason) {
        case RefusalReason::malformed:
        case RefusalReason::version_unknown:
        case RefusalReason::bundle_malformed:
        case RefusalReason::bundle_truncated:
        case RefusalReason::bundle_foreign:
        case RefusalReason::bundle_untrusted: return 400;
        case RefusalReason::session_unknown:
        case RefusalReason::device_unknown:
        case RefusalReason::signature_wrong: return 401;
        case RefusalReason::device_revoked:
        case RefusalReason::code_wrong:
        case RefusalReason::not_approved:
        case RefusalReason::stream_not_granted: return 403;
        case RefusalReason::no_such_route:
        case RefusalReason::file_unknown: return 404;
        case RefusalReason::epoch_changed:
        case RefusalReason::file_offset: return 409;
        case RefusalReason::too_large: return 413;
        case RefusalReason::file_damaged: return 422;
        case RefusalReason::busy:
        case RefusalReason::storage_failed: return 503;
        case RefusalReason::storage_full: return 507;
    }
    return 500;
}

RefusalReason reason_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::frame_version:
        case ErrorCode::message_version:
        case ErrorCode::frame_dictionary_unknown: return RefusalReason::version_unknown;
        case ErrorCode::frame_too_large:
        case ErrorCode::file_too_large:
        case ErrorCode::message_too_large: return RefusalReason::too_large;
        case ErrorCode::device_unknown: return RefusalReason::device_unknown;
        case ErrorCode::entry_author_signature:
        case ErrorCode::entry_device_signature: return RefusalReason::signature_wrong;
        case ErrorCode::frame_malformed:
        case ErrorCode::frame_truncated:
        case ErrorCode::message_foreign:
        case ErrorCode::message_malformed:
        case ErrorCode::message_truncated:
        case ErrorCode::entry_unreadable: return RefusalReason::malformed;
        case ErrorCode::enrolment_code_wrong: return RefusalReason::code_wrong;
        case ErrorCode::request_signature: return RefusalReason::signature_wrong;
        case ErrorCode::attachment_damaged: return RefusalReason::file_damaged;
        case ErrorCode::carry_malformed: return RefusalReason::bundle_malformed;
        case ErrorCode::carry_truncated: return RefusalReason::bundle_truncated;
        case ErrorCode::carry_foreign: return RefusalReason::bundle_foreign;
        case ErrorCode::carry_untrusted: return RefusalReason::bundle_untrusted;
        case ErrorCode::not_found: return RefusalReason::file_unknown;
        case ErrorCode::database_busy:  // an import at the office has the store
        case ErrorCode::cancelled: return RefusalReason::busy;
        case ErrorCode::disk_full: return RefusalReason::storage_full;
        default: return RefusalReason::storage_failed;
    }
}

}  // namespace

HttpReply refuse(RefusalReason reason, std::string_view detail) {
    return {.status = status_of(reason),
            .body = encode(wire::Refusal{.reason = reason, .detail = std::string{detail}}),
            .headers = {}};
}

HttpReply refuse(const Error& error) { return refuse(reason_of(error.code), name(error.code)); }

}  // namespace daohu::county
