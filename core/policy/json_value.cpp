// SPDX-License-Identifier: Apache-2.0
#include "core/policy/json_value.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace daohu::policy {
namespace {

using Json = nlohmann::json;

// Builds the document while the text is read, and stops at the first thing that may not be there.
class Builder final : public nlohmann::json_sax<Json> {
public:
    explicit Builder(FaultSink& sink) : m_sink{sink} {}

    [[nodiscard]] JsonValue take() { return std::move(m_root); }

    bool null() override { return put({}); }
    bool boolean(bool value) override {
        JsonValue made;
        made.kind = JsonValue::Kind::boolean;
        made.boolean = value;
        return put(std::move(made));
    }
    bool number_integer(number_integer_t value) override {
        JsonValue made;
        made.kind = JsonValue::Kind::integer;
        made.integer = value;
        return put(std::move(made));
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) {
            return stop(FaultKind::too_large, "a number does not fit 64 bits");
        }
        return number_integer(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t /*value*/, const string_t& written) override {
        if (written.find_first_of(".eE") == std::string::npos) {
            return stop(FaultKind::too_large, "a number does not fit 64 bits");
        }
        return stop(FaultKind::wrong_type,
                    fmt::format("{} is not exact: write a whole number, or the figure as text", written));
    }
    bool string(string_t& value) override {
        JsonValue made;
        made.kind = JsonValue::Kind::text;
        made.text = std::move(value);
        return put(std::move(made));
    }
    bool binary(binary_t& /*value*/) override { return stop(FaultKind::wrong_type, "binary"); }
    bool start_object(std::size_t /*elements*/) override { return open(JsonValue::Kind::object); }
    bool start_array(std::size_t /*elements*/) override { return open(JsonValue::Kind::array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& value) override {
        m_key = std::move(value);
        return m_open.back()->find(m_key) == nullptr || stop(FaultKind::duplicate_key, m_key);
    }
    bool parse_error(std::size_t position, const std::string& /*token*/, const Json::exception& /*error*/) override {
        return stop(FaultKind::not_json, fmt::format("at byte {}", position));
    }

private:
    JsonValue* place(JsonValue value) {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        JsonValue& parent = *m_open.back();
        if (parent.is_array()) {
            return &parent.items.emplace_back(std::move(value));
        }
        return &parent.members.emplace_back(std::exchange(m_key, {}), std::move(value)).second;
    }
    bool put(JsonValue value) {
        place(std::move(value));
        return true;
    }
    bool open(JsonValue::Kind kind) {
        if (m_open.size() >= kMaxJsonDepth) {
            return stop(FaultKind::too_deep, fmt::format("more than {} levels", kMaxJsonDepth));
        }
        JsonValue made;
        made.kind = kind;
        m_open.push_back(place(std::move(made)));
        return true;
    }
    bool close() {
        m_open.pop_back();
        return true;
    }
    bool stop(FaultKind kind, std::string detail) {
        m_sink.add(kind, path(), std::move(detail));
        return false;
    }
    // Of what is being read: "member[1].birth_date".
    std::string path() const {
        std::string made;
        for (std::size_t level = 0; level < m_open.size(); ++level) {
            const JsonValue& parent = *m_open[level];
            const bool inside = level + 1 < m_open.size();  // its last child is open too
            if (parent.is_array()) {
                made = item_path(made, parent.items.size() - (inside ? 1 : 0));
                continue;
            }
            const std::string& key = inside ? parent.members.back().first : m_key;
            made += key.empty() || made.empty() ? key : "." + key;
        }
        return made;
    }

    FaultSink& m_sink;
    JsonValue m_root;
    // The path from the root; a parent's list does not grow while a child of it is open, so the pointers hold.
    std::vector<JsonValue*> m_open;
    std::string m_key;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
    const auto found = std::ranges::find(members, key, &std::pair<std::string, JsonValue>::first);
    return found == members.end() ? nullptr : &found->second;
}

std::optional<JsonValue> parse_json(std::string_view text, std::string_view file, Faults& faults) {
    FaultSink sink{std::string{file}, faults};
    if (text.size() > kMaxJsonBytes) {
        sink.add(FaultKind::too_large, {}, fmt::format("more than {} bytes", kMaxJsonBytes));
        return std::nullopt;
    }
    Builder builder{sink};
    if (!Json::sax_parse(text, &builder)) {
        return std::nullopt;
    }
    return builder.take();
}

std::string item_path(std::string_view where, std::size_t index) { return fmt::format("{}[{}]", where, index); }

ObjectReader::ObjectReader(const JsonValue& value, std::string where, FaultSink& sink)
    : m_value{value}, m_where{std::move(where)}, m_sink{sink} {
    if (!value.is_object()) {
        m_sink.add(FaultKind::wrong_type, m_where, "an object is needed");
    }
}

ObjectReader::~ObjectReader() {
    for (const auto& [key, value] : m_value.members) {
        if (std::ranges::find(m_asked, std::string_view{key}) == m_asked.end()) {
            m_sink.add(FaultKind::unknown_key, path(key));
        }
    }
}

std::string ObjectReader::path(std::string_view key) const {
    return m_where.empty() ? std::string{key} : fmt::format("{}.{}", m_where, key);
}

const JsonValue* ObjectReader::find(std::string_view key) {
    const auto found = std::ranges::find(m_value.members, key, &std::pair<std::string, JsonValue>::first);
    if (found == m_value.members.end()) {
        return nullptr;
    }
    m_asked.emplace_back(found->first);
    return &found->second;
}

const JsonValue* ObjectReader::need(std::string_view key) {
    const JsonValue* found = find(key);
    if (found == nullptr && m_value.is_object()) {
        m_sink.add(FaultKind::missing_key, path(key));
    }
    return found;
}

void ObjectReader::wrong_type(std::string_view key, std::string_view wanted) {
    m_sink.add(FaultKind::wrong_type, path(key), fmt::format("{} is needed", wanted));
}

std::optional<std::string> ObjectReader::text(std::string_view key) {
    const JsonValue* found = find(key);
    if (found == nullptr || found->is_null()) {
        return std::nullopt;
    }
    if (!found->is_text()) {
        wrong_type(key, "a text");
        return std::nullopt;
    }
    return found->text;
}

std::optional<std::string> ObjectReader::needed_text(std::string_view key) {
    const JsonValue* found = need(key);
    if (found == nullptr) {
        return std::nullopt;
    }
    if (!found->is_text() || found->text.empty()) {
        wrong_type(key, "a text that is not empty");
        return std::nullopt;
    }
    return found->text;
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view key) {
    const JsonValue* found = find(key);
    if (found == nullptr || found->is_null()) {
        return std::nullopt;
    }
    if (found->kind != JsonValue::Kind::integer) {
        wrong_type(key, "a whole number");
        return std::nullopt;
    }
    return found->integer;
}

std::optional<bool> ObjectReader::boolean(std::string_view key) {
    const JsonValue* found = find(key);
    if (found == nullptr || found->is_null()) {
        return std::nullopt;
    }
    if (found->kind != JsonValue::Kind::boolean) {
        wrong_type(key, "true or false");
        return std::nullopt;
    }
    return found->boolean;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
    std::vector<std::string> result;
    const JsonValue* found = find(key);
    if (found == nullptr || found->is_null()) {
        return result;
    }
    if (!found->is_array()) {
        wrong_type(key, "a list of texts");
        return result;
    }
    for (const JsonValue& item : found->items) {
        if (!item.is_text()) {
            wrong_type(key, "a list of texts");
            return {};
        }
        result.push_back(item.text);
    }
    return result;
}

}  // namespace daohu::policy
