// SPDX-License-Identifier: Apache-2.0
#include "ui/model/outline_sections.hpp"

#include <algorithm>
#include <string_view>

namespace daohu::model {

namespace {

using form::BodyElement;
using form::Control;
using form::Definition;
using form::ElementId;
using form::ItemKind;
using form::OutlineItem;

constexpr std::string_view kList = "field-list";

// What stands on a page: a question, or the list of the rows of a repeat.
[[nodiscard]] bool is_shown(const OutlineItem& item) {
    return item.kind == ItemKind::question || item.kind == ItemKind::repeat;
}

// XLSForm wraps every repeat in a group of the same path, which may have the appearance in its place.
[[nodiscard]] bool are_rows_lists(const Definition& definition, const BodyElement& repeat) {
    if (repeat.has_appearance(kList) || repeat.parent == ElementId::none) {
        return repeat.has_appearance(kList);
    }
    const BodyElement& around = definition.element(repeat.parent);
    return around.node == repeat.node && around.has_appearance(kList);
}

// The outermost list around a question, as far as its row; none where it stands alone.
[[nodiscard]] ElementId list_around(const Definition& definition, ElementId question) {
    ElementId list = ElementId::none;
    for (ElementId id = definition.element(question).parent; id != ElementId::none;
         id = definition.element(id).parent) {
        const BodyElement& around = definition.element(id);
        if (around.control == Control::repeat) {
            return are_rows_lists(definition, around) ? id : list;
        }
        if (around.has_appearance(kList)) {
            list = id;
        }
    }
    return list;
}

[[nodiscard]] bool has_fixed_rows(const Definition& definition, const OutlineItem& item) {
    const form::Repeat& repeat = definition.repeats()[definition.element(item.place.element).repeat];
    return repeat.count || repeat.is_fixed;
}

}  // namespace

FormPages pages_of(std::span<const OutlineItem> outline, const Definition& definition) {
    FormPages pages;
    ElementId list = ElementId::none;  // that the last page belongs to
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const OutlineItem& item = outline[i];
        switch (item.kind) {
            case ItemKind::group: break;
            case ItemKind::row: list = ElementId::none; break;
            case ItemKind::repeat: {
                const bool has_rows = i + 1 < outline.size() && outline[i + 1].kind == ItemKind::row;
                if (has_rows || !has_fixed_rows(definition, item)) {
                    pages.push_back({item.place});
                }
                list = ElementId::none;
                break;
            }
            case ItemKind::question: {
                const ElementId own = list_around(definition, item.place.element);
                if (own == ElementId::none || own != list) {
                    pages.emplace_back();
                }
                list = own;
                pages.back().push_back(item.place);
                break;
            }
        }
    }
    return pages;
}

FormPages::const_iterator page_with(const FormPages& pages, form::FormPlace place) {
    return std::ranges::find_if(pages,
                                [place](const FormPage& page) { return std::ranges::find(page, place) != page.end(); });
}

std::vector<std::span<const form::OutlineItem>> sections_of(std::span<const form::OutlineItem> outline) {
    std::vector<std::span<const form::OutlineItem>> sections;
    for (std::size_t first = 0; first < outline.size();) {
        std::size_t end = first + 1;
        while (end < outline.size() && outline[end].depth != 0) {
            ++end;
        }
        const auto part = outline.subspan(first, end - first);
        if (part.front().kind == form::ItemKind::group && std::ranges::any_of(part, is_shown)) {
            sections.push_back(part);
        }
        first = end;
    }
    return sections;
}

}  // namespace daohu::model
