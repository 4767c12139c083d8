// SPDX-License-Identifier: Apache-2.0
#include "core/casework/export/cells.hpp"

#include "core/casework/facts/known_values.hpp"

namespace daohu::casework {

namespace {

using registry::PropertySchema;
using registry::PropertyType;

constexpr std::size_t kShownTail = 4;  // characters

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::string first_character(const std::string& text) {
    std::size_t end = text.empty() ? 0 : 1;
    while (end < text.size() && !begins_character(text[end])) {
        ++end;
    }
    return text.substr(0, end);
}

std::string last_characters(const std::string& text) {
    std::size_t begin = text.size();
    for (std::size_t shown = 0; begin > 0 && shown < kShownTail;) {
        --begin;
        shown += begins_character(text[begin]) ? 1 : 0;
    }
    return text.substr(begin);
}

std::string in_words(std::string_view codes, const PropertySchema& property, const registry::SchemaSet& schemas,
                     ExportLanguage language) {
    const registry::CodeList* list = schemas.find_codes(property.codes);
    std::string words;
    for (const std::string& code : words_of(codes)) {
        const registry::Code* known = list == nullptr ? nullptr : list->find(code);
        words += (words.empty() ? "" : " ") + (known == nullptr ? code : label_of(known->label, language, code));
    }
    return words;
}

}  // namespace

std::string label_of(const registry::Label& label, ExportLanguage language, std::string_view fallback) {
    const std::string& words = language == ExportLanguage::zh ? label.zh : label.en;
    return words.empty() ? std::string{fallback} : words;
}

WorkbookCell cell_of(const entry::Value& value, const PropertySchema& property, const registry::SchemaSet& schemas,
                     const NamesOf& names, ExportLanguage language) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return property.type == PropertyType::fen ? WorkbookCell{Fen{*number}} : WorkbookCell{*number};
    }
    if (const auto* yes = std::get_if<bool>(&value)) {
        return std::int64_t{*yes ? 1 : 0};
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        const bool is_code = property.type == PropertyType::code || property.type == PropertyType::codes;
        return is_code ? in_words(*text, property, schemas, language) : *text;
    }
    if (property.type == PropertyType::attachment && !entry::is_null(value)) {
        return std::string{"+"};
    }
    const auto entity = property.type == PropertyType::reference ? entry::referenced_entity(value)
                                                                 : Result<EntityId>{fail(ErrorCode::not_found)};
    const auto named = entity ? names.find(*entity) : names.end();
    return named == names.end() ? WorkbookCell{} : WorkbookCell{named->second};
}

WorkbookCell masked(WorkbookCell cell, const PropertySchema& property, RowAbout about) {
    const bool is_personal = property.data_class == registry::DataClass::personal;
    if (property.data_class == registry::DataClass::sensitive || (is_personal && about == RowAbout::child)) {
        return {};
    }
    if (!is_personal) {
        return cell;
    }
    const auto* text = std::get_if<std::string>(&cell);
    if (text == nullptr || text->empty()) {
        return {};
    }
    const bool is_name = property.index == registry::PropertyIndex::name || property.type == PropertyType::reference;
    return is_name ? first_character(*text) + "*" : "*" + last_characters(*text);
}

}  // namespace daohu::casework
