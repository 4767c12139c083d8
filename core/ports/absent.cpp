// SPDX-License-Identifier: Apache-2.0
#include "core/ports/absent.hpp"

namespace daohu {

Result<void> AbsentSecureKey::store(std::string_view, ByteView) { return fail(ErrorCode::port_absent, "secure key"); }
Result<Bytes> AbsentSecureKey::load(std::string_view) { return fail(ErrorCode::port_absent, "secure key"); }
Result<void> AbsentSecureKey::forget(std::string_view) { return fail(ErrorCode::port_absent, "secure key"); }

Result<void> AbsentCamera::begin() { return fail(ErrorCode::port_absent, "camera"); }

Result<void> AbsentLocation::start() { return fail(ErrorCode::port_absent, "location"); }

Result<void> AbsentSpeech::say(std::string_view, std::string_view) { return fail(ErrorCode::port_absent, "speech"); }

}  // namespace daohu
