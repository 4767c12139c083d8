// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/photo.hpp"
#include "tests/app/photograph.hpp"

#include <cstdio>

#include <jpeglib.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

using namespace daohu;
using daohu::testing::kPhotographPlace;
using daohu::testing::photograph;

namespace {

struct Read {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;

    [[nodiscard]] bool is_dark(int x, int y) const {
        return rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3] <
               128;
    }
};

Read read(const Bytes& jpeg) {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, jpeg.data(), jpeg.size());
    jpeg_read_header(&info, TRUE);
    jpeg_start_decompress(&info);
    Read image{static_cast<int>(info.output_width), static_cast<int>(info.output_height), {}};
    image.rgb.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 3);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = image.rgb.data() + std::size_t{info.output_scanline} * static_cast<std::size_t>(image.width) * 3;
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return image;
}

bool holds(const Bytes& bytes, std::string_view text) {
    return std::ranges::search(bytes, text).begin() != bytes.end();
}

}  // namespace

TEST_CASE("Photo: a large one is made small, and nothing beside the picture is kept", "[app]") {
    const Bytes taken = photograph(4000, 3000, 1);
    REQUIRE(holds(taken, kPhotographPlace));
    const auto kept = prepare_photo(taken);
    REQUIRE(kept);
    const Read image = read(*kept);
    CHECK(image.width == kPhotoEdge);
    CHECK(image.height == 1200);
    CHECK(image.is_dark(10, 10));
    CHECK_FALSE(image.is_dark(1590, 1190));
    CHECK_FALSE(holds(*kept, kPhotographPlace));
    CHECK_FALSE(holds(*kept, "Exif"));
}

TEST_CASE("Photo: one that was taken upright stands upright", "[app]") {
    const auto kept = prepare_photo(photograph(800, 600, 6));
    REQUIRE(kept);
    const Read image = read(*kept);
    CHECK(image.width == 600);
    CHECK(image.height == 800);
    CHECK(image.is_dark(590, 10));
    CHECK_FALSE(image.is_dark(10, 790));
}

TEST_CASE("Photo: what is none, or half of one, is refused in words", "[app]") {
    Bytes half = photograph(800, 600, 1);
    half.resize(half.size() / 2);
    const std::string_view words = "not a picture at all";
    for (const Bytes& file : {Bytes{}, half, Bytes{words.begin(), words.end()}, Bytes{0xFF, 0xD8, 0xFF, 0xD9}}) {
        const auto kept = prepare_photo(file);
        REQUIRE_FALSE(kept);
        CHECK(kept.error().code == ErrorCode::picture_failed);
    }
}

TEST_CASE("Photo: a few dots show what stands in it, and nothing is shown of what is none", "[app]") {
    const auto cells = photo_cells(photograph(1200, 800, 1));
    REQUIRE(cells);
    CHECK(cells->columns == kCellsEdge);
    CHECK(cells->rows == 32);
    REQUIRE(cells->rgb.size() == 48 * 32);
    CHECK((cells->rgb.front() & 0xFFU) < 0x30);
    CHECK((cells->rgb.back() & 0xFFU) > 0xD0);
    CHECK_FALSE(photo_cells(Bytes{1, 2, 3}));
}
