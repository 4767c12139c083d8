// SPDX-License-Identifier: Apache-2.0
#pragma once

// The bytes of a published artefact: its files in one piece, so that a form comes with its lists and a pack whole or not
// at all. Any thread.
//
// In canonical CBOR: ["daohu-artefact-1", [[name, bytes]...]], names ascending.

#include "core/base/bytes.hpp"

#include <map>
#include <string>

namespace daohu::wire {

inline constexpr std::size_t kMaxArtefactFiles = 256;

// By plain name: no folders.
using ArtefactFiles = std::map<std::string, Bytes>;

[[nodiscard]] Bytes encode(const ArtefactFiles& files);
// artefact_malformed when it is not exactly what encode() writes, or a name is not safe in a path.
[[nodiscard]] Result<ArtefactFiles> decode_artefact_files(ByteView bytes);

// Letters, digits, dots, dashes and underscores, not beginning with a dot, at most 128 bytes.
[[nodiscard]] bool is_plain_file_name(std::string_view name);

}  // namespace daohu::wire
