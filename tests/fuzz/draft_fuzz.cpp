// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes of a draft's patch, they are read or refused, and what is read is written the same.

#include "core/form/patch.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

void try_input(ByteView input) {
    if (const auto patch = form::decode_patch(input)) {
        const auto again = form::decode_patch(form::encode_patch(*patch));
        DAOHU_CHECK(again && *again == *patch);
    }
}

}  // namespace daohu::fuzz
