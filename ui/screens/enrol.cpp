// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/enrol.hpp"

#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/screens/page.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::EnrolActions;
using model::EnrolStage;
using model::EnrolState;

namespace {

constexpr std::size_t kLongestAddress = 260;
constexpr std::size_t kLongestCode = 40;

void draw_news(const EnrolState& state, Kit& kit, kit::ScrollArea& column) {
    if (!state.failure.empty()) {
        kit::banner(kit, column, FixedText{state.failure}, kit::Tone::danger);
        column.space(kit.theme().space.gap);
    }
    if (!state.outcome.empty()) {
        kit::banner(kit, column, FixedText{state.outcome}, kit::Tone::ok);
        column.space(kit.theme().space.gap);
    }
}

std::optional<std::string> draw_field(Kit& kit, kit::ScrollArea& column, const char* id, Text title, Text placeholder,
                                      std::string_view value, std::size_t limit) {
    kit::paragraph(kit, column, title, kit::ParagraphLook::body);
    kit::TextFieldLook look;
    look.value = FixedText{value};
    look.placeholder = placeholder;
    look.title = title;
    look.limit = limit;
    const kit::Rect place = column.next(kit::text_field_height(kit, look, column.width()));
    auto typed = kit::text_field(kit, id, place, look);
    column.space(kit.theme().space.card);
    return typed;
}

void draw_code(const EnrolState& state, Kit& kit, kit::ScrollArea& column, EnrolActions& actions) {
    draw_news(state, kit, column);
    kit::paragraph(kit, column, kit.tr("enrol.code.title"), kit::ParagraphLook::question);
    kit::paragraph(kit, column, kit.tr("enrol.code.note"), kit::ParagraphLook::note);
    column.space(kit.theme().space.card);
    if (auto typed = draw_field(kit, column, "enrol.address", kit.tr("enrol.address"), kit.tr("enrol.address.example"),
                                state.address, kLongestAddress)) {
        actions.add(model::TypeAddress{std::move(*typed)});
    }
    if (auto typed = draw_field(kit, column, "enrol.code", kit.tr("enrol.code"), kit.tr("enrol.code.example"),
                                state.code, kLongestCode)) {
        actions.add(model::TypeCode{std::move(*typed)});
    }
    if (kit::column_button(kit, "enrol.use_stick", column, kit.tr("enrol.use_stick"), kit::ButtonKind::secondary)) {
        actions.add(model::UseStick{});
    }
}

// What to do with the stick, in order.
void draw_stick(const EnrolState& state, Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    draw_news(state, kit, column);
    if (!state.has_stick) {
        kit::banner(kit, column, kit.tr("carry.no_medium"), kit::Tone::info);
        column.space(space.gap);
    }
    kit::paragraph(kit, column, kit.tr("enrol.stick.title"), kit::ParagraphLook::question);
    kit::paragraph(kit, column, kit.tr("enrol.stick.write"), kit::ParagraphLook::body);
    kit::paragraph(kit, column, kit.tr("enrol.stick.compare"), kit::ParagraphLook::body);
    kit::paragraph(kit, column, kit.tr("enrol.stick.read"), kit::ParagraphLook::body);
    column.space(space.card);
}

// The words of the fingerprint, numbered, large enough to read across a counter.
void draw_words(const EnrolState& state, Kit& kit, kit::ScrollArea& column) {
    column.space(kit.theme().space.card);
    for (std::size_t i = 0; i < state.words.size(); ++i) {
        kit::paragraph(
            kit, column,
            kit.tr("enrol.word", {{"number", static_cast<std::int64_t>(i + 1)}, {"word", FixedText{state.words[i]}}}),
            kit::ParagraphLook::figure);
    }
    column.space(kit.theme().space.card);
}

void draw_titled(Kit& kit, kit::ScrollArea& column, TextKey title, TextKey note) {
    kit::paragraph(kit, column, kit.tr(title), kit::ParagraphLook::question);
    kit::paragraph(kit, column, kit.tr(note), kit::ParagraphLook::note);
}

void draw_page(const EnrolState& state, Kit& kit, kit::ScrollArea& column, EnrolActions& actions) {
    switch (state.stage) {
        case EnrolStage::code: return draw_code(state, kit, column, actions);
        case EnrolStage::working:
            draw_news(state, kit, column);
            return draw_titled(kit, column, "enrol.working.title", "enrol.working.note");
        case EnrolStage::stick:
            draw_stick(state, kit, column);
            draw_words(state, kit, column);
            if (kit::column_button(kit, "enrol.use_network", column, kit.tr("enrol.use_network"),
                                   kit::ButtonKind::secondary)) {
                actions.add(model::UseNetwork{});
            }
            return;
        case EnrolStage::compare:
            draw_news(state, kit, column);
            draw_titled(kit, column, "enrol.compare.title", "enrol.compare.note");
            return draw_words(state, kit, column);
        case EnrolStage::waiting:
            draw_news(state, kit, column);
            draw_titled(kit, column, "enrol.waiting.title", "enrol.waiting.note");
            return draw_words(state, kit, column);
        case EnrolStage::approved:
            kit::banner(kit, column, kit.tr("enrol.imported"), kit::Tone::ok);
            return column.space(kit.theme().space.card);
    }
}

struct Choice {
    kit::ActionButton button;
    model::EnrolAction action;
};

std::vector<Choice> choices_of(const EnrolState& state, Kit& kit) {
    using enum kit::ButtonKind;
    const auto needs = [](bool is_there) { return is_there ? kit::ItemState::enabled : kit::ItemState::disabled; };
    const auto choice = [&kit](TextKey key, kit::ButtonKind kind, kit::ItemState item, model::EnrolAction action) {
        return Choice{kit::ActionButton{key.name(), kit.tr(key), kind, item}, std::move(action)};
    };
    const Choice withdraw = choice("enrol.withdraw", secondary, needs(true), model::Withdraw{});
    const Choice again = choice("enrol.again", primary, needs(true), model::TryAgain{});
    switch (state.stage) {
        case EnrolStage::stick:
            return {choice("enrol.write", secondary, needs(state.has_stick), model::WriteRequest{}),
                    choice("enrol.read", primary, needs(state.has_stick), model::ReadAnswer{})};
        case EnrolStage::code:
            return {
                choice("enrol.send", primary, needs(!state.address.empty() && !state.code.empty()), model::SendCode{})};
        case EnrolStage::compare:
            return {choice("enrol.differ", danger, needs(true), model::WordsDiffer{}),
                    choice("enrol.agree", primary, needs(true), model::WordsAgree{})};
        case EnrolStage::working:
        case EnrolStage::waiting: return {withdraw, again};
        case EnrolStage::approved: return {choice("enrol.lock", primary, needs(true), model::LockTablet{})};
    }
    return {};
}

void draw_buttons(const EnrolState& state, Kit& kit, Rect& screen, EnrolActions& actions) {
    const std::vector<Choice> choices = choices_of(state, kit);
    std::vector<kit::ActionButton> buttons;
    for (const Choice& choice : choices) {
        buttons.push_back(choice.button);
    }
    if (const auto tapped = kit::action_bar(kit, screen, buttons)) {
        actions.add(choices[*tapped].action);
    }
}

}  // namespace

void draw(const EnrolState& state, Kit& kit, EnrolActions& actions) {
    Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("enrol.title");
    bar.subtitle = state.county.empty() ? Text{kit.tr("app.purpose")} : Text{FixedText{state.county}};
    bar.back = kit.tr("page.back");
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::back) {
        actions.add(model::GoBack{});
    }
    draw_buttons(state, kit, screen, actions);
    kit::ScrollArea column{kit, "enrol.list", text_column(kit, screen), static_cast<std::uint64_t>(state.stage) + 1};
    column.space(kit.theme().space.screen);
    draw_page(state, kit, column, actions);
    column.space(kit.theme().space.screen);
}

}  // namespace daohu::screens
