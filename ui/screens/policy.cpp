// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/policy.hpp"

#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

namespace daohu::screens {

using kit::Kit;
using model::PolicyActions;
using model::PolicyFinding;
using model::PolicyState;

namespace {

void draw_lines(Kit& kit, kit::ScrollArea& column, Text heading, const std::vector<std::string>& lines) {
    if (lines.empty()) {
        return;
    }
    column.space(kit.theme().space.tight);
    kit::paragraph(kit, column, heading, kit::ParagraphLook::note);
    for (const std::string& line : lines) {
        kit::paragraph(kit, column, kit.tr("list.item", {{"text", FixedText{line}}}), kit::ParagraphLook::body);
    }
}

void draw_figure(const PolicyFinding& finding, Kit& kit, kit::ScrollArea& column) {
    const Text figure = finding.figure.empty() ? Text{kit.tr("policy.no_figure")} : Text{FixedText{finding.figure}};
    kit::paragraph(kit, column, figure, finding.figure.empty() ? kit::ParagraphLook::hint : kit::ParagraphLook::title);
    const Translated sure = words_for(kit, finding.certainty);
    kit::Rect strip = column.next(kit::chip_size(kit, sure).h);
    kit::chip(kit, strip.cut_left(kit::chip_size(kit, sure).w), sure, tone_of(finding.certainty));
    column.space(kit.theme().space.tight);
}

void draw_finding(const PolicyFinding& finding, bool can_ask, Kit& kit, kit::ScrollArea& column,
                  PolicyActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::paragraph(kit, column, FixedText{finding.title}, kit::ParagraphLook::body);
    draw_figure(finding, kit, column);
    kit::paragraph(kit, column,
                   finding.clause.empty() ? Text{kit.tr("policy.no_clause")}
                                          : Text{kit.tr("policy.clause", {{"clause", FixedText{finding.clause}}})},
                   kit::ParagraphLook::note);
    if (!finding.quotation.empty()) {
        kit::paragraph(kit, column, kit.tr("policy.quotation", {{"text", FixedText{finding.quotation}}}),
                       kit::ParagraphLook::note);
    }
    draw_lines(kit, column, kit.tr("policy.steps"), finding.steps);
    draw_lines(kit, column, kit.tr("policy.missing"), finding.missing);
    if (!finding.remark.empty()) {
        column.space(space.tight);
        kit::banner(kit, column, FixedText{finding.remark}, kit::Tone::info);
    }
    if (can_ask && !finding.missing.empty()) {
        column.space(space.gap);
        if (kit::column_button(kit, {"policy.ask", finding.id}, column, kit.tr("policy.ask"),
                               kit::ButtonKind::secondary)) {
            actions.add(model::AskMissing{finding.id});
        }
    }
    column.space(space.card);
    const kit::Rect rule = column.next(kit.theme().shape.hairline);
    kit.paint().fill(rule, kit.colour().divider);
    column.space(space.card);
}

}  // namespace

void draw(const PolicyState& state, Kit& kit, PolicyActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("policy.title"), kit.words().facts({FixedText{state.name}, FixedText{state.pack}}),
             state.badge, actions);
    kit::ScrollArea column{kit, "policy.list", text_column(kit, screen), content_of(state.household)};
    column.space(space.screen);
    if (state.notice) {
        draw_notice(kit, column, *state.notice);
    }
    if (state.sections.empty()) {
        kit::paragraph(kit, column, kit.tr("policy.empty"), kit::ParagraphLook::body);
    }
    for (const model::PolicySection& section : state.sections) {
        kit::paragraph(kit, column, FixedText{section.title}, kit::ParagraphLook::title);
        column.space(space.card);
        for (const PolicyFinding& finding : section.findings) {
            draw_finding(finding, state.can_ask, kit, column, actions);
        }
    }
    kit::paragraph(kit, column, kit.tr("policy.note"), kit::ParagraphLook::hint);
    column.space(space.screen);
}

}  // namespace daohu::screens
