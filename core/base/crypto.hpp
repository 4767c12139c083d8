// SPDX-License-Identifier: Apache-2.0
#pragma once

// All of the project's cryptography (libsodium underneath) by one include, and its start. Any thread.

#include "core/base/aead.hpp"
#include "core/base/hash.hpp"
#include "core/base/kdf.hpp"
#include "core/base/sealed_box.hpp"
#include "core/base/secret.hpp"
#include "core/base/signature.hpp"

namespace daohu {

// Called by every program before it seals, signs or opens anything; again at any time costs nothing. crypto_unavailable
// where the system has no random source.
[[nodiscard]] Result<void> init_crypto();

}  // namespace daohu
