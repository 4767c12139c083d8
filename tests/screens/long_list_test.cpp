// SPDX-License-Identifier: Apache-2.0
//
// Lists of thousands of rows: only what can be seen is laid out, and what is looked at stays where it is.

#include "tests/screens/screen_bench.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/row.hpp"

#include <map>
#include <optional>
#include <string>

using namespace daohu;
using daohu::testing::Bench;

namespace {

constexpr std::size_t kRows = 5000;

struct Listing {
    Bench bench{.pixels = {800, 1280}};
    std::size_t count = kRows;
    std::size_t drawn = 0;  // in the last frame
    std::optional<std::size_t> tapped;
    bool varies = false;  // every third row is much higher

    Listing() {
        bench.screen.show([this](kit::Kit& kit) {
            drawn = 0;
            kit::ScrollArea column{kit, "list", kit.screen().inset(24)};
            kit::LongList rows{kit, column, "rows", count, kit.theme().target.list_row};
            while (const auto i = rows.next()) {
                ++drawn;
                const std::string title = "row " + std::to_string(*i);
                const std::string detail = varies && *i % 3 == 0 ? std::string(300, 'w') : std::string{};
                kit::ListRow row;
                row.title = FixedText{title};
                row.detail = FixedText{detail};
                if (kit::list_row(kit, {"row", std::to_string(*i)}, column, row)) {
                    tapped = *i;
                }
            }
        });
        bench.screen.settle();
    }

    std::map<std::string, float> tops() {
        std::map<std::string, float> all;
        for (const kit::Item* item : bench.screen.kit().items().reachable()) {
            if (!item->visible.empty()) {
                all.emplace(item->id.view(), item->rect.y);
            }
        }
        return all;
    }
};

}  // namespace

TEST_CASE("LongList: lays out the rows in sight and no more", "[ui]") {
    Listing list;
    CHECK(list.drawn >= 14);
    CHECK(list.drawn < 30);
    list.bench.screen.swipe({400, 1000}, {400, 300}, 0.1);
    CHECK(list.drawn < 40);
}

TEST_CASE("LongList: a script finds a row that is far away, and taps it", "[ui]") {
    Listing list;
    list.bench.tap("row.4321");
    CHECK(list.tapped == 4321);
}

TEST_CASE("LongList: scrolls to its very end", "[ui]") {
    Listing list;
    list.varies = true;
    list.bench.tap("row.4999");
    CHECK(list.tapped == 4999);
    for (int i = 0; i < 3; ++i) {
        list.bench.screen.swipe({400, 1000}, {400, 200}, 0.1);
    }
    const kit::Item* const last = list.bench.find("row.4999");
    REQUIRE(last != nullptr);
    CHECK(last->visible.h == last->rect.h);
}

TEST_CASE("LongList: rows that turn out higher above do not push away what is looked at", "[ui]") {
    Listing list;
    list.varies = true;
    list.bench.tap("row.2500");
    // Up, by hand and slowly: each frame what was visible before may move by what the finger moved and no more.
    kit::Kit& kit = list.bench.screen.kit();
    double seconds = 100;
    kit.pointer_pressed({400, 300}, seconds);
    auto before = list.tops();
    constexpr float kStep = 30;
    for (int i = 1; i <= 20; ++i) {
        seconds += 0.2;
        kit.pointer_moved({400, 300 + kStep * static_cast<float>(i)}, seconds);
        list.bench.screen.step();
        list.bench.screen.step();
        auto after = list.tops();
        for (const auto& [id, top] : after) {
            if (const auto was = before.find(id); was != before.end() && i > 1) {
                CHECK(std::abs(top - was->second - kStep) < 1.5F);
            }
        }
        before = std::move(after);
    }
    kit.pointer_released({400, 900}, seconds + 1);
}

TEST_CASE("LongList: a list that became shorter forgets the rest", "[ui]") {
    Listing list;
    list.bench.tap("row.4000");
    list.count = 3;
    list.bench.screen.settle();
    CHECK(list.drawn == 3);
    CHECK(list.bench.find("row.2") != nullptr);
}
