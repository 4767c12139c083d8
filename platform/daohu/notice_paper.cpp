// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/notice_paper.hpp"

#include "platform/paper/pdf_paper.hpp"
#include "ui/kit/column_widths.hpp"
#include "ui/kit/line_breaker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace daohu {

namespace {

using model::NoticePreviewState;
using paper::kA4;
using paper::PdfPaper;

// Points.
constexpr float kMargin = 57;
constexpr float kRoom = kA4.x - 2 * kMargin;
constexpr float kBottom = kA4.y - kMargin - 24;  // above the page number
constexpr float kPadding = 6;                    // of a cell
constexpr float kHairline = 0.6F;
constexpr float kGap = 14;
constexpr float kBaseline = 0.86F;  // in ems below the top of a letter

struct Type {
    float em;
    float line;
};
constexpr Type kTitle{22, 32};
constexpr Type kBody{13, 21};
constexpr Type kCell{12, 18};
constexpr Type kNumber{10, 14};

struct Ink {
    paper::Place baseline;
    std::string text;
    float em = 0;
};
struct Rule {
    paper::Place from;
    paper::Place to;
};
struct Sheet {
    std::vector<Ink> texts;
    std::vector<Rule> rules;
};

using Lines = std::vector<std::string>;

// What stands where, sheet by sheet; it is drawn once it is known how many sheets there are.
class Layout {
public:
    explicit Layout(const PdfPaper& paper) : m_paper{paper} { m_sheets.emplace_back(); }

    [[nodiscard]] const std::vector<Sheet>& sheets() const { return m_sheets; }

    void space(float height) { m_y += height; }

    void title(std::string_view text) {
        for (const std::string& line : lines_of(text, kTitle, kRoom)) {
            make_room(kTitle.line);
            put({kMargin + (kRoom - m_paper.width_of(line, kTitle.em)) / 2, m_y}, line, kTitle);
            m_y += kTitle.line;
        }
    }

    void paragraph(std::string_view text) {
        if (text.empty()) {
            return;
        }
        for (const std::string& line : lines_of(text, kBody, kRoom)) {
            make_room(kBody.line);
            put({kMargin, m_y}, line, kBody);
            m_y += kBody.line;
        }
    }

    void table(const std::vector<std::string>& columns, std::span<const model::NoticeLine> rows) {
        const std::vector<float> widths = widths_of(columns, rows);
        row(columns, widths);
        for (const model::NoticeLine& line : rows) {
            if (m_y + height_of(cells_of(line.cells, widths)) > kBottom) {
                next_sheet();
                row(columns, widths);
            }
            row(line.cells, widths);
        }
    }

private:
    [[nodiscard]] Lines lines_of(std::string_view text, const Type& type, float room) const {
        Lines lines;
        const auto advance = [this, &type](char32_t character) { return m_paper.advance(character, type.em); };
        for (const kit::Line& line : kit::break_lines(text, room, advance)) {
            lines.emplace_back(text.substr(line.begin, line.end - line.begin));
        }
        return lines;
    }

    [[nodiscard]] std::vector<float> widths_of(const std::vector<std::string>& columns,
                                               std::span<const model::NoticeLine> rows) const {
        std::vector<float> needed(columns.size(), 0);
        const auto widen = [&](const std::vector<std::string>& cells) {
            for (std::size_t i = 0; i < std::min(cells.size(), needed.size()); ++i) {
                needed[i] = std::max(needed[i], m_paper.width_of(cells[i], kCell.em) + 2 * kPadding + 1);
            }
        };
        widen(columns);
        for (const model::NoticeLine& row : rows) {
            widen(row.cells);
        }
        return kit::fitted_columns(std::move(needed), kRoom);
    }

    [[nodiscard]] std::vector<Lines> cells_of(const std::vector<std::string>& cells,
                                              const std::vector<float>& widths) const {
        std::vector<Lines> broken;
        for (std::size_t i = 0; i < std::min(cells.size(), widths.size()); ++i) {
            broken.push_back(lines_of(cells[i], kCell, widths[i] - 2 * kPadding));
        }
        return broken;
    }

    [[nodiscard]] static float height_of(const std::vector<Lines>& cells) {
        std::size_t most = 1;
        for (const Lines& lines : cells) {
            most = std::max(most, lines.size());
        }
        return static_cast<float>(most) * kCell.line + 2 * kPadding;
    }

    void row(const std::vector<std::string>& texts, const std::vector<float>& widths) {
        const std::vector<Lines> cells = cells_of(texts, widths);
        const float height = height_of(cells);
        const float right = kMargin + kRoom;
        rule({kMargin, m_y}, {right, m_y});
        float x = kMargin;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            rule({x, m_y}, {x, m_y + height});
            float y = m_y + kPadding;
            for (const std::string& line : i < cells.size() ? cells[i] : Lines{}) {
                put({x + kPadding, y}, line, kCell);
                y += kCell.line;
            }
            x += widths[i];
        }
        rule({right, m_y}, {right, m_y + height});
        m_y += height;
        rule({kMargin, m_y}, {right, m_y});
    }

    void rule(paper::Place from, paper::Place to) { m_sheets.back().rules.push_back({from, to}); }

    // `top` is where the line begins, its letters stand in its middle.
    void put(paper::Place top, std::string text, const Type& type) {
        const float baseline = top.y + (type.line - type.em) / 2 + kBaseline * type.em;
        m_sheets.back().texts.push_back({{top.x, baseline}, std::move(text), type.em});
    }

    void make_room(float height) {
        if (m_y + height > kBottom) {
            next_sheet();
        }
    }

    void next_sheet() {
        m_sheets.emplace_back();
        m_y = kMargin;
    }

    const PdfPaper& m_paper;
    std::vector<Sheet> m_sheets;
    float m_y = kMargin;
};

void draw(const Sheet& sheet, PdfPaper& paper) {
    for (const Rule& rule : sheet.rules) {
        paper.line(rule.from, rule.to, kHairline);
    }
    for (const Ink& ink : sheet.texts) {
        paper.text(ink.baseline, ink.text, ink.em);
    }
}

// At the foot of the sheet, in the middle.
void number(std::size_t sheet, std::size_t sheets, Words& words, PdfPaper& paper) {
    const std::string text{words
                               .tr("notice.page", {{"page", static_cast<std::int64_t>(sheet)},
                                                   {"pages", static_cast<std::int64_t>(sheets)}})
                               .view()};
    const float left = (kA4.x - paper.width_of(text, kNumber.em)) / 2;
    paper.text({left, kA4.y - kMargin + kBaseline * kNumber.em}, text, kNumber.em);
}

std::string created(const NoticePreviewState& notice, Words& words) {
    const auto day = notice.from.value_or(notice.now.date);
    return fmt::format("{}T00:00:00+08:00", words.full_date(day).view());
}

}  // namespace

Result<Bytes> notice_paper(const NoticePreviewState& notice, Words& words, std::shared_ptr<const kit::FontSet> fonts) {
    PdfPaper paper = TRY(PdfPaper::open({.title = notice.title, .created = created(notice, words)}, std::move(fonts)));
    Layout layout{paper};
    layout.title(notice.title);
    layout.space(kGap);
    layout.paragraph(notice.body);
    layout.space(kGap);
    layout.table(notice.columns, notice.lines);
    layout.space(kGap);
    if (notice.lines.empty()) {
        layout.paragraph(words.tr("notice.nobody").view());
    }
    layout.paragraph(model::period_of(notice, words).view());
    layout.paragraph(notice.footer);
    const std::vector<Sheet>& sheets = layout.sheets();
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        if (i > 0) {
            paper.next_page();
        }
        draw(sheets[i], paper);
        number(i + 1, sheets.size(), words, paper);
    }
    return paper.finish();
}

}  // namespace daohu
