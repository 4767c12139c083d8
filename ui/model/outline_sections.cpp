// SPDX-License-Identifier: Apache-2.0
#include "ui/model/outline_sections.hpp"

#include <algorithm>

namespace daohu::model {

bool is_page(const form::OutlineItem& item) {
    return item.kind == form::ItemKind::question || item.kind == form::ItemKind::repeat;
}

std::vector<std::span<const form::OutlineItem>> sections_of(std::span<const form::OutlineItem> outline) {
    std::vector<std::span<const form::OutlineItem>> sections;
    for (std::size_t first = 0; first < outline.size();) {
        std::size_t end = first + 1;
        while (end < outline.size() && outline[end].depth != 0) {
            ++end;
        }
        const auto part = outline.subspan(first, end - first);
        if (part.front().kind == form::ItemKind::group && std::ranges::any_of(part, is_page)) {
            sections.push_back(part);
        }
        first = end;
    }
    return sections;
}

}  // namespace daohu::model
