// SPDX-License-Identifier: Apache-2.0
#pragma once

// What people type, brought to one form before it is compared or checked. Any thread.
//
// Bytes that are not UTF-8 come out as the replacement character.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daohu {

// Full-width letters, digits and signs become the ASCII ones, the ideographic space a space. Nothing else changes: this
// is less than Unicode's NFKC, which would also rewrite characters of people's names.
[[nodiscard]] std::string fold_width(std::string_view text);

// A-Z become a-z.
[[nodiscard]] std::string fold_ascii_case(std::string_view text);

// Without white space (ASCII and ideographic) at both ends.
[[nodiscard]] std::string_view trim_space(std::string_view text);

enum class HiddenKind : std::uint8_t {
    control,     // C0 and C1 controls except tab and line ends
    zero_width,  // joiners, word joiner, soft hyphen, byte order mark
    direction,   // marks, embeddings, overrides and isolates that reorder text
};

struct HiddenCharacter {
    HiddenKind kind;
    std::size_t offset;  // in bytes

    friend bool operator==(const HiddenCharacter&, const HiddenCharacter&) = default;
};

// The first character that a reader cannot see but a comparison can.
[[nodiscard]] std::optional<HiddenCharacter> find_hidden_character(std::string_view text);

}  // namespace daohu
