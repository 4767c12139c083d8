// SPDX-License-Identifier: Apache-2.0
#pragma once

// What screens are made with: the theme, the words, the painter, taps, scrolling, sheets. UI thread only.
//
// The platform owns one kit, feeds it input and calls begin_frame and end_frame; in between, screens draw. Widgets are
// free functions in ui/kit/widgets, built on press() and paint(); a new one needs no change here. The kit holds the
// Dear ImGui context, so there is at most one at a time.

#include "core/base/result.hpp"
#include "core/ports/text_entry.hpp"
#include "ui/kit/fonts.hpp"
#include "ui/kit/frame_scheduler.hpp"
#include "ui/kit/item_registry.hpp"
#include "ui/kit/paint.hpp"
#include "ui/kit/theme.hpp"
#include "ui/kit/touch_router.hpp"
#include "ui/text/words.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

struct ImGuiContext;
struct ImDrawData;

namespace daohu::kit {

class TextSheet;

enum class TextScale : std::uint8_t { standard, large, extra_large };  // 1.0, 1.25, 1.5
[[nodiscard]] float factor(TextScale scale);

// What lies outside the safe area, dp.
struct Insets {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
};

struct FrameSetup {
    Size pixels;
    float pixels_per_dp = 1;
    Insets insets;
    double seconds = 0;  // monotonic
};

// How a finger or the keyboard stands to an item.
struct Press {
    bool tapped = false;
    bool held = false;     // a finger is on it and may still tap
    bool focused = false;  // by the keyboard
};

// What a screen remembers between frames without being part of its state: which field the keypad writes to, a date half
// typed, an open sheet.
struct UiMemory {
    std::string text;
    std::int64_t number = 0;
    std::vector<float> heights;  // of the rows of a long list, dp; 0 where not laid out yet
    std::vector<Point> points;   // of a stroke being drawn
};

// What a finger did on a surface that takes its way itself.
enum class StepKind : std::uint8_t { down, move, up };
struct PointerStep {
    StepKind kind;
    Point at;  // dp
};

class Kit final : private PointerSink {
public:
    struct Setup {
        const Catalogue* catalogue = nullptr;  // outlives the kit, as the fonts do
        const FontSet* fonts = nullptr;
        ThemeName theme = ThemeName::day;
        TextScale text_scale = TextScale::standard;
        TextEntry* text_entry = nullptr;  // null: the kit's own sheet with an input line
    };

    // font_unusable when Dear ImGui cannot read a face.
    [[nodiscard]] static Result<std::unique_ptr<Kit>> open(const Setup& setup);
    ~Kit() override;
    Kit(const Kit&) = delete;
    Kit& operator=(const Kit&) = delete;

    // --- for the platform ---------------------------------------------------------------------------------------

    void begin_frame(const FrameSetup& setup);
    // Afterwards draw_data() holds the picture.
    void end_frame();
    [[nodiscard]] ImDrawData* draw_data() const;
    [[nodiscard]] ImGuiContext* context() const { return m_context; }

    // Fingers and mice alike. Positions in pixels.
    void pointer_pressed(Point pixels, double seconds);
    void pointer_moved(Point pixels, double seconds);
    void pointer_released(Point pixels, double seconds);
    void pointer_cancelled();
    void wheel_turned(Point pixels, float lines);
    // Brings the middle of the item to the middle of the screen, as far as its region can scroll.
    void scroll_to(const Item& item);
    // Long lists lay out all of their rows in the next frame, so that a script finds one that is far away.
    void lay_out_everything() { m_lays_out_everything = true; }

    // Whether the frame just drawn wants another one at once: something is rolling.
    [[nodiscard]] bool needs_frame() const;

    void set_theme(ThemeName name);
    void set_text_scale(TextScale scale);
    void set_catalogue(const Catalogue& catalogue) { m_words.use(catalogue); }

    [[nodiscard]] const ItemRegistry& items() const { return m_items; }
    [[nodiscard]] float pixels_per_dp() const { return m_setup.pixels_per_dp; }

    // --- for screens and widgets --------------------------------------------------------------------------------

    [[nodiscard]] const Theme& theme() const { return *m_theme; }
    [[nodiscard]] const Palette& colour() const { return m_theme->colour; }
    // The theme's type sizes at the person's text size.
    [[nodiscard]] const TypeScale& type() const { return m_type; }
    // A size that grows with the text: marks beside words, room for a line.
    [[nodiscard]] float with_text(float dp) const { return dp * m_text_factor; }

    [[nodiscard]] Words& words() { return m_words; }
    [[nodiscard]] Translated tr(TextKey key, std::initializer_list<TextArg> args = {}) { return m_words.tr(key, args); }

    // The part of the screen to lay out in, dp. Backgrounds may reach beyond it, to `whole_screen`.
    [[nodiscard]] Rect screen() const;
    [[nodiscard]] Rect whole_screen() const;
    [[nodiscard]] bool is_landscape() const { return screen().w > screen().h; }
    // What to leave free at the left and right of a part of the screen that is `width` wide.
    [[nodiscard]] float margin(float width) const;
    // So low that every bar counts.
    [[nodiscard]] bool is_shallow() const;
    // Takes a strip off the top of what screens lay out in, for the rest of this frame.
    Rect take_top(float height);
    // Room for a second pane beside the work.
    [[nodiscard]] bool has_two_panes() const;

    [[nodiscard]] Painter& paint() { return m_painter; }

    // Makes `rect` something to tap. `label` is what it says, for scripts and for reading aloud.
    Press press(const ItemId& id, Rect rect, Text label, ItemKind kind, ItemState state = ItemState::enabled);
    // Makes `rect` something to draw on: fingers that come down in it neither tap nor scroll. What they did since the
    // last frame, in order; valid until the next call.
    [[nodiscard]] std::span<const PointerStep> drag(const ItemId& id, Rect rect, Text label);
    // The part of `rect` that is not scrolled out of sight.
    [[nodiscard]] Rect visible_part(Rect rect) const;

    // The text that was committed for a field of this name since the last frame.
    [[nodiscard]] std::optional<std::string> take_text(const ItemId& id);
    [[nodiscard]] TextEntry& text_entry() { return *m_text_entry; }

    [[nodiscard]] UiMemory& memory(const ItemId& id) { return m_memory[id.hash()]; }
    [[nodiscard]] bool is_laying_out_everything() const { return m_lays_out_everything; }

    [[nodiscard]] double seconds() const { return m_setup.seconds; }
    // When a finger or a key last did something.
    [[nodiscard]] double last_input() const { return m_last_input; }
    // Draw again at this time even if nothing happens.
    void redraw_at(double seconds);
    [[nodiscard]] std::optional<double> take_redraw_time() { return std::exchange(m_redraw_at, std::nullopt); }

private:
    friend class ScrollArea;
    friend class Sheet;
    friend class Overlay;
    friend class TextSheet;

    explicit Kit(const Setup& setup);
    [[nodiscard]] Result<void> load_fonts(const FontSet& fonts);
    [[nodiscard]] Point to_dp(Point pixels) const;

    void tap(Point at) override;
    void press(Point at) override;
    void move(Point at) override;
    void release(Point at) override;
    void push_pointer(Point at);
    void push_down(Point at);
    void push_up(Point at);

    ImGuiContext* m_context = nullptr;
    const Theme* m_theme;
    float m_text_factor = 1;
    TypeScale m_type;
    Words m_words;
    float m_line_to_em = 1;

    FrameSetup m_setup;
    double m_last_seconds = 0;
    double m_last_input = 0;
    ItemRegistry m_items;
    int m_shown_top_layer = 0;  // of the last frame: what a finger can reach
    Painter m_painter;
    TouchRouter m_router;

    std::unique_ptr<TextSheet> m_text_sheet;  // when the platform has no text entry of its own
    TextEntry* m_text_entry = nullptr;
    std::optional<TextOutcome> m_text_outcome;

    std::optional<Rect> m_clip;  // of the scroll region being drawn
    std::uint32_t m_region = 0;
    std::unordered_map<std::uint32_t, UiMemory> m_memory;
    std::optional<double> m_redraw_at;
    bool m_lays_out_everything = false;

    std::vector<PointerStep> m_coming_steps;  // since the last frame began
    std::vector<PointerStep> m_steps;         // for the frame being drawn
    std::vector<PointerStep> m_own_steps;     // of the surface that asked last
    std::uint32_t m_drag_owner = 0;
};

}  // namespace daohu::kit
