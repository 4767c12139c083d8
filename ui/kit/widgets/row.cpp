// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/row.hpp"

#include "ui/kit/widgets/notice.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

constexpr int kDetailLines = 2;

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

}  // namespace

bool list_row(Kit& kit, const ItemId& id, ScrollArea& list, const ListRow& row) {
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    Painter& paint = kit.paint();
    const Size chip_room = row.chip.empty() ? Size{} : chip_size(kit, row.chip);
    const float side_width = std::max(chip_room.w, paint.width_of(row.note, type.caption));
    const float inner_width = list.width() - 2 * theme.space.card;
    // Beside the name where there is room for both; else the state goes below, and the name keeps the whole width.
    const bool is_beside = side_width + theme.space.card <= inner_width * 0.45F;
    const float text_width = is_beside && side_width > 0 ? inner_width - side_width - theme.space.card : inner_width;
    const float title_height = paint.measure(row.title, type.item, text_width).h;
    const float detail_height = paint.measure(row.detail, type.note, text_width, kDetailLines).h;
    const float side_height = chip_room.h + (row.note.empty() ? 0 : type.caption.line);
    const float text_height = title_height + detail_height;
    const float content = is_beside ? std::max(text_height, side_height) : text_height + chip_room.h + theme.space.hair;
    const Rect strip = list.next(std::max(theme.target.list_row, content + 2 * theme.space.gap));

    const Press press = kit.press(id, strip, row.title, ItemKind::row);
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
    const TextLook detail_look{.size = type.note, .colour = kit.colour().text2, .max_lines = kDetailLines};
    if (row.detail_above) {
        paint.text(inside.cut_top(detail_height), row.detail, detail_look);
    }
    paint.text(inside.cut_top(title_height), row.title, {.size = type.item, .colour = kit.colour().text});
    if (!row.detail_above) {
        paint.text(inside.cut_top(detail_height), row.detail, detail_look);
    }
    if (!is_beside && side_width > 0) {
        inside.cut_top(theme.space.hair);
        Rect below = inside.cut_top(chip_room.h);
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
    const TypeScale& type = kit.type();
    const Text shown = value.empty() ? absent : value;
    const Rect name = column.next(kit.paint().measure(label, type.note, column.width()).h);
    kit.paint().text(name, label, {.size = type.note, .colour = kit.colour().text2});
    const Rect place = column.next(kit.paint().measure(shown, type.item, column.width()).h);
    kit.paint().text(place, shown,
                     {.size = type.item, .colour = value.empty() ? kit.colour().hint : kit.colour().text});
    if (!note.empty()) {
        paragraph(kit, column, note, ParagraphLook::hint);
    }
    column.space(kit.theme().space.gap);
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
