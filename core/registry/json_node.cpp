// SPDX-License-Identifier: Apache-2.0
#include "core/registry/json_node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace daohu::registry {

using nlohmann::json;

Result<json> parse_json(std::string_view file, std::string_view text) {
    std::vector<std::set<std::string>> keys;
    std::string twice;
    const auto note_keys = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) {
            keys.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            keys.pop_back();
        } else if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second) {
            twice = parsed.get<std::string>();
        }
        return true;
    };
    try {
        json document = json::parse(text, note_keys);
        if (!twice.empty()) {
            return fail(ErrorCode::schema_duplicate,
                        fmt::format("{}: key \"{}\" stands twice in one object", file, twice));
        }
        return document;
    } catch (const json::exception& error) {
        const auto* where = dynamic_cast<const json::parse_error*>(&error);
        return fail(ErrorCode::schema_not_json,
                    fmt::format("{}: not JSON at byte {}", file, where != nullptr ? where->byte : 0));
    }
}

std::string JsonNode::place_of(std::string_view key) const {
    return m_place.ends_with(':') ? fmt::format("{} {}", m_place, key) : fmt::format("{}.{}", m_place, key);
}

Failure JsonNode::wrong(ErrorCode code, std::string_view key, std::string_view why) const {
    return fail(code, fmt::format("{}: {}", place_of(key), why));
}

Result<void> JsonNode::allow_keys(std::initializer_list<std::string_view> keys) const {
    if (!m_value.is_object()) {
        return fail(ErrorCode::schema_key, fmt::format("{} is no object", m_place));
    }
    for (const auto& [key, value] : m_value.items()) {
        if (std::ranges::find(keys, key) == keys.end()) {
            return wrong(ErrorCode::schema_key, key, "is not a key of this place");
        }
    }
    return {};
}

bool JsonNode::has(std::string_view key) const { return m_value.is_object() && m_value.contains(key); }

Result<const json*> JsonNode::find(std::string_view key) const {
    if (!has(key)) {
        return wrong(ErrorCode::schema_key, key, "is missing");
    }
    return &*m_value.find(key);
}

Result<std::string> JsonNode::text(std::string_view key) const {
    const json* value = TRY(find(key));
    if (!value->is_string() || value->get_ref<const std::string&>().empty()) {
        return wrong(ErrorCode::schema_key, key, "is no text");
    }
    return value->get<std::string>();
}

Result<std::string> JsonNode::optional_text(std::string_view key) const {
    if (!has(key)) {
        return std::string{};
    }
    return text(key);
}

Result<std::int64_t> JsonNode::integer(std::string_view key) const {
    const json* value = TRY(find(key));
    if (!value->is_number_integer()) {
        return wrong(ErrorCode::schema_key, key, "is no whole number");
    }
    return value->get<std::int64_t>();
}

Result<bool> JsonNode::optional_bool(std::string_view key) const {
    if (!has(key)) {
        return false;
    }
    const json* value = TRY(find(key));
    if (!value->is_boolean()) {
        return wrong(ErrorCode::schema_key, key, "is neither true nor false");
    }
    return value->get<bool>();
}

Result<JsonNode> JsonNode::object(std::string_view key) const {
    const json* value = TRY(find(key));
    if (!value->is_object()) {
        return wrong(ErrorCode::schema_key, key, "is no object");
    }
    return JsonNode{*value, place_of(key)};
}

Result<std::vector<JsonNode>> JsonNode::objects(std::string_view key) const {
    const json* value = TRY(find(key));
    if (!value->is_array()) {
        return wrong(ErrorCode::schema_key, key, "is no list");
    }
    std::vector<JsonNode> nodes;
    nodes.reserve(value->size());
    for (std::size_t i = 0; i < value->size(); ++i) {
        nodes.emplace_back((*value)[i], fmt::format("{}[{}]", place_of(key), i));
    }
    return nodes;
}

Result<std::vector<std::string>> JsonNode::optional_texts(std::string_view key) const {
    std::vector<std::string> texts;
    if (!has(key)) {
        return texts;
    }
    const json* value = TRY(find(key));
    const bool all_texts =
        value->is_array() && std::ranges::all_of(*value, [](const json& item) { return item.is_string(); });
    if (!all_texts) {
        return wrong(ErrorCode::schema_key, key, "is no list of texts");
    }
    for (const json& item : *value) {
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

}  // namespace daohu::registry
