// SPDX-License-Identifier: Apache-2.0
// No bytes make the frame decoder die, take more memory than a frame may, or yield what could not be framed again.

#include "sync/wire/frame.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

void try_input(ByteView input) {
    const wire::FrameCodec codec;
    if (const auto content = codec.decode(input)) {
        const auto again = codec.encode(*content);
        DAOHU_CHECK(again.has_value());
        const auto decoded = codec.decode(*again);
        DAOHU_CHECK(decoded.has_value() && *decoded == *content);
    }

    // Cutting a stream finds frames of the size their headers promise, whatever is in them.
    wire::FrameSplitter splitter;
    splitter.feed(input);
    std::size_t used = 0;
    for (auto frame = splitter.next(); frame && !frame->empty(); frame = splitter.next()) {
        used += frame->size();
        DAOHU_CHECK(used <= input.size());
    }
}

}  // namespace daohu::fuzz
