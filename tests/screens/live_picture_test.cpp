// SPDX-License-Identifier: Apache-2.0
//
// A picture that changes while it is looked at: drawn in its colours, changed with its number, gone with its frame.

#include "tests/screens/screen_bench.hpp"
#include "ui/kit/widgets/live_picture.hpp"

using namespace daohu;
using daohu::testing::Bench;

namespace {

constexpr std::uint32_t kRed = 0xFF2030E0U;  // R, G, B, A in memory
constexpr std::uint32_t kBlue = 0xFFE03020U;

// The left half of one colour, the right half of another.
std::vector<std::uint32_t> halves(int width, int height, std::uint32_t left, std::uint32_t right) {
    std::vector<std::uint32_t> dots;
    for (int i = 0; i < width * height; ++i) {
        dots.push_back(i % width < width / 2 ? left : right);
    }
    return dots;
}

struct Stand {
    Bench bench{.pixels = {400, 400}};
    kit::LivePicture picture;
    bool is_shown = true;

    Stand() {
        bench.screen.show([this](kit::Kit& kit) {
            if (is_shown) {
                kit::live_picture(kit, {0, 0, 400, 400}, picture);
            }
        });
    }
    std::uint32_t dot(int x, int y) {
        bench.screen.step();
        return bench.screen.picture().pixels[static_cast<std::size_t>(y) * 400 + static_cast<std::size_t>(x)];
    }
};

}  // namespace

TEST_CASE("Live picture: fills its place as far as its shape allows, in its own colours", "[ui]") {
    Stand stand;
    const auto dots = halves(320, 160, kRed, kBlue);
    stand.picture = {320, 160, dots, 1};
    CHECK(stand.dot(20, 200) == kRed);
    CHECK(stand.dot(380, 200) == kBlue);
    CHECK(stand.dot(20, 20) == 0xFFFFFFFFU);  // above it: the page
    CHECK(stand.dot(20, 110) == kRed);
    CHECK(stand.dot(20, 290) == kRed);
    CHECK(stand.dot(20, 310) == 0xFFFFFFFFU);
}

TEST_CASE("Live picture: other dots are shown once their number says so", "[ui]") {
    Stand stand;
    const auto red = halves(64, 64, kRed, kRed);
    const auto blue = halves(64, 32, kBlue, kBlue);
    stand.picture = {64, 64, red, 1};
    CHECK(stand.dot(200, 200) == kRed);
    stand.picture = {64, 32, blue, 2};
    CHECK(stand.dot(200, 200) == kBlue);
    CHECK(stand.dot(200, 20) == 0xFFFFFFFFU);
}

TEST_CASE("Live picture: one that is no longer shown is gone, and comes again", "[ui]") {
    Stand stand;
    const auto red = halves(64, 64, kRed, kRed);
    stand.picture = {64, 64, red, 1};
    CHECK(stand.dot(200, 200) == kRed);
    stand.is_shown = false;
    CHECK(stand.dot(200, 200) == 0xFFFFFFFFU);
    stand.is_shown = true;
    stand.bench.screen.step();
    CHECK(stand.dot(200, 200) == kRed);
}

TEST_CASE("Live picture: what is larger than a texture, or has too few dots, is not drawn", "[ui]") {
    Stand stand;
    const auto large = halves(641, 2, kRed, kRed);
    stand.picture = {641, 2, large, 1};
    CHECK(stand.dot(200, 200) == 0xFFFFFFFFU);
    const auto few = halves(4, 4, kRed, kRed);
    stand.picture = {8, 8, few, 2};
    CHECK(stand.dot(200, 200) == 0xFFFFFFFFU);
}
