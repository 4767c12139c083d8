// SPDX-License-Identifier: Apache-2.0
#pragma once

// A JSON document as this room reads it: whole numbers only, no key twice, bounded depth; and a reader of objects that
// reports every unknown key. For the .cpp files of the room. Any thread.

#include "core/policy/fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daohu::policy {

struct JsonValue {
    enum class Kind : std::uint8_t { null, boolean, integer, text, array, object };

    Kind kind = Kind::null;
    bool boolean = false;
    std::int64_t integer = 0;
    std::string text;
    std::vector<JsonValue> items;
    std::vector<std::pair<std::string, JsonValue>> members;

    [[nodiscard]] bool is_null() const { return kind == Kind::null; }
    [[nodiscard]] bool is_text() const { return kind == Kind::text; }
    [[nodiscard]] bool is_object() const { return kind == Kind::object; }
    [[nodiscard]] bool is_array() const { return kind == Kind::array; }
    // Null when it is no object or has no such member.
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
};

inline constexpr std::size_t kMaxJsonBytes = std::size_t{32} * 1024 * 1024;
inline constexpr std::size_t kMaxJsonDepth = 32;

// Nothing, and a fault, when `text` is not such a document.
[[nodiscard]] std::optional<JsonValue> parse_json(std::string_view text, std::string_view file, Faults& faults);

// Where faults of one file go.
class FaultSink {
public:
    FaultSink(std::string file, Faults& faults) : m_file{std::move(file)}, m_faults{faults} {}
    void add(FaultKind kind, std::string where, std::string detail = {}) {
        m_faults.push_back(Fault{kind, m_file, std::move(where), std::move(detail)});
    }
    [[nodiscard]] std::size_t count() const { return m_faults.size(); }

private:
    std::string m_file;
    Faults& m_faults;
};

// Reads one object and, when done, reports the members that nobody asked for. A value that is not an object is reported
// once and then has no members. `value` and `sink` must outlive it.
class ObjectReader {
public:
    ObjectReader(const JsonValue& value, std::string where, FaultSink& sink);
    ~ObjectReader();
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;

    [[nodiscard]] const std::string& where() const { return m_where; }
    [[nodiscard]] std::string path(std::string_view key) const;
    [[nodiscard]] FaultSink& sink() { return m_sink; }

    // The member, or null when it is absent; need() also reports its absence.
    const JsonValue* find(std::string_view key);
    const JsonValue* need(std::string_view key);
    // The members of those types; nothing, and a fault, when the member is there and of another type.
    std::optional<std::string> text(std::string_view key);
    std::optional<std::string> needed_text(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key);
    std::optional<bool> boolean(std::string_view key);
    // Every item of a list of texts.
    std::vector<std::string> texts(std::string_view key);

    void wrong_type(std::string_view key, std::string_view wanted);

private:
    const JsonValue& m_value;
    std::string m_where;
    FaultSink& m_sink;
    std::vector<std::string_view> m_asked;
};

// A list's item: "member[3]".
[[nodiscard]] std::string item_path(std::string_view where, std::size_t index);

}  // namespace daohu::policy
