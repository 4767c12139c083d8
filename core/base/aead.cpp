// SPDX-License-Identifier: Apache-2.0
#include "core/base/aead.hpp"

#include <sodium.h>

#include <algorithm>

namespace daohu {

static_assert(kAeadKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kAeadTagSize == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(AeadNonce::kSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);

namespace {

Result<void> check_key(const SecretBytes& key) {
    if (key.size() != kAeadKeySize) {
        return fail(ErrorCode::key_malformed, "sealing key of wrong length");
    }
    return {};
}

Result<void> check_sealed(const SecretBytes& key, ByteView sealed) {
    TRY(check_key(key));
    if (sealed.size() < kAeadOverhead) {
        return fail(ErrorCode::seal_broken, "too short");
    }
    return {};
}

// `out` has sealed.size() - kAeadOverhead bytes.
Result<void> open_into(std::uint8_t* out, const SecretBytes& key, ByteView sealed, ByteView associated) {
    const ByteView nonce = sealed.first(AeadNonce::kSize);
    const ByteView body = sealed.subspan(AeadNonce::kSize);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, nullptr, nullptr, body.data(), body.size(), associated.data(),
                                                   associated.size(), nonce.data(), key.bytes().data()) != 0) {
        return fail(ErrorCode::seal_broken);
    }
    return {};
}

}  // namespace

Result<Bytes> seal(const SecretBytes& key, ByteView message, ByteView associated, Entropy& entropy) {
    AeadNonce nonce;
    entropy.fill(nonce.raw());
    return seal_with_nonce(key, nonce, message, associated);
}

Result<Bytes> seal_with_nonce(const SecretBytes& key, const AeadNonce& nonce, ByteView message, ByteView associated) {
    TRY(check_key(key));
    Bytes sealed(message.size() + kAeadOverhead);
    std::ranges::copy(nonce.bytes(), sealed.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + AeadNonce::kSize, nullptr, message.data(),
                                               message.size(), associated.data(), associated.size(), nullptr,
                                               nonce.raw().data(), key.bytes().data());
    return sealed;
}

Result<Bytes> open_sealed(const SecretBytes& key, ByteView sealed, ByteView associated) {
    TRY(check_sealed(key, sealed));
    Bytes message(sealed.size() - kAeadOverhead);
    TRY(open_into(message.data(), key, sealed, associated));
    return message;
}

Result<SecretBytes> open_sealed_secret(const SecretBytes& key, ByteView sealed, ByteView associated) {
    TRY(check_sealed(key, sealed));
    SecretBytes message = TRY(SecretBytes::zeroed(sealed.size() - kAeadOverhead));
    TRY(open_into(message.mutable_bytes().data(), key, sealed, associated));
    return message;
}

}  // namespace daohu
