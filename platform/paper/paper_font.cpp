// SPDX-License-Identifier: Apache-2.0
#include "platform/paper/paper_font.hpp"

#include <cairo-ft.h>
#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H

namespace daohu::paper {

namespace {

// What a font of the PDF library is made from. That library keeps fonts for a while after they were used last, so it
// gives this back itself.
struct Source {
    std::shared_ptr<const kit::FontSet> fonts;  // the bytes
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    ~Source() {
        if (face != nullptr) {
            FT_Done_Face(face);
        }
        if (library != nullptr) {
            FT_Done_FreeType(library);
        }
    }
};

const cairo_user_data_key_t kSource{};

}  // namespace

struct PaperFonts::Face {
    FT_Face face = nullptr;  // of the source
    cairo_font_face_t* handle = nullptr;

    Face() = default;
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;
    ~Face() { cairo_font_face_destroy(handle); }
};

PaperFonts::PaperFonts() = default;
PaperFonts::~PaperFonts() = default;
PaperFonts::PaperFonts(PaperFonts&&) noexcept = default;
PaperFonts& PaperFonts::operator=(PaperFonts&&) noexcept = default;

Result<PaperFonts> PaperFonts::open(std::shared_ptr<const kit::FontSet> fonts) {
    PaperFonts opened;
    for (const kit::FontFace& font : fonts->faces()) {
        auto source = std::make_unique<Source>();
        source->fonts = fonts;
        const auto* const bytes = reinterpret_cast<const FT_Byte*>(font.data().data());
        const bool is_read = FT_Init_FreeType(&source->library) == 0 &&
                             FT_New_Memory_Face(source->library, bytes, static_cast<FT_Long>(font.data().size()),
                                                font.face_number(), &source->face) == 0;
        if (!is_read) {
            return fail(ErrorCode::font_unusable, font.family());
        }
        auto face = std::make_unique<Face>();
        face->face = source->face;
        face->handle = cairo_ft_font_face_create_for_ft_face(source->face, 0);
        const auto give_back = [](void* kept) { delete static_cast<Source*>(kept); };
        if (cairo_font_face_set_user_data(face->handle, &kSource, source.get(), give_back) != CAIRO_STATUS_SUCCESS) {
            return fail(ErrorCode::font_unusable, font.family());
        }
        static_cast<void>(source.release());  // the handle has it
        opened.m_faces.push_back(std::move(face));
    }
    return opened;
}

PaperGlyph PaperFonts::glyph(char32_t character) const {
    PaperGlyph glyph;
    for (std::size_t i = 0; i < m_faces.size() && glyph.number == 0; ++i) {
        glyph = {.face = i, .number = FT_Get_Char_Index(m_faces[i]->face, character), .advance = 0};
    }
    glyph.face = glyph.number == 0 ? 0 : glyph.face;
    const FT_Face face = m_faces[glyph.face]->face;
    if (FT_Load_Glyph(face, glyph.number, FT_LOAD_NO_SCALE) == 0) {
        glyph.advance = static_cast<float>(face->glyph->metrics.horiAdvance) / static_cast<float>(face->units_per_EM);
    }
    return glyph;
}

void* PaperFonts::handle(std::size_t face) const { return m_faces[face]->handle; }

}  // namespace daohu::paper
