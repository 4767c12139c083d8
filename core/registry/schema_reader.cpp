// SPDX-License-Identifier: Apache-2.0
#include "core/registry/schema_reader.hpp"

#include "core/registry/json_node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace daohu::registry {

namespace {

template <class Enum>
using Word = std::pair<std::string_view, Enum>;

constexpr std::array kTypes{
    Word<PropertyType>{"text", PropertyType::text},
    Word<PropertyType>{"int", PropertyType::integer},
    Word<PropertyType>{"fen", PropertyType::fen},
    Word<PropertyType>{"decimal", PropertyType::decimal},
    Word<PropertyType>{"bool", PropertyType::boolean},
    Word<PropertyType>{"date", PropertyType::date},
    Word<PropertyType>{"time", PropertyType::time},
    Word<PropertyType>{"place", PropertyType::place},
    Word<PropertyType>{"code", PropertyType::code},
    Word<PropertyType>{"codes", PropertyType::codes},
    Word<PropertyType>{"reference", PropertyType::reference},
    Word<PropertyType>{"attachment", PropertyType::attachment},
};
constexpr std::array kModes{
    Word<PropertyMode>{"register", PropertyMode::register_},
    Word<PropertyMode>{"immutable", PropertyMode::immutable},
    Word<PropertyMode>{"set", PropertyMode::set},
};
constexpr std::array kClasses{
    Word<DataClass>{"-", DataClass::none},
    Word<DataClass>{"W", DataClass::work},
    Word<DataClass>{"P", DataClass::personal},
    Word<DataClass>{"S", DataClass::sensitive},
};
constexpr std::array kIndexes{
    Word<PropertyIndex>{"none", PropertyIndex::none},
    Word<PropertyIndex>{"name", PropertyIndex::name},
    Word<PropertyIndex>{"tail", PropertyIndex::tail},
};

template <class Words>
auto read_word(const JsonNode& node, std::string_view key, const Words& words)
    -> Result<typename Words::value_type::second_type> {
    const std::string word = TRY(node.text(key));
    const auto found = std::ranges::find(words, word, [](const auto& candidate) { return candidate.first; });
    if (found == words.end()) {
        return node.wrong(ErrorCode::schema_value, key,
                          fmt::format("\"{}\" is not one of the words allowed here", word));
    }
    return found->second;
}

// Names become part of entries and of forms: lower-case letters, digits and underscores, a letter first.
Result<std::string> read_name(const JsonNode& node, std::string_view key) {
    const std::string name = TRY(node.text(key));
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_allowed = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    if (!is_letter(name.front()) || !std::ranges::all_of(name, is_allowed)) {
        return node.wrong(ErrorCode::schema_value, key, "a name has lower-case letters, digits and underscores only");
    }
    return name;
}

Result<Label> read_label(const JsonNode& node) {
    Label label;
    if (node.has("label_key")) {
        label.key = TRY(node.text("label_key"));
        return label;
    }
    const JsonNode words = TRY(node.object("label"));
    TRY(words.allow_keys({"zh", "en"}));
    label.zh = TRY(words.text("zh"));
    label.en = TRY(words.text("en"));
    return label;
}

Result<PropertySchema> read_property(const JsonNode& node) {
    TRY(node.allow_keys({"name", "type", "mode", "class", "index", "unit", "purpose", "codes", "dataset", "label",
                         "label_key", "former_names"}));
    PropertySchema property;
    property.name = TRY(read_name(node, "name"));
    property.type = TRY(read_word(node, "type", kTypes));
    property.mode = node.has("mode") ? TRY(read_word(node, "mode", kModes)) : PropertyMode::register_;
    property.data_class = TRY(read_word(node, "class", kClasses));
    property.index = node.has("index") ? TRY(read_word(node, "index", kIndexes)) : PropertyIndex::none;
    property.unit = TRY(node.optional_text("unit"));
    property.purpose = TRY(node.text("purpose"));
    property.label = TRY(read_label(node));
    property.former_names = TRY(node.optional_texts("former_names"));
    if (property.type == PropertyType::code || property.type == PropertyType::codes) {
        property.codes = TRY(read_name(node, "codes"));
    } else if (node.has("codes")) {
        return node.wrong(ErrorCode::schema_key, "codes", "belongs to the types code and codes only");
    }
    if (property.type == PropertyType::reference) {
        property.dataset = TRY(read_name(node, "dataset"));
    } else if (node.has("dataset")) {
        return node.wrong(ErrorCode::schema_key, "dataset", "belongs to the type reference only");
    }
    if (property.index != PropertyIndex::none && property.type != PropertyType::text) {
        return node.wrong(ErrorCode::schema_value, "index", "only text can be searched");
    }
    return property;
}

// A name stands for one property, now or formerly.
Result<void> check_names(const SchemaFile& file, const DatasetSchema& dataset) {
    std::set<std::string_view> names;
    for (const PropertySchema& property : dataset.properties) {
        std::vector<std::string_view> all{property.name};
        all.insert(all.end(), property.former_names.begin(), property.former_names.end());
        for (const std::string_view name : all) {
            if (!names.insert(name).second) {
                return fail(ErrorCode::schema_duplicate, fmt::format("{}: two properties named {}", file.name, name));
            }
        }
    }
    return {};
}

}  // namespace

Result<DatasetSchema> read_dataset(const SchemaFile& file) {
    const nlohmann::json document = TRY(parse_json(file.name, file.text));
    const JsonNode root{document, file.name + ":"};
    TRY(root.allow_keys({"dataset", "version", "label", "label_key", "properties"}));
    DatasetSchema dataset;
    dataset.name = TRY(read_name(root, "dataset"));
    dataset.version = TRY(root.integer("version"));
    dataset.label = TRY(read_label(root));
    for (const JsonNode& node : TRY(root.objects("properties"))) {
        dataset.properties.push_back(TRY(read_property(node)));
    }
    TRY(check_names(file, dataset));
    return dataset;
}

Result<CodeList> read_code_list(const SchemaFile& file) {
    const nlohmann::json document = TRY(parse_json(file.name, file.text));
    const JsonNode root{document, file.name + ":"};
    TRY(root.allow_keys({"codes", "version", "source", "items"}));
    CodeList list;
    list.name = TRY(read_name(root, "codes"));
    list.version = TRY(root.integer("version"));
    list.source = TRY(root.text("source"));
    for (const JsonNode& node : TRY(root.objects("items"))) {
        TRY(node.allow_keys({"code", "label", "label_key", "retired"}));
        Code code;
        code.code = TRY(node.text("code"));
        if (code.code.find(' ') != std::string::npos) {
            return node.wrong(ErrorCode::schema_value, "code", "a code has no spaces");
        }
        code.label = TRY(read_label(node));
        code.retired = TRY(node.optional_bool("retired"));
        if (list.find(code.code) != nullptr) {
            return node.wrong(ErrorCode::schema_duplicate, "code", "stands twice in the list");
        }
        list.codes.push_back(std::move(code));
    }
    return list;
}

}  // namespace daohu::registry
