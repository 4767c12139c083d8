// SPDX-License-Identifier: Apache-2.0
//
// What must hold on every screen, in every state, at every size, language and text size.

#include "tests/screens/audit.hpp"
#include "tests/screens/screen_bench.hpp"

#include "core/base/entropy.hpp"
#include "ui/kit/widgets/button.hpp"

#include <catch2/generators/catch_generators.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

using namespace daohu;
using daohu::testing::Bench;
using daohu::testing::faults_of;
using kit::Item;

namespace {

void audit(kit::Size pixels, const char* language, kit::TextScale scale) {
    Bench bench{.pixels = pixels, .language = language, .text_scale = scale};
    for (const gallery::Page& page : gallery::pages(bench.words)) {
        std::size_t actions_seen = 0;
        bench.screen.show([&](kit::Kit& kit) { page.draw(kit, actions_seen); });
        bench.screen.step();
        bench.screen.step();
        for (const std::string& fault : faults_of(bench.screen.kit())) {
            FAIL_CHECK(fmt::format("{} at {:.0f}x{:.0f} {} text {}: {}", page.name, pixels.w, pixels.h, language,
                                   kit::factor(scale), fault));
        }
    }
}

// Opens a sheet by tapping, and audits it.
void audit_sheet(kit::Size pixels, const char* language, std::string_view page_name,
                 std::initializer_list<std::string_view> taps) {
    Bench bench{.pixels = pixels, .language = language, .text_scale = kit::TextScale::extra_large};
    const auto pages = gallery::pages(bench.words);
    const auto page =
        std::find_if(pages.begin(), pages.end(), [page_name](const gallery::Page& p) { return p.name == page_name; });
    REQUIRE(page != pages.end());
    std::size_t actions_seen = 0;
    bench.screen.show([&](kit::Kit& kit) { page->draw(kit, actions_seen); });
    for (const std::string_view id : taps) {
        bench.tap(id);
    }
    CHECK(actions_seen == 0);
    CHECK(bench.screen.kit().items().top_layer() == 1);
    for (const std::string& fault : faults_of(bench.screen.kit())) {
        FAIL_CHECK(fmt::format("{} at {:.0f}x{:.0f} {}: {}", page_name, pixels.w, pixels.h, language, fault));
    }
}

constexpr kit::Size kSizes[] = {{1280, 800}, {800, 1280}, {960, 600}, {600, 960}};

}  // namespace

TEST_CASE("Every screen: targets are large, apart, on the screen, and no text is cut, in Chinese", "[ui]") {
    for (const kit::Size size : kSizes) {
        audit(size, "zh-CN", kit::TextScale::standard);
    }
}

TEST_CASE("Every screen: the same in Chinese at the largest text", "[ui]") {
    for (const kit::Size size : kSizes) {
        audit(size, "zh-CN", kit::TextScale::extra_large);
    }
}

TEST_CASE("Every screen: the same in English", "[ui]") {
    for (const kit::Size size : kSizes) {
        audit(size, "en", kit::TextScale::standard);
    }
}

TEST_CASE("Every screen: the same in English at the largest text", "[ui]") {
    for (const kit::Size size : kSizes) {
        audit(size, "en", kit::TextScale::extra_large);
    }
}

TEST_CASE("Every sheet: the same at the largest text in both languages", "[ui]") {
    const kit::Size pixels = GENERATE(kit::Size{600, 960}, kit::Size{960, 600});
    const char* const language = GENERATE("zh-CN", "en");
    audit_sheet(pixels, language, "question_integer_full", {"question.age.no_answer"});
    audit_sheet(pixels, language, "question_text_full", {"question.name"});
    audit_sheet(pixels, language, "question_paragraph_full", {"question.note"});
    audit_sheet(pixels, language, "unlock_error", {"unlock.passphrase"});
    audit_sheet(pixels, language, "review_full", {"review.discard"});
    audit_sheet(pixels, language, "question_photo_full", {"question.photo.remove"});
    audit_sheet(pixels, language, "question_signature_full", {"question.signature.clear"});
    audit_sheet(pixels, language, "question_members_full", {"question.row.member[1].remove"});
    audit_sheet(pixels, language, "question_members_full", {"question.row.member[2].remove"});
    audit_sheet(pixels, language, "households_error", {"households.create"});
    audit_sheet(pixels, language, "dossier_full", {"dossier.start"});
    audit_sheet(pixels, language, "notice_full", {"notice.post"});
    audit_sheet(pixels, language, "settings_full", {"settings.practice"});
}

TEST_CASE("Pages within pages: the outline and the letters keep the same rules at the largest text", "[ui]") {
    const kit::Size pixels = GENERATE(kit::Size{600, 960}, kit::Size{960, 600}, kit::Size{800, 1280});
    const char* const language = GENERATE("zh-CN", "en");
    const auto [page_name, tap] =
        GENERATE(table<std::string, std::string>({{"question_one_long", "question.outline"},
                                                  {"question_village_long", "question.pad"},
                                                  {"households_full", "households.pad"},
                                                  {"question_one_long", "question.urgency.guidance"}}));
    Bench bench{.pixels = pixels, .language = language, .text_scale = kit::TextScale::extra_large};
    const auto pages = gallery::pages(bench.words);
    const auto page = std::ranges::find(pages, page_name, &gallery::Page::name);
    REQUIRE(page != pages.end());
    std::size_t actions_seen = 0;
    bench.screen.show([&](kit::Kit& kit) { page->draw(kit, actions_seen); });
    bench.screen.settle();
    if (bench.find(tap) == nullptr) {
        return;  // shown without being asked for at this size
    }
    bench.tap(tap);
    CHECK(actions_seen == 0);
    for (const std::string& fault : faults_of(bench.screen.kit())) {
        FAIL_CHECK(fmt::format("{} at {:.0f}x{:.0f} {}: {}", page_name, pixels.w, pixels.h, language, fault));
    }
}

TEST_CASE("Audit: finds what is small, near, covered, cut, off the screen or under a gripping hand", "[ui]") {
    Bench bench;
    bench.screen.show([](kit::Kit& kit) {
        const auto put = [&kit](const char* id, kit::Rect place, std::string_view label) {
            kit::button(kit, id, place, FixedText{label}, kit::ButtonKind::secondary);
        };
        put("small", {100, 100, 50, 72}, "x");
        put("near", {155, 100, 120, 72}, "x");
        put("covering", {250, 120, 120, 72}, "x");
        kit.paint().text({500, 100, 72, 20}, FixedText{"words that this place has no room for"},
                         {.size = kit.type().item, .colour = kit.colour().text});
        put("gripped", {4, 300, 120, 72}, "x");
        put("below", {500, 760, 120, 72}, "x");
    });
    bench.screen.step();
    bench.screen.step();
    const std::vector<std::string> faults = faults_of(bench.screen.kit());
    const auto finds = [&faults](std::string_view begin, std::string_view what) {
        return std::ranges::any_of(faults, [&](const std::string& fault) {
            return fault.starts_with(begin) && fault.find(what) != std::string::npos;
        });
    };
    CAPTURE(faults);
    CHECK(finds("small", "smaller than a finger"));
    CHECK(finds("small", "is only 5.0 from near"));
    CHECK(finds("near", "overlaps covering"));
    CHECK(finds("'words that this", "needs"));
    CHECK(finds("gripped", "under a gripping hand"));
    CHECK(finds("below", "off the screen"));
}

TEST_CASE("Every screen: no two things on it have the same name for scripts", "[ui]") {
    Bench bench;
    for (const gallery::Page& page : gallery::pages(bench.words)) {
        std::size_t actions_seen = 0;
        bench.screen.show([&](kit::Kit& kit) { page.draw(kit, actions_seen); });
        bench.screen.step();
        std::vector<std::string> ids;
        for (const Item* item : bench.screen.kit().items().reachable()) {
            ids.emplace_back(item->id.view());
        }
        std::sort(ids.begin(), ids.end());
        INFO(page.name);
        CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    }
}

TEST_CASE("Every screen: draws nothing in ten seconds in which nothing happens", "[ui]") {
    Bench bench;
    for (const gallery::Page& page : gallery::pages(bench.words)) {
        std::size_t actions_seen = 0;
        bench.screen.show([&](kit::Kit& kit) { page.draw(kit, actions_seen); });
        CHECK(bench.screen.settle() == kit::FrameScheduler::kFramesAfterEvent);
        INFO(page.name);
        CHECK(bench.screen.idle(10) == 0);
        CHECK(actions_seen == 0);
    }
}

namespace {

// A page of the gallery under two hundred fingers, drawn by `swipe` from one point to another.
template <class Swipe>
void swipe_over(const std::string& name, Swipe swipe) {
    Bench bench{.pixels = {600, 960}};
    SeededEntropy entropy{2026};
    const auto pages = gallery::pages(bench.words);
    const auto page = std::ranges::find(pages, name, &gallery::Page::name);
    REQUIRE(page != pages.end());
    std::size_t actions_seen = 0;
    bench.screen.show([&](kit::Kit& kit) { page->draw(kit, actions_seen); });
    bench.screen.settle();
    const auto coordinate = [&entropy](float below) {
        return static_cast<float>(entropy.next() % static_cast<std::uint64_t>(below));
    };
    for (int i = 0; i < 200; ++i) {
        const kit::Point from{coordinate(600), coordinate(960)};
        // At least as far as no tap wanders.
        const float reach = 20 + coordinate(300);
        const kit::Point to = i % 2 == 0 ? kit::Point{from.x + coordinate(30), from.y - reach}
                                         : kit::Point{from.x - reach, from.y + coordinate(30)};
        swipe(bench, from, to);
    }
    INFO(name);
    CHECK(actions_seen == 0);
    CHECK_FALSE(bench.screen.kit().text_entry().is_open());
}

}  // namespace

TEST_CASE("Every screen: two hundred swipes that throw it ask for nothing", "[ui]") {
    const std::string name =
        GENERATE("today_full", "question_many_full", "question_group_error", "review_full", "sync_full", "plan_long");
    swipe_over(name, [](Bench& bench, kit::Point from, kit::Point to) { bench.screen.swipe(from, to, 0.08); });
}

TEST_CASE("Every screen: two hundred swipes that come to rest ask for nothing", "[ui]") {
    const std::string name = GENERATE(
        "households_long", "dossier_full", "due_reviews_full", "policy_full", "referrals_full", "first_aid_error",
        "carry_long", "conflicts_full", "notice_full", "statistics_full", "settings_full", "lock_full", "enrol_full",
        "recover_full", "desk_full", "question_village_empty", "question_members_full", "question_location_full",
        "question_photo_full", "question_stepped_full", "kit_search_pad", "kit_buttons", "kit_fields");
    double seconds = 10;
    swipe_over(name, [&seconds](Bench& bench, kit::Point from, kit::Point to) {
        kit::Kit& kit = bench.screen.kit();
        kit.pointer_pressed(from, seconds);
        bench.screen.step();
        kit.pointer_moved(to, seconds + 0.05);
        bench.screen.step();
        kit.pointer_released(to, seconds + 1);
        bench.screen.step();
        seconds += 2;
    });
}
