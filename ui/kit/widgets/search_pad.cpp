// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/search_pad.hpp"

#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

constexpr std::size_t kColumns = 6;
constexpr std::size_t kRows = 5;
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "1234567890";

enum class PadMode : std::int64_t { letters, digits };

bool pad_key(Kit& kit, const ItemId& id, Rect rect, Text label) {
    const Theme& theme = kit.theme();
    const Press press = kit.press(id, rect, label, ItemKind::key);
    const Rect cap = rect.inset(theme.space.hair);
    const Colour fill = kit.colour().surface2;
    kit.paint().fill(cap, press.held ? fill.pressed() : fill, theme.shape.control);
    kit.paint().text(cap, label,
                     {.size = kit.type().item, .colour = kit.colour().text, .across = Align::center, .max_lines = 1});
    focus_ring(kit, cap, press, theme.shape.control);
    return press.tapped;
}

bool erase_key(Kit& kit, Rect rect) {
    const Theme& theme = kit.theme();
    const Press press = kit.press("pad.erase", rect, kit.tr("keypad.erase"), ItemKind::key);
    const Rect cap = rect.inset(theme.space.hair);
    const Colour fill = kit.colour().surface2;
    kit.paint().fill(cap, press.held ? fill.pressed() : fill, theme.shape.control);
    const float size = kit.with_text(theme.target.mark);
    kit.paint().backspace(cap.centered({size, size}), kit.colour().text, theme.shape.border);
    focus_ring(kit, cap, press, theme.shape.control);
    return press.tapped;
}

[[nodiscard]] std::string without_last(std::string_view text) {
    std::size_t size = text.size();
    while (size > 0 && (static_cast<unsigned char>(text[size - 1]) & 0xC0U) == 0x80U) {
        --size;
    }
    return std::string{text.substr(0, size == 0 ? 0 : size - 1)};
}

}  // namespace

Size search_pad_size(Kit& kit, float width) {
    return {width, static_cast<float>(kRows) * kit.theme().target.key_height};
}

std::optional<std::string> search_pad(Kit& kit, Rect rect, std::string_view text) {
    std::int64_t& shown = kit.memory("pad.mode").number;
    const auto mode = static_cast<PadMode>(shown);
    const std::string_view keys = mode == PadMode::letters ? kLetters : kDigits;
    const std::size_t columns = mode == PadMode::letters ? kColumns : kColumns / 2;
    const float width = rect.w / static_cast<float>(columns);
    const float height = rect.h / static_cast<float>(kRows);
    const auto place = [&](std::size_t index, std::size_t cells) {
        return Rect{rect.x + static_cast<float>(index % columns) * width,
                    rect.y + static_cast<float>(index / columns) * height, width * static_cast<float>(cells), height};
    };
    std::optional<std::string> typed;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::string_view face = keys.substr(i, 1);
        const char id = mode == PadMode::letters ? static_cast<char>(keys[i] - 'A' + 'a') : keys[i];
        const bool is_last_digit = mode == PadMode::digits && i + 1 == keys.size();
        if (pad_key(kit, {"pad", std::string_view{&id, 1}}, place(is_last_digit ? i + 1 : i, 1), FixedText{face})) {
            typed = std::string{text} + id;
        }
    }
    // The last cells of the last row: the other keys, and erase.
    const std::size_t last_row = (kRows - 1) * columns;
    const std::size_t half = mode == PadMode::letters ? 2 : 1;
    const std::size_t other = mode == PadMode::letters ? last_row + 2 : last_row;
    if (pad_key(kit, mode == PadMode::letters ? "pad.digits" : "pad.letters", place(other, half),
                mode == PadMode::letters ? FixedText{"123"} : FixedText{"ABC"})) {
        shown = static_cast<std::int64_t>(mode == PadMode::letters ? PadMode::digits : PadMode::letters);
    }
    if (erase_key(kit, place(last_row + columns - half, half))) {
        typed = without_last(text);
    }
    return typed;
}

}  // namespace daohu::kit
