// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question_media.hpp"

#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/kit/widgets/location.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/photo.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/kit/widgets/signature.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::ScrollArea;
using model::QuestionActions;
using model::QuestionField;

namespace {

// The fields whose dialog is open, by name.
constexpr const char* kRemovingPhoto = "question.photo.removing";
constexpr const char* kClearing = "question.signature.clearing";
constexpr const char* kRemovingRow = "question.row.removing";

[[nodiscard]] bool is_editable(const QuestionField& field) { return field.access == model::Access::editable; }

[[nodiscard]] kit::PhotoBox box_of(const model::PhotoAnswer& answer, Kit& kit, bool can_edit) {
    kit::PhotoBox box;
    box.item = can_edit ? kit::ItemState::enabled : kit::ItemState::disabled;
    switch (answer.camera) {
        case model::CameraState::working:
            box.state = kit::PhotoState::working;
            box.label = kit.tr("photo.working");
            box.item = kit::ItemState::disabled;
            return box;
        case model::CameraState::failed:
            box.state = kit::PhotoState::failed;
            box.label = kit.tr("photo.failed");
            return box;
        case model::CameraState::absent:
        case model::CameraState::ready: break;
    }
    if (answer.file.empty()) {
        box.label = answer.camera == model::CameraState::absent ? kit.tr("photo.choose_file") : kit.tr("photo.take");
    } else {
        box.state = kit::PhotoState::taken;
        box.label = FixedText{answer.fact};
        box.thumbnail = {answer.preview.columns, answer.preview.rows, answer.preview.rgb};
    }
    return box;
}

[[nodiscard]] Translated words_for(Kit& kit, const model::LocationAnswer& answer) {
    switch (answer.state) {
        case model::LocationState::off:
        case model::LocationState::searching: return kit.tr("location.searching");
        case model::LocationState::denied: return kit.tr("location.denied");
        case model::LocationState::absent: return kit.tr("location.absent");
        case model::LocationState::measured: break;
    }
    const int metres = answer.metres.value_or(0);
    return answer.is_good ? kit.tr("location.good", {{"count", metres}}) : kit.tr("location.poor", {{"count", metres}});
}

// Strokes of the model as the kit draws them.
[[nodiscard]] std::vector<kit::StrokePoints> points_of(const std::vector<model::Stroke>& strokes) {
    std::vector<kit::StrokePoints> all;
    all.reserve(strokes.size());
    for (const model::Stroke& stroke : strokes) {
        kit::StrokePoints& points = all.emplace_back();
        points.reserve(stroke.size());
        for (const model::PaperPoint point : stroke) {
            points.push_back({point.x, point.y});
        }
    }
    return all;
}

[[nodiscard]] model::Stroke stroke_of(const kit::StrokePoints& points) {
    model::Stroke stroke;
    stroke.reserve(points.size());
    for (const kit::Point point : points) {
        stroke.push_back({point.x, point.y});
    }
    return stroke;
}

void draw_signature_buttons(const QuestionField& field, const model::SignatureAnswer& answer, Kit& kit,
                            ScrollArea& column, QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    const auto state = answer.strokes.empty() ? kit::ItemState::disabled : kit::ItemState::enabled;
    const Translated undo = kit.tr("signature.undo");
    const Translated clear = kit.tr("signature.clear");
    const Translated keep = answer.is_kept ? kit.tr("signature.kept") : kit.tr("signature.keep");
    const float undo_width = kit::button_width(kit, undo);
    const float clear_width = kit::button_width(kit, clear);
    const float keep_width = std::max(kit::button_width(kit, keep), theme.target.button_width);
    const bool is_one_row =
        undo_width + clear_width + keep_width + theme.space.gap + theme.space.screen <= column.width();
    kit::Rect strip = column.next(kit::button_height(kit));
    if (kit::button(kit, {"question", field.name, "undo"}, strip.cut_left(undo_width), undo, kit::ButtonKind::quiet,
                    state)) {
        actions.add(model::UndoStroke{field.name});
    }
    strip.cut_left(theme.space.gap);
    if (kit::button(kit, {"question", field.name, "clear"}, strip.cut_left(clear_width), clear, kit::ButtonKind::danger,
                    state)) {
        kit.memory(kClearing).text = field.name;
    }
    kit::Rect place;
    if (is_one_row) {
        place = strip.cut_right(keep_width);
    } else {
        column.space(theme.space.screen);
        place = column.next(kit::button_height(kit));
    }
    const auto keep_state = answer.is_kept ? kit::ItemState::disabled : state;
    if (kit::button(kit, {"question", field.name, "keep"}, place, keep, kit::ButtonKind::secondary, keep_state)) {
        actions.add(model::KeepSignature{field.name});
    }
    column.space(theme.space.gap);
}

void draw_row(const model::RepeatRow& row, const model::RepeatAnswer& answer, Kit& kit, ScrollArea& column,
              QuestionActions& actions) {
    kit::ListRow shown;
    shown.title = FixedText{row.title};
    shown.detail = FixedText{row.detail};
    if (kit::list_row(kit, {"question.row", row.name}, column, shown)) {
        actions.add(model::OpenRow{row.name});
    }
    if (!answer.can_remove) {
        return;
    }
    column.space(kit.theme().space.gap);
    const Translated remove = kit.tr("rows.remove");
    kit::Rect strip = column.next(kit::button_height(kit));
    if (kit::button(kit, {"question.row", row.name, "remove"}, strip.cut_right(kit::button_width(kit, remove)), remove,
                    kit::ButtonKind::quiet)) {
        kit.memory(kRemovingRow).text = row.name;
    }
    column.space(kit.theme().space.gap);
}

[[nodiscard]] const model::RepeatRow* find_row(const model::QuestionState& state, std::string_view name) {
    for (const QuestionField& field : state.fields) {
        if (const auto* const repeat = std::get_if<model::RepeatAnswer>(&field.answer)) {
            const auto row = std::ranges::find(repeat->rows, name, &model::RepeatRow::name);
            if (row != repeat->rows.end()) {
                return &*row;
            }
        }
    }
    return nullptr;
}

// A row that stood for somebody known: why; another one: are you sure.
void draw_row_dialog(const model::RepeatRow& row, std::string& removing, Kit& kit, QuestionActions& actions) {
    if (!row.is_known) {
        const kit::DialogAnswer answer =
            kit::dialog(kit, {.title = kit.tr("rows.ask.title", {{"name", FixedText{row.title}}}),
                              .message = kit.tr("rows.ask.message"),
                              .keep = kit.tr("rows.ask.keep"),
                              .act = kit.tr("rows.remove"),
                              .keep_id = "rows.keep",
                              .act_id = "rows.act",
                              .is_destructive = true});
        if (answer == kit::DialogAnswer::act) {
            actions.add(model::RemoveRow{row.name, model::RowReason::none});
        }
        if (answer != kit::DialogAnswer::none) {
            removing.clear();
        }
        return;
    }
    using model::RowReason;
    constexpr std::array kReasons{RowReason::moved, RowReason::died, RowReason::mistake};
    const std::array choices{kit::ChoiceItem{"rows.reason.moved", kit.tr("rows.reason.moved")},
                             kit::ChoiceItem{"rows.reason.died", kit.tr("rows.reason.died")},
                             kit::ChoiceItem{"rows.reason.mistake", kit.tr("rows.reason.mistake")}};
    const kit::ChoiceAnswer answer =
        kit::choice_sheet(kit, {.title = kit.tr("rows.reason.title", {{"name", FixedText{row.title}}}),
                                .choices = choices,
                                .keep = kit.tr("rows.ask.keep"),
                                .keep_id = "rows.keep"});
    if (answer.chosen) {
        actions.add(model::RemoveRow{row.name, kReasons[*answer.chosen]});
    }
    if (answer.chosen || answer.is_kept) {
        removing.clear();
    }
}

// Asks before something is taken away; `yes` happens when the person says so.
template <class Yes>
void ask_first(Kit& kit, std::string& asking, const kit::Dialog& dialog, Yes yes) {
    const kit::DialogAnswer answer = kit::dialog(kit, dialog);
    if (answer == kit::DialogAnswer::act) {
        yes();
    }
    if (answer != kit::DialogAnswer::none) {
        asking.clear();
    }
}

}  // namespace

void draw_photo(const QuestionField& field, const model::PhotoAnswer& answer, Kit& kit, ScrollArea& column,
                QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    const bool can_edit = is_editable(field);
    const kit::PhotoBox box = box_of(answer, kit, can_edit);
    const float width = std::min(column.width(), theme.layout.outline + theme.space.block);
    kit::Rect strip = column.next(kit::photo_box_height(kit, box, width));
    if (kit::photo_box(kit, {"question", field.name, "photo"}, strip.cut_left(width), box)) {
        actions.add(model::TakePhoto{field.name});
    }
    column.space(theme.space.gap);
    if (!answer.failure.empty()) {
        kit::banner(kit, column, FixedText{answer.failure}, kit::Tone::danger);
        column.space(theme.space.gap);
    }
    if (!answer.file.empty() && can_edit) {
        kit::paragraph(kit, column, kit.tr("photo.retake_note"), kit::ParagraphLook::note);
        column.space(theme.space.gap);
        if (kit::column_button(kit, {"question", field.name, "remove"}, column, kit.tr("photo.remove"),
                               kit::ButtonKind::danger)) {
            kit.memory(kRemovingPhoto).text = field.name;
        }
        column.space(theme.space.gap);
    }
}

void draw_location(const QuestionField& field, const model::LocationAnswer& answer, Kit& kit, ScrollArea& column,
                   QuestionActions& actions) {
    const kit::Space& space = kit.theme().space;
    const bool is_measured = answer.state == model::LocationState::measured && answer.metres;
    const kit::LocationRing ring{.metres = is_measured ? answer.metres : std::nullopt,
                                 .figure = is_measured ? Text{kit.tr("location.metres", {{"count", *answer.metres}})}
                                                       : Text{},
                                 .sentence = words_for(kit, answer),
                                 .tone = !is_measured     ? kit::Tone::neutral
                                         : answer.is_good ? kit::Tone::ok
                                                          : kit::Tone::warn};
    kit::location_ring(kit, column.next(kit::location_ring_height(kit, ring, column.width())), ring);
    column.space(space.card);
    if (!answer.value.empty()) {
        kit::banner(kit, column, kit.tr("location.accepted", {{"place", FixedText{answer.value}}}), kit::Tone::ok);
        column.space(space.gap);
    }
    if (is_editable(field)) {
        const Translated label = answer.value.empty() ? kit.tr("location.accept") : kit.tr("location.accept_again");
        if (kit::column_button(kit, {"question", field.name, "accept"}, column, label,
                               answer.is_good ? kit::ButtonKind::primary : kit::ButtonKind::secondary,
                               is_measured ? Text{} : Text{kit.tr("location.wait")})) {
            actions.add(model::AcceptLocation{field.name});
        }
        column.space(space.gap);
    }
}

void draw_signature(const QuestionField& field, const model::SignatureAnswer& answer, Kit& kit, ScrollArea& column,
                    QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    const std::vector<kit::StrokePoints> strokes = points_of(answer.strokes);
    // As large as leaves the question above it and the buttons below it in sight.
    const float others = kit::button_height(kit) + kit.type().question.line + kit.type().note.line +
                         kit::button_height(kit) + 2 * theme.space.block;
    const float height = std::min(column.width() * kit::kPaper.h / kit::kPaper.w,
                                  std::max(column.area().h - others, 2 * theme.target.list_row));
    const kit::Rect place = column.next(height);
    if (is_editable(field)) {
        if (const auto stroke =
                kit::signature_pad(kit, {"question", field.name, "paper"}, place, kit.tr("signature.here"), strokes)) {
            actions.add(model::AddStroke{field.name, stroke_of(*stroke)});
        }
    } else {
        kit::signature_picture(kit, place, strokes);
    }
    column.space(theme.space.tight);
    if (!answer.signer.empty()) {
        kit::paragraph(kit, column, kit.tr("signature.signer", {{"name", FixedText{answer.signer}}}),
                       kit::ParagraphLook::note);
    }
    column.space(theme.space.gap);
    if (is_editable(field)) {
        draw_signature_buttons(field, answer, kit, column, actions);
    }
}

void draw_repeat(const QuestionField& field, const model::RepeatAnswer& answer, Kit& kit, ScrollArea& column,
                 QuestionActions& actions) {
    const kit::Space& space = kit.theme().space;
    if (answer.rows.empty()) {
        kit::paragraph(kit, column, kit.tr("rows.none"), kit::ParagraphLook::hint);
    }
    for (const model::RepeatRow& row : answer.rows) {
        draw_row(row, answer, kit, column, actions);
    }
    column.space(space.card);
    if (answer.can_add &&
        kit::column_button(kit, {"question", field.name, "add"}, column,
                           kit.tr("rows.add", {{"what", FixedText{answer.row_name}}}), kit::ButtonKind::secondary)) {
        actions.add(model::AddRow{field.name});
    }
    column.space(space.gap);
}

void draw_media_dialogs(const model::QuestionState& state, Kit& kit, QuestionActions& actions) {
    std::string& photo = kit.memory(kRemovingPhoto).text;
    if (!photo.empty()) {
        return ask_first(kit, photo,
                         {.title = kit.tr("photo.ask.title"),
                          .message = kit.tr("photo.ask.message"),
                          .keep = kit.tr("photo.ask.keep"),
                          .act = kit.tr("photo.remove"),
                          .keep_id = "photo.keep",
                          .act_id = "photo.act",
                          .is_destructive = true},
                         [&] { actions.add(model::RemovePhoto{photo}); });
    }
    std::string& clearing = kit.memory(kClearing).text;
    if (!clearing.empty()) {
        return ask_first(kit, clearing,
                         {.title = kit.tr("signature.ask.title"),
                          .message = kit.tr("signature.ask.message"),
                          .keep = kit.tr("signature.ask.keep"),
                          .act = kit.tr("signature.clear"),
                          .keep_id = "signature.keep",
                          .act_id = "signature.act",
                          .is_destructive = true},
                         [&] { actions.add(model::ClearSignature{clearing}); });
    }
    std::string& removing = kit.memory(kRemovingRow).text;
    if (removing.empty()) {
        return;
    }
    if (const model::RepeatRow* const row = find_row(state, removing)) {
        draw_row_dialog(*row, removing, kit, actions);
    } else {
        removing.clear();
    }
}

}  // namespace daohu::screens
