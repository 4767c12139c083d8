// SPDX-License-Identifier: Apache-2.0
//
// Somebody who taps anywhere, swipes, types anything, pulls the plug, sets the clock and loses the network: nothing
// crashes, no answer is lost, and no entry comes about that nobody made.
//
// The long form, test_app "[long-monkey]", goes on for DAOHU_MONKEY_SECONDS, ten minutes unless set otherwise, in one
// village after another, and says in a line of JSON what it did.

#include "core/base/entropy.hpp"
#include "tests/app/app_bench.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <map>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

constexpr int kActs = 250;

// What somebody may have on the clipboard.
constexpr std::array<std::string_view, 6> kTexts{"示例·戊",
                                                 "zs",
                                                 "0",
                                                 "\xF0\x9F\x98\x80\xF0\x9F\x98\x80",
                                                 "\xE2\x80\xAE"
                                                 "abc"
                                                 "\xE2\x80\xAC",
                                                 "   "};

class Monkey {
public:
    Monkey(AppBench& bench, std::uint64_t seed) : m_bench{bench}, m_entropy{seed} {}

    void act() {
        if (m_bench.app().tablet() == nullptr) {
            m_bench.unlock();
        }
        switch (m_entropy.next() % 22) {
            case 0: return cut();
            case 1: return m_bench.pass(std::chrono::seconds{below(30)});
            case 20: return set_clock();
            case 21: return flip_network();
            case 2:
            case 3: return swipe();
            case 4:
            case 5: return type();
            case 6: return tap_anywhere();
            default: return tap_something();
        }
    }
    // How often something was tapped that makes an entry.
    [[nodiscard]] std::uint64_t wanted() const { return m_wanted; }

private:
    [[nodiscard]] int below(int end) { return static_cast<int>(m_entropy.next() % static_cast<std::uint64_t>(end)); }
    [[nodiscard]] kit::Point somewhere() {
        const kit::Rect screen = m_bench.screen().kit().screen();
        return {static_cast<float>(below(static_cast<int>(screen.w))),
                static_cast<float>(below(static_cast<int>(screen.h)))};
    }

    // By up to four hundred days, back as often as forth; what was set is set back, for time goes on in between.
    void set_clock() {
        m_bench.machine().clock.set(-m_set);
        m_set = std::chrono::hours{24 * (below(800) - 400)};
        m_bench.machine().clock.set(m_set);
        m_bench.screen().settle();
    }
    void flip_network() {
        m_bench.machine().is_network_cut = !m_bench.machine().is_network_cut;
        m_bench.screen().settle();
    }
    // What was answered before the plug was pulled is there afterwards.
    void cut() {
        m_bench.wait();
        std::map<DraftId, std::uint32_t> before;
        if (m_bench.app().tablet() != nullptr && !m_bench.app().tablet()->is_practice()) {
            for (const casework::DraftInfo& draft : m_bench.drafts()) {
                before[draft.id] = draft.done;
            }
        }
        m_bench.cut();
        m_bench.unlock();
        std::map<DraftId, std::uint32_t> after;
        for (const casework::DraftInfo& draft : m_bench.drafts()) {
            after[draft.id] = draft.done;
        }
        if (!before.empty()) {
            CHECK(before == after);
        }
    }
    void swipe() { m_bench.screen().swipe(somewhere(), somewhere(), 0.1); }

    void tap_anywhere() {
        note_wish(somewhere());
        m_bench.wait();
    }
    // A tap at a point is a tap on whatever lies there.
    void note_wish(kit::Point at) {
        for (const kit::Item* item : m_bench.screen().kit().items().reachable()) {
            const kit::Rect& rect = item->visible;
            if (at.x >= rect.x && at.x < rect.right() && at.y >= rect.y && at.y < rect.bottom()) {
                count(item->id.view());
            }
        }
        m_bench.screen().tap_at(at);
    }
    void count(std::string_view id) {
        if (id == "review.finish" || id == "conflicts.settle") {
            m_wanted += 8;  // a settled record is one entry a field
        }
    }

    void type() {
        if (m_bench.screen().kit().text_entry().is_open()) {
            m_bench.screen().type(kTexts[static_cast<std::size_t>(below(kTexts.size()))]);
            m_bench.screen().settle();
        }
        tap_something();
    }

    void tap_something() {
        const auto items = m_bench.screen().kit().items().reachable();
        if (items.empty()) {
            m_bench.screen().step();
            return;
        }
        const std::string id{items[static_cast<std::size_t>(below(static_cast<int>(items.size())))]->id.view()};
        if (id == "unlock.passphrase") {
            return;
        }
        count(id);
        // What is disabled or hidden by now cannot be tapped, and need not be.
        m_bench.screen().tap(id).ignore("a monkey does not mind");
        m_bench.wait();
    }

    AppBench& m_bench;
    SeededEntropy m_entropy;
    std::uint64_t m_wanted = 0;
    std::chrono::hours m_set{0};
};

// One village, one monkey; how many acts it did before `is_over`.
template <class IsOver>
int let_loose(std::uint64_t seed, IsOver is_over) {
    INFO("seed " << seed);
    const Village village;
    AppBench bench{village.folder(), {.pixels = seed % 2 == 0 ? kit::Size{600, 960} : kit::Size{1280, 800}}};
    bench.unlock();
    const std::uint64_t before = bench.entries();
    Monkey monkey{bench, seed};
    int acts = 0;
    for (; !is_over(acts); ++acts) {
        monkey.act();
    }
    bench.cut();  // out of practice, where there are other entries
    bench.unlock();
    CHECK(bench.entries() <= before + monkey.wanted());
    return acts;
}

std::chrono::seconds long_time() {
    constexpr std::chrono::seconds kUsual{600};
    const char* const said = std::getenv("DAOHU_MONKEY_SECONDS");
    return said == nullptr ? kUsual : std::chrono::seconds{std::strtoll(said, nullptr, 10)};
}

}  // namespace

TEST_CASE("App: a monkey neither breaks it nor loses an answer nor makes an entry", "[app]") {
    let_loose(GENERATE(1U, 2U, 3U, 4U), [](int acts) { return acts == kActs; });
}

TEST_CASE("App: a monkey at it for ten minutes breaks nothing either", "[.][long-monkey]") {
    const auto end = std::chrono::steady_clock::now() + long_time();
    const auto is_late = [end] { return std::chrono::steady_clock::now() >= end; };
    int acts = 0;
    std::uint64_t seed = 100;
    for (; !is_late(); ++seed) {
        acts += let_loose(seed, [&](int done) { return done == 4 * kActs || is_late(); });
    }
    fmt::print("{{\"acts\": {}, \"villages\": {}, \"ok\": true}}\n", acts, seed - 100);
}
