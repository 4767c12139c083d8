// SPDX-License-Identifier: Apache-2.0
#include "ui/model/record_model.hpp"

#include "core/base/id.hpp"
#include "ui/model/form_offers.hpp"

namespace daohu::model {

namespace {

Vocabulary vocabulary_of(const RecordContext& context) { return {context.schemas, context.words}; }

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

constexpr std::string_view kYesOrNo = "yes_no";

// Nothing that only a machine reads, nothing that was left open, and no "yes" without its question.
bool says_much(const registry::PropertySchema& property, const entry::Value& value) {
    switch (property.type) {
        case registry::PropertyType::text:
        case registry::PropertyType::code:
        case registry::PropertyType::codes: {
            const auto* const text = std::get_if<std::string>(&value);
            return text != nullptr && !text->empty() && property.codes != kYesOrNo;
        }
        case registry::PropertyType::fen: return std::holds_alternative<std::int64_t>(value);
        default: return false;
    }
}

// What a code was called when it was written ("body_label" beside "body"), where it still is called so.
bool repeats_code(const registry::Entity& entity, const registry::DatasetSchema& dataset,
                  const registry::PropertySchema& property, const Vocabulary& words) {
    constexpr std::string_view kLabel = "_label";
    if (!property.name.ends_with(kLabel)) {
        return false;
    }
    const std::string_view code = std::string_view{property.name}.substr(0, property.name.size() - kLabel.size());
    const registry::PropertySchema* const coded = dataset.find(code);
    const entry::Value* const value = coded == nullptr ? nullptr : entity.displayed(code);
    return value != nullptr && words.value(*value, *coded) == entity.text(property.name);
}

}  // namespace

RowId row_id(DraftId draft) { return RowId{draft.raw()}; }
RowId row_id(EntityId entity) { return RowId{entity.raw()}; }
DraftId draft_id(RowId row) { return DraftId{row.raw()}; }
EntityId entity_id(RowId row) { return EntityId{row.raw()}; }

RecordRow row_of(const casework::DraftInfo& draft, std::string_view other, const RecordContext& context) {
    RecordRow row;
    row.id = row_id(draft.id);
    const std::string form = form_title(draft.form_id, context.words);
    const Translated progress =
        context.words.tr("record.draft_progress", {{"done", static_cast<std::int64_t>(draft.done)},
                                                   {"total", static_cast<std::int64_t>(draft.total)}});
    row.title = draft.title.empty() ? form : draft.title;
    const Text whose =
        other.empty() ? Text{} : Text{context.words.tr("record.draft_of", {{"person", FixedText{other}}})};
    row.summary =
        context.words.facts({FixedText{draft.title.empty() ? std::string_view{} : form}, whose, progress}).view();
    row.state = RecordState::draft;
    row.date = moment_of(draft.changed_at).date;
    return row;
}

RecordRow row_of(const casework::CaseLine& line, const RecordContext& context) {
    RecordRow row;
    row.id = row_id(line.id);
    row.title = person_title(line, context);
    const Vocabulary vocabulary = vocabulary_of(context);
    std::vector<std::string> hardships;
    for (const std::string& code : line.hardships) {
        hardships.push_back(vocabulary.code(code, "hardship"));
    }
    const std::string hardship = vocabulary.joined(hardships);
    const std::string urgency = vocabulary.code(line.urgency, "urgency");
    row.summary = context.words.facts({FixedText{hardship}, FixedText{urgency}, FixedText{line.place}}).view();
    row.state = state_of(line, context);
    row.date = moment_of(line.recorded_at).date;
    return row;
}

RecordRow row_of(const casework::OwnAct& act, const std::string& name, const RecordContext& context) {
    RecordRow row;
    auto raw = act.entry.incarnation.raw();
    for (std::size_t i = 0; i < sizeof(act.entry.sequence); ++i) {
        raw[i] = static_cast<std::uint8_t>(raw[i] ^ (act.entry.sequence >> (8 * i)));
    }
    row.id = RowId{raw};
    const std::string form = act.form.empty() ? std::string{context.words.tr("own_acts.decision").view()}
                                              : form_title(act.form, context.words);
    row.title = name.empty() ? form : name;
    const Moment written = moment_of(act.written_at);
    row.summary =
        context.words.facts({FixedText{name.empty() ? std::string_view{} : form}, context.words.time(written)}).view();
    row.date = written.date;
    const bool is_there = act.confirmed == casework::Confirmed::county;
    row.state = is_there ? RecordState::uploaded : context.is_uploading ? RecordState::uploading : RecordState::waiting;
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
    const Vocabulary vocabulary = vocabulary_of(context);
    section.title = vocabulary.of(dataset->label);
    for (const registry::PropertySchema& property : dataset->properties) {
        const entry::Value* value = entity.displayed(property.name);
        if (value == nullptr || property.type == registry::PropertyType::reference ||
            repeats_code(entity, *dataset, property, vocabulary)) {
            continue;
        }
        section.values.push_back(
            {.label = vocabulary.of(property.label), .value = vocabulary.value(*value, property), .provenance = {}});
    }
    return section;
}

std::string summary_of(const registry::Entity& entity, const Vocabulary& words) {
    constexpr std::size_t kMost = 2;
    const registry::DatasetSchema* const dataset = words.schemas().find_dataset(entity.dataset);
    if (dataset == nullptr) {
        return {};
    }
    std::string said;
    std::size_t count = 0;
    for (const registry::PropertySchema& property : dataset->properties) {
        const entry::Value* const value = entity.displayed(property.name);
        const bool is_for_lists = property.data_class != registry::DataClass::sensitive;
        if (count == kMost || value == nullptr || !is_for_lists || !says_much(property, *value)) {
            continue;
        }
        said = words.facts({said, words.value(*value, property)});
        ++count;
    }
    return said;
}

}  // namespace daohu::model
