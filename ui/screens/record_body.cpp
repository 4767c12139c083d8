// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/record_body.hpp"

#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/screens/status_words.hpp"

#include <algorithm>
#include <vector>

namespace daohu::screens {

namespace {

// Says where the record is and, where something is wrong, why.
void draw_state(const model::RecordRow& record, kit::Kit& kit, kit::ScrollArea& column) {
    const Text sentence = record.reason.empty()
                              ? Text{words_for(kit, record.state)}
                              : Text{kit.words().facts({words_for(kit, record.state), FixedText{record.reason}})};
    kit::banner(kit, column, sentence, tone_of(record.state));
    column.space(kit.theme().space.card);
}

// What was said of most values; empty where hardly two agree.
[[nodiscard]] std::string_view usual_provenance(const model::RecordSection& section) {
    std::string_view usual;
    std::ptrdiff_t most = 1;
    for (const model::RecordValue& value : section.values) {
        const std::ptrdiff_t count =
            std::ranges::count(section.values, value.provenance, &model::RecordValue::provenance);
        if (count > most) {
            most = count;
            usual = value.provenance;
        }
    }
    return usual;
}

}  // namespace

void draw_record_section(const model::RecordSection& section, kit::Kit& kit, kit::ScrollArea& column) {
    const std::string_view usual = usual_provenance(section);
    kit::paragraph(kit, column, FixedText{section.title}, kit::ParagraphLook::title);
    kit::paragraph(kit, column, FixedText{usual}, kit::ParagraphLook::hint);
    column.space(kit.theme().space.tight);
    std::vector<kit::Labelled> values;
    values.reserve(section.values.size());
    for (const model::RecordValue& value : section.values) {
        values.push_back({FixedText{value.label}, FixedText{value.value},
                          value.provenance == usual ? Text{} : Text{FixedText{value.provenance}}});
    }
    kit::labelled_values(kit, column, values, kit.tr("record.absent"));
}

void draw_record_body(const model::RecordViewState& state, kit::Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    draw_state(state.record, kit, column);
    if (!state.author.empty()) {
        kit::paragraph(kit, column, kit.tr("record.author", {{"name", FixedText{state.author}}}),
                       kit::ParagraphLook::note);
    }
    if (state.finished_at) {
        const Translated time = kit.words().moment(*state.finished_at, {});
        kit::paragraph(kit, column, kit.tr("record.finished", {{"time", time}}), kit::ParagraphLook::note);
    }
    for (const model::RecordSection& section : state.sections) {
        column.space(space.screen);
        draw_record_section(section, kit, column);
    }
    column.space(space.screen);
}

}  // namespace daohu::screens
