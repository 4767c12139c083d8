// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/item_registry.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace daohu::kit {

namespace {

// Tenths of a dp are enough for people and scripts.
[[nodiscard]] double rounded(float value) { return std::round(static_cast<double>(value) * 10) / 10; }

}  // namespace

std::string_view name(ItemKind kind) {
    switch (kind) {
        case ItemKind::button: return "button";
        case ItemKind::choice: return "choice";
        case ItemKind::row: return "row";
        case ItemKind::tab: return "tab";
        case ItemKind::key: return "key";
        case ItemKind::field: return "field";
        case ItemKind::badge: return "badge";
        case ItemKind::surface: return "surface";
    }
    return "";
}

void ItemRegistry::begin_frame() {
    m_count = 0;
    m_layer = 0;
    m_top_layer = 0;
    m_misfits.clear();
}

void ItemRegistry::add(const ItemId& id, ItemKind kind, ItemState state, Rect rect, Rect visible, std::uint32_t region,
                       std::string_view label) {
    if (m_count == m_items.size()) {
        m_items.emplace_back();
    }
    Item& item = m_items[m_count++];
    item.id = id;
    item.kind = kind;
    item.state = state;
    item.rect = rect;
    item.visible = visible;
    item.layer = m_layer;
    item.region = region;
    item.label = label;
}

void ItemRegistry::add_misfit(std::string_view text, Rect place, Size needed) {
    m_misfits.push_back({std::string{text}, place, needed});
}

std::vector<const Item*> ItemRegistry::reachable() const {
    std::vector<const Item*> items;
    for (std::size_t i = 0; i < m_count; ++i) {
        if (m_items[i].layer == m_top_layer) {
            items.push_back(&m_items[i]);
        }
    }
    return items;
}

const Item* ItemRegistry::find(std::string_view id) const {
    for (std::size_t i = 0; i < m_count; ++i) {
        if (m_items[i].layer == m_top_layer && m_items[i].id.view() == id) {
            return &m_items[i];
        }
    }
    return nullptr;
}

std::string ItemRegistry::to_json() const {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Item* item : reachable()) {
        nlohmann::ordered_json entry;
        entry["id"] = item->id.view();
        entry["kind"] = name(item->kind);
        entry["rect"] = {rounded(item->rect.x), rounded(item->rect.y), rounded(item->rect.w), rounded(item->rect.h)};
        entry["label"] = item->label;
        if (item->state == ItemState::disabled) {
            entry["disabled"] = true;
        }
        if (item->visible.empty()) {
            entry["scrolled_away"] = true;
        }
        list.push_back(std::move(entry));
    }
    return list.dump(2);
}

}  // namespace daohu::kit
