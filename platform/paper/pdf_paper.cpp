// SPDX-License-Identifier: Apache-2.0
#include "platform/paper/pdf_paper.hpp"

#include "core/base/utf8.hpp"
#include "platform/paper/paper_font.hpp"

#include <cairo-pdf.h>
#include <cairo.h>

#include <utility>
#include <vector>

namespace daohu::paper {

namespace {

constexpr char32_t kFirstVisible = 0x20;

cairo_status_t keep(void* file, const unsigned char* data, unsigned length) {
    auto* const bytes = static_cast<Bytes*>(file);
    bytes->insert(bytes->end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

// Glyphs beside each other in one font, and the text that they stand for.
struct Run {
    std::size_t face = 0;
    std::string text;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
};

}  // namespace

struct PdfPaper::Parts {
    Bytes file;
    PaperFonts fonts;
    cairo_surface_t* surface = nullptr;
    cairo_t* pen = nullptr;

    explicit Parts(PaperFonts opened) : fonts{std::move(opened)} {}
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts() {
        cairo_destroy(pen);
        cairo_surface_destroy(surface);
    }

    // Each character keeps its own text, so that what is copied from the page is what was written on it.
    void show(const Run& run, float size) const {
        if (run.glyphs.empty()) {
            return;
        }
        cairo_set_font_face(pen, static_cast<cairo_font_face_t*>(fonts.handle(run.face)));
        cairo_set_font_size(pen, size);
        cairo_show_text_glyphs(pen, run.text.data(), static_cast<int>(run.text.size()), run.glyphs.data(),
                               static_cast<int>(run.glyphs.size()), run.clusters.data(),
                               static_cast<int>(run.clusters.size()), cairo_text_cluster_flags_t{});
        // cairo 1.16 loses the strokes of some characters of CID fonts: all are drawn once more, as shapes.
        cairo_glyph_path(pen, run.glyphs.data(), static_cast<int>(run.glyphs.size()));
        cairo_fill(pen);
    }
};

PdfPaper::PdfPaper(std::unique_ptr<Parts> parts) : m_parts{std::move(parts)} {}
PdfPaper::~PdfPaper() = default;
PdfPaper::PdfPaper(PdfPaper&&) noexcept = default;
PdfPaper& PdfPaper::operator=(PdfPaper&&) noexcept = default;

Result<PdfPaper> PdfPaper::open(const Setup& setup, std::shared_ptr<const kit::FontSet> fonts) {
    PaperFonts opened = TRY(PaperFonts::open(std::move(fonts)));
    auto parts = std::make_unique<Parts>(std::move(opened));
    parts->surface = cairo_pdf_surface_create_for_stream(keep, &parts->file, kA4.x, kA4.y);
    cairo_pdf_surface_set_metadata(parts->surface, CAIRO_PDF_METADATA_TITLE, setup.title.c_str());
    cairo_pdf_surface_set_metadata(parts->surface, CAIRO_PDF_METADATA_CREATE_DATE, setup.created.c_str());
    parts->pen = cairo_create(parts->surface);
    if (const cairo_status_t status = cairo_status(parts->pen); status != CAIRO_STATUS_SUCCESS) {
        return fail(ErrorCode::io_failed, cairo_status_to_string(status));
    }
    cairo_font_options_t* const unhinted = cairo_font_options_create();
    cairo_font_options_set_hint_style(unhinted, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(unhinted, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(parts->pen, unhinted);
    cairo_font_options_destroy(unhinted);
    return PdfPaper{std::move(parts)};
}

float PdfPaper::advance(char32_t character, float size) const {
    return character < kFirstVisible ? 0 : m_parts->fonts.glyph(character).advance * size;
}

float PdfPaper::width_of(std::string_view text, float size) const {
    float width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        width += advance(step.scalar, size);
        at += step.bytes;
    }
    return width;
}

void PdfPaper::text(Place baseline, std::string_view text, float size) {
    Run run;
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        at += step.bytes;
        if (step.scalar < kFirstVisible) {
            continue;
        }
        const PaperGlyph glyph = m_parts->fonts.glyph(step.scalar);
        if (glyph.face != run.face) {
            m_parts->show(std::exchange(run, Run{.face = glyph.face, .text = {}, .glyphs = {}, .clusters = {}}), size);
        }
        const std::size_t before = run.text.size();
        append_utf8(run.text, step.scalar);
        run.glyphs.push_back({.index = glyph.number, .x = baseline.x, .y = baseline.y});
        run.clusters.push_back({.num_bytes = static_cast<int>(run.text.size() - before), .num_glyphs = 1});
        baseline.x += glyph.advance * size;
    }
    m_parts->show(run, size);
}

void PdfPaper::line(Place from, Place to, float width) {
    cairo_set_line_width(m_parts->pen, width);
    cairo_move_to(m_parts->pen, from.x, from.y);
    cairo_line_to(m_parts->pen, to.x, to.y);
    cairo_stroke(m_parts->pen);
}

void PdfPaper::next_page() { cairo_show_page(m_parts->pen); }

Result<Bytes> PdfPaper::finish() {
    cairo_show_page(m_parts->pen);
    const cairo_status_t drawn = cairo_status(m_parts->pen);
    cairo_surface_finish(m_parts->surface);
    const cairo_status_t finished = cairo_surface_status(m_parts->surface);
    const cairo_status_t status = drawn != CAIRO_STATUS_SUCCESS ? drawn : finished;
    if (status != CAIRO_STATUS_SUCCESS) {
        return fail(ErrorCode::io_failed, cairo_status_to_string(status));
    }
    return std::move(m_parts->file);
}

}  // namespace daohu::paper
