// SPDX-License-Identifier: Apache-2.0
#pragma once

// How lists of values and of texts are kept in a column: canonical CBOR. Private to core/registry; any thread.

#include "core/registry/search_tokens.hpp"

#include "core/entry/value.hpp"

namespace daohu::registry {

[[nodiscard]] Bytes encode_columns(const std::vector<entry::Value>& columns);
[[nodiscard]] Result<std::vector<entry::Value>> decode_columns(ByteView bytes);

[[nodiscard]] Bytes encode_texts(const std::set<SearchText>& texts);
[[nodiscard]] Result<std::set<SearchText>> decode_texts(ByteView bytes);

}  // namespace daohu::registry
