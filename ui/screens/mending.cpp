// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/mending.hpp"

#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

namespace daohu::screens {

using kit::Kit;
using model::Mended;
using model::MendingActions;
using model::MendingStage;
using model::MendingState;

namespace {

void say(Kit& kit, kit::ScrollArea& column, Text sentence) {
    kit::paragraph(kit, column, sentence, kit::ParagraphLook::body);
    column.space(kit.theme().space.gap);
}

void draw_found(const MendingState& state, Kit& kit, kit::ScrollArea& column, MendingActions& actions) {
    const kit::Space& space = kit.theme().space;
    if (!state.is_store_damaged && !state.are_drafts_damaged) {
        say(kit, column, kit.tr("mending.nothing"));
        if (kit::column_button(kit, "mending.open", column, kit.tr("mending.open"), kit::ButtonKind::primary)) {
            actions.add(model::OpenMended{});
        }
        return;
    }
    if (state.is_store_damaged) {
        kit::banner(kit, column, kit.tr("mending.store"), kit::Tone::danger);
        column.space(space.gap);
        say(kit, column, kit.tr("mending.copied"));
        say(kit, column, kit.tr("mending.rest"));
    }
    if (state.are_drafts_damaged) {
        kit::banner(kit, column, kit.tr("mending.drafts"), kit::Tone::danger);
        column.space(space.gap);
    }
    say(kit, column, kit.tr("mending.kept"));
    column.space(space.gap);
    if (kit::column_button(kit, "mending.start", column, kit.tr("mending.start"), kit::ButtonKind::primary)) {
        actions.add(model::StartMending{});
    }
}

void draw_store(const Mended& mended, Kit& kit, kit::ScrollArea& column) {
    say(kit, column, kit.tr("mending.from_copy", {{"count", mended.from_copy}}));
    say(kit, column, kit.tr("mending.from_file", {{"count", mended.from_file}}));
    if (mended.is_shut) {
        say(kit, column, kit.tr("mending.shut"));
    } else if (mended.unreadable > 0) {
        say(kit, column, kit.tr("mending.unreadable", {{"count", mended.unreadable}}));
    }
}

void draw_drafts(const Mended& mended, Kit& kit, kit::ScrollArea& column) {
    say(kit, column, kit.tr("mending.drafts.whole", {{"count", mended.drafts}}));
    if (mended.shortened_drafts > 0) {
        say(kit, column, kit.tr("mending.drafts.shortened", {{"count", mended.shortened_drafts}}));
    }
    if (mended.lost_drafts > 0) {
        say(kit, column, kit.tr("mending.drafts.lost", {{"count", mended.lost_drafts}}));
    }
    if (mended.are_drafts_unknown) {
        say(kit, column, kit.tr("mending.drafts.unknown"));
    }
}

void draw_done(const MendingState& state, Kit& kit, kit::ScrollArea& column, MendingActions& actions) {
    kit::banner(kit, column, kit.tr("mending.done"), kit::Tone::ok);
    column.space(kit.theme().space.card);
    if (state.is_store_damaged) {
        draw_store(state.mended, kit, column);
    }
    if (state.are_drafts_damaged) {
        draw_drafts(state.mended, kit, column);
    }
    for (const std::string& file : state.mended.kept_files) {
        say(kit, column, kit.tr("mending.kept_as", {{"file", FixedText{file}}}));
    }
    if (kit::column_button(kit, "mending.open", column, kit.tr("mending.open"), kit::ButtonKind::primary)) {
        actions.add(model::OpenMended{});
    }
}

}  // namespace

void draw(const MendingState& state, Kit& kit, MendingActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("mending.title");
    const bool can_leave = state.stage == MendingStage::found || state.stage == MendingStage::failed;
    bar.back = can_leave ? Text{kit.tr("page.back")} : Text{};
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::back) {
        actions.add(model::GoBack{});
    }
    kit::ScrollArea column{kit, "mending.list", text_column(kit, screen)};
    column.space(space.screen);
    switch (state.stage) {
        case MendingStage::looking: kit::banner(kit, column, kit.tr("mending.looking"), kit::Tone::info); break;
        case MendingStage::found: draw_found(state, kit, column, actions); break;
        case MendingStage::working: kit::banner(kit, column, kit.tr("mending.working"), kit::Tone::info); break;
        case MendingStage::done: draw_done(state, kit, column, actions); break;
        case MendingStage::failed:
            kit::banner(kit, column, FixedText{state.failure}, kit::Tone::danger);
            column.space(space.card);
            if (kit::column_button(kit, "mending.start", column, kit.tr("mending.again"), kit::ButtonKind::primary)) {
                actions.add(model::StartMending{});
            }
            break;
    }
    column.space(space.screen);
}

}  // namespace daohu::screens
