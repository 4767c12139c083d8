// SPDX-License-Identifier: Apache-2.0
#pragma once

// How single fields of packs, standards and the catalogue are read. For the .cpp files of the room. Any thread.

#include "core/base/date.hpp"
#include "core/policy/json_value.hpp"
#include "core/policy/parameter.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daohu::policy {

// {"zh": "...", "en": "..."}, both needed.
[[nodiscard]] std::optional<Label> read_label(ObjectReader& object, std::string_view key);
[[nodiscard]] std::optional<Label> to_label(const JsonValue& json, std::string where, FaultSink& sink);
// Nothing but spaces, of either width.
[[nodiscard]] bool is_blank(std::string_view text);
// "2026-03-02"; null and absent are nothing.
[[nodiscard]] std::optional<Date> read_date(ObjectReader& object, std::string_view key);
// "file": kind and "format": 1.
void read_head(ObjectReader& object, std::string_view kind);

// A needed word of a closed list.
template <class Enum>
[[nodiscard]] std::optional<Enum> read_word(ObjectReader& object, std::string_view key,
                                            std::optional<Enum> (*find)(std::string_view)) {
    const auto text = object.needed_text(key);
    const auto found = text ? find(*text) : std::nullopt;
    if (text && !found) {
        object.sink().add(FaultKind::unknown_code, object.path(key), *text);
    }
    return found;
}

// Calls `read(item, where)` for each item of a list that is there.
template <class Read>
void for_each_item(ObjectReader& object, std::string_view key, Read read) {
    const JsonValue* list = object.find(key);
    if (list == nullptr || list->is_null()) {
        return;
    }
    if (!list->is_array()) {
        object.wrong_type(key, "a list");
        return;
    }
    for (std::size_t index = 0; index < list->items.size(); ++index) {
        read(list->items[index], item_path(object.path(key), index));
    }
}

// What is written where a parameter of that unit stands. Nothing, and a fault, when it is something else.
[[nodiscard]] std::optional<ParameterValue> read_parameter_value(const JsonValue& json, Unit unit,
                                                                 const std::vector<std::string>& codes,
                                                                 const std::string& where, FaultSink& sink);
[[nodiscard]] std::optional<Condition> read_condition(const JsonValue& json, const std::string& where, FaultSink& sink);

}  // namespace daohu::policy
