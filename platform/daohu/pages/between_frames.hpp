// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a page reads of a whole village goes on between frames, a few milliseconds in each, so that none waits for it. All of
// it is of one state of the store: where somebody writes meanwhile it begins anew, and where that happens again and again
// it is read in one go. UI thread; goes with its page.

#include "core/casework/read/portions.hpp"
#include "platform/daohu/pages/page.hpp"

namespace daohu {

class BetweenFrames {
public:
    // Says what is to be read, from its beginning on. Called again where it begins anew.
    using Begin = std::function<Result<void>(casework::Portions& portions)>;

    explicit BetweenFrames(const PageParts& parts) : m_parts{parts} {}

    // Whatever was under way is given up. Reads as much as there is time for; `more`: the rest is read by go_on().
    [[nodiscard]] Result<casework::Progress> begin(Begin begin);
    // In each frame, before it is drawn. Nothing where nothing is under way; asks for another frame while it is.
    [[nodiscard]] std::optional<Result<casework::Progress>> go_on(kit::Kit& kit);
    [[nodiscard]] bool is_under_way() const { return m_begin != nullptr; }
    void stop();

private:
    [[nodiscard]] Result<casework::Progress> read();
    [[nodiscard]] Result<casework::Progress> read_for_a_frame();

    PageParts m_parts;
    Begin m_begin;  // nothing: all is read
    casework::Portions m_portions;
    std::int64_t m_version = 0;  // of the store, when it began
    int m_begun = 0;             // how often
};

}  // namespace daohu
