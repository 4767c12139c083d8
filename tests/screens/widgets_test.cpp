// SPDX-License-Identifier: Apache-2.0
//
// The components of the kit under a finger.

#include "tests/screens/screen_bench.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/action_sheet.hpp"
#include "ui/kit/widgets/pin_pad.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/kit/widgets/search_pad.hpp"
#include "ui/kit/widgets/segments.hpp"
#include "ui/kit/widgets/signature.hpp"
#include "ui/kit/widgets/stepper.hpp"

#include <array>
#include <cmath>
#include <vector>

using namespace daohu;
using daohu::testing::Bench;
using kit::Kit;
using kit::Rect;

TEST_CASE("Search pad: letters and digits are typed, and erase takes whole characters", "[ui]") {
    Bench bench;
    std::string text;
    bench.screen.show([&text](Kit& kit) {
        if (auto typed = kit::search_pad(kit, Rect{100, 100, 560, 360}, text)) {
            text = std::move(*typed);
        }
    });
    bench.tap("pad.z");
    bench.tap("pad.s");
    CHECK(text == "zs");
    bench.tap("pad.digits");
    bench.tap("pad.0");
    bench.tap("pad.7");
    CHECK(text == "zs07");
    bench.tap("pad.letters");
    CHECK(bench.find("pad.q") != nullptr);
    text = "z张";
    bench.tap("pad.erase");
    CHECK(text == "z");
    bench.tap("pad.erase");
    bench.tap("pad.erase");
    CHECK(text.empty());
}

TEST_CASE("Search pad: every letter is as large as a fingertip even where it is narrow", "[ui]") {
    Bench bench{.pixels = {600, 960}};
    bench.screen.show([](Kit& kit) {
        const Rect place = kit.screen().inset(24).centered(kit::search_pad_size(kit, 400));
        kit::search_pad(kit, place, "");
    });
    bench.screen.settle();
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        const kit::Item* const key = bench.find(std::string{"pad."} + letter);
        REQUIRE(key != nullptr);
        CHECK(key->rect.w >= 60);
        CHECK(key->rect.h >= 60);
    }
}

TEST_CASE("PIN pad: every key leaves as it is struck, and none while it is disabled", "[ui]") {
    Bench bench;
    std::vector<kit::Key> keys;
    auto state = kit::ItemState::enabled;
    bench.screen.show([&](Kit& kit) {
        if (const auto key = kit::pin_pad(kit, kit.screen().centered(kit::pin_pad_size(kit)),
                                          static_cast<int>(keys.size()), state)) {
            keys.push_back(*key);
        }
    });
    bench.tap("key.4");
    bench.tap("key.erase");
    CHECK(keys == std::vector{kit::Key::four, kit::Key::erase});
    state = kit::ItemState::disabled;
    CHECK_FALSE(bench.screen.tap("key.4"));
    CHECK(keys.size() == 2);
}

TEST_CASE("Stepper: goes down and up and stops where it is disabled", "[ui]") {
    Bench bench;
    int value = 0;
    bench.screen.show([&value](Kit& kit) {
        const auto less = value > 0 ? kit::ItemState::enabled : kit::ItemState::disabled;
        switch (kit::stepper(kit, Rect{100, 100, 400, 72}, {.id = "people", .value = FixedText{"x"}, .less = less})) {
            case kit::StepperTap::less: --value; break;
            case kit::StepperTap::more: ++value; break;
            case kit::StepperTap::nothing: break;
        }
    });
    bench.tap("people.more");
    bench.tap("people.more");
    bench.tap("people.less");
    CHECK(value == 1);
    bench.tap("people.less");
    CHECK_FALSE(bench.screen.tap("people.less"));
}

TEST_CASE("Segments: take as many rows as their words need, and the current one asks for nothing", "[ui]") {
    Bench bench{.pixels = {600, 960}, .language = "en", .text_scale = kit::TextScale::extra_large};
    std::size_t current = 0;
    bench.screen.show([&current](Kit& kit) {
        const std::array items{
            kit::Segment{"one", kit.tr("dossier.overview")}, kit::Segment{"two", kit.tr("dossier.members")},
            kit::Segment{"three", kit.tr("dossier.visits")}, kit::Segment{"four", kit.tr("dossier.timeline")}};
        const Rect place{24, 24, 552, kit::segments_height(kit, items, 552)};
        if (const auto tapped = kit::segments(kit, place, items, current)) {
            current = *tapped;
        }
    });
    bench.tap("four");
    CHECK(current == 3);
    bench.tap("four");
    CHECK(current == 3);
    CHECK(bench.find("four")->rect.y > bench.find("one")->rect.y);
    CHECK(bench.screen.kit().items().misfits().empty());
}

TEST_CASE("Action sheet: closes by its buttons only, and what is forbidden says why", "[ui]") {
    Bench bench;
    bool is_open = true;
    std::optional<std::size_t> chosen;
    bench.screen.show([&](Kit& kit) {
        if (!is_open) {
            return;
        }
        const std::array actions{
            kit::SheetAction{"first", FixedText{"first"}, kit::ButtonKind::primary, {}},
            kit::SheetAction{"second", FixedText{"second"}, kit::ButtonKind::secondary, FixedText{"not today"}}};
        const kit::ActionAnswer answer = kit::action_sheet(kit, {.title = FixedText{"which"},
                                                                 .message = {},
                                                                 .actions = actions,
                                                                 .keep = FixedText{"none"},
                                                                 .keep_id = "keep"});
        chosen = answer.chosen ? answer.chosen : chosen;
        is_open = !answer.chosen && !answer.is_kept;
    });
    bench.screen.settle();
    bench.screen.tap_at({20, 20});
    bench.screen.swipe({640, 300}, {640, 790});
    CHECK(is_open);
    CHECK_FALSE(bench.screen.tap("second"));
    bench.tap("first");
    CHECK(chosen == 0);
    is_open = true;
    bench.tap("keep");
    CHECK_FALSE(is_open);
}

namespace {

struct SigningTable {
    Bench bench;
    std::vector<kit::StrokePoints> strokes;
    int column_height = 3000;

    SigningTable() {
        bench.screen.show([this](Kit& kit) {
            kit::ScrollArea column{kit, "table", kit.screen().inset(24)};
            const Rect place = column.next(column.width() * kit::kPaper.h / kit::kPaper.w);
            if (auto stroke = kit::signature_pad(kit, "paper", place, FixedText{"sign"}, strokes)) {
                strokes.push_back(std::move(*stroke));
            }
            column.space(static_cast<float>(column_height));
        });
        bench.screen.settle();
    }
};

}  // namespace

TEST_CASE("Signature: a finger draws one stroke where it went, in the units of the paper", "[ui]") {
    SigningTable table;
    const Rect paper = table.bench.find("paper")->rect;
    const float scale = paper.w / kit::kPaper.w;
    table.bench.screen.swipe({paper.x + 100 * scale, paper.y + 100 * scale},
                             {paper.x + 500 * scale, paper.y + 300 * scale}, 0.3);
    REQUIRE(table.strokes.size() == 1);
    const kit::StrokePoints& stroke = table.strokes.front();
    CHECK(std::abs(stroke.front().x - 100) < 2);
    CHECK(std::abs(stroke.front().y - 100) < 2);
    CHECK(std::abs(stroke.back().x - 500) < 2);
    CHECK(std::abs(stroke.back().y - 300) < 2);
    CHECK(stroke.size() > 10);
    // The page under the paper did not move.
    CHECK(table.bench.find("paper")->rect.y == paper.y);
}

TEST_CASE("Signature: a finger that leaves the paper draws along its edge", "[ui]") {
    SigningTable table;
    const Rect paper = table.bench.find("paper")->rect;
    table.bench.screen.swipe(paper.center(), {paper.center().x, paper.bottom() + 200});
    REQUIRE(table.strokes.size() == 1);
    CHECK(table.strokes.front().back().y == kit::kPaper.h);
}

TEST_CASE("Signature: turning the tablet keeps every stroke as it was", "[ui]") {
    SigningTable table;
    const Rect paper = table.bench.find("paper")->rect;
    table.bench.screen.swipe({paper.x + 50, paper.center().y}, {paper.right() - 50, paper.center().y});
    const std::vector<kit::StrokePoints> before = table.strokes;
    table.bench.screen.resize({800, 1280});
    table.bench.screen.settle();
    REQUIRE(table.strokes.size() == before.size());
    CHECK(table.strokes.front().size() == before.front().size());
    CHECK(table.strokes.front().back().x == before.front().back().x);
    CHECK(table.bench.find("paper")->rect.w < paper.w);
}

TEST_CASE("Signature: beside the paper the page scrolls as ever", "[ui]") {
    SigningTable table;
    const Rect paper = table.bench.find("paper")->rect;
    table.bench.screen.swipe({640, 760}, {640, 560}, 0.3);
    CHECK(table.strokes.empty());
    CHECK(table.bench.find("paper")->rect.y < paper.y - 100);
}
