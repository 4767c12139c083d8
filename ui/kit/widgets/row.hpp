// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rows of a list: a name, what it is, its state in words. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/button.hpp"

#include <cstdint>
#include <span>

namespace daohu::kit {

struct ListRow {
    Text title;   // never shortened
    Text detail;  // two lines before it is shortened
    Text chip;    // empty: none
    Tone chip_tone = Tone::neutral;
    Text note;  // small, under the chip: a date
    bool is_selected = false;
    bool detail_above = false;  // the detail names what the title is: a question above its answer
};
// True when it was tapped.
bool list_row(Kit& kit, const ItemId& id, ScrollArea& list, const ListRow& row);

// A heading between rows.
void list_heading(Kit& kit, ScrollArea& list, Text text);

// A name and its value, one above the other; an empty value shows `absent`. The note stands small below: who said so.
void labelled_value(Kit& kit, ScrollArea& column, Text label, Text value, Text absent, Text note = {});

// Several of them, beside each other as far as the column is wide enough, each row as high as its highest.
struct Labelled {
    Text label;
    Text value;
    Text note;
};
void labelled_values(Kit& kit, ScrollArea& column, std::span<const Labelled> values, Text absent);

// A button across the column; where something forbids it, the reason stands below it and it cannot be tapped.
bool column_button(Kit& kit, const ItemId& id, ScrollArea& column, Text label, ButtonKind kind,
                   Text disabled_because = {});

// A paragraph of plain text.
enum class ParagraphLook : std::uint8_t { body, note, title, question, hint, figure };
void paragraph(Kit& kit, ScrollArea& column, Text text, ParagraphLook look);

}  // namespace daohu::kit
