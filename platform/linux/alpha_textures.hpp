// SPDX-License-Identifier: Apache-2.0
#pragma once

// Puts the kit's one-byte glyph texture on the GPU: a quarter of the memory that four bytes a pixel would take. Called
// on the window's thread with its GL context current, before Dear ImGui's backend draws, which knows four bytes only.

struct ImDrawData;

namespace daohu::linux_platform {

void upload_alpha_textures(const ImDrawData& data);

}  // namespace daohu::linux_platform
