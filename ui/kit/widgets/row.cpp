// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/row.hpp"

#include "ui/kit/widgets/notice.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

// Of what stands below a name. Where few words fit on a line there are more of them, so that as much can be read.
constexpr int kDetailLines = 2;
constexpr int kNarrowDetailLines = 4;
constexpr float kNarrow = 600;  // dp at the standard text size
// The most that what stands beside a name may take of the row.
constexpr float kSide = 0.45F;
constexpr float kNarrowSide = 0.36F;

struct Look {
    TypeSize size;
    Colour colour;
};

[[nodiscard]] Look look_of(Kit& kit, ParagraphLook look) {
    const TypeScale& type = kit.type();
    switch (look) {
        case ParagraphLook::body: return {type.body, kit.colour().text};
        case ParagraphLook::note: return {type.note, kit.colour().text2};
        case ParagraphLook::title: return {type.title, kit.colour().text};
        case ParagraphLook::question: return {type.question, kit.colour().text};
        case ParagraphLook::hint: return {type.note, kit.colour().hint};
        case ParagraphLook::figure: return {type.figure, kit.colour().text};
    }
    return {type.body, kit.colour().text};
}

float labelled_height(Kit& kit, const Labelled& one, Text absent, float width) {
    const TypeScale& type = kit.type();
    const Text shown = one.value.empty() ? absent : one.value;
    const float note = one.note.empty() ? 0 : kit.paint().measure(one.note, type.note, width).h;
    return kit.paint().measure(one.label, type.note, width).h + kit.paint().measure(shown, type.item, width).h + note;
}

void draw_labelled(Kit& kit, Rect area, const Labelled& one, Text absent) {
    const TypeScale& type = kit.type();
    const Text shown = one.value.empty() ? absent : one.value;
    const Rect name = area.cut_top(kit.paint().measure(one.label, type.note, area.w).h);
    kit.paint().text(name, one.label, {.size = type.note, .colour = kit.colour().text2});
    const Rect place = area.cut_top(kit.paint().measure(shown, type.item, area.w).h);
    kit.paint().text(place, shown,
                     {.size = type.item, .colour = one.value.empty() ? kit.colour().hint : kit.colour().text});
    if (!one.note.empty()) {
        kit.paint().text(area, one.note, {.size = type.note, .colour = kit.colour().hint});
    }
}

}  // namespace

bool list_row(Kit& kit, const ItemId& id, ScrollArea& list, const ListRow& row) {
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    Painter& paint = kit.paint();
    const Size chip_room = row.chip.empty() ? Size{} : chip_size(kit, row.chip);
    const float side_width = std::max(chip_room.w, paint.width_of(row.note, type.caption));
    const float inner_width = list.width() - 2 * theme.space.card;
    // Beside the name where there is room for both; else the state goes below, and the name keeps the whole width.
    const bool is_narrow = inner_width < kit.with_text(kNarrow);
    const bool is_beside = side_width + theme.space.card <= inner_width * (is_narrow ? kNarrowSide : kSide);
    const float text_width = is_beside && side_width > 0 ? inner_width - side_width - theme.space.card : inner_width;
    const float title_height = paint.measure(row.title, type.item, text_width).h;
    const int detail_lines = is_narrow ? kNarrowDetailLines : kDetailLines;
    const float detail_height = paint.measure(row.detail, type.note, text_width, detail_lines).h;
    const float note_height = row.note.empty() ? 0 : type.caption.line;
    const float side_height = chip_room.h + note_height;
    const float below_height = side_width > 0 ? std::max(chip_room.h, note_height) + theme.space.hair : 0;
    const float text_height = title_height + detail_height;
    const float content = is_beside ? std::max(text_height, side_height) : text_height + below_height;
    const Rect strip = list.next(std::max(theme.target.list_row, content + 2 * theme.space.gap));

    // Read aloud, a row says its state too.
    const Press press = kit.press(id, strip, kit.words().facts({row.title, row.chip}), ItemKind::row);
    if (list.is_hidden(strip)) {
        return press.tapped;
    }
    if (row.is_selected || press.held) {
        const Colour fill = row.is_selected ? kit.colour().primary_soft : kit.colour().surface;
        paint.fill(strip, press.held ? fill.pressed() : fill, theme.shape.panel);
    } else {
        paint.fill({strip.x, strip.bottom() - theme.shape.hairline, strip.w, theme.shape.hairline},
                   kit.colour().divider);
    }
    Rect inside = strip.inset(theme.space.card, 0).centered({inner_width, content});
    if (is_beside && side_width > 0) {
        Rect side = inside.cut_right(side_width).centered({side_width, side_height});
        if (!row.chip.empty()) {
            Rect chip_strip = side.cut_top(chip_room.h);
            chip(kit, chip_strip.cut_right(chip_room.w), row.chip, row.chip_tone);
        }
        paint.text(side, row.note,
                   {.size = type.caption, .colour = kit.colour().hint, .across = Align::end, .max_lines = 1});
        inside.cut_right(theme.space.card);
        inside = inside.centered({inside.w, text_height});
    }
    const TextLook detail_look{.size = type.note, .colour = kit.colour().text2, .max_lines = detail_lines};
    if (row.detail_above) {
        paint.text(inside.cut_top(detail_height), row.detail, detail_look);
    }
    paint.text(inside.cut_top(title_height), row.title, {.size = type.item, .colour = kit.colour().text});
    if (!row.detail_above) {
        paint.text(inside.cut_top(detail_height), row.detail, detail_look);
    }
    if (!is_beside && side_width > 0) {
        inside.cut_top(theme.space.hair);
        Rect below = inside.cut_top(std::max(chip_room.h, note_height));
        if (!row.chip.empty()) {
            chip(kit, below.cut_left(chip_room.w), row.chip, row.chip_tone);
            below.cut_left(theme.space.gap);
        }
        paint.text(below, row.note, {.size = type.caption, .colour = kit.colour().hint, .max_lines = 1});
    }
    focus_ring(kit, strip.inset(theme.space.hair), press, theme.shape.panel);
    return press.tapped;
}

void list_heading(Kit& kit, ScrollArea& list, Text text) {
    const Theme& theme = kit.theme();
    const TypeSize size = kit.type().note;
    const float width = list.width() - 2 * theme.space.card;
    const float height = kit.paint().measure(text, size, width).h;
    list.space(theme.space.card);
    const Rect strip = list.next(height + theme.space.hair);
    kit.paint().text(strip.inset(theme.space.card, 0), text, {.size = size, .colour = kit.colour().text2});
}

void labelled_value(Kit& kit, ScrollArea& column, Text label, Text value, Text absent, Text note) {
    const Labelled one{label, value, note};
    const float width = column.width();
    draw_labelled(kit, column.next(labelled_height(kit, one, absent, width)), one, absent);
    column.space(kit.theme().space.gap);
}

void labelled_values(Kit& kit, ScrollArea& column, std::span<const Labelled> values, Text absent) {
    const float gap = kit.theme().space.screen;
    const float least = kit.with_text(kit.theme().layout.outline);
    const auto fitting = static_cast<std::size_t>((column.width() + gap) / (least + gap));
    const std::size_t across = std::max<std::size_t>(fitting, 1);
    const float width = (column.width() - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    for (std::size_t begin = 0; begin < values.size(); begin += across) {
        const auto row = values.subspan(begin, std::min(across, values.size() - begin));
        float height = 0;
        for (const Labelled& one : row) {
            height = std::max(height, labelled_height(kit, one, absent, width));
        }
        Rect strip = column.next(height);
        for (const Labelled& one : row) {
            draw_labelled(kit, strip.cut_left(width), one, absent);
            strip.cut_left(gap);
        }
        column.space(kit.theme().space.gap);
    }
}

bool column_button(Kit& kit, const ItemId& id, ScrollArea& column, Text label, ButtonKind kind, Text disabled_because) {
    const Theme& theme = kit.theme();
    // As wide as it needs to be, and no wider than is comfortable to read.
    const float width = std::min(column.width(), std::max(button_width(kit, label), theme.layout.outline));
    Rect strip = column.next(button_height(kit, label, width));
    const bool tapped = button(kit, id, strip.cut_left(width), label, kind,
                               disabled_because.empty() ? ItemState::enabled : ItemState::disabled);
    if (!disabled_because.empty()) {
        column.space(theme.space.hair);
        paragraph(kit, column, disabled_because, ParagraphLook::note);
    }
    return tapped;
}

void paragraph(Kit& kit, ScrollArea& column, Text text, ParagraphLook look) {
    if (text.empty()) {
        return;
    }
    const Look style = look_of(kit, look);
    const Rect strip = column.next(kit.paint().measure(text, style.size, column.width()).h);
    kit.paint().text(strip, text, {.size = style.size, .colour = style.colour});
}

}  // namespace daohu::kit
