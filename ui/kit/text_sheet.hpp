// SPDX-License-Identifier: Apache-2.0
#pragma once

// The desktop's text entry: a sheet with an input line at the top of the screen, where no keyboard covers it. Owned and
// drawn by the kit, above everything else; UI thread.

#include "core/ports/text_entry.hpp"

#include <cstdint>

namespace daohu::kit {

class Kit;

class TextSheet final : public TextEntry {
public:
    ~TextSheet() override;

    Result<void> begin(TextRequest request) override;
    [[nodiscard]] bool is_open() const override { return m_request.has_value(); }
    [[nodiscard]] std::optional<TextOutcome> poll() override;
    void cancel() override;
    void commit() override;

    void draw(Kit& kit);

private:
    enum class Reveal : std::uint8_t { hidden, shown };

    void finish(std::optional<std::string> text);
    // True when the person confirmed with the return key.
    [[nodiscard]] bool draw_input(Kit& kit, const struct Rect& place);

    std::optional<TextRequest> m_request;
    std::string m_typed;
    Reveal m_reveal = Reveal::hidden;
    bool m_has_focus = false;
    std::optional<TextOutcome> m_outcome;
};

}  // namespace daohu::kit
