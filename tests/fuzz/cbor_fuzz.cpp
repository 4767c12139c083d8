// SPDX-License-Identifier: Apache-2.0
// Accepted CBOR is the only spelling of its value, and the two ways to walk a document agree.

#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/cbor_copy.hpp"

#include <algorithm>

namespace daohu::fuzz {

void try_input(ByteView input) {
    const Result<Bytes> again = test::rewritten(input);
    DAOHU_CHECK(!again || std::ranges::equal(*again, input));

    CborReader reader{input};
    const bool is_skipped = reader.skip() && reader.finish();
    DAOHU_CHECK(is_skipped == again.has_value());

    CborReader strict{input, {.bytes = 64, .items = 8, .depth = 2}};
    const bool is_within_limits = strict.skip() && strict.finish();
    DAOHU_CHECK(!is_within_limits || again.has_value());
}

}  // namespace daohu::fuzz
