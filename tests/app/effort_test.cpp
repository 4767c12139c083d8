// SPDX-License-Identifier: Apache-2.0
//
// How many taps, and how many seconds, the scripts of tests/journeys/ui take from a person; journeys_test.cpp shows that
// they come to their end. The seconds are those of the keystroke-level model: a touch, a thought before each answer, a
// hanzi typed by its sounds. How many taps a visit takes is counted on the screen.

#include "core/base/beijing_time.hpp"
#include "platform/daohu/published_assets.hpp"
#include "tests/app/app_bench.hpp"

#include <nlohmann/json.hpp>

#include <catch2/generators/catch_generators.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::loaded_assets;
using daohu::testing::Village;
using nlohmann::json;

namespace {

constexpr double kTouch = 1.1;     // seconds: the finger finds a target and taps it
constexpr double kThought = 1.35;  // before each answer and each decision
constexpr double kHanzi = 0.9;     // three strokes of a practised typist, one of them chooses
constexpr double kSigning = 3;

struct Effort {
    int taps = 0;
    double seconds = 0;

    void touch(int times = 1) {
        taps += times;
        seconds += times * kTouch;
    }
};

std::size_t characters_of(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text) {
        count += (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U ? 0 : 1;
    }
    return count;
}

// Moving on is no decision; everything else that is tapped in a form is one.
bool is_decision(std::string_view id) {
    return id != "question.next" && id != "question.previous" && !id.starts_with("review.finding.") &&
           id != "outline.review";
}

void add(Effort& effort, const json& step) {
    if (step.contains("tap") || step.contains("may_tap")) {
        effort.touch();
        effort.seconds += is_decision(step.value("tap", step.value("may_tap", ""))) ? kThought : 0;
    } else if (step.contains("enter")) {
        effort.touch(2);  // the field, and the button that ends the typing
        effort.seconds += kThought + kHanzi * static_cast<double>(characters_of(step.value("text", "")));
    } else if (step.contains("sign")) {
        effort.touch(2);  // the paper, and the button that keeps it
        effort.seconds += kThought + kSigning;
    }
}

// From one tap to another, both counted.
Effort effort_of(std::string_view script, std::string_view from, std::string_view to) {
    const auto file = std::filesystem::path{DAOHU_SOURCE_DIR} / "tests" / "journeys" / "ui" / script;
    std::ifstream in{file};
    const json steps = json::parse(in).at("steps");
    Effort effort;
    bool is_counting = false;
    bool has_ended = false;
    for (const json& step : steps) {
        const std::string tapped = step.value("tap", "");
        is_counting = is_counting || tapped == from;
        if (is_counting && !has_ended) {
            add(effort, step);
        }
        has_ended = has_ended || (is_counting && tapped == to);
    }
    REQUIRE(has_ended);
    return effort;
}

// A form of the app without some of its words, as a county would publish it.
client::PublishedContent form_without(std::string_view form, const std::vector<std::string>& left_out) {
    const std::string name = std::string{form} + ".xml";
    std::ifstream in{std::filesystem::path{DAOHU_SOURCE_DIR} / "assets" / "forms" / name, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    for (const std::string& part : left_out) {
        REQUIRE(text.contains(part));
        for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part)) {
            text.erase(at, part.size());
        }
    }
    const std::string id = "id=\"" + std::string{form} + "\" version=\"";
    const std::size_t version = text.find(id) + id.size();
    text.replace(version, text.find('"', version) - version, "9");
    wire::Artefact artefact;
    artefact.kind = wire::ArtefactKind::form;
    artefact.id = form;
    artefact.version = "9";
    return {.artefact = artefact, .files = {{name, Bytes{text.begin(), text.end()}}}};
}

// A family is met at home and nothing has changed: what is answered, wherever the form asks for it.
constexpr std::array<std::string_view, 4> kUnchanged{"question.declaration.relation_with_family.none",
                                                     "question.visit.met_whom.", "question.news.since_last.nothing",
                                                     "question.home.safe_tonight.yes"};

// Goes through the form page by page, as the pages ask.
class Visitor {
public:
    explicit Visitor(AppBench& bench) : m_bench{bench} {}

    // From the family's row of today to the record. How often something was touched.
    int visit(std::string_view family) {
        tap(row_with(family));
        for (const char* const visit : {"plan.detail.visit", "dossier.visit"}) {
            if (m_bench.shows(visit)) {
                tap(visit);
            }
        }
        for (int i = 0; i < kMostPages && !m_bench.shows("review.finish"); ++i) {
            do_next();
        }
        tap("review.finish");
        m_bench.wait();
        return m_touches;
    }

private:
    static constexpr int kMostPages = 60;

    // What cannot be seen whole is scrolled to first, which is a touch as well.
    const kit::Item* touch(std::string_view id) {
        const kit::Item* const item = m_bench.screen().kit().items().find(id);
        m_touches += item == nullptr || item->visible.h < item->rect.h ? 2 : 1;
        return item;
    }

    void tap(std::string_view id) {
        touch(id);
        m_bench.tap(id);
    }

    void do_next() {
        for (const std::string_view answer : kUnchanged) {
            const std::string item = m_bench.first(answer);
            if (!item.empty() && m_done.insert(answer).second) {
                return tap(item);
            }
        }
        for (const std::string_view paper :
             {"question.signing.signature_family.paper", "question.closing.signature_visitor.paper"}) {
            if (m_bench.shows(paper) && m_done.insert(paper).second) {
                return draw(paper);
            }
        }
        tap("question.next");
    }

    void draw(std::string_view paper) {
        const kit::Item* const item = touch(paper);
        REQUIRE(item != nullptr);
        const kit::Point middle = item->visible.center();
        m_bench.screen().swipe(middle, {middle.x + 60, middle.y + 20});
    }

    std::string row_with(std::string_view family) {
        for (const kit::Item* item : m_bench.screen().kit().items().reachable()) {
            if (item->id.view().starts_with("plan.household.") && item->label.contains(family)) {
                return std::string{item->id.view()};
            }
        }
        return {};
    }

    AppBench& m_bench;
    std::set<std::string_view> m_done;
    int m_touches = 0;
};

int touches_of_visit(AppBench& bench) {
    const std::uint64_t before = bench.entries();
    const int touches = Visitor{bench}.visit("示例·甲");
    CHECK(bench.entries() == before + 1);
    CHECK(bench.drafts().empty());
    return touches;
}

}  // namespace

TEST_CASE("Effort: a visit to a family that is met and in which nothing has changed takes twelve touches", "[app]") {
    const kit::Size pixels = GENERATE(kit::Size{1280, 800}, kit::Size{600, 960});
    CAPTURE(pixels.w, pixels.h);
    const Village village;
    AppBench bench{village.folder(), {.pixels = pixels}};
    bench.unlock();
    CHECK(touches_of_visit(bench) <= 12);
}

TEST_CASE("Effort: without its two appearances the same form has a page for each question, and a tap to leave it",
          "[app]") {
    const PublishedAssets published =
        lay_over(loaded_assets(kUsualPack),
                 {form_without("routine_visit", {R"( appearance="field-list")", R"( appearance="quick")"})}, kUsualPack,
                 beijing_date(SystemClock{}.wall_now()));
    REQUIRE(published.assets);
    REQUIRE(published.left_out.empty());
    const Village village;
    AppBench bench{village.folder(), {.pixels = {600, 960}, .assets = &*published.assets}};
    bench.unlock();
    CHECK(touches_of_visit(bench) > 15);
}

TEST_CASE("Effort: a visit at a door that nobody opens takes twelve taps from the family's file", "[app]") {
    CHECK(effort_of("j01_visit.json", "dossier.start", "review.finish").taps <= 12);
}

TEST_CASE("Effort: a discovery takes less than a minute at the speed of a person", "[app]") {
    const Effort effort = effort_of("j02_discovery.json", "plan.discover", "review.finish");
    CAPTURE(effort.taps, effort.seconds);
    CHECK(effort.seconds <= 60);
    CHECK(effort.seconds > 20);  // nobody writes a name, a place and six answers faster
}
