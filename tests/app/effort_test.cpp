// SPDX-License-Identifier: Apache-2.0
//
// How many taps, and how many seconds, the scripts of tests/journeys/ui take from a person; journeys_test.cpp shows that
// they come to their end. The seconds are those of the keystroke-level model: a touch, a thought before each answer, a
// hanzi typed by its sounds.

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

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

}  // namespace

TEST_CASE("Effort: a visit at a door that nobody opens takes twelve taps from the family's file", "[app]") {
    CHECK(effort_of("j01_visit.json", "dossier.start", "review.finish").taps <= 12);
}

TEST_CASE("Effort: a discovery takes less than a minute at the speed of a person", "[app]") {
    const Effort effort = effort_of("j02_discovery.json", "plan.discover", "review.finish");
    CAPTURE(effort.taps, effort.seconds);
    CHECK(effort.seconds <= 60);
    CHECK(effort.seconds > 20);  // nobody writes a name, a place and six answers faster
}
