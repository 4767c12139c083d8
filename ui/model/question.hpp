// SPDX-License-Identifier: Apache-2.0
#pragma once

// One page of a form: one question, or a tight group of them. UI thread.
//
// The composition fills this from the form session. Every text here is the form's own, already in the person's
// language; the words of the screen itself come from the catalogue. Answers travel back as actions; the session
// decides what they mean and the next state shows it.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

// The question's stable name in its form, used in semantic ids: "hardship", "member[2].name".
using FieldName = std::string;

struct Choice {
    std::string value;  // the form's code, "fire"
    std::string label;
    bool selected = false;
};

struct SelectOne {
    std::vector<Choice> choices;
};
struct SelectMultiple {
    std::vector<Choice> choices;
};

enum class TextShape : std::uint8_t { line, paragraph };
struct TextAnswer {
    std::string value;
    TextShape shape = TextShape::line;
    std::size_t limit = 1000;  // characters
};

enum class NumberShape : std::uint8_t { integer, decimal, digits, identity };  // digits: phone; identity: X allowed
struct NumberAnswer {
    std::string value;  // as the form keeps it: ASCII digits, '.', '-'; empty when unanswered
    NumberShape shape = NumberShape::integer;
    std::size_t limit = 18;  // characters
    std::string unit;        // shown after the value; may be empty
};

struct DateAnswer {
    std::optional<std::chrono::year_month_day> value;
};

// A sentence to read, without an answer.
struct NoteOnly {};

using Answer = std::variant<SelectOne, SelectMultiple, TextAnswer, NumberAnswer, DateAnswer, NoteOnly>;

// Why there is no answer, where there is none on purpose.
enum class NoAnswer : std::uint8_t { unknown, refused, not_asked };

enum class ProblemKind : std::uint8_t { error, warning };
struct FieldProblem {
    ProblemKind kind = ProblemKind::error;
    std::string text;
};

enum class Requirement : std::uint8_t { optional, required };
enum class Access : std::uint8_t { editable, read_only };

struct QuestionField {
    FieldName name;
    std::string label;
    std::string hint;  // may be empty
    Requirement requirement = Requirement::optional;
    Access access = Access::editable;
    Answer answer;
    std::vector<NoAnswer> no_answer_offered;  // empty: the question has no such button
    std::optional<NoAnswer> no_answer;        // the one that is set
    std::optional<FieldProblem> problem;
};

enum class SectionState : std::uint8_t { untouched, current, done, problem };
struct SectionRow {
    std::string title;
    SectionState state = SectionState::untouched;
    int answered = 0;
    int questions = 0;  // relevant ones
    int problems = 0;
};

enum class SaveState : std::uint8_t { nothing_yet, saved, failed };

struct QuestionState {
    std::string form_title;
    std::string subject;        // whom it is about, as far as known; may be empty
    std::string section_title;  // may be empty
    SyncBadge badge;
    int number = 1;  // of the page's first question among the relevant ones
    int total = 1;
    SaveState save = SaveState::nothing_yet;
    std::optional<Moment> saved_at;
    std::vector<SectionRow> sections;   // the outline; shown where there is room
    std::vector<QuestionField> fields;  // one, or a tight group
    std::optional<Notice> notice;       // e.g. the disk is full: the answer is not saved
    bool has_previous = false;
    bool has_undo = false;
    bool is_last = false;           // "next" leads to the review
    bool came_from_review = false;  // offers the way back to it
};

struct ChooseOne {
    FieldName field;
    std::string value;
};
// The choice was switched on or off; the session keeps the others.
struct ToggleChoice {
    FieldName field;
    std::string value;
    bool selected;
};
struct EnterText {
    FieldName field;
    std::string text;
};
// Digits as typed on the keypad, one action a key.
struct EnterNumber {
    FieldName field;
    std::string text;
};
struct EnterDate {
    FieldName field;
    std::chrono::year_month_day date;
};
struct ClearAnswer {
    FieldName field;
};
struct SetNoAnswer {
    FieldName field;
    NoAnswer reason;
};
struct NextPage {};
struct PreviousPage {};
struct UndoAnswer {};
struct OpenSection {
    std::size_t index;
};
struct OpenReview {};
// Back to where the form was opened from; the draft stays.
struct LeaveForm {};
// Confirmed by the person in a dialog; undoable for ten seconds.
struct DiscardDraft {};

using QuestionAction =
    std::variant<ChooseOne, ToggleChoice, EnterText, EnterNumber, EnterDate, ClearAnswer, SetNoAnswer, NextPage,
                 PreviousPage, UndoAnswer, OpenSection, OpenReview, LeaveForm, DiscardDraft, OpenSync>;
using QuestionActions = ActionList<QuestionAction>;

}  // namespace daohu::model
