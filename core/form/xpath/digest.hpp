// SPDX-License-Identifier: Apache-2.0
#pragma once

// digest() and base64-decode(). Private to the room. Any thread. The digests serve form authors who compare or shorten
// values; nothing in the app relies on them for security.

#include <optional>
#include <string>
#include <string_view>

namespace daohu::form::xpath {

// Algorithms MD5, SHA-1, SHA-256, SHA-384, SHA-512 and encodings "base64", "hex"; nothing for any other.
[[nodiscard]] std::optional<std::string> digest(std::string_view text, std::string_view algorithm,
                                                std::string_view encoding);

// The bytes as text; what is not UTF-8 becomes U+FFFD. Empty where `encoded` is not base64.
[[nodiscard]] std::string decode_base64(std::string_view encoded);

}  // namespace daohu::form::xpath
