// SPDX-License-Identifier: Apache-2.0
#pragma once

// Keys from passphrases (Argon2id) and keys from keys (keyed BLAKE2b). Any thread; Argon2id takes its time on purpose
// and belongs on a worker.

#include "core/base/fixed_bytes.hpp"
#include "core/base/secret.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace daohu {

inline constexpr std::size_t kDerivedKeySize = 32;

using PassphraseSalt = FixedBytes<struct PassphraseSaltTag, 16>;

// Argon2id 1.3 with one lane. Stored beside the salt, so that a stronger setting later still opens old slots.
struct Argon2Params {
    std::uint32_t passes = 3;
    std::uint32_t memory_kib = 64 * 1024;

    friend bool operator==(const Argon2Params&, const Argon2Params&) = default;
};

// What a slot file may ask for, so that a damaged one cannot ask for all memory or a week of work.
inline constexpr Argon2Params kArgon2Least{.passes = 1, .memory_kib = 8};
inline constexpr Argon2Params kArgon2Most{.passes = 64, .memory_kib = 1024 * 1024};

// Errors: kdf_params_refused outside the bounds above, secret_memory_unavailable when memory_kib cannot be had.
[[nodiscard]] Result<SecretBytes> derive_from_passphrase(ByteView passphrase, const PassphraseSalt& salt,
                                                         const Argon2Params& params);

// A key for one purpose from a master key: different purposes or contexts give unrelated keys, and none leads back.
// `purpose` is a fixed name such as "daohu-drafts-1", at most 64 bytes; `context` tells apart keys of one purpose.
// key_malformed unless the master has 32 to 64 bytes.
[[nodiscard]] Result<SecretBytes> derive_key(const SecretBytes& master, std::string_view purpose,
                                             ByteView context = {});

}  // namespace daohu
