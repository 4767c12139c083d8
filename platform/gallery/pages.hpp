// SPDX-License-Identifier: Apache-2.0
#pragma once

// The pages of the gallery: every screen in its states. For looking at, for pictures and for tests that must hold on
// every screen. UI thread.

#include "platform/gallery/sample_states.hpp"
#include "ui/kit/kit.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace daohu::gallery {

struct Page {
    std::string name;  // of its picture: "question_select_one_full"
    // Draws the page; `actions_seen` counts what a person asked for on it.
    std::function<void(kit::Kit&, std::size_t& actions_seen)> draw;
};

// States are made once, in the language of `words`.
[[nodiscard]] std::vector<Page> pages(Words& words);

}  // namespace daohu::gallery
