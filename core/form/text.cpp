// SPDX-License-Identifier: Apache-2.0
#include "core/form/text.hpp"

namespace daohu::form {

namespace {

[[nodiscard]] const std::vector<TextPiece>* find_form(const std::vector<TranslatedValue>& values, TextForm form) {
    for (const TranslatedValue& value : values) {
        if (value.form == form) {
            return &value.pieces;
        }
    }
    return nullptr;
}

}  // namespace

const std::vector<TextPiece>* TextTable::find(std::string_view id, TextForm form, std::size_t language) const {
    const auto entry = entries.find(id);
    if (entry == entries.end()) {
        return nullptr;
    }
    if (language < entry->second.size()) {
        if (const auto* pieces = find_form(entry->second[language], form)) {
            return pieces;
        }
    }
    for (const auto& values : entry->second) {
        if (const auto* pieces = find_form(values, form)) {
            return pieces;
        }
    }
    return nullptr;
}

}  // namespace daohu::form
