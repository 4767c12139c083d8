// SPDX-License-Identifier: Apache-2.0
#pragma once

// A spreadsheet on a disk with who vouches for it beside it, in "<file>.sig": one line of text, the key of whoever unlocked
// the tablet and his signature. What is written is not encrypted: it is the reader's own from then on. Any thread.

#include "core/base/signature.hpp"
#include "core/vault/files.hpp"

#include <filesystem>

namespace daohu::casework {

// invalid_argument where either of the two is there already: nothing is written over; the codes of FileSystem.
Result<void> write_export(vault::FileSystem& files, const std::filesystem::path& file, ByteView bytes,
                          const SigningKey& author);

// Who vouches for the file as it is now. hex_malformed or bytes_wrong_length for what is no such line; signature_invalid;
// the codes of FileSystem.
[[nodiscard]] Result<PublicKey> check_export(vault::FileSystem& files, const std::filesystem::path& file);

}  // namespace daohu::casework
