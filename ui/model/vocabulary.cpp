// SPDX-License-Identifier: Apache-2.0
#include "ui/model/vocabulary.hpp"

#include "ui/model/token_list.hpp"

namespace daohu::model {

using registry::PropertySchema;
using registry::PropertyType;

namespace {

TextKey key_of(entry::NullState state) {
    switch (state) {
        case entry::NullState::unknown: return "no_answer.unknown";
        case entry::NullState::refused: return "no_answer.refused";
        case entry::NullState::not_asked: return "no_answer.not_asked";
        case entry::NullState::blank: break;
    }
    return "review.no_answer";
}

}  // namespace

const std::string& Vocabulary::of(const registry::Label& label) const {
    return m_words->language() == "en" ? label.en : label.zh;
}

std::string Vocabulary::say(TextKey key, std::initializer_list<TextArg> args) const {
    return std::string{m_words->tr(key, args).view()};
}

std::string Vocabulary::code(std::string_view code, std::string_view list) const {
    const registry::CodeList* codes = m_schemas->find_codes(list);
    const registry::Code* found = codes == nullptr ? nullptr : codes->find(code);
    return found == nullptr ? std::string{code} : of(found->label);
}

std::string Vocabulary::codes(std::string_view codes, std::string_view list) const {
    std::vector<std::string> parts;
    for (const std::string_view one : tokens_of(codes)) {
        parts.push_back(code(one, list));
    }
    return joined(parts);
}

std::string Vocabulary::joined(const std::vector<std::string>& parts) const {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) {
            text += m_words->tr("list.separator").view();
        }
        text += part;
    }
    return text;
}

std::string Vocabulary::facts(std::initializer_list<std::string_view> parts) const {
    std::string text;
    for (const std::string_view part : parts) {
        if (!text.empty() && !part.empty()) {
            text += m_words->tr("punctuation.between_facts").view();
        }
        text += part;
    }
    return text;
}

std::string Vocabulary::value(const entry::Value& value, const PropertySchema& property) const {
    struct Visitor {
        const Vocabulary& words;
        const PropertySchema& property;

        std::string operator()(entry::NullState state) const { return words.say(key_of(state)); }
        std::string operator()(const std::string& text) const {
            switch (property.type) {
                case PropertyType::code: return words.code(text, property.codes);
                case PropertyType::codes: return words.codes(text, property.codes);
                default: return text;
            }
        }
        std::string operator()(std::int64_t number) const {
            const bool is_money = property.type == PropertyType::fen;
            return std::string{(is_money ? words.words().money(number) : words.words().number(number)).view()};
        }
        std::string operator()(bool yes) const { return yes ? words.say("value.yes") : words.say("value.no"); }
        std::string operator()(const Bytes&) const { return words.say("value.attached"); }
    };
    return std::visit(Visitor{*this, property}, value);
}

std::string Vocabulary::value(const entry::Value& value, std::string_view dataset, std::string_view property) const {
    static const PropertySchema kPlain{};
    const PropertySchema* const schema = m_schemas->find_property(dataset, property);
    return this->value(value, schema == nullptr ? kPlain : *schema);
}

std::string Vocabulary::fact(std::string_view name) const {
    const std::size_t dot = name.find('.');
    if (dot != std::string_view::npos) {
        if (const auto* property = m_schemas->find_property(name.substr(0, dot), name.substr(dot + 1))) {
            return of(property->label);
        }
    }
    return std::string{name};
}

std::string Vocabulary::dataset(std::string_view name) const {
    const registry::DatasetSchema* found = m_schemas->find_dataset(name);
    return found == nullptr ? std::string{name} : of(found->label);
}

}  // namespace daohu::model
