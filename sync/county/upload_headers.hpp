// SPDX-License-Identifier: Apache-2.0
#pragma once

// What tablets and other tus clients write into the heads of their requests. Private to sync/county. Any thread.

#include "sync/wire/file_name.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace daohu::county {

// Digits and nothing else.
[[nodiscard]] std::optional<std::uint64_t> read_number(std::string_view text);

// Upload-Metadata: "stream <base64>,address <base64>", in any order, other names ignored.
[[nodiscard]] std::optional<wire::FileName> read_file_name(std::string_view metadata);

struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};
// Range: "bytes=<first>-" or "bytes=<first>-<last>" within `length`; all of it where there is none.
[[nodiscard]] std::optional<ByteRange> read_range(std::string_view range, std::uint64_t length);

}  // namespace daohu::county
