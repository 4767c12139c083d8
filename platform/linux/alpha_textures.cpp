// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/alpha_textures.hpp"

#include <GLES3/gl3.h>
#include <imgui.h>

#include <cstdint>

namespace daohu::linux_platform {

namespace {

[[nodiscard]] GLuint name_of(const ImTextureData& texture) {
    return static_cast<GLuint>(static_cast<std::intptr_t>(texture.TexID));
}

void create(ImTextureData& texture) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    // The byte is the alpha of a white pixel.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_R, GL_ONE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_G, GL_ONE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_B, GL_ONE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_A, GL_RED);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, texture.Width, texture.Height, 0, GL_RED, GL_UNSIGNED_BYTE,
                 texture.GetPixels());
    texture.SetTexID(static_cast<ImTextureID>(name));
}

void update(ImTextureData& texture) {
    glBindTexture(GL_TEXTURE_2D, name_of(texture));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
    for (const ImTextureRect& part : texture.Updates) {
        glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.w, part.h, GL_RED, GL_UNSIGNED_BYTE,
                        texture.GetPixelsAt(part.x, part.y));
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void destroy(ImTextureData& texture) {
    const GLuint name = name_of(texture);
    glDeleteTextures(1, &name);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
}

}  // namespace

void upload_alpha_textures(const ImDrawData& data) {
    if (data.Textures == nullptr) {
        return;
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    for (ImTextureData* const texture : *data.Textures) {
        if (texture->Format != ImTextureFormat_Alpha8) {
            continue;
        }
        switch (texture->Status) {
            case ImTextureStatus_WantCreate:
                create(*texture);
                texture->SetStatus(ImTextureStatus_OK);
                break;
            case ImTextureStatus_WantUpdates:
                update(*texture);
                texture->SetStatus(ImTextureStatus_OK);
                break;
            case ImTextureStatus_WantDestroy:
                if (texture->UnusedFrames > 0) {
                    destroy(*texture);
                }
                break;
            case ImTextureStatus_OK:
            case ImTextureStatus_Destroyed: break;
        }
    }
}

}  // namespace daohu::linux_platform
