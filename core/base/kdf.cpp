// SPDX-License-Identifier: Apache-2.0
#include "core/base/kdf.hpp"

#include "core/base/check.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace daohu {

static_assert(PassphraseSalt::kSize == crypto_pwhash_argon2id_SALTBYTES);
static_assert(kArgon2Least.passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN);
static_assert(std::size_t{kArgon2Least.memory_kib} * 1024 >= crypto_pwhash_argon2id_MEMLIMIT_MIN);

namespace {

constexpr std::size_t kMaxPurpose = 64;

bool is_within_bounds(const Argon2Params& params) {
    return params.passes >= kArgon2Least.passes && params.passes <= kArgon2Most.passes &&
           params.memory_kib >= kArgon2Least.memory_kib && params.memory_kib <= kArgon2Most.memory_kib;
}

}  // namespace

Result<SecretBytes> derive_from_passphrase(ByteView passphrase, const PassphraseSalt& salt,
                                           const Argon2Params& params) {
    if (!is_within_bounds(params)) {
        return fail(ErrorCode::kdf_params_refused,
                    fmt::format("{} passes over {} KiB", params.passes, params.memory_kib));
    }
    SecretBytes key = TRY(SecretBytes::zeroed(kDerivedKeySize));
    const std::string_view text = as_text(passphrase);
    if (crypto_pwhash_argon2id(key.mutable_bytes().data(), key.size(), text.data(), text.size(), salt.raw().data(),
                               params.passes, std::size_t{params.memory_kib} * 1024,
                               crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
        return fail(ErrorCode::secret_memory_unavailable, fmt::format("{} KiB for Argon2id", params.memory_kib));
    }
    return key;
}

Result<SecretBytes> derive_key(const SecretBytes& master, std::string_view purpose, ByteView context) {
    DAOHU_CHECK(!purpose.empty() && purpose.size() <= kMaxPurpose);
    if (master.size() < kDerivedKeySize || master.size() > crypto_generichash_KEYBYTES_MAX) {
        return fail(ErrorCode::key_malformed, "master key of wrong length");
    }
    SecretBytes key = TRY(SecretBytes::zeroed(kDerivedKeySize));
    crypto_generichash_state state;
    crypto_generichash_init(&state, master.bytes().data(), master.size(), kDerivedKeySize);
    // The length byte keeps ("ab", "c") and ("a", "bc") apart.
    const std::array<std::uint8_t, 1> length = {static_cast<std::uint8_t>(purpose.size())};
    for (const ByteView part : {ByteView{length}, as_bytes(purpose), context}) {
        crypto_generichash_update(&state, part.data(), part.size());
    }
    crypto_generichash_final(&state, key.mutable_bytes().data(), key.size());
    sodium_memzero(&state, sizeof(state));
    return key;
}

}  // namespace daohu
