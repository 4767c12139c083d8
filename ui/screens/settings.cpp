// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/settings.hpp"

#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

#include <array>
#include <string>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using model::Appearance;
using model::PhotoSending;
using model::Practice;
using model::SettingsActions;
using model::SettingsState;
using model::TextSize;

namespace {

constexpr const char* kAsking = "settings.asking";
constexpr std::array kSizes{TextSize::standard, TextSize::large, TextSize::extra_large};
constexpr std::array kAppearances{Appearance::day, Appearance::night};
constexpr std::array kPhotos{PhotoSending::always, PhotoSending::on_wifi, PhotoSending::when_asked};

void heading(Kit& kit, kit::ScrollArea& column, Text text) {
    kit::paragraph(kit, column, text, kit::ParagraphLook::title);
    column.space(kit.theme().space.gap);
}

void draw_text_size(const SettingsState& state, Kit& kit, kit::ScrollArea& column, SettingsActions& actions) {
    heading(kit, column, kit.tr("settings.text_size"));
    const std::array choices{
        kit::ChoiceItem{"settings.text.standard", kit.tr("settings.text.standard"),
                        state.text_size == TextSize::standard},
        kit::ChoiceItem{"settings.text.large", kit.tr("settings.text.large"), state.text_size == TextSize::large},
        kit::ChoiceItem{"settings.text.extra_large", kit.tr("settings.text.extra_large"),
                        state.text_size == TextSize::extra_large}};
    if (const auto tapped = kit::choice_list(kit, column, choices, kit::ChoiceMark::radio)) {
        actions.add(model::SetTextSize{kSizes[*tapped]});
    }
    column.space(kit.theme().space.card);
}

void draw_appearance(const SettingsState& state, Kit& kit, kit::ScrollArea& column, SettingsActions& actions) {
    heading(kit, column, kit.tr("settings.appearance"));
    const std::array choices{kit::ChoiceItem{"settings.appearance.day", kit.tr("settings.appearance.day"),
                                             state.appearance == Appearance::day},
                             kit::ChoiceItem{"settings.appearance.night", kit.tr("settings.appearance.night"),
                                             state.appearance == Appearance::night}};
    if (const auto tapped = kit::choice_list(kit, column, choices, kit::ChoiceMark::radio)) {
        actions.add(model::SetAppearance{kAppearances[*tapped]});
    }
    column.space(kit.theme().space.card);
}

void draw_language(const SettingsState& state, Kit& kit, kit::ScrollArea& column, SettingsActions& actions) {
    heading(kit, column, kit.tr("settings.language"));
    std::vector<kit::ChoiceItem> choices;
    for (const model::LanguageOffer& language : state.languages) {
        choices.push_back(
            {{"settings.language", language.tag}, FixedText{language.name}, language.tag == state.language});
    }
    if (const auto tapped = kit::choice_list(kit, column, choices, kit::ChoiceMark::radio)) {
        actions.add(model::SetLanguage{state.languages[*tapped].tag});
    }
    column.space(kit.theme().space.card);
}

void draw_lock_minutes(const SettingsState& state, Kit& kit, kit::ScrollArea& column, SettingsActions& actions) {
    if (state.lock_offers.empty()) {
        return;
    }
    kit::paragraph(kit, column, kit.tr("settings.lock_after"), kit::ParagraphLook::body);
    if (!state.has_pin) {
        kit::paragraph(kit, column, kit.tr("settings.lock_after.no_pin"), kit::ParagraphLook::note);
    }
    column.space(kit.theme().space.gap);
    std::vector<kit::ChoiceItem> choices;
    for (const int minutes : state.lock_offers) {
        choices.push_back({{"settings.lock_after", std::to_string(minutes)},
                           kit.tr("settings.lock_after.minutes", {{"count", minutes}}),
                           minutes == state.lock_minutes});
    }
    if (const auto tapped = kit::choice_list(kit, column, choices, kit::ChoiceMark::radio)) {
        actions.add(model::SetLockMinutes{state.lock_offers[*tapped]});
    }
    column.space(kit.theme().space.card);
}

void draw_security(const SettingsState& state, Kit& kit, kit::ScrollArea& column, SettingsActions& actions) {
    const kit::Space& space = kit.theme().space;
    heading(kit, column, kit.tr("settings.security"));
    draw_lock_minutes(state, kit, column, actions);
    const auto draw_button = [&](const char* id, Text label, const model::SettingsAction& action) {
        if (kit::column_button(kit, id, column, label, kit::ButtonKind::secondary)) {
            actions.add(action);
        }
        column.space(space.gap);
    };
    draw_button("settings.lock", kit.tr("settings.lock"), model::LockNow{});
    draw_button("settings.pin", state.has_pin ? kit.tr("settings.pin") : kit.tr("settings.pin.first"),
                model::ChangePin{});
    if (state.practice == Practice::off) {  // the passphrase of practice is nobody's
        draw_button("settings.secret", kit.tr("settings.secret"), model::ChangeSecret{});
        draw_button("settings.people", kit.tr("settings.people"), model::OpenPeople{});
    }
    column.space(space.gap);
}

void draw_photos(const SettingsState& state, Kit& kit, kit::ScrollArea& column, SettingsActions& actions) {
    if (!state.photos) {
        return;
    }
    heading(kit, column, kit.tr("settings.photos"));
    kit::paragraph(kit, column, kit.tr("settings.photos.note"), kit::ParagraphLook::note);
    column.space(kit.theme().space.gap);
    const std::array choices{
        kit::ChoiceItem{"settings.photos.always", kit.tr("settings.photos.always"),
                        state.photos == PhotoSending::always},
        kit::ChoiceItem{"settings.photos.wifi", kit.tr("settings.photos.wifi"), state.photos == PhotoSending::on_wifi},
        kit::ChoiceItem{"settings.photos.asked", kit.tr("settings.photos.asked"),
                        state.photos == PhotoSending::when_asked}};
    if (const auto tapped = kit::choice_list(kit, column, choices, kit::ChoiceMark::radio)) {
        actions.add(model::SetPhotoSending{kPhotos[*tapped]});
    }
    column.space(kit.theme().space.card);
}

void draw_practice(const SettingsState& state, Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    const bool is_on = state.practice == Practice::on;
    heading(kit, column, kit.tr("settings.practice"));
    if (is_on) {
        kit::banner(kit, column, kit.tr("settings.practice.is_on"), kit::Tone::warn);
    } else {
        kit::paragraph(kit, column, kit.tr("settings.practice.note"), kit::ParagraphLook::note);
    }
    column.space(space.gap);
    if (kit::column_button(kit, "settings.practice", column,
                           is_on ? kit.tr("settings.practice.leave") : kit.tr("settings.practice.enter"),
                           kit::ButtonKind::secondary)) {
        kit.memory(kAsking).number = 1;
    }
    column.space(space.screen);
}

void draw_about(const SettingsState& state, Kit& kit, kit::ScrollArea& column, SettingsActions& actions) {
    heading(kit, column, kit.tr("settings.about"));
    for (const model::AboutLine& line : state.about) {
        kit::labelled_value(kit, column, FixedText{line.label}, FixedText{line.value}, kit.tr("record.absent"));
    }
    if (state.storage) {
        kit::paragraph(kit, column,
                       kit.tr("sync.storage", {{"used", kit.words().size(state.storage->used_bytes)},
                                               {"free", kit.words().size(state.storage->free_bytes)}}),
                       kit::ParagraphLook::note);
    }
    column.space(kit.theme().space.gap);
    if (kit::column_button(kit, "settings.store_check", column, kit.tr("settings.store_check"),
                           kit::ButtonKind::secondary)) {
        actions.add(model::OpenStoreCheck{});
    }
    column.space(kit.theme().space.gap);
    if (kit::column_button(kit, "settings.tour", column, kit.tr("settings.tour"), kit::ButtonKind::secondary)) {
        actions.add(model::StartTour{});
    }
    column.space(kit.theme().space.gap);
    if (kit::column_button(kit, "settings.my_acts", column, kit.tr("settings.my_acts"), kit::ButtonKind::secondary)) {
        actions.add(model::OpenMyActs{});
    }
    if (state.practice == Practice::off) {  // nothing leaves a practice
        column.space(kit.theme().space.gap);
        if (kit::column_button(kit, "settings.support", column, kit.tr("settings.support"),
                               kit::ButtonKind::secondary)) {
            actions.add(model::WriteSupport{});
        }
        kit::paragraph(kit, column, kit.tr("settings.support.note"), kit::ParagraphLook::note);
    }
    column.space(kit.theme().space.screen);
}

void draw_dialog(const SettingsState& state, Kit& kit, SettingsActions& actions) {
    std::int64_t& asking = kit.memory(kAsking).number;
    if (asking == 0) {
        return;
    }
    const bool is_on = state.practice == Practice::on;
    const kit::DialogAnswer answer = kit::dialog(
        kit, {.title = is_on ? kit.tr("settings.practice.ask_leave") : kit.tr("settings.practice.ask_enter"),
              .message = is_on ? kit.tr("settings.practice.leave_message") : kit.tr("settings.practice.enter_message"),
              .keep = kit.tr("settings.practice.keep"),
              .act = is_on ? kit.tr("settings.practice.leave") : kit.tr("settings.practice.enter"),
              .keep_id = "settings.practice.keep",
              .act_id = "settings.practice.act"});
    if (answer != kit::DialogAnswer::none) {
        asking = 0;
    }
    if (answer == kit::DialogAnswer::act) {
        actions.add(model::SetPractice{is_on ? Practice::off : Practice::on});
    }
}

}  // namespace

void draw(const SettingsState& state, Kit& kit, SettingsActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("settings.title"), {}, state.badge, actions);
    if (kit.has_two_panes()) {
        const kit::Rect right = screen.cut_right(theme.layout.detail);
        kit.paint().fill(right, kit.colour().surface);
        kit::ScrollArea column{kit, "settings.more", right.inset(theme.space.screen, 0)};
        column.space(theme.space.screen);
        draw_practice(state, kit, column);
        draw_about(state, kit, column, actions);
    }
    {
        kit::ScrollArea column{kit, "settings.list", text_column(kit, screen)};
        column.space(theme.space.screen);
        draw_text_size(state, kit, column, actions);
        draw_appearance(state, kit, column, actions);
        draw_language(state, kit, column, actions);
        draw_security(state, kit, column, actions);
        draw_photos(state, kit, column, actions);
        if (!kit.has_two_panes()) {
            draw_practice(state, kit, column);
            draw_about(state, kit, column, actions);
        }
    }
    draw_dialog(state, kit, actions);
}

}  // namespace daohu::screens
