// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/loader.hpp"
#include "core/form/namespaces.hpp"

#include <algorithm>

namespace daohu::form {

namespace {

constexpr std::string_view kSpaces = " \t\r\n";

[[nodiscard]] TextForm form_from(std::string_view name) {
    if (name.empty() || name == "long") {
        return TextForm::plain;
    }
    if (name == "guidance") {
        return TextForm::guidance;
    }
    if (name == "image") {
        return TextForm::image;
    }
    if (name == "audio") {
        return TextForm::audio;
    }
    return name == "video" ? TextForm::video : TextForm::other;
}

// The id of "jr:itext('id')", where the text is nothing else.
[[nodiscard]] std::optional<std::string_view> literal_itext(std::string_view text) {
    const std::size_t start = text.find_first_not_of(kSpaces);
    constexpr std::string_view kCall = "jr:itext(";
    if (start == std::string_view::npos || !text.substr(start).starts_with(kCall)) {
        return std::nullopt;
    }
    text.remove_prefix(start + kCall.size());
    const std::size_t open = text.find_first_not_of(kSpaces);
    if (open == std::string_view::npos || (text[open] != '\'' && text[open] != '"')) {
        return std::nullopt;
    }
    const std::size_t close = text.find(text[open], open + 1);
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t end = text.find_first_not_of(kSpaces, close + 1);
    if (end == std::string_view::npos || text[end] != ')' ||
        text.find_first_not_of(kSpaces, end + 1) != std::string_view::npos) {
        return std::nullopt;
    }
    return text.substr(open + 1, close - open - 1);
}

// Spaces at the outer ends mean nothing, those beside an output do.
void trim(std::vector<TextPiece>& pieces) {
    if (pieces.empty()) {
        return;
    }
    std::string& first = pieces.front().literal;
    first.erase(0, std::min(first.find_first_not_of(kSpaces), first.size()));
    if (!pieces.back().output) {
        std::string& last = pieces.back().literal;
        const std::size_t end = last.find_last_not_of(kSpaces);
        last.erase(end == std::string::npos ? 0 : end + 1);
        if (last.empty()) {
            pieces.pop_back();
        }
    }
}

}  // namespace

Result<std::vector<TextPiece>> Loader::pieces_of(NodeId element, std::string_view question) {
    const Tree& tree = *m_document;
    std::vector<TextPiece> pieces;
    std::string literal;
    std::string scratch;
    for (NodeId node = tree.first_child(element); node != NodeId::none; node = tree.next_sibling(node)) {
        const NodeKind kind = tree.kind(node);
        if (kind == NodeKind::text || kind == NodeKind::cdata) {
            literal += tree.value(node);
        } else if (is_xforms(node, "output")) {
            const auto value = attribute(node, "value") ? attribute(node, "value") : attribute(node, "ref");
            if (!value) {
                return error(ErrorCode::form_structure, node, question, "an output without value");
            }
            auto output = TRY(compile(*value, node, question, "output"));
            pieces.push_back({std::move(literal), std::move(output)});
            literal.clear();
        } else if (kind == NodeKind::element) {
            literal += tree.string_value(node, scratch);  // the words of HTML in a label
        }
    }
    if (!literal.empty()) {
        pieces.push_back({std::move(literal), std::nullopt});
    }
    trim(pieces);
    return pieces;
}

Result<Text> Loader::text_of(NodeId element, std::string_view question) {
    Text text;
    const auto reference = attribute(element, "ref");
    if (!reference) {
        text.pieces = TRY(pieces_of(element, question));
    } else if (const auto id = literal_itext(*reference)) {
        text.itext_id = *id;
        check_translation(text, element, question);
    } else {
        text.expression = TRY(compile(*reference, element, question, "text"));
    }
    return text;
}

Result<Text> Loader::message_of(std::string_view attribute_name, NodeId element, std::string_view question) {
    Text text;
    auto words = attribute(element, attribute_name, kJavaRosaNamespace);
    if (!words) {
        return text;
    }
    if (const auto id = literal_itext(*words)) {
        text.itext_id = *id;
        check_translation(text, element, question);
    } else {
        text.pieces.push_back({std::string{*words}, std::nullopt});
    }
    return text;
}

void Loader::check_translation(const Text& text, NodeId element, std::string_view question) {
    if (!m_form->m_texts.entries.contains(text.itext_id)) {
        lint(place(element), std::string{question},
             fmt::format("no translation has the text '{}'; its id is shown", text.itext_id));
    }
}

Result<void> Loader::load_translations() {
    const Tree& tree = *m_document;
    const NodeId itext = xforms_child(m_model, "itext");
    if (itext == NodeId::none) {
        return {};
    }
    // The first listed is the default, unless another says so.
    std::vector<NodeId> translations;
    std::vector<NodeId> others;
    for (NodeId node = tree.first_child(itext); node != NodeId::none; node = tree.next_sibling(node)) {
        if (is_xforms(node, "translation")) {
            const auto value = attribute(node, "default");
            const bool is_default = value && *value != "false()" && *value != "false";
            (is_default ? translations : others).push_back(node);
        }
    }
    translations.insert(translations.end(), others.begin(), others.end());
    TextTable& texts = m_form->m_texts;
    for (const NodeId translation : translations) {
        const std::string language{attribute(translation, "lang").value_or("")};
        if (language.empty()) {
            return error(ErrorCode::form_structure, translation, {}, "a translation without lang");
        }
        if (std::find(texts.languages.begin(), texts.languages.end(), language) != texts.languages.end()) {
            return error(ErrorCode::form_duplicate, translation, language, "two translations have this language");
        }
        texts.languages.push_back(language);
    }
    for (std::size_t language = 0; language < translations.size(); ++language) {
        for (NodeId text = tree.first_child(translations[language]); text != NodeId::none;
             text = tree.next_sibling(text)) {
            if (!is_xforms(text, "text")) {
                continue;
            }
            const std::string id{attribute(text, "id").value_or("")};
            if (id.empty()) {
                return error(ErrorCode::form_structure, text, {}, "a text without id");
            }
            TextTable::Entry& entry = texts.entries.try_emplace(id, translations.size()).first->second;
            if (!entry[language].empty()) {
                return error(ErrorCode::form_duplicate, text, id, "a translation has two texts of this id");
            }
            for (NodeId value = tree.first_child(text); value != NodeId::none; value = tree.next_sibling(value)) {
                if (is_xforms(value, "value")) {
                    const TextForm form = form_from(attribute(value, "form").value_or(""));
                    entry[language].push_back({form, TRY(pieces_of(value, id))});
                }
            }
        }
    }
    return {};
}

}  // namespace daohu::form
