// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fonts of the app as the library that writes PDF files wants them: which face has a character, how wide it is, and
// the handle to draw with. One thread.

#include "core/base/result.hpp"
#include "ui/kit/fonts.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace daohu::paper {

// A character in the font that has it.
struct PaperGlyph {
    std::size_t face = 0;
    std::uint32_t number = 0;
    float advance = 0;  // in ems
};

class PaperFonts {
public:
    // font_unusable where FreeType cannot read a face.
    [[nodiscard]] static Result<PaperFonts> open(std::shared_ptr<const kit::FontSet> fonts);
    ~PaperFonts();
    PaperFonts(PaperFonts&&) noexcept;
    PaperFonts& operator=(PaperFonts&&) noexcept;

    // The first face that has it; the empty box of the main one where none has.
    [[nodiscard]] PaperGlyph glyph(char32_t character) const;
    // cairo_font_face_t of a face.
    [[nodiscard]] void* handle(std::size_t face) const;

private:
    struct Face;
    PaperFonts();
    std::vector<std::unique_ptr<Face>> m_faces;
};

}  // namespace daohu::paper
