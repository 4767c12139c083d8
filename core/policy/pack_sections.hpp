// SPDX-License-Identifier: Apache-2.0
#pragma once

// The files of a pack beside its identity and parameters: programmes, bodies, notice, calendar, cards. For the .cpp
// files of the room. Any thread.

#include "core/policy/pack.hpp"
#include "core/policy/pack_fields.hpp"

#include <span>
#include <string_view>

namespace daohu::policy {

enum class FilePresence : std::uint8_t { needed, optional };

struct PackSection {
    std::string_view kind;  // "programmes": the file is programmes.json
    void (*read)(const JsonValue& json, FaultSink& sink, Pack& pack);
};
[[nodiscard]] std::span<const PackSection> pack_sections();

// read_head(), and "pack" must be the pack's id.
void read_pack_head(ObjectReader& object, std::string_view kind, std::string_view pack);
// The words that may narrow a parameter (`only_for`).
[[nodiscard]] bool is_narrowing_word(std::string_view word);

}  // namespace daohu::policy
