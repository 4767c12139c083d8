// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a sealed file (a photograph, a thumbnail) is called between tablet and county: the stream of the entry that names
// it, and the hash of its sealed bytes. Any thread.

#include "core/base/hash.hpp"
#include "core/base/id.hpp"

#include <string>
#include <string_view>

namespace daohu::wire {

// Files are sent by tus 1.0 (core and creation) and fetched in ranges.
inline constexpr std::string_view kFilesPath = "/v1/files";
inline constexpr std::string_view kTusVersion = "1.0.0";
inline constexpr std::string_view kTusContentType = "application/offset+octet-stream";
// Names in Upload-Metadata; both values are hexadecimal.
inline constexpr std::string_view kStreamMetadata = "stream";
inline constexpr std::string_view kAddressMetadata = "address";

// The stream of no village: under it lie bundles that a device brings for others, and their answers. Each device has its
// own such files.
inline constexpr StreamId kCarriedFiles{};

struct FileName {
    StreamId stream;
    Hash256 address;

    // "<32 hexadecimal digits>.<64 hexadecimal digits>".
    [[nodiscard]] std::string to_string() const;
    // id_malformed, hex_malformed or bytes_wrong_length.
    [[nodiscard]] static Result<FileName> parse(std::string_view text);
    // Under kFilesPath.
    [[nodiscard]] std::string path() const;

    friend auto operator<=>(const FileName&, const FileName&) = default;
};

}  // namespace daohu::wire
