// SPDX-License-Identifier: Apache-2.0
#include "core/base/crypto.hpp"

#include <sodium.h>

namespace daohu {

Result<void> init_crypto() {
    if (sodium_init() < 0) {
        return fail(ErrorCode::crypto_unavailable);
    }
    return {};
}

}  // namespace daohu
