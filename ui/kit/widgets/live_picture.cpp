// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/live_picture.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace daohu::kit {

namespace {

// One for each context of Dear ImGui, which calls it before a frame goes to the renderer and when it ends itself. Its
// size never changes, so that a camera of another shape needs no other texture; a picture takes its upper left part.
class LiveTexture {
public:
    // That of the present context; made with the first picture.
    [[nodiscard]] static LiveTexture& present() {
        ImGuiContext& context = *ImGui::GetCurrentContext();
        for (const ImGuiContextHook& hook : context.Hooks) {
            if (hook.Callback == &LiveTexture::before_end) {
                return *static_cast<LiveTexture*>(hook.UserData);
            }
        }
        auto* const made = new LiveTexture;  // NOLINT: the context takes it down
        ImGui::RegisterUserTexture(&made->m_texture);
        ImGuiContextHook hook;
        hook.UserData = made;
        hook.Type = ImGuiContextHookType_EndFramePre;
        hook.Callback = &LiveTexture::before_end;
        ImGui::AddContextHook(&context, &hook);
        hook.Type = ImGuiContextHookType_Shutdown;
        hook.Callback = &LiveTexture::take_down;
        ImGui::AddContextHook(&context, &hook);
        return *made;
    }

    void draw(ImDrawList& list, Rect place, const LivePicture& picture) {
        if (m_texture.Status == ImTextureStatus_WantDestroy) {
            return;  // the renderer gives it back in this frame; the next one uses it again
        }
        if (m_texture.Pixels == nullptr) {
            m_texture.Create(ImTextureFormat_RGBA32, LivePicture::kMaxEdge, LivePicture::kMaxEdge);
            m_texture.UseColors = true;
            m_texture.UnusedFrames = 0;
        }
        if (m_shown != picture.number) {
            fill(picture);
        }
        m_is_drawn = true;
        constexpr auto kEdge = static_cast<float>(LivePicture::kMaxEdge);
        list.AddImage(m_texture.GetTexRef(), {place.x, place.y}, {place.right(), place.bottom()}, {0, 0},
                      {static_cast<float>(picture.width) / kEdge, static_cast<float>(picture.height) / kEdge});
    }

private:
    void fill(const LivePicture& picture) {
        const auto width = static_cast<std::size_t>(picture.width);
        for (int y = 0; y < picture.height; ++y) {
            const auto row = std::as_bytes(picture.dots.subspan(static_cast<std::size_t>(y) * width, width));
            std::ranges::copy(row, static_cast<std::byte*>(m_texture.GetPixelsAt(0, y)));
        }
        m_shown = picture.number;
        if (m_texture.Status != ImTextureStatus_WantCreate) {
            m_texture.Updates.resize(0);
            m_texture.Updates.push_back(
                {0, 0, static_cast<unsigned short>(picture.width), static_cast<unsigned short>(picture.height)});
            m_texture.SetStatus(ImTextureStatus_WantUpdates);
        }
    }

    void forget_unseen() {
        if (std::exchange(m_is_drawn, false) || m_texture.Pixels == nullptr) {
            return;
        }
        std::fill_n(m_texture.Pixels, m_texture.GetSizeInBytes(), static_cast<unsigned char>(0));
        m_texture.DestroyPixels();
        m_shown.reset();
        const bool is_with_renderer = m_texture.Status != ImTextureStatus_WantCreate;
        m_texture.UnusedFrames = 1;
        m_texture.SetStatus(is_with_renderer ? ImTextureStatus_WantDestroy : ImTextureStatus_Destroyed);
    }

    static void before_end(ImGuiContext* /*context*/, ImGuiContextHook* hook) {
        static_cast<LiveTexture*>(hook->UserData)->forget_unseen();
    }
    static void take_down(ImGuiContext* /*context*/, ImGuiContextHook* hook) {
        auto* const self = static_cast<LiveTexture*>(hook->UserData);
        ImGui::UnregisterUserTexture(&self->m_texture);
        delete self;  // NOLINT: made in present()
    }

    ImTextureData m_texture;
    std::optional<std::uint64_t> m_shown;  // the number of what is in it
    bool m_is_drawn = false;               // in this frame
};

[[nodiscard]] bool is_possible(const LivePicture& picture) {
    return picture.width > 0 && picture.height > 0 && picture.width <= LivePicture::kMaxEdge &&
           picture.height <= LivePicture::kMaxEdge &&
           picture.dots.size() == static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
}

}  // namespace

void live_picture(Kit& kit, Rect place, const LivePicture& picture) {
    if (!is_possible(picture)) {
        return;
    }
    const auto width = static_cast<float>(picture.width);
    const auto height = static_cast<float>(picture.height);
    const float stretch = std::min(place.w / width, place.h / height);
    const Rect fitted = place.centered({width * stretch, height * stretch});
    const float scale = kit.pixels_per_dp();
    LiveTexture::present().draw(*kit.paint().list(),
                                {fitted.x * scale, fitted.y * scale, fitted.w * scale, fitted.h * scale}, picture);
}

}  // namespace daohu::kit
