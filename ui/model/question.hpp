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

// Offered where the list is too long to look through: `choices` holds what the text found.
struct ChoiceSearch {
    std::string text;       // by initials, pinyin or the words themselves; empty finds all
    std::size_t total = 0;  // choices there are
};

struct SelectOne {
    std::vector<Choice> choices;
    std::optional<ChoiceSearch> search{};
};
struct SelectMultiple {
    std::vector<Choice> choices;
    std::optional<ChoiceSearch> search{};
};

enum class TextShape : std::uint8_t { line, paragraph };
struct TextAnswer {
    std::string value;
    TextShape shape = TextShape::line;
    std::size_t limit = 1000;  // characters
};

// digits: codes; phone: digits in groups; identity: X allowed; stepped: a small whole number with - and +
enum class NumberShape : std::uint8_t { integer, decimal, money, digits, phone, identity, stepped };
struct NumberAnswer {
    std::string value;  // as the form keeps it: ASCII digits, '.', '-'; empty when unanswered
    NumberShape shape = NumberShape::integer;
    std::size_t limit = 18;  // characters
    std::string unit;        // shown after the value; may be empty
    int least = 0;           // of a stepped one
    int most = 99;
};

struct DateAnswer {
    std::optional<std::chrono::year_month_day> value;
};

// A day and a time of it.
struct MomentAnswer {
    std::optional<Moment> value;
};

// A sentence to read, without an answer.
struct NoteOnly {};

// A coarse picture to tell photos apart, row by row.
struct PictureCells {
    int columns = 0;
    int rows = 0;
    std::vector<std::uint32_t> rgb;  // 0xRRGGBB, columns x rows
};
enum class CameraState : std::uint8_t { ready, working, failed, absent };
struct PhotoAnswer {
    std::string file;  // empty: not taken
    std::string fact;  // "10:42, 248 KB"; once it is written and read back
    PictureCells preview;
    CameraState camera = CameraState::ready;
    std::string failure;  // why the last one did not work, for people
};

enum class LocationState : std::uint8_t { off, searching, measured, denied, absent };
struct LocationAnswer {
    std::string value;  // in words, as it was accepted; empty: not accepted
    LocationState state = LocationState::off;
    std::optional<int> metres;  // of error, of what is measured now
    bool is_good = false;       // good enough by the form's own limit
};

struct PaperPoint {
    float x = 0;  // 0 to 1,000 across the paper
    float y = 0;  // 0 to 400 down
};
using Stroke = std::vector<PaperPoint>;
struct SignatureAnswer {
    std::string signer;  // printed under the line; may be empty
    std::vector<Stroke> strokes;
    bool is_kept = false;  // as the answer; drawing on takes it back
};

struct RepeatRow {
    FieldName name;         // "member[2]"
    std::string title;      // what it is about, "2" where nothing is known yet
    std::string detail;     // how many of its questions are answered
    bool is_known = false;  // stood for a known person when the form was opened: removing it needs a reason
};
struct RepeatAnswer {
    std::vector<RepeatRow> rows;
    std::string row_name;  // what one row is called: "member"
    bool can_add = false;
    bool can_remove = false;
};

using Answer = std::variant<SelectOne, SelectMultiple, TextAnswer, NumberAnswer, DateAnswer, MomentAnswer, NoteOnly,
                            PhotoAnswer, LocationAnswer, SignatureAnswer, RepeatAnswer>;

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
    std::string hint;      // may be empty
    std::string guidance;  // more to read for whoever asks, shown on demand; may be empty
    Requirement requirement = Requirement::optional;
    Access access = Access::editable;
    bool leads_on = false;  // the form goes on by itself once a choice is made
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

struct FormLanguage {
    std::string tag;
    std::string name;  // in itself
};

struct QuestionState {
    std::string form_title;
    std::string subject;        // whom it is about, as far as known; may be empty
    std::string section_title;  // may be empty
    SyncBadge badge;
    int number = 1;       // of the page's first question among the relevant ones
    int last_number = 1;  // of its last one
    int total = 1;
    SaveState save = SaveState::nothing_yet;
    std::optional<Moment> saved_at;
    std::vector<SectionRow> sections;     // the outline; shown where there is room
    std::vector<QuestionField> fields;    // one, or a tight group
    FieldName shown_first;                // where on the page to begin; empty: at its top
    int opening = 0;                      // counts: with a new number the page begins there
    std::optional<Notice> notice;         // e.g. the disk is full: the answer is not saved
    std::vector<FormLanguage> languages;  // of the form; one or none: there is nothing to switch
    std::string language;                 // the tag of the one that is shown
    bool has_previous = false;
    bool has_undo = false;
    bool is_last = false;           // "next" leads to the review
    bool is_being_signed = false;   // a signature on the page is drawn and not kept: going on keeps it
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
struct EnterMoment {
    FieldName field;
    Moment moment;
};
struct ClearAnswer {
    FieldName field;
};
struct SetNoAnswer {
    FieldName field;
    NoAnswer reason;
};
// What the choices are searched by, from now on.
struct SearchChoices {
    FieldName field;
    std::string text;
};
struct TakePhoto {
    FieldName field;
};
// Confirmed; the file goes when the draft is finished, until then undo brings it back.
struct RemovePhoto {
    FieldName field;
};
// The place as it is measured now becomes the answer.
struct AcceptLocation {
    FieldName field;
};
struct AddStroke {
    FieldName field;
    Stroke stroke;
};
struct UndoStroke {
    FieldName field;
};
// Confirmed.
struct ClearSignature {
    FieldName field;
};
struct KeepSignature {
    FieldName field;
};
struct AddRow {
    FieldName repeat;
};
struct OpenRow {
    FieldName row;
};
// Why a row that stood for somebody known is taken out; `none` for one that was added here.
enum class RowReason : std::uint8_t { none, moved, died, mistake };
struct RemoveRow {
    FieldName row;
    RowReason reason = RowReason::none;
};
struct SetFormLanguage {
    std::string tag;
};
// Going on keeps what is signed on the page.
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
    std::variant<ChooseOne, ToggleChoice, EnterText, EnterNumber, EnterDate, EnterMoment, ClearAnswer, SetNoAnswer,
                 SearchChoices, TakePhoto, RemovePhoto, AcceptLocation, AddStroke, UndoStroke, ClearSignature,
                 KeepSignature, AddRow, OpenRow, RemoveRow, SetFormLanguage, NextPage, PreviousPage, UndoAnswer,
                 OpenSection, OpenReview, LeaveForm, DiscardDraft, OpenSync>;
using QuestionActions = ActionList<QuestionAction>;

}  // namespace daohu::model
