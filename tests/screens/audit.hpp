// SPDX-License-Identifier: Apache-2.0
#pragma once

// What must hold of everything that can be tapped on a screen, whatever it shows: large enough, far enough apart, on the
// screen, and no text cut.

#include "ui/kit/kit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace daohu::testing {

using kit::Item;
using kit::ItemKind;
using kit::Rect;

inline constexpr float kTolerance = 0.1F;

inline std::string described(const Item& item) {
    return fmt::format("{} [{:.0f} {:.0f} {:.0f} {:.0f}]", item.id.view(), item.rect.x, item.rect.y, item.rect.w,
                       item.rect.h);
}

// How far apart two rectangles are; negative where they overlap.
inline float distance(const Rect& a, const Rect& b) {
    const float across = std::max(a.x - b.right(), b.x - a.right());
    const float down = std::max(a.y - b.bottom(), b.y - a.bottom());
    return std::max(across, down);
}

inline bool may_touch(const Item& a, const Item& b) {
    const bool is_dense =
        a.kind == b.kind && (a.kind == ItemKind::row || a.kind == ItemKind::tab || a.kind == ItemKind::key);
    return is_dense && a.rect.h >= 72 - kTolerance && b.rect.h >= 72 - kTolerance;
}

inline std::vector<std::string> faults_of(const kit::Kit& kit) {
    std::vector<std::string> faults;
    const Rect screen = kit.screen();
    const std::vector<const Item*> items = kit.items().reachable();
    for (const kit::Misfit& misfit : kit.items().misfits()) {
        faults.push_back(fmt::format("'{}' needs {:.0f} x {:.0f} and has {:.0f} x {:.0f}", misfit.text, misfit.needed.w,
                                     misfit.needed.h, misfit.place.w, misfit.place.h));
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Item& item = *items[i];
        if (item.rect.w < 60 - kTolerance || item.rect.h < 60 - kTolerance) {
            faults.push_back(described(item) + " is smaller than a finger");
        }
        if (item.rect.x < 16 - kTolerance || item.rect.right() > screen.w - 16 + kTolerance) {
            faults.push_back(described(item) + " lies under a gripping hand");
        }
        if (item.region == 0 && (item.rect.y < -kTolerance || item.rect.bottom() > screen.h + kTolerance)) {
            faults.push_back(described(item) + " lies off the screen");
        }
        for (std::size_t j = i + 1; j < items.size(); ++j) {
            const Item& other = *items[j];
            const bool in_one_list = item.region == other.region;
            if (!in_one_list && (item.visible.empty() || other.visible.empty())) {
                continue;
            }
            const float apart = in_one_list ? distance(item.rect, other.rect) : distance(item.visible, other.visible);
            if (apart < -kTolerance) {
                faults.push_back(described(item) + " overlaps " + described(other));
            } else if (apart < 12 - kTolerance && !may_touch(item, other)) {
                faults.push_back(fmt::format("{} is only {:.1f} from {}", described(item), apart, described(other)));
            }
        }
    }
    return faults;
}

}  // namespace daohu::testing
