// SPDX-License-Identifier: Apache-2.0
#include "ui/model/record_model.hpp"

#include "core/base/id.hpp"

namespace daohu::model {

namespace {

const std::string& words_of(const registry::Label& label, const Words& words) {
    return words.language() == "en" ? label.en : label.zh;
}

TextKey key_of(entry::NullState state) {
    switch (state) {
        case entry::NullState::unknown: return "no_answer.unknown";
        case entry::NullState::refused: return "no_answer.refused";
        case entry::NullState::not_asked: return "no_answer.not_asked";
        case entry::NullState::blank: break;
    }
    return "review.no_answer";
}

// A code without a list or outside of it is shown as it is: never hidden, never guessed.
std::string code_words(std::string_view code, std::string_view list, const RecordContext& context) {
    const registry::CodeList* codes = context.schemas.find_codes(list);
    const registry::Code* found = codes == nullptr ? nullptr : codes->find(code);
    return found == nullptr ? std::string{code} : words_of(found->label, context.words);
}

std::string joined(const std::vector<std::string>& parts, const RecordContext& context) {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) {
            text += context.words.tr("list.separator").view();
        }
        text += part;
    }
    return text;
}

std::vector<std::string> codes_in_words(std::string_view codes, std::string_view list, const RecordContext& context) {
    std::vector<std::string> words;
    while (!codes.empty()) {
        const std::size_t end = std::min(codes.find(' '), codes.size());
        if (end > 0) {
            words.push_back(code_words(codes.substr(0, end), list, context));
        }
        codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return words;
}

std::string text_in_words(const std::string& text, const registry::PropertySchema& property,
                          const RecordContext& context) {
    switch (property.type) {
        case registry::PropertyType::code: return code_words(text, property.codes, context);
        case registry::PropertyType::codes: return joined(codes_in_words(text, property.codes, context), context);
        default: return text;
    }
}

std::string value_in_words(const entry::Value& value, const registry::PropertySchema& property,
                           const RecordContext& context) {
    struct Visitor {
        const registry::PropertySchema& property;
        const RecordContext& context;

        std::string operator()(entry::NullState state) const {
            return std::string{context.words.tr(key_of(state)).view()};
        }
        std::string operator()(const std::string& text) const { return text_in_words(text, property, context); }
        std::string operator()(std::int64_t number) const {
            const bool is_money = property.type == registry::PropertyType::fen;
            return std::string{(is_money ? context.words.money(number) : context.words.number(number)).view()};
        }
        std::string operator()(bool yes) const {
            return std::string{(yes ? context.words.tr("value.yes") : context.words.tr("value.no")).view()};
        }
        std::string operator()(const Bytes&) const { return {}; }
    };
    return std::visit(Visitor{property, context}, value);
}

std::string person_title(const casework::CaseLine& line, const RecordContext& context) {
    if (!line.person_name.empty()) {
        return line.person_name;
    }
    return std::string{context.words.tr("record.unnamed").view()};
}

RecordState state_of(const casework::CaseLine& line, const RecordContext& context) {
    if (line.is_conflicted) {
        return RecordState::conflict;
    }
    if (line.delivered == casework::Delivered::uploaded) {
        return RecordState::uploaded;
    }
    return context.is_uploading ? RecordState::uploading : RecordState::waiting;
}

}  // namespace

RowId row_id(DraftId draft) { return RowId{draft.raw()}; }
RowId row_id(EntityId entity) { return RowId{entity.raw()}; }
DraftId draft_id(RowId row) { return DraftId{row.raw()}; }
EntityId entity_id(RowId row) { return EntityId{row.raw()}; }

RecordRow row_of(const casework::DraftInfo& draft, const RecordContext& context) {
    RecordRow row;
    row.id = row_id(draft.id);
    row.title = draft.title.empty() ? std::string{context.words.tr("record.new").view()} : draft.title;
    row.summary = context.words
                      .tr("record.draft_progress", {{"done", static_cast<std::int64_t>(draft.done)},
                                                    {"total", static_cast<std::int64_t>(draft.total)}})
                      .view();
    row.state = RecordState::draft;
    row.date = moment_of(draft.changed_at).date;
    return row;
}

RecordRow row_of(const casework::CaseLine& line, const RecordContext& context) {
    RecordRow row;
    row.id = row_id(line.id);
    row.title = person_title(line, context);
    std::vector<std::string> hardships;
    for (const std::string& code : line.hardships) {
        hardships.push_back(code_words(code, "hardship", context));
    }
    const std::string hardship = joined(hardships, context);
    const std::string urgency = code_words(line.urgency, "urgency", context);
    row.summary = context.words.facts({FixedText{hardship}, FixedText{urgency}, FixedText{line.place}}).view();
    row.state = state_of(line, context);
    row.date = moment_of(line.recorded_at).date;
    return row;
}

RecordSection section_of(const registry::Entity& entity, const RecordContext& context) {
    RecordSection section;
    const registry::DatasetSchema* dataset = nullptr;
    if (const auto found = context.schemas.datasets().find(entity.dataset); found != context.schemas.datasets().end()) {
        dataset = &found->second;
    }
    if (dataset == nullptr) {
        section.title = entity.dataset;
        return section;
    }
    section.title = words_of(dataset->label, context.words);
    for (const registry::PropertySchema& property : dataset->properties) {
        const entry::Value* value = entity.displayed(property.name);
        if (value == nullptr || property.type == registry::PropertyType::reference) {
            continue;
        }
        section.values.push_back({.label = words_of(property.label, context.words),
                                  .value = value_in_words(*value, property, context),
                                  .provenance = {}});
    }
    return section;
}

}  // namespace daohu::model
