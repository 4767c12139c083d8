// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sealed records one after another, as mirror and bundles have them. Private to this room.
//
// A record is "DMR1", the length of what follows the hash (4 bytes, little endian), the hash of it, and a sealed message.
// A damaged record costs itself only: reading goes on at the next marker.

#include "core/base/secret.hpp"

#include <functional>

namespace daohu::journal {

[[nodiscard]] Result<Bytes> make_record(const SecretBytes& key, std::string_view purpose, ByteView content,
                                        Entropy& entropy);

// Gives every record that opens to `take`, in order; one that `take` fails on counts as damaged. Returns how many
// stretches of the file could not be read.
[[nodiscard]] std::size_t read_records(ByteView file, const SecretBytes& key, std::string_view purpose,
                                       const std::function<Result<void>(ByteView)>& take);

}  // namespace daohu::journal
