// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/raster/rasteriser.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>

namespace daohu::kit {

namespace {

struct ClipBox {
    int left, top, right, bottom;
};

struct Vertex {
    float x, y, u, v;
    std::uint32_t colour;
};

[[nodiscard]] std::uint32_t channel(std::uint32_t colour, unsigned shift) { return (colour >> shift) & 0xFFU; }

// x / 255, rounded, for x up to 255 * 255.
[[nodiscard]] std::uint32_t divided_by_255(std::uint32_t x) { return (x + 128 + ((x + 128) >> 8U)) >> 8U; }

[[nodiscard]] std::uint32_t blended(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
    std::uint32_t result = 0xFF000000U;
    for (const unsigned shift : {0U, 8U, 16U}) {
        result |= divided_by_255(channel(over, shift) * alpha + channel(under, shift) * (255 - alpha)) << shift;
    }
    return result;
}

// First pixel whose centre is at or beyond `edge`.
[[nodiscard]] int first_pixel(float edge) { return static_cast<int>(std::ceil(edge - 0.5F)); }

class Target {
public:
    explicit Target(Picture& picture) : m_picture{picture} {}

    [[nodiscard]] std::uint32_t* row(int y) {
        return m_picture.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(m_picture.width);
    }

    void fill_span(int y, int from, int to, std::uint32_t colour, std::uint32_t alpha) {
        std::uint32_t* const pixels = row(y);
        if (alpha == 255) {
            std::fill(pixels + from, pixels + to, colour | 0xFF000000U);
        } else if (alpha != 0) {
            std::transform(pixels + from, pixels + to, pixels + from,
                           [=](std::uint32_t under) { return blended(under, colour, alpha); });
        }
    }

private:
    Picture& m_picture;
};

// Reads the alpha of a texture, and the colours of one that has them.
class Texture {
public:
    explicit Texture(const ImTextureData* data) : m_data{data} {}

    [[nodiscard]] bool has_colours() const { return m_data->Format == ImTextureFormat_RGBA32 && m_data->UseColors; }
    [[nodiscard]] float width() const { return static_cast<float>(m_data->Width); }
    [[nodiscard]] float height() const { return static_cast<float>(m_data->Height); }

    [[nodiscard]] std::uint32_t texel(int x, int y) const {
        x = std::clamp(x, 0, m_data->Width - 1);
        y = std::clamp(y, 0, m_data->Height - 1);
        const auto index =
            (static_cast<std::size_t>(y) * static_cast<std::size_t>(m_data->Width) + static_cast<std::size_t>(x)) *
            static_cast<std::size_t>(m_data->BytesPerPixel);
        return m_data->Pixels[index + static_cast<std::size_t>(m_data->BytesPerPixel) - 1];  // alpha comes last
    }

    // Opaque; between four dots, as a GPU reads it.
    [[nodiscard]] std::uint32_t colour(float u, float v) const {
        const float x = std::max(u * width() - 0.5F, 0.0F);
        const float y = std::max(v * height() - 0.5F, 0.0F);
        const auto left = static_cast<int>(x);
        const auto top = static_cast<int>(y);
        const auto right_part = static_cast<std::uint32_t>((x - static_cast<float>(left)) * 256);
        const auto bottom_part = static_cast<std::uint32_t>((y - static_cast<float>(top)) * 256);
        const std::array corners{dot(left, top), dot(left + 1, top), dot(left, top + 1), dot(left + 1, top + 1)};
        std::uint32_t mixed = 0xFF000000U;
        for (const unsigned shift : {0U, 8U, 16U}) {
            const auto across = [&](std::size_t from) {
                return channel(corners[from], shift) * (256 - right_part) +
                       channel(corners[from + 1], shift) * right_part;
            };
            mixed |= ((across(0) * (256 - bottom_part) + across(2) * bottom_part) >> 16U) << shift;
        }
        return mixed;
    }

    // 0 to 255
    [[nodiscard]] float bilinear(float u, float v) const {
        const float x = u * width() - 0.5F;
        const float y = v * height() - 0.5F;
        const auto left = static_cast<int>(std::floor(x));
        const auto top = static_cast<int>(std::floor(y));
        const float right_part = x - static_cast<float>(left);
        const float bottom_part = y - static_cast<float>(top);
        const auto at = [this](int tx, int ty) { return static_cast<float>(texel(tx, ty)); };
        const float upper = at(left, top) * (1 - right_part) + at(left + 1, top) * right_part;
        const float lower = at(left, top + 1) * (1 - right_part) + at(left + 1, top + 1) * right_part;
        return upper * (1 - bottom_part) + lower * bottom_part;
    }

private:
    [[nodiscard]] std::uint32_t dot(int x, int y) const {
        std::uint32_t value = 0;
        const auto index =
            static_cast<std::size_t>(std::min(y, m_data->Height - 1)) * static_cast<std::size_t>(m_data->Width) +
            static_cast<std::size_t>(std::min(x, m_data->Width - 1));
        std::memcpy(&value, m_data->Pixels + index * sizeof(value), sizeof(value));
        return value;
    }

    const ImTextureData* m_data;
};

using Triangle = std::array<Vertex, 3>;

[[nodiscard]] bool is_one_colour(const Triangle& t) { return t[0].colour == t[1].colour && t[0].colour == t[2].colour; }
[[nodiscard]] bool is_one_texel(const Triangle& t) {
    return t[0].u == t[1].u && t[0].u == t[2].u && t[0].v == t[1].v && t[0].v == t[2].v;
}

// Where the line between two vertices crosses the height `y`. Computed from the upper to the lower end, whichever way
// the triangle goes round, so that neighbours agree to the last bit.
[[nodiscard]] float crossing(const Vertex& a, const Vertex& b, float y) {
    const bool a_first = a.y < b.y || (a.y == b.y && a.x < b.x);
    const Vertex& from = a_first ? a : b;
    const Vertex& to = a_first ? b : a;
    return from.x + (to.x - from.x) * ((y - from.y) / (to.y - from.y));
}

class TriangleFiller {
public:
    TriangleFiller(Target& target, const Texture& texture, const ClipBox& clip)
        : m_target{target}, m_texture{texture}, m_clip{clip} {}

    void fill(const Triangle& t) {
        const auto [low, high] = std::minmax({t[0].y, t[1].y, t[2].y});
        const int top = std::max(first_pixel(low), m_clip.top);
        const int bottom = std::min(first_pixel(high), m_clip.bottom);
        const bool is_flat = is_one_colour(t) && is_one_texel(t);
        const std::uint32_t flat_alpha = is_flat ? alpha_of_flat(t[0]) : 0;
        for (int y = top; y < bottom; ++y) {
            const float centre = static_cast<float>(y) + 0.5F;
            std::array<float, 2> ends{};
            std::size_t count = 0;
            for (std::size_t i = 0; i < 3 && count < 2; ++i) {
                const Vertex& a = t[i];
                const Vertex& b = t[(i + 1) % 3];
                if ((a.y <= centre) != (b.y <= centre)) {
                    ends[count++] = crossing(a, b, centre);
                }
            }
            if (count < 2) {
                continue;
            }
            const int from = std::max(first_pixel(std::min(ends[0], ends[1])), m_clip.left);
            const int to = std::min(first_pixel(std::max(ends[0], ends[1])), m_clip.right);
            if (from >= to) {
                continue;
            }
            if (is_flat) {
                m_target.fill_span(y, from, to, t[0].colour, flat_alpha);
            } else {
                shade_span(t, y, from, to);
            }
        }
    }

    [[nodiscard]] std::uint32_t alpha_of_flat(const Vertex& vertex) const {
        const auto coverage = static_cast<std::uint32_t>(std::lround(m_texture.bilinear(vertex.u, vertex.v)));
        return divided_by_255(channel(vertex.colour, IM_COL32_A_SHIFT) * coverage);
    }

private:
    void shade_span(const Triangle& t, int y, int from, int to) {
        const float area = (t[1].x - t[0].x) * (t[2].y - t[0].y) - (t[2].x - t[0].x) * (t[1].y - t[0].y);
        if (area == 0) {
            return;
        }
        const bool one_colour = is_one_colour(t);
        const bool one_texel = is_one_texel(t);
        const float texel = one_texel ? m_texture.bilinear(t[0].u, t[0].v) : 0;
        std::uint32_t* const pixels = m_target.row(y);
        const float py = static_cast<float>(y) + 0.5F;
        for (int x = from; x < to; ++x) {
            const float px = static_cast<float>(x) + 0.5F;
            const float w1 = ((px - t[0].x) * (t[2].y - t[0].y) - (t[2].x - t[0].x) * (py - t[0].y)) / area;
            const float w2 = ((t[1].x - t[0].x) * (py - t[0].y) - (px - t[0].x) * (t[1].y - t[0].y)) / area;
            const float w0 = 1 - w1 - w2;
            const auto mixed = [&](unsigned shift) {
                const float value = w0 * static_cast<float>(channel(t[0].colour, shift)) +
                                    w1 * static_cast<float>(channel(t[1].colour, shift)) +
                                    w2 * static_cast<float>(channel(t[2].colour, shift));
                return static_cast<std::uint32_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
            };
            const float coverage = one_texel ? texel
                                             : m_texture.bilinear(w0 * t[0].u + w1 * t[1].u + w2 * t[2].u,
                                                                  w0 * t[0].v + w1 * t[1].v + w2 * t[2].v);
            const std::uint32_t alpha =
                divided_by_255(mixed(IM_COL32_A_SHIFT) * static_cast<std::uint32_t>(coverage + 0.5F));
            if (alpha != 0) {
                const std::uint32_t colour = one_colour ? t[0].colour : mixed(0) | mixed(8) << 8U | mixed(16) << 16U;
                pixels[x] = blended(pixels[x], colour, alpha);
            }
        }
    }

    Target& m_target;
    const Texture& m_texture;
    const ClipBox& m_clip;
};

// Two triangles that make an upright rectangle of one colour: most of a screen, and every glyph.
struct Quad {
    Vertex top_left;
    Vertex bottom_right;
};

[[nodiscard]] bool is_upright_quad(const std::array<Vertex, 4>& v) {
    return v[0].y == v[1].y && v[1].x == v[2].x && v[2].y == v[3].y && v[3].x == v[0].x && v[0].x <= v[1].x &&
           v[0].y <= v[3].y && v[0].colour == v[1].colour && v[0].colour == v[2].colour && v[0].colour == v[3].colour;
}

// A picture, which hides what is under it.
void fill_picture(Target& target, const Texture& texture, const ClipBox& clip, const Quad& quad) {
    const Vertex& a = quad.top_left;
    const Vertex& b = quad.bottom_right;
    const int left = std::max(first_pixel(a.x), clip.left);
    const int right = std::min(first_pixel(b.x), clip.right);
    const int top = std::max(first_pixel(a.y), clip.top);
    const int bottom = std::min(first_pixel(b.y), clip.bottom);
    const float across = (b.u - a.u) / (b.x - a.x);
    const float down = (b.v - a.v) / (b.y - a.y);
    for (int y = top; y < bottom; ++y) {
        std::uint32_t* const pixels = target.row(y);
        const float v = a.v + (static_cast<float>(y) + 0.5F - a.y) * down;
        for (int x = left; x < right; ++x) {
            pixels[x] = texture.colour(a.u + (static_cast<float>(x) + 0.5F - a.x) * across, v);
        }
    }
}

// False when the texture is stretched and the quad has to go the slow way.
[[nodiscard]] bool fill_quad(Target& target, const Texture& texture, const ClipBox& clip, const Quad& quad) {
    if (texture.has_colours()) {
        fill_picture(target, texture, clip, quad);
        return true;
    }
    const Vertex& a = quad.top_left;
    const Vertex& b = quad.bottom_right;
    const int left = std::max(first_pixel(a.x), clip.left);
    const int right = std::min(first_pixel(b.x), clip.right);
    const int top = std::max(first_pixel(a.y), clip.top);
    const int bottom = std::min(first_pixel(b.y), clip.bottom);
    if (a.u == b.u && a.v == b.v) {
        const auto coverage = static_cast<std::uint32_t>(std::lround(texture.bilinear(a.u, a.v)));
        for (int y = top; y < bottom && left < right; ++y) {
            target.fill_span(y, left, right, a.colour, divided_by_255(channel(a.colour, IM_COL32_A_SHIFT) * coverage));
        }
        return true;
    }
    constexpr float kTolerance = 0.01F;
    const float texel_x = a.u * texture.width();
    const float texel_y = a.v * texture.height();
    const bool is_unstretched = std::abs((b.u - a.u) * texture.width() - (b.x - a.x)) < kTolerance &&
                                std::abs((b.v - a.v) * texture.height() - (b.y - a.y)) < kTolerance &&
                                std::abs(a.x - std::round(a.x)) < kTolerance &&
                                std::abs(a.y - std::round(a.y)) < kTolerance;
    if (!is_unstretched) {
        return false;
    }
    const int shift_x = static_cast<int>(std::lround(texel_x)) - static_cast<int>(std::lround(a.x));
    const int shift_y = static_cast<int>(std::lround(texel_y)) - static_cast<int>(std::lround(a.y));
    const std::uint32_t strength = channel(a.colour, IM_COL32_A_SHIFT);
    for (int y = top; y < bottom; ++y) {
        std::uint32_t* const pixels = target.row(y);
        for (int x = left; x < right; ++x) {
            const std::uint32_t alpha = divided_by_255(texture.texel(x + shift_x, y + shift_y) * strength);
            if (alpha != 0) {
                pixels[x] = blended(pixels[x], a.colour, alpha);
            }
        }
    }
    return true;
}

void draw_command(Target& target, const ImDrawList& list, const ImDrawCmd& command, const ClipBox& clip) {
    const ImTextureData* const data = command.TexRef._TexData;
    if (data == nullptr || data->Pixels == nullptr) {
        return;
    }
    const Texture texture{data};
    TriangleFiller filler{target, texture, clip};
    const ImDrawIdx* const indices = list.IdxBuffer.Data + command.IdxOffset;
    const auto vertex = [&](unsigned at) {
        const ImDrawVert& v = list.VtxBuffer.Data[command.VtxOffset + indices[at]];
        return Vertex{v.pos.x, v.pos.y, v.uv.x, v.uv.y, v.col};
    };
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        const bool shares_diagonal =
            i + 5 < command.ElemCount && indices[i] == indices[i + 3] && indices[i + 2] == indices[i + 4];
        if (shares_diagonal) {
            const std::array<Vertex, 4> corners{vertex(i), vertex(i + 1), vertex(i + 2), vertex(i + 5)};
            if (is_upright_quad(corners) && fill_quad(target, texture, clip, {corners[0], corners[2]})) {
                i += 3;
                continue;
            }
        }
        filler.fill({vertex(i), vertex(i + 1), vertex(i + 2)});
    }
}

}  // namespace

void accept_textures() {
    for (ImTextureData* const texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates) {
            texture->SetTexID(static_cast<ImTextureID>(1));
            texture->SetStatus(ImTextureStatus_OK);
        } else if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
    }
}

void rasterise(const ImDrawData& data, Picture& picture) {
    picture.width = static_cast<int>(data.DisplaySize.x);
    picture.height = static_cast<int>(data.DisplaySize.y);
    picture.pixels.assign(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height),
                          0xFF000000U);
    Target target{picture};
    for (const ImDrawList* const list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.UserCallback != nullptr) {
                continue;
            }
            const ClipBox clip{std::max(0, static_cast<int>(command.ClipRect.x)),
                               std::max(0, static_cast<int>(command.ClipRect.y)),
                               std::min(picture.width, static_cast<int>(command.ClipRect.z)),
                               std::min(picture.height, static_cast<int>(command.ClipRect.w))};
            draw_command(target, *list, command, clip);
        }
    }
}

}  // namespace daohu::kit
