// SPDX-License-Identifier: Apache-2.0
#pragma once

// A place in a JSON file that can say where it is. Private to core/registry; any thread.

#include "core/base/result.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::registry {

// schema_not_json with the byte where the parser stopped. Keys that stand twice in one object are refused.
[[nodiscard]] Result<nlohmann::json> parse_json(std::string_view file, std::string_view text);

// Refers to a value of a document that must outlive it.
class JsonNode {
public:
    JsonNode(const nlohmann::json& value, std::string place) : m_value{value}, m_place{std::move(place)} {}

    // schema_key when this is no object or has a key that is not listed.
    [[nodiscard]] Result<void> allow_keys(std::initializer_list<std::string_view> keys) const;

    [[nodiscard]] bool has(std::string_view key) const;
    // schema_key when the key is missing or of another kind; each optional getter returns its default when it is missing.
    [[nodiscard]] Result<std::string> text(std::string_view key) const;
    [[nodiscard]] Result<std::string> optional_text(std::string_view key) const;
    [[nodiscard]] Result<std::int64_t> integer(std::string_view key) const;
    [[nodiscard]] Result<bool> optional_bool(std::string_view key) const;
    [[nodiscard]] Result<JsonNode> object(std::string_view key) const;
    [[nodiscard]] Result<std::vector<JsonNode>> objects(std::string_view key) const;
    [[nodiscard]] Result<std::vector<std::string>> optional_texts(std::string_view key) const;

    [[nodiscard]] Failure wrong(ErrorCode code, std::string_view key, std::string_view why) const;

private:
    [[nodiscard]] Result<const nlohmann::json*> find(std::string_view key) const;
    [[nodiscard]] std::string place_of(std::string_view key) const;

    const nlohmann::json& m_value;
    std::string m_place;
};

}  // namespace daohu::registry
