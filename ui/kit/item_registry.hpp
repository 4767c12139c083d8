// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything that can be tapped in the frame that was drawn last: for scripts, tests and the audit of targets. UI thread.

#include "ui/kit/item_id.hpp"
#include "ui/kit/rect.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::kit {

enum class ItemKind : std::uint8_t { button, choice, row, tab, key, field, badge, surface };

enum class ItemState : std::uint8_t { enabled, disabled };

struct Item {
    ItemId id;
    ItemKind kind = ItemKind::button;
    ItemState state = ItemState::enabled;
    Rect rect;                 // all of it, dp
    Rect visible;              // what the scroll region leaves of it
    int layer = 0;             // 0 is the page, each sheet above it is one more
    std::uint32_t region = 0;  // the scroll region it lies in; 0 for none
    std::string label;
};

// Something drawn that did not fit its place.
struct Misfit {
    std::string text;
    Rect place;
    Size needed;
};

class ItemRegistry {
public:
    void begin_frame();
    void add(const ItemId& id, ItemKind kind, ItemState state, Rect rect, Rect visible, std::uint32_t region,
             std::string_view label);
    void push_layer() {
        ++m_layer;
        m_top_layer = m_layer > m_top_layer ? m_layer : m_top_layer;
    }
    void pop_layer() { --m_layer; }
    void add_misfit(std::string_view text, Rect place, Size needed);

    // Of the uppermost layer only: what lies under a sheet cannot be tapped.
    [[nodiscard]] std::vector<const Item*> reachable() const;
    // Null where nothing reachable has this name.
    [[nodiscard]] const Item* find(std::string_view id) const;
    [[nodiscard]] const std::vector<Misfit>& misfits() const { return m_misfits; }
    [[nodiscard]] int layer() const { return m_layer; }
    [[nodiscard]] int top_layer() const { return m_top_layer; }

    // A JSON array in drawing order: {"id": "visit.next", "kind": "button", "rect": [x, y, w, h], "label": "..."}
    [[nodiscard]] std::string to_json() const;

private:
    std::vector<Item> m_items;  // kept from frame to frame with their strings; m_count of them are in use
    std::size_t m_count = 0;
    int m_layer = 0;
    int m_top_layer = 0;
    std::vector<Misfit> m_misfits;
};

[[nodiscard]] std::string_view name(ItemKind kind);

}  // namespace daohu::kit
