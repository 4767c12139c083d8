// SPDX-License-Identifier: Apache-2.0
#pragma once

// Something above the page that has to be answered first: a dialog, a list of reasons, the text sheet. UI thread; lives
// while its contents are drawn. What lies below cannot be tapped; a tap beside the sheet does nothing, and only its own
// buttons close it. Drawn after the page.

#include "ui/kit/kit.hpp"

namespace daohu::kit {

class Sheet {
public:
    // Paints the scrim and a panel at `area`.
    Sheet(Kit& kit, Rect area);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

private:
    Kit& m_kit;
    std::optional<Rect> m_outer_clip;
    std::uint32_t m_outer_region;
};

// Something above the page that goes by itself and leaves the rest within reach: a toast. UI thread.
class Overlay {
public:
    Overlay(Kit& kit, Rect area);
    ~Overlay();
    Overlay(const Overlay&) = delete;
    Overlay& operator=(const Overlay&) = delete;

private:
    Kit& m_kit;
};

}  // namespace daohu::kit
