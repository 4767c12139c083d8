// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/paint.hpp"

#include "core/base/utf8.hpp"
#include "ui/kit/item_registry.hpp"
#include "ui/kit/read_along.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <utility>

namespace daohu::kit {

namespace {

constexpr std::size_t kLaidTexts = 2048;
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// Middle of a hanzi above the baseline, in em; capitals and digits have nearly the same.
constexpr float kMiddleAboveBaseline = 0.38F;
constexpr float kUnbounded = 1e9F;

[[nodiscard]] ImVec2 vec(Point p) { return {p.x, p.y}; }

}  // namespace

Painter::Painter(ItemRegistry& registry) : m_registry{&registry} {}
Painter::~Painter() = default;

std::size_t Painter::LaidKeyHash::operator()(const LaidKey& key) const {
    return static_cast<std::size_t>(key.text_hash ^ (static_cast<std::uint64_t>(key.width) << 20U) ^
                                    (static_cast<std::uint64_t>(key.font_pixels) << 44U));
}

void Painter::begin_frame(float pixels_per_dp, ImFont* font, float line_to_em) {
    if (m_font != font || m_scale != pixels_per_dp) {
        m_young.clear();
        m_old.clear();
    }
    m_scale = pixels_per_dp;
    m_font = font;
    m_line_to_em = line_to_em;
}

std::uint32_t Painter::packed(Colour colour) { return IM_COL32(colour.r, colour.g, colour.b, colour.a); }

float Painter::snapped(float dp) const { return std::round(dp * m_scale); }

float Painter::font_pixels(TypeSize size) const { return std::round(size.em * m_scale * m_line_to_em); }

void Painter::fill(Rect rect, Colour colour, float radius) {
    m_list->AddRectFilled({snapped(rect.x), snapped(rect.y)}, {snapped(rect.right()), snapped(rect.bottom())},
                          packed(colour), radius * m_scale);
}

void Painter::outline(Rect rect, Colour colour, float width, float radius) {
    const float pixels = std::max(1.0F, std::round(width * m_scale));
    const float half = pixels / 2;
    m_list->PathRect({snapped(rect.x) + half, snapped(rect.y) + half},
                     {snapped(rect.right()) - half, snapped(rect.bottom()) - half},
                     std::max(0.0F, radius * m_scale - half));
    m_list->PathStroke(packed(colour), ImDrawFlags_Closed, pixels);
}

void Painter::disc(Point center, float radius, Colour colour) {
    m_list->AddCircleFilled({center.x * m_scale, center.y * m_scale}, radius * m_scale, packed(colour));
}

void Painter::ring(Point center, float radius, Colour colour, float width) {
    m_list->AddCircle({center.x * m_scale, center.y * m_scale}, (radius - width / 2) * m_scale, packed(colour), 0,
                      width * m_scale);
}

void Painter::tick(Rect rect, Colour colour, float width) {
    const auto at = [&](float x, float y) {
        return ImVec2{(rect.x + rect.w * x) * m_scale, (rect.y + rect.h * y) * m_scale};
    };
    const std::array points{at(0.12F, 0.55F), at(0.40F, 0.80F), at(0.88F, 0.22F)};
    m_list->AddPolyline(points.data(), static_cast<int>(points.size()), packed(colour), 0, width * m_scale);
}

void Painter::cross(Rect rect, Colour colour, float width) {
    const auto at = [&](float x, float y) {
        return ImVec2{(rect.x + rect.w * x) * m_scale, (rect.y + rect.h * y) * m_scale};
    };
    m_list->AddLine(at(0.2F, 0.2F), at(0.8F, 0.8F), packed(colour), width * m_scale);
    m_list->AddLine(at(0.8F, 0.2F), at(0.2F, 0.8F), packed(colour), width * m_scale);
}

void Painter::chevron(Rect rect, Towards towards, Colour colour, float width) {
    const Point middle = rect.center();
    const float reach = std::min(rect.w, rect.h) / 4 * m_scale;
    const ImVec2 center{middle.x * m_scale, middle.y * m_scale};
    const auto at = [&](float along, float across) {
        switch (towards) {
            case Towards::left: return ImVec2{center.x - along, center.y + across};
            case Towards::right: return ImVec2{center.x + along, center.y + across};
            case Towards::up: return ImVec2{center.x + across, center.y - along};
            case Towards::down: return ImVec2{center.x + across, center.y + along};
        }
        return center;
    };
    const std::array points{at(-reach / 2, -reach), at(reach / 2, 0), at(-reach / 2, reach)};
    m_list->AddPolyline(points.data(), static_cast<int>(points.size()), packed(colour), 0, width * m_scale);
}

void Painter::backspace(Rect rect, Colour colour, float width) {
    const auto at = [&](float x, float y) {
        return ImVec2{(rect.x + rect.w * x) * m_scale, (rect.y + rect.h * y) * m_scale};
    };
    const std::array points{at(0.02F, 0.5F), at(0.32F, 0.18F), at(0.98F, 0.18F), at(0.98F, 0.82F), at(0.32F, 0.82F)};
    m_list->AddPolyline(points.data(), static_cast<int>(points.size()), packed(colour), ImDrawFlags_Closed,
                        width * m_scale);
    cross({rect.x + rect.w * 0.42F, rect.y + rect.h * 0.28F, rect.w * 0.44F, rect.h * 0.44F}, colour, width);
}

void Painter::minus(Rect rect, Colour colour, float width) {
    fill({rect.x, rect.center().y - width / 2, rect.w, width}, colour, width / 2);
}

void Painter::plus(Rect rect, Colour colour, float width) {
    minus(rect, colour, width);
    fill({rect.center().x - width / 2, rect.y, width, rect.h}, colour, width / 2);
}

void Painter::camera(Rect rect, Colour colour, float width) {
    const Rect body{rect.x, rect.y + rect.h * 0.24F, rect.w, rect.h * 0.62F};
    outline(body, colour, width, rect.w * 0.1F);
    fill({rect.x + rect.w * 0.34F, rect.y + rect.h * 0.12F, rect.w * 0.32F, rect.h * 0.14F}, colour);
    ring(body.center(), body.h * 0.3F, colour, width);
}

void Painter::line(std::span<const Point> points, Colour colour, float width) {
    m_points.clear();
    for (const Point point : points) {
        m_points.push_back({point.x * m_scale, point.y * m_scale});
    }
    if (m_points.size() == 1) {
        m_list->AddCircleFilled(vec(m_points.front()), width * m_scale / 2, packed(colour));
        return;
    }
    m_list->PathClear();
    for (const Point point : m_points) {
        m_list->PathLineTo(vec(point));
    }
    m_list->PathStroke(packed(colour), ImDrawFlags_None, width * m_scale);
}

void Painter::arc(Point center, float radius, float from, float to, Colour colour, float width) {
    const auto angle = [](float turn) { return (turn - 0.25F) * 2 * std::numbers::pi_v<float>; };
    m_list->PathClear();
    m_list->PathArcTo({center.x * m_scale, center.y * m_scale}, (radius - width / 2) * m_scale, angle(from), angle(to));
    m_list->PathStroke(packed(colour), ImDrawFlags_None, width * m_scale);
}

const Painter::Laid& Painter::lay_out(std::string_view text, TypeSize size, float width_pixels) {
    const float pixels = font_pixels(size);
    const LaidKey key{std::hash<std::string_view>{}(text), static_cast<int>(pixels),
                      static_cast<int>(std::min(width_pixels, 1e6F))};
    if (const auto young = m_young.find(key); young != m_young.end() && young->second.text == text) {
        return young->second;
    }
    if (m_young.size() >= kLaidTexts) {
        m_old = std::exchange(m_young, {});
    }
    if (const auto old = m_old.find(key); old != m_old.end() && old->second.text == text) {
        return m_young.insert_or_assign(key, std::move(old->second)).first->second;
    }
    ImFontBaked* const baked = m_font->GetFontBaked(pixels);
    Laid laid;
    laid.text = text;
    laid.lines =
        break_lines(text, width_pixels, [baked](char32_t c) { return baked->GetCharAdvance(static_cast<ImWchar>(c)); });
    for (const Line& line : laid.lines) {
        laid.widest = std::max(laid.widest, line.width);
    }
    return m_young.insert_or_assign(key, std::move(laid)).first->second;
}

Size Painter::measure(Text text, TypeSize size, float width, int max_lines) {
    if (text.empty()) {
        return {};
    }
    const Laid& laid = lay_out(text.view(), size, std::floor(width * m_scale));
    const auto count = static_cast<int>(laid.lines.size());
    const int shown = max_lines > 0 ? std::min(count, max_lines) : count;
    return {laid.widest / m_scale, static_cast<float>(shown) * size.line};
}

float Painter::width_of(Text text, TypeSize size) {
    return text.empty() ? 0 : lay_out(text.view(), size, kUnbounded).widest / m_scale;
}

void Painter::draw_line(Point top_left_pixels, std::string_view text, float font_pixels, Colour colour) {
    m_list->AddText(m_font, font_pixels, vec(top_left_pixels), packed(colour), text.data(), text.data() + text.size());
}

void Painter::text(Rect place, Text text, const TextLook& look) {
    if (text.empty()) {
        return;
    }
    ReadAlong::note(text.view());
    const float width_pixels = std::floor(place.w * m_scale);
    const Laid& laid = lay_out(text.view(), look.size, width_pixels);
    const auto count = static_cast<int>(laid.lines.size());
    const int shown = look.max_lines > 0 ? std::min(count, look.max_lines) : count;
    const float height = static_cast<float>(shown) * look.size.line;
    constexpr float kTolerance = 1.5F;
    if (height > place.h + kTolerance || laid.widest > width_pixels + kTolerance) {
        m_registry->add_misfit(text.view(), place, {laid.widest / m_scale, height});
    }
    const float pixels = font_pixels(look.size);
    ImFontBaked* const baked = m_font->GetFontBaked(pixels);
    const float slack = place.h - height;
    float top = place.y + (look.down == Align::start ? 0 : look.down == Align::center ? slack / 2 : slack);
    for (int i = 0; i < shown; ++i, top += look.size.line) {
        const Line& line = laid.lines[static_cast<std::size_t>(i)];
        std::string_view ink = std::string_view{laid.text}.substr(line.begin, line.end - line.begin);
        float ink_width = line.width;
        if (i + 1 == shown && shown < count) {
            const float room = width_pixels - baked->GetCharAdvance(static_cast<ImWchar>(0x2026));
            while (!ink.empty() && ink_width > room) {
                const std::size_t last = ink.size() - 1 -
                                         static_cast<std::size_t>(std::distance(
                                             ink.rbegin(), std::find_if(ink.rbegin(), ink.rend(), [](char c) {
                                                 return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                                             })));
                ink_width -= baked->GetCharAdvance(static_cast<ImWchar>(scalar_at(ink, last).scalar));
                ink = ink.substr(0, last);
            }
            m_shortened.assign(ink).append(kEllipsis);
            ink = m_shortened;
            ink_width = width_pixels - room + ink_width;
        }
        const float left = look.across == Align::start    ? place.x * m_scale
                           : look.across == Align::center ? place.x * m_scale + (width_pixels - ink_width) / 2
                                                          : place.right() * m_scale - ink_width;
        const float baseline = (top + look.size.line / 2 + kMiddleAboveBaseline * look.size.em) * m_scale;
        draw_line({std::round(left), std::round(baseline - baked->Ascent)}, ink, pixels, look.colour);
    }
}

}  // namespace daohu::kit
