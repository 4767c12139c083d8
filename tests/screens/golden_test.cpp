// SPDX-License-Identifier: Apache-2.0
//
// Screens look as they looked when somebody last looked at them: tests/screens/golden, one folder for each font. With
// another font there is nothing to compare with. DAOHU_GOLDEN=write draws them anew.

#include "tests/screens/screen_bench.hpp"

#include "core/base/hash.hpp"
#include "platform/gallery/pages.hpp"
#include "platform/headless/png.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

using namespace daohu;
using daohu::testing::Bench;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyDigits = 8;
// FreeType versions draw edges a little differently: so much may differ, on so many dots of a thousand.
constexpr int kChannelTolerance = 40;
constexpr std::size_t kDotsTolerated = 4;

std::string key_of(const kit::FontSet& fonts) {
    const auto data = fonts.faces().front().data();
    const ByteView bytes{reinterpret_cast<const std::uint8_t*>(data.data()), data.size()};
    return hash256(bytes).to_string().substr(0, kKeyDigits);
}

bool is_alike(std::uint32_t a, std::uint32_t b) {
    for (unsigned shift = 0; shift < 24; shift += 8) {
        const int difference = static_cast<int>((a >> shift) & 0xFFU) - static_cast<int>((b >> shift) & 0xFFU);
        if (std::abs(difference) > kChannelTolerance) {
            return false;
        }
    }
    return true;
}

std::size_t differing(const kit::Picture& a, const kit::Picture& b) {
    if (a.width != b.width || a.height != b.height) {
        return std::max(a.pixels.size(), b.pixels.size());
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        count += is_alike(a.pixels[i], b.pixels[i]) ? 0 : 1;
    }
    return count;
}

kit::Picture draw(Bench& bench, std::string_view name) {
    const auto pages = gallery::pages(bench.words);
    const auto page = std::ranges::find(pages, name, &gallery::Page::name);
    REQUIRE(page != pages.end());
    std::size_t actions_seen = 0;
    bench.screen.show([&](kit::Kit& kit) { page->draw(kit, actions_seen); });
    bench.screen.settle();
    return bench.screen.picture();
}

}  // namespace

TEST_CASE("Golden pictures: screens look as they did, but for the edges of letters", "[ui]") {
    const std::string name = GENERATE("plan_full", "question_one_full", "dossier_full", "sync_error", "lock_full",
                                      "statistics_full", "first_aid_full");
    Bench bench{.pixels = {960, 600}};
    const kit::Picture picture = draw(bench, name);
    const fs::path folder = fs::path{DAOHU_SOURCE_DIR} / "tests" / "screens" / "golden" / key_of(bench.fonts);
    const fs::path file = folder / (name + ".png");
    if (const char* const wish = std::getenv("DAOHU_GOLDEN"); wish != nullptr && std::string_view{wish} == "write") {
        fs::create_directories(folder);
        REQUIRE(headless::write_png(file, picture));
    }
    if (!fs::exists(folder)) {
        SKIP("no golden pictures for this font");
    }
    const auto golden = headless::read_png(file);
    INFO(name);
    REQUIRE(golden);
    CHECK(differing(*golden, picture) * 1000 <= kDotsTolerated * picture.pixels.size());
}

TEST_CASE("Golden pictures: another screen would be noticed", "[ui]") {
    Bench bench{.pixels = {960, 600}};
    const kit::Picture plan = draw(bench, "plan_full");
    const kit::Picture other = draw(bench, "plan_error");
    CHECK(differing(plan, plan) == 0);
    CHECK(differing(plan, other) * 1000 > kDotsTolerated * plan.pixels.size());
}
