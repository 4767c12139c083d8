// SPDX-License-Identifier: Apache-2.0
//
// Answering with a finger: what each tap on a question page asks for.

#include "tests/screens/screen_bench.hpp"

#include "ui/screens/question.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

using namespace daohu;
using namespace std::chrono_literals;
using daohu::testing::Bench;
using gallery::AnswerSample;
using gallery::Sample;

namespace {

struct Page {
    Bench bench;
    model::QuestionState state;
    model::QuestionActions actions;

    explicit Page(AnswerSample answer, Sample sample = Sample::empty)
        : state{gallery::question(bench.words, answer, sample)} {
        bench.screen.show([this](kit::Kit& kit) { screens::draw(state, kit, actions); });
        bench.screen.settle();
    }
    template <class Action>
    const Action& only() {
        REQUIRE(actions.all().size() == 1);
        const auto* const action = std::get_if<Action>(&actions.all().front());
        REQUIRE(action != nullptr);
        return *action;
    }
    void answer_number(const std::string& text) {
        std::get<model::NumberAnswer>(state.fields[0].answer).value = text;
        actions.clear();
    }
};

}  // namespace

TEST_CASE("Question: a tap on a choice chooses it", "[ui]") {
    Page page{AnswerSample::select_one};
    page.bench.tap("question.urgency.week");
    CHECK(page.only<model::ChooseOne>().value == "week");
    CHECK(page.only<model::ChooseOne>().field == "urgency");
}

TEST_CASE("Question: a tap on one of several choices switches it and leaves the others", "[ui]") {
    Page page{AnswerSample::select_multiple, Sample::full};
    page.bench.tap("question.hardship.cost");
    CHECK(page.only<model::ToggleChoice>().value == "cost");
    CHECK_FALSE(page.only<model::ToggleChoice>().selected);
    page.actions.clear();
    page.bench.tap("question.hardship.fire");
    CHECK(page.only<model::ToggleChoice>().selected);
}

TEST_CASE("Question: a text is typed into a sheet and comes back as one answer", "[ui]") {
    Page page{AnswerSample::text};
    REQUIRE(page.bench.screen.enter("question.name", "示例·䶮"));
    CHECK(page.only<model::EnterText>().text == "示例·䶮");
    CHECK(page.bench.find("text.done") == nullptr);
}

TEST_CASE("Question: a text that is too long is not cut but cannot be confirmed", "[ui]") {
    Page page{AnswerSample::text};
    page.bench.tap("question.name");
    page.bench.screen.type(std::string(61, 'n'));
    CHECK_FALSE(page.bench.screen.tap("text.done"));
    CHECK(page.actions.empty());
}

TEST_CASE("Question: keys that come faster than frames all arrive", "[ui]") {
    Page page{AnswerSample::text};
    page.bench.tap("question.name");
    const std::string typed = "eleven keys and some more";
    page.bench.screen.press_keys(typed);
    page.bench.tap("text.done");
    CHECK(page.only<model::EnterText>().text == typed);
}

TEST_CASE("Question: giving up the sheet changes nothing", "[ui]") {
    Page page{AnswerSample::text, Sample::full};
    page.bench.tap("question.name");
    page.bench.screen.type("x");
    page.bench.tap("text.cancel");
    CHECK(page.actions.empty());
    CHECK(page.bench.find("question.name") != nullptr);
}

TEST_CASE("Question: while the sheet is open nothing else can be tapped", "[ui]") {
    Page page{AnswerSample::text};
    page.bench.tap("question.name");
    CHECK_FALSE(page.bench.screen.tap("question.next"));
    page.bench.screen.tap_at({1100, 750});  // where the next button was
    CHECK(page.actions.empty());
}

TEST_CASE("Question: digits are typed with the keypad", "[ui]") {
    Page page{AnswerSample::integer};
    page.bench.tap("key.6");
    CHECK(page.only<model::EnterNumber>().text == "6");
    page.answer_number("6");
    page.bench.tap("key.7");
    CHECK(page.only<model::EnterNumber>().text == "67");
    page.answer_number("67");
    page.bench.tap("key.erase");
    CHECK(page.only<model::EnterNumber>().text == "6");
}

TEST_CASE("Question: a date is told once its eight digits are there", "[ui]") {
    Page page{AnswerSample::date};
    for (const char* const key : {"key.2", "key.0", "key.2", "key.6", "key.1", "key.1", "key.2"}) {
        page.bench.tap(key);
        CHECK(page.actions.empty());
    }
    page.bench.tap("key.1");
    CHECK(page.only<model::EnterDate>().date == 2026y / 11 / 21d);
}

TEST_CASE("Question: a day that is not in the calendar is no answer", "[ui]") {
    Page page{AnswerSample::date};
    for (const char* const key : {"key.2", "key.0", "key.2", "key.6", "key.0", "key.2", "key.3", "key.0"}) {
        page.bench.tap(key);
    }
    CHECK(page.actions.empty());
}

TEST_CASE("Question: in a group the keypad writes to the field tapped last", "[ui]") {
    Page page{AnswerSample::group};
    page.bench.tap("key.5");
    CHECK(page.only<model::EnterNumber>().field == "age");
    page.actions.clear();
    page.bench.tap("question.since");
    page.bench.tap("key.2");
    CHECK(page.actions.empty());
    page.bench.tap("question.age");
    page.bench.tap("key.5");
    CHECK(page.only<model::EnterNumber>().field == "age");
}

TEST_CASE("Question: in a group what need not be answered gets its keys when it is tapped", "[ui]") {
    Page page{AnswerSample::group};
    for (model::QuestionField& field : page.state.fields) {
        field.requirement = model::Requirement::optional;
        field.name += "_too";  // another page, for which no field has been tapped
    }
    page.bench.screen.step();
    page.bench.screen.step();
    CHECK(page.bench.find("key.5") == nullptr);
    page.bench.tap("question.age_too");
    page.bench.tap("key.5");
    CHECK(page.only<model::EnterNumber>().field == "age_too");
}

TEST_CASE("Question: why there is no answer is chosen in a sheet that can be left", "[ui]") {
    Page page{AnswerSample::integer};
    page.bench.tap("question.age.no_answer");
    page.bench.tap("no_answer.keep");
    CHECK(page.actions.empty());
    page.bench.tap("question.age.no_answer");
    page.bench.tap("no_answer.refused");
    CHECK(page.only<model::SetNoAnswer>().reason == model::NoAnswer::refused);
    CHECK(page.bench.find("no_answer.keep") == nullptr);
}

TEST_CASE("Question: a read-only question cannot be answered", "[ui]") {
    Page page{AnswerSample::read_only, Sample::full};
    CHECK(page.bench.find("question.urgency.week") == nullptr);
    CHECK(page.bench.find("question.urgency.no_answer") == nullptr);
}

TEST_CASE("Question: the buttons lead on, back, and to the review at the end", "[ui]") {
    Page page{AnswerSample::select_one, Sample::full};
    page.bench.tap("question.next");
    page.only<model::NextPage>();
    page.actions.clear();
    page.bench.tap("question.previous");
    page.only<model::PreviousPage>();
    page.actions.clear();
    page.bench.tap("question.undo");
    page.only<model::UndoAnswer>();
    page.actions.clear();
    page.bench.tap("back");
    page.only<model::LeaveForm>();
    page.actions.clear();
    page.state.is_last = true;
    page.bench.tap("question.next");
    page.only<model::OpenReview>();
}

TEST_CASE("Question: what cannot be done yet is disabled", "[ui]") {
    Page page{AnswerSample::select_one, Sample::empty};
    page.state.has_previous = false;
    page.bench.screen.settle();
    CHECK_FALSE(page.bench.screen.tap("question.previous"));
    CHECK_FALSE(page.bench.screen.tap("question.undo"));
    CHECK(page.actions.empty());
}

TEST_CASE("Question: the outline beside it leads to its sections", "[ui]") {
    Page page{AnswerSample::select_one, Sample::full};
    page.bench.tap("outline.3");
    CHECK(page.only<model::OpenSection>().index == 2);
}

TEST_CASE("Question: another question starts at its top", "[ui]") {
    Page page{AnswerSample::select_multiple, Sample::full};
    page.bench.screen.resize({960, 600});
    page.bench.screen.settle();
    page.bench.screen.swipe({300, 450}, {300, 150});
    page.state = gallery::question(page.bench.words, AnswerSample::select_one, Sample::full);
    page.bench.screen.settle();
    const kit::Item* const first = page.bench.find("question.urgency.now");
    REQUIRE(first != nullptr);
    CHECK(first->rect.y > 150);
    CHECK(first->rect.y < 350);
}

TEST_CASE("Question: a photo is taken by its box, and taken away only after asking", "[ui]") {
    Page page{AnswerSample::photo, Sample::full};
    page.bench.tap("question.photo.photo");
    CHECK(page.only<model::TakePhoto>().field == "photo");
    page.actions.clear();
    page.bench.tap("question.photo.remove");
    page.bench.tap("photo.keep");
    CHECK(page.actions.empty());
    page.bench.tap("question.photo.remove");
    page.bench.tap("photo.act");
    CHECK(page.only<model::RemovePhoto>().field == "photo");
}

TEST_CASE("Question: while a photo is being written no second one is taken", "[ui]") {
    Page page{AnswerSample::photo};
    std::get<model::PhotoAnswer>(page.state.fields[0].answer).camera = model::CameraState::working;
    CHECK_FALSE(page.bench.screen.tap("question.photo.photo"));
}

TEST_CASE("Question: a place is accepted by a tap, and not before it is measured", "[ui]") {
    Page searching{AnswerSample::location};
    CHECK_FALSE(searching.bench.screen.tap("question.place.accept"));
    Page measured{AnswerSample::location, Sample::full};
    measured.bench.tap("question.place.accept");
    CHECK(measured.only<model::AcceptLocation>().field == "place");
}

TEST_CASE("Question: a signature is drawn, mended stroke by stroke, and kept", "[ui]") {
    Page page{AnswerSample::signature};
    CHECK_FALSE(page.bench.screen.tap("question.signature.keep"));
    const kit::Rect paper = page.bench.find("question.signature.paper")->rect;
    page.bench.screen.swipe({paper.x + 60, paper.center().y}, {paper.x + 260, paper.center().y - 40});
    const model::Stroke stroke = page.only<model::AddStroke>().stroke;
    CHECK(stroke.size() > 5);
    page.actions.clear();
    std::get<model::SignatureAnswer>(page.state.fields[0].answer).strokes = {stroke};
    page.bench.tap("question.signature.undo");
    page.only<model::UndoStroke>();
    page.actions.clear();
    page.bench.tap("question.signature.clear");
    CHECK(page.actions.empty());
    page.bench.tap("signature.act");
    page.only<model::ClearSignature>();
    page.actions.clear();
    page.bench.tap("question.signature.keep");
    page.only<model::KeepSignature>();
}

TEST_CASE("Question: a known row goes only with a reason, a new one after asking", "[ui]") {
    Page page{AnswerSample::members, Sample::full};
    page.bench.tap("question.row.member[1].remove");
    page.bench.tap("rows.keep");
    CHECK(page.actions.empty());
    page.bench.tap("question.row.member[1].remove");
    page.bench.tap("rows.reason.moved");
    CHECK(page.only<model::RemoveRow>().reason == model::RowReason::moved);
    page.actions.clear();
    page.bench.tap("question.row.member[2].remove");
    page.bench.tap("rows.act");
    CHECK(page.only<model::RemoveRow>().reason == model::RowReason::none);
    page.actions.clear();
    page.bench.tap("question.row.member[2]");
    CHECK(page.only<model::OpenRow>().row == "member[2]");
    page.actions.clear();
    page.bench.tap("question.member.add");
    CHECK(page.only<model::AddRow>().repeat == "member");
}

TEST_CASE("Question: the choices of a long list are searched by letters", "[ui]") {
    Page page{AnswerSample::village, Sample::empty};
    page.bench.tap("pad.s");
    CHECK(page.only<model::SearchChoices>().text == "s");
    page.actions.clear();
    page.bench.tap("question.village.2500");
    CHECK(page.only<model::ChooseOne>().value == "2500");
}

TEST_CASE("Question: a small number goes up and down within its limits", "[ui]") {
    Page page{AnswerSample::stepped};
    CHECK_FALSE(page.bench.screen.tap("question.people.less"));
    page.bench.tap("question.people.more");
    CHECK(page.only<model::EnterNumber>().text == "1");
    page.answer_number("99");
    CHECK_FALSE(page.bench.screen.tap("question.people.more"));
    page.bench.tap("question.people.less");
    CHECK(page.only<model::EnterNumber>().text == "98");
}

TEST_CASE("Question: the form's other language is one tap away", "[ui]") {
    Page page{AnswerSample::select_one};
    page.bench.tap("question.language");
    CHECK(page.only<model::SetFormLanguage>().tag == "en");
}

TEST_CASE("Question: on a narrow screen the outline is a page of its own and leads back", "[ui]") {
    Page page{AnswerSample::select_one};
    page.bench.screen.resize({600, 960});
    page.bench.tap("question.outline");
    CHECK(page.bench.find("question.next") == nullptr);
    page.bench.tap("back");
    CHECK(page.actions.empty());
    page.bench.tap("question.outline");
    page.bench.tap("outline.3");
    CHECK(page.only<model::OpenSection>().index == 2);
    CHECK(page.bench.find("question.next") != nullptr);
}

namespace {

// A question whose answer leads on, on a page that takes what is answered.
struct LeadingPage {
    Bench bench;
    model::QuestionState state;
    int turns = 0;
    double answered_at = 0;
    double turned_at = 0;

    LeadingPage() : state{gallery::question(bench.words, AnswerSample::select_one, Sample::empty)} {
        state.fields.front().leads_on = true;
        state.fields.front().no_answer_offered = {model::NoAnswer::unknown};
        state.has_undo = true;
        bench.screen.show([this](kit::Kit& kit) { draw(kit); });
        bench.screen.settle();
    }

    void draw(kit::Kit& kit) {
        model::QuestionActions actions;
        screens::draw(state, kit, actions);
        for (const model::QuestionAction& action : actions.all()) {
            if (const auto* const chosen = std::get_if<model::ChooseOne>(&action)) {
                choose(chosen->value);
                answered_at = kit.seconds();
            } else if (std::holds_alternative<model::NextPage>(action)) {
                ++turns;
                turned_at = kit.seconds();
            }
        }
    }
    void choose(std::string_view value) {
        for (model::Choice& choice : std::get<model::SelectOne>(state.fields.front().answer).choices) {
            choice.selected = choice.value == value;
        }
    }
    // A tap that takes no longer than a finger, and nothing waited for.
    void tap_quickly(std::string_view id) {
        const kit::Item* const item = bench.find(id);
        REQUIRE(item != nullptr);
        const kit::Point at = item->rect.center();
        bench.screen.kit().pointer_pressed(at, bench.screen.kit().seconds());
        bench.screen.step();
        bench.screen.kit().pointer_released(at, bench.screen.kit().seconds());
        for (int i = 0; i < 6; ++i) {
            bench.screen.step();
        }
    }
};

}  // namespace

TEST_CASE("Question: an answer that leads on stands for a moment, and then the page turns once", "[ui]") {
    LeadingPage page;
    page.bench.tap("question.urgency.week");
    CHECK(page.turns == 1);
    CHECK(page.turned_at - page.answered_at > 0.39);
    CHECK(page.turned_at - page.answered_at < 0.5);
    page.bench.screen.idle(10);
    CHECK(page.turns == 1);
}

TEST_CASE("Question: a finger that trembles, or that finds a better answer, meets the same page", "[ui]") {
    LeadingPage page;
    page.tap_quickly("question.urgency.week");
    page.tap_quickly("question.urgency.week");
    CHECK(page.turns == 0);
    page.tap_quickly("question.urgency.routine");
    CHECK(page.turns == 0);
    page.bench.screen.idle(1);
    CHECK(page.turns == 1);
    const auto& choices = std::get<model::SelectOne>(page.state.fields.front().answer).choices;
    CHECK(std::ranges::find(choices, std::string{"routine"}, &model::Choice::value)->selected);
}

TEST_CASE("Question: a second tap that comes after the page has turned answers nothing that nobody has read", "[ui]") {
    LeadingPage page;
    page.bench.screen.show([&page](kit::Kit& kit) {
        const int before = page.turns;
        page.draw(kit);
        if (page.turns > before) {  // the next question looks the same
            page.state.fields.front().name = "safe_tonight";
            page.choose({});
        }
    });
    const auto is_answered = [&page] {
        const auto& choices = std::get<model::SelectOne>(page.state.fields.front().answer).choices;
        return std::ranges::any_of(choices, &model::Choice::selected);
    };
    page.tap_quickly("question.urgency.week");
    while (page.turns == 0) {
        page.bench.screen.step();
    }
    page.bench.screen.step();
    page.tap_quickly("question.safe_tonight.week");
    CHECK_FALSE(is_answered());
    page.bench.screen.idle(1);
    CHECK(page.turns == 1);
    page.tap_quickly("question.safe_tonight.week");
    CHECK(is_answered());
}

TEST_CASE("Question: whatever else is tapped meanwhile keeps the page", "[ui]") {
    const std::string other = GENERATE("question.previous", "question.undo", "question.urgency.no_answer");
    LeadingPage page;
    page.state.has_previous = true;
    page.tap_quickly("question.urgency.week");
    page.tap_quickly(other);
    page.bench.screen.settle();
    page.bench.screen.idle(2);
    CHECK(page.turns == 0);
}

TEST_CASE("Question: in a group no answer leads on by itself", "[ui]") {
    LeadingPage page;
    page.state.fields.push_back(gallery::question(page.bench.words, AnswerSample::text, Sample::empty).fields.front());
    page.bench.tap("question.urgency.week");
    page.bench.screen.idle(2);
    CHECK(page.turns == 0);
}

TEST_CASE("Question: going on says that it keeps what is being signed", "[ui]") {
    Page page{AnswerSample::signature, Sample::full};
    page.state.is_being_signed = true;
    page.bench.screen.step();
    CHECK(page.bench.find("question.next")->label == page.bench.words.tr("question.signed").view());
    page.bench.tap("question.next");
    CHECK((std::holds_alternative<model::NextPage>(page.actions.all().front()) ||
           std::holds_alternative<model::OpenReview>(page.actions.all().front())));
}
