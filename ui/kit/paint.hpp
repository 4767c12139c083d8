// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws shapes and text, in dp. Owned by the kit; UI thread, between begin_frame and end_frame.
//
// Edges fall on whole pixels. Text that does not fit its place is reported to the registry, where tests find it.

#include "ui/kit/line_breaker.hpp"
#include "ui/kit/rect.hpp"
#include "ui/kit/theme.hpp"
#include "ui/text/text.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

struct ImDrawList;
struct ImFont;

namespace daohu::kit {

class ItemRegistry;

enum class Align : std::uint8_t { start, center, end };

struct TextLook {
    TypeSize size;
    Colour colour;
    Align across = Align::start;
    Align down = Align::center;
    int max_lines = 0;  // 0: as many as it takes; otherwise the last line ends in an ellipsis
};

// Direction in which an arrow or chevron points.
enum class Towards : std::uint8_t { left, right, up, down };

class Painter {
public:
    explicit Painter(ItemRegistry& registry);
    ~Painter();

    // Called by the kit.
    void begin_frame(float pixels_per_dp, ImFont* font, float line_to_em);
    void draw_on(ImDrawList* list) { m_list = list; }
    [[nodiscard]] ImDrawList* list() const { return m_list; }

    void fill(Rect rect, Colour colour, float radius = 0);
    // A frame of `width` inside the rectangle's edge.
    void outline(Rect rect, Colour colour, float width, float radius = 0);
    void disc(Point center, float radius, Colour colour);
    void ring(Point center, float radius, Colour colour, float width);
    void tick(Rect rect, Colour colour, float width);
    void cross(Rect rect, Colour colour, float width);
    void chevron(Rect rect, Towards towards, Colour colour, float width);
    // Rubs out the last character: the mark on a keypad.
    void backspace(Rect rect, Colour colour, float width);
    // A minus sign, or with its upright a plus sign.
    void minus(Rect rect, Colour colour, float width);
    void plus(Rect rect, Colour colour, float width);
    // A camera: the mark of a place for a photo.
    void camera(Rect rect, Colour colour, float width);
    // A line through points, open at both ends.
    void line(std::span<const Point> points, Colour colour, float width);
    // A part of a ring, clockwise from the top; 0 and 1 are the top.
    void arc(Point center, float radius, float from, float to, Colour colour, float width);

    // The size of a text broken at `width`; its height is a whole number of lines.
    [[nodiscard]] Size measure(Text text, TypeSize size, float width, int max_lines = 0);
    // Unbroken.
    [[nodiscard]] float width_of(Text text, TypeSize size);
    void text(Rect place, Text text, const TextLook& look);

    [[nodiscard]] float pixels_per_dp() const { return m_scale; }
    // The size to ask Dear ImGui for, so that a hanzi is size.em dp wide; pixels.
    [[nodiscard]] float font_pixels(TypeSize size) const;
    [[nodiscard]] ImFont* font() const { return m_font; }
    // Dear ImGui's colour.
    [[nodiscard]] static std::uint32_t packed(Colour colour);

private:
    struct Laid {
        std::string text;
        std::vector<Line> lines;  // pixels
        float widest = 0;         // pixels
    };
    struct LaidKey {
        std::uint64_t text_hash;
        int font_pixels;
        int width;
        friend bool operator==(const LaidKey&, const LaidKey&) = default;
    };
    struct LaidKeyHash {
        std::size_t operator()(const LaidKey& key) const;
    };
    using LaidCache = std::unordered_map<LaidKey, Laid, LaidKeyHash>;

    [[nodiscard]] const Laid& lay_out(std::string_view text, TypeSize size, float width_pixels);
    void draw_line(Point top_left_pixels, std::string_view text, float font_pixels, Colour colour);
    [[nodiscard]] float snapped(float dp) const;

    ItemRegistry* m_registry;
    ImDrawList* m_list = nullptr;
    ImFont* m_font = nullptr;
    float m_scale = 1;
    float m_line_to_em = 1;

    // What was laid out lately, in two generations: when the young one is full, the old one goes.
    LaidCache m_young;
    LaidCache m_old;
    std::string m_shortened;
    std::vector<Point> m_points;  // of the line being drawn, pixels
};

}  // namespace daohu::kit
