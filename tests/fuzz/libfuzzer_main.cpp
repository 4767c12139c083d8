// SPDX-License-Identifier: Apache-2.0
// Lets libFuzzer drive a target.

#include "tests/fuzz/fuzz_target.hpp"

// The name and the types are libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);  // NOLINT(readability-identifier-naming)

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    daohu::fuzz::try_input({data, size});
    return 0;
}
