// SPDX-License-Identifier: Apache-2.0
#pragma once

// The font files: found, mapped into memory, never copied. Opened by the platform, outlives the kit; UI thread.
//
// A hanzi of a 24 dp text is 24 dp wide: font files state their line height, so every face carries the ratio between
// the two (1.448 for Noto Sans CJK).

#include "core/base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::kit {

// One face of a mapped file.
class FontFace {
public:
    // font_missing when there is no such file, font_unusable when it is no font or lacks Chinese and Latin letters.
    // Of a collection, the simplified Chinese face is taken.
    [[nodiscard]] static Result<FontFace> open(const std::filesystem::path& file);

    ~FontFace();
    FontFace(FontFace&&) noexcept;
    FontFace& operator=(FontFace&&) noexcept;

    [[nodiscard]] std::span<const std::byte> data() const;
    [[nodiscard]] int face_number() const;
    [[nodiscard]] const std::string& family() const;
    // (ascent + descent) / em
    [[nodiscard]] float line_to_em() const;
    [[nodiscard]] bool covers(char32_t character) const;

private:
    struct Mapped;
    explicit FontFace(std::unique_ptr<Mapped> mapped);
    std::unique_ptr<Mapped> m_mapped;
};

class FontSet {
public:
    // `wanted`, or else the first Chinese font of the places where the systems keep them; then whatever else is there
    // for characters which that one lacks. font_missing says where it looked.
    [[nodiscard]] static Result<FontSet> open(const std::optional<std::filesystem::path>& wanted);

    // The first is the main one.
    [[nodiscard]] std::span<const FontFace> faces() const { return m_faces; }
    [[nodiscard]] bool covers(char32_t character) const;
    // The characters of `text` that no face has, each once, in order.
    [[nodiscard]] std::u32string missing_in(std::string_view text) const;

private:
    std::vector<FontFace> m_faces;
};

}  // namespace daohu::kit
