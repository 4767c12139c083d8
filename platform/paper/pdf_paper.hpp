// SPDX-License-Identifier: Apache-2.0
#pragma once

// A PDF file of A4 pages with text and lines, made in memory. Of the fonts only what is used goes into it, and its text can
// be selected and searched. The same calls make the same bytes. One thread.
//
//     auto paper = TRY(PdfPaper::open({.title = "...", .created = "2026-03-05T00:00:00Z"}, fonts));
//     paper.text({72, 100}, "...", 12);
//     paper.next_page();
//     const Bytes file = TRY(paper.finish());

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "ui/kit/fonts.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace daohu::paper {

// In points, 72 an inch, from the upper left corner of the page.
struct Place {
    float x = 0;
    float y = 0;
};
inline constexpr Place kA4{595.276F, 841.890F};

class PdfPaper {
public:
    struct Setup {
        std::string title;
        std::string created;  // ISO 8601; what the file says of itself, whenever it is written
    };
    // font_unusable; io_failed where the library cannot begin.
    [[nodiscard]] static Result<PdfPaper> open(const Setup& setup, std::shared_ptr<const kit::FontSet> fonts);
    ~PdfPaper();
    PdfPaper(PdfPaper&&) noexcept;
    PdfPaper& operator=(PdfPaper&&) noexcept;

    [[nodiscard]] float advance(char32_t character, float size) const;
    [[nodiscard]] float width_of(std::string_view text, float size) const;

    // One line; `baseline` is where its letters stand.
    void text(Place baseline, std::string_view text, float size);
    void line(Place from, Place to, float width);
    void next_page();
    // The whole file; nothing can be drawn afterwards. io_failed, with what the library says.
    [[nodiscard]] Result<Bytes> finish();

private:
    struct Parts;
    explicit PdfPaper(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace daohu::paper
