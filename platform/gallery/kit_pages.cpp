// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/kit_pages.hpp"

#include "platform/gallery/sample_words.hpp"
#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/action_sheet.hpp"
#include "ui/kit/widgets/chart.hpp"
#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/keypad.hpp"
#include "ui/kit/widgets/location.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/photo.hpp"
#include "ui/kit/widgets/pin_pad.hpp"
#include "ui/kit/widgets/progress.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/kit/widgets/search_pad.hpp"
#include "ui/kit/widgets/segments.hpp"
#include "ui/kit/widgets/signature.hpp"
#include "ui/kit/widgets/stepper.hpp"

#include <array>
#include <string>
#include <utility>

namespace daohu::gallery {

using kit::ItemState;
using kit::Kit;
using kit::Rect;
using kit::ScrollArea;

namespace {

// Draws into a column that scrolls, and counts what was tapped.
template <class Draw>
void add_column(std::vector<Page>& pages, std::string name, Draw draw) {
    pages.push_back({"kit_" + name, [name, draw](Kit& kit, std::size_t& taps) {
                         const kit::Space& space = kit.theme().space;
                         const Rect area = kit.screen().inset(kit.margin(kit.screen().w), 0);
                         ScrollArea column{kit, std::string_view{name}, area};
                         column.space(space.screen);
                         draw(kit, column, taps);
                         column.space(space.screen);
                     }});
}

template <class Draw>
void add_whole(std::vector<Page>& pages, std::string name, Draw draw) {
    pages.push_back({"kit_" + std::move(name), std::move(draw)});
}

void draw_buttons(Kit& kit, ScrollArea& column, std::size_t& taps) {
    const float gap = kit.theme().space.screen;
    const auto one = [&](const kit::ItemId& id, Text label, kit::ButtonKind kind, Text because) {
        taps += kit::column_button(kit, id, column, label, kind, because) ? 1U : 0U;
        column.space(gap);
    };
    one("primary", kit.tr("review.finish"), kit::ButtonKind::primary, {});
    one("secondary", kit.tr("plan.dossier"), kit::ButtonKind::secondary, {});
    one("quiet", kit.tr("question.undo"), kit::ButtonKind::quiet, {});
    one("danger", kit.tr("discard.act"), kit::ButtonKind::danger, {});
    one("disabled", kit.tr("carry.write"), kit::ButtonKind::primary, kit.tr("carry.plug_in"));
    const std::array segments{
        kit::Segment{"segment.1", kit.tr("dossier.overview")}, kit::Segment{"segment.2", kit.tr("dossier.members")},
        kit::Segment{"segment.3", kit.tr("dossier.aid")}, kit::Segment{"segment.4", kit.tr("dossier.visits")}};
    const Rect tabs = column.next(kit::segments_height(kit, segments, column.width()));
    taps += kit::segments(kit, tabs, segments, 1) ? 1U : 0U;
    column.space(gap);
    const std::array filters{kit::Filter{"filter.1", kit.tr("sample.filter.dibao"), true},
                             kit::Filter{"filter.2", kit.tr("sample.filter.tekun"), false},
                             kit::Filter{"filter.3", kit.tr("sample.filter.old_age"), false}};
    taps += kit::filters(kit, column.next(kit::filters_height(kit, filters, column.width())), filters) ? 1U : 0U;
}

void draw_fields(Kit& kit, ScrollArea& column, std::size_t& taps) {
    using kit::FieldState;
    const auto one = [&](const kit::ItemId& id, Text value, Text unit, FieldState state) {
        const kit::FieldBox box{.value = value,
                                .placeholder = kit.tr("question.tap_to_type"),
                                .unit = unit,
                                .state = state,
                                .max_lines = 2};
        taps += kit::field_box(kit, id, column.next(kit::field_height(kit, box, column.width())), box) ? 1U : 0U;
        column.space(kit.theme().space.gap);
    };
    one("empty", {}, {}, FieldState::rest);
    one("rest", kit.tr("sample.name.rare"), {}, FieldState::rest);
    one("focused", FixedText{"67"}, kit.tr("sample.unit.years"), FieldState::focused);
    one("error", FixedText{"167"}, kit.tr("sample.unit.years"), FieldState::error);
    kit::banner(kit, column, kit.tr("sample.problem"), kit::Tone::danger);
    column.space(kit.theme().space.gap);
    one("read_only", kit.tr("sample.coordinator"), {}, FieldState::read_only);
    const std::array steppers{kit::Stepper{"stepper.some", FixedText{"3"}},
                              kit::Stepper{"stepper.none", {}, ItemState::disabled}};
    for (const kit::Stepper& stepper : steppers) {
        Rect strip = column.next(kit::stepper_height(kit));
        const Rect place = strip.cut_left(std::min(strip.w, kit.theme().layout.detail));
        taps += kit::stepper(kit, place, stepper) == kit::StepperTap::nothing ? 0U : 1U;
        column.space(kit.theme().space.gap);
    }
}

void draw_notices(Kit& kit, ScrollArea& column, std::size_t&) {
    using kit::Tone;
    const std::array banners{
        std::pair{TextKey{"unlock.deriving"}, Tone::info}, std::pair{TextKey{"review.open"}, Tone::warn},
        std::pair{TextKey{"error.disk_full"}, Tone::danger}, std::pair{TextKey{"review.ready"}, Tone::ok}};
    for (const auto& [key, tone] : banners) {
        kit::banner(kit, column, kit.tr(key, {{"count", 2}}), tone);
        column.space(kit.theme().space.gap);
    }
    const std::array chips{
        std::pair{TextKey{"state.draft"}, Tone::neutral}, std::pair{TextKey{"state.waiting"}, Tone::warn},
        std::pair{TextKey{"state.uploading"}, Tone::info}, std::pair{TextKey{"state.uploaded"}, Tone::ok},
        std::pair{TextKey{"state.returned"}, Tone::danger}};
    Rect strip = column.next(kit::chip_size(kit, kit.tr("state.draft")).h);
    for (const auto& [key, tone] : chips) {
        const Translated words = kit.tr(key);
        kit::chip(kit, strip.cut_left(kit::chip_size(kit, words).w), words, tone);
        strip.cut_left(kit.theme().space.tight);
    }
    column.space(kit.theme().space.screen);
    kit::labelled_value(kit, column, kit.tr("sample.fact.people"), kit.tr("sample.fact.people.value"), {},
                        kit.tr("sample.provenance"));
    kit::labelled_value(kit, column, kit.tr("sample.fact.house"), {}, kit.tr("record.absent"));
}

void draw_figures(Kit& kit, ScrollArea& column, std::size_t&) {
    using kit::Tone;
    const std::array tiles{kit::Tile{FixedText{"312"}, kit.tr("sample.figure.households"), Tone::neutral},
                           kit::Tile{FixedText{"83 %"}, kit.tr("sample.figure.visited"), Tone::ok},
                           kit::Tile{FixedText{"9"}, kit.tr("sample.figure.overdue"), Tone::danger}};
    kit::tiles(kit, column, tiles);
    column.space(kit.theme().space.gap);
    const kit::Progress ring{
        .done = 12, .total = 40, .figure = FixedText{"12 / 40"}, .label = kit.tr("sample.share.visits")};
    kit::progress_ring(kit, column.next(kit::progress_ring_height(kit, ring, column.width())), ring);
    column.space(kit.theme().space.card);
    kit::progress_line(kit, column, ring);
    const kit::Progress none{.done = 0, .total = 40, .figure = FixedText{"0 / 40"}, .label = kit.tr("carry.writing")};
    kit::progress_line(kit, column, none);
}

void draw_charts(Kit& kit, ScrollArea& column, std::size_t&) {
    const std::array bars{kit::Bar{kit.tr("sample.filter.dibao"), FixedText{"184"}, 184},
                          kit::Bar{kit.tr("sample.filter.tekun"), FixedText{"23"}, 23, kit::Tone::info},
                          kit::Bar{kit.tr("sample.long.name"), FixedText{"0"}, 0}};
    kit::bar_chart(kit, column, bars);
    column.space(kit.theme().space.card);
    constexpr std::array kValues{21, 34, 28, 40, 52, 47, 61, 0, 49, 66};
    std::array<std::string, kValues.size()> figures;
    std::vector<kit::LinePoint> points;
    for (std::size_t i = 0; i < kValues.size(); ++i) {
        figures[i] = std::to_string(kValues[i]);
        points.push_back(
            {kit.tr("sample.month", {{"count", static_cast<std::int64_t>(i + 1)}}), FixedText{figures[i]}, kValues[i]});
    }
    kit::line_chart(kit, column, points);
    const std::array cells{kit::Cell{kit.tr("sample.group.1"), FixedText{"20 / 20"}, kit::Tone::ok},
                           kit::Cell{kit.tr("sample.group.3"), FixedText{"12 / 20"}, kit::Tone::warn},
                           kit::Cell{kit.tr("sample.group.7"), FixedText{"4 / 20"}, kit::Tone::danger},
                           kit::Cell{kit.tr("sample.village"), FixedText{"0 / 0"}, kit::Tone::neutral}};
    kit::coverage_grid(kit, column, cells);
}

void draw_photos(Kit& kit, ScrollArea& column, std::size_t& taps) {
    using kit::PhotoState;
    const model::PictureCells hills = sample_picture();
    const kit::Thumbnail picture{hills.columns, hills.rows, hills.rgb};
    const std::array boxes{
        std::pair{kit::ItemId{"photo.empty"}, kit::PhotoBox{PhotoState::empty, {}, kit.tr("photo.take")}},
        std::pair{kit::ItemId{"photo.taken"}, kit::PhotoBox{PhotoState::taken, picture, FixedText{"10:42"}}},
        std::pair{kit::ItemId{"photo.working"},
                  kit::PhotoBox{PhotoState::working, {}, kit.tr("photo.working"), ItemState::disabled}},
        std::pair{kit::ItemId{"photo.failed"}, kit::PhotoBox{PhotoState::failed, {}, kit.tr("photo.failed")}}};
    const float width = (column.width() - kit.theme().space.card) / 2;
    for (std::size_t i = 0; i < boxes.size(); i += 2) {
        const float height = std::max(kit::photo_box_height(kit, boxes[i].second, width),
                                      kit::photo_box_height(kit, boxes[i + 1].second, width));
        Rect strip = column.next(height);
        taps += kit::photo_box(kit, boxes[i].first, strip.cut_left(width), boxes[i].second) ? 1U : 0U;
        strip.cut_left(kit.theme().space.card);
        taps += kit::photo_box(kit, boxes[i + 1].first, strip, boxes[i + 1].second) ? 1U : 0U;
        column.space(kit.theme().space.card);
    }
}

void draw_locations(Kit& kit, ScrollArea& column, std::size_t&) {
    const std::array rings{
        kit::LocationRing{std::nullopt, {}, kit.tr("location.searching"), kit::Tone::neutral},
        kit::LocationRing{12, FixedText{"12 m"}, kit.tr("location.good", {{"count", 12}}), kit::Tone::ok},
        kit::LocationRing{180, FixedText{"180 m"}, kit.tr("location.poor", {{"count", 180}}), kit::Tone::warn}};
    for (const kit::LocationRing& ring : rings) {
        kit::location_ring(kit, column.next(kit::location_ring_height(kit, ring, column.width())), ring);
        column.space(kit.theme().space.screen);
    }
}

void draw_keypads(Kit& kit, std::size_t& taps, kit::KeypadLayout layout) {
    const kit::Size size = kit::keypad_size(kit);
    taps += kit::keypad(kit, kit.screen().centered(size), layout) ? 1U : 0U;
}

[[nodiscard]] std::vector<kit::StrokePoints> sample_signature() {
    std::vector<kit::StrokePoints> strokes;
    for (const model::Stroke& stroke : sample_strokes()) {
        kit::StrokePoints& points = strokes.emplace_back();
        for (const model::PaperPoint point : stroke) {
            points.push_back({point.x, point.y});
        }
    }
    return strokes;
}

void draw_sheet(Kit& kit, std::size_t& taps) {
    const std::array actions{
        kit::SheetAction{"sheet.first", kit.tr("sample.form.visit"), kit::ButtonKind::primary, {}},
        kit::SheetAction{"sheet.second", kit.tr("sample.form.change"), kit::ButtonKind::secondary, {}},
        kit::SheetAction{"sheet.third", kit.tr("sample.form.first_aid"), kit::ButtonKind::secondary,
                         kit.tr("sample.form.unavailable")},
        kit::SheetAction{"sheet.fourth", kit.tr("discard.act"), kit::ButtonKind::danger, {}}};
    const kit::ActionAnswer answer = kit::action_sheet(kit, {.title = kit.tr("dossier.forms.title"),
                                                             .message = kit.tr("discard.message"),
                                                             .actions = actions,
                                                             .keep = kit.tr("dossier.forms.keep"),
                                                             .keep_id = "sheet.keep"});
    taps += answer.chosen || answer.is_kept ? 1U : 0U;
}

void draw_dialog(Kit& kit, std::size_t& taps) {
    const kit::DialogAnswer answer = kit::dialog(kit, {.title = kit.tr("discard.title"),
                                                       .message = kit.tr("discard.message"),
                                                       .keep = kit.tr("discard.keep"),
                                                       .act = kit.tr("discard.act"),
                                                       .keep_id = "dialog.keep",
                                                       .act_id = "dialog.act",
                                                       .is_destructive = true});
    taps += answer == kit::DialogAnswer::none ? 0U : 1U;
}

}  // namespace

void add_kit_pages(std::vector<Page>& pages) {
    add_column(pages, "buttons", draw_buttons);
    add_column(pages, "fields", draw_fields);
    add_column(pages, "notices", draw_notices);
    add_column(pages, "figures", draw_figures);
    add_column(pages, "charts", draw_charts);
    add_column(pages, "photos", draw_photos);
    add_column(pages, "locations", draw_locations);
    add_whole(pages, "keypad_money",
              [](Kit& kit, std::size_t& taps) { draw_keypads(kit, taps, kit::KeypadLayout::money); });
    add_whole(pages, "keypad_identity",
              [](Kit& kit, std::size_t& taps) { draw_keypads(kit, taps, kit::KeypadLayout::identity); });
    add_whole(pages, "pin_pad", [](Kit& kit, std::size_t& taps) {
        const Rect place = kit.screen().centered(kit::pin_pad_size(kit));
        taps += kit::pin_pad(kit, place, 2, ItemState::enabled) ? 1U : 0U;
    });
    add_whole(pages, "search_pad", [](Kit& kit, std::size_t& taps) {
        const Rect screen = kit.screen().inset(kit.theme().space.screen);
        const float width = std::min(screen.w, kit.theme().layout.dialog);
        taps += kit::search_pad(kit, screen.centered(kit::search_pad_size(kit, width)), "sl") ? 1U : 0U;
    });
    add_whole(pages, "signature", [strokes = sample_signature()](Kit& kit, std::size_t& taps) {
        const Rect place = kit.screen().inset(kit.theme().space.screen);
        taps += kit::signature_pad(kit, "signature", place, kit.tr("signature.here"), strokes) ? 1U : 0U;
    });
    add_whole(pages, "action_sheet", draw_sheet);
    add_whole(pages, "dialog", draw_dialog);
    add_whole(pages, "empty", [](Kit& kit, std::size_t& taps) {
        taps +=
            kit::empty_state(kit, "empty.act", kit.screen(), kit.tr("households.empty"), kit.tr("sync.now")) ? 1U : 0U;
    });
}

}  // namespace daohu::gallery
