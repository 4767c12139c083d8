// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/fonts.hpp"

#include "core/base/utf8.hpp"

#include <fmt/format.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace daohu::kit {

namespace {

// Debian, Fedora, Arch, Android, in this order; the first that is there is the main font.
constexpr std::array kMainFonts{
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/system/fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
};
// For what the main font lacks.
constexpr std::array kFurtherFonts{
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/system/fonts/NotoSansSymbols-Regular-Subsetted.ttf",
};

constexpr char32_t kHanziProbe = 0x5230;  // "to", the first character of the app's name
constexpr char32_t kLatinProbe = U'A';

}  // namespace

struct FontFace::Mapped {
    void* bytes = nullptr;
    std::size_t size = 0;
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    int face_number = 0;
    std::string family;

    ~Mapped() {
        if (face != nullptr) {
            FT_Done_Face(face);
        }
        if (library != nullptr) {
            FT_Done_FreeType(library);
        }
        if (bytes != nullptr) {
            munmap(bytes, size);
        }
    }

    [[nodiscard]] Result<void> map(const std::filesystem::path& file) {
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) {
            return fail(ErrorCode::font_missing, file.string());
        }
        struct stat status{};
        const bool is_file = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
        void* const start =
            is_file ? mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0)
                    : MAP_FAILED;
        close(descriptor);
        if (start == MAP_FAILED) {
            return fail(ErrorCode::font_unusable, fmt::format("{} cannot be read", file.string()));
        }
        bytes = start;
        size = static_cast<std::size_t>(status.st_size);
        return {};
    }

    // False where the file has no such face.
    [[nodiscard]] bool select(int number) {
        if (face != nullptr) {
            FT_Done_Face(face);
            face = nullptr;
        }
        face_number = number;
        if (FT_New_Memory_Face(library, static_cast<const FT_Byte*>(bytes), static_cast<FT_Long>(size), number,
                               &face) != 0) {
            face = nullptr;
            return false;
        }
        family = face->family_name == nullptr ? "" : face->family_name;
        return true;
    }

    [[nodiscard]] bool has(char32_t character) const { return FT_Get_Char_Index(face, character) != 0; }
};

FontFace::FontFace(std::unique_ptr<Mapped> mapped) : m_mapped{std::move(mapped)} {}
FontFace::~FontFace() = default;
FontFace::FontFace(FontFace&&) noexcept = default;
FontFace& FontFace::operator=(FontFace&&) noexcept = default;

Result<FontFace> FontFace::open(const std::filesystem::path& file) {
    auto mapped = std::make_unique<Mapped>();
    TRY(mapped->map(file));
    const auto unusable = [&file](std::string_view why) {
        return fail(ErrorCode::font_unusable, fmt::format("{} {}", file.string(), why));
    };
    if (FT_Init_FreeType(&mapped->library) != 0 || !mapped->select(0)) {
        return unusable("is not a font");
    }
    const auto count = static_cast<int>(mapped->face->num_faces);
    int chosen = 0;
    for (int number = 0; number < count; ++number) {
        if (mapped->select(number) && mapped->family.ends_with("CJK SC")) {
            chosen = number;
            break;
        }
    }
    if (!mapped->select(chosen) || !FT_IS_SCALABLE(mapped->face) || mapped->face->units_per_EM == 0) {
        return unusable("is not a scalable font");
    }
    return FontFace{std::move(mapped)};
}

std::span<const std::byte> FontFace::data() const {
    return {static_cast<const std::byte*>(m_mapped->bytes), m_mapped->size};
}
int FontFace::face_number() const { return m_mapped->face_number; }
const std::string& FontFace::family() const { return m_mapped->family; }
float FontFace::line_to_em() const {
    return static_cast<float>(m_mapped->face->ascender - m_mapped->face->descender) /
           static_cast<float>(m_mapped->face->units_per_EM);
}
bool FontFace::covers(char32_t character) const { return m_mapped->has(character); }

Result<FontSet> FontSet::open(const std::optional<std::filesystem::path>& wanted) {
    FontSet set;
    if (wanted) {
        set.m_faces.push_back(TRY(FontFace::open(*wanted)));
    }
    std::string looked;
    for (const char* const place : kMainFonts) {
        if (!set.m_faces.empty()) {
            break;
        }
        looked.append(looked.empty() ? "" : ", ").append(place);
        if (auto face = FontFace::open(place)) {
            set.m_faces.push_back(std::move(*face));
        }
    }
    if (set.m_faces.empty()) {
        return fail(ErrorCode::font_missing, looked);
    }
    const FontFace& main = set.m_faces.front();
    if (!main.covers(kHanziProbe) || !main.covers(kLatinProbe)) {
        return fail(ErrorCode::font_unusable, fmt::format("{} lacks Chinese or Latin letters", main.family()));
    }
    for (const char* const place : kFurtherFonts) {
        if (auto face = FontFace::open(place)) {
            set.m_faces.push_back(std::move(*face));
            break;
        }
    }
    return set;
}

bool FontSet::covers(char32_t character) const {
    return std::any_of(m_faces.begin(), m_faces.end(),
                       [character](const FontFace& face) { return face.covers(character); });
}

std::u32string FontSet::missing_in(std::string_view text) const {
    std::u32string missing;
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        at += step.bytes;
        if (step.scalar >= 0x20 && !covers(step.scalar) && missing.find(step.scalar) == std::u32string::npos) {
            missing += step.scalar;
        }
    }
    return missing;
}

}  // namespace daohu::kit
