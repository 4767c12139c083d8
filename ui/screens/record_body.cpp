// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/record_body.hpp"

#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/screens/status_words.hpp"

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

}  // namespace

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
        kit::paragraph(kit, column, FixedText{section.title}, kit::ParagraphLook::title);
        column.space(space.tight);
        for (const model::RecordValue& value : section.values) {
            kit::labelled_value(kit, column, FixedText{value.label}, FixedText{value.value}, kit.tr("record.absent"),
                                FixedText{value.provenance});
        }
    }
    column.space(space.screen);
}

}  // namespace daohu::screens
