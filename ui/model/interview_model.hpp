// SPDX-License-Identifier: Apache-2.0
#pragma once

// The question and review screens of one interview: their states, and what their actions do. Holds no rule of its own:
// relevance, requirements and problems are the form's. UI thread; the interview outlives it.

#include "core/casework/interview.hpp"
#include "ui/model/outline_sections.hpp"
#include "ui/model/question.hpp"
#include "ui/model/review.hpp"
#include "ui/text/words.hpp"

#include <map>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace daohu::model {

// Where an action leads.
enum class InterviewStep : std::uint8_t { stay, leave, open_sync, discard };

// What an act needs from the tablet itself. The composition carries it out and answers with attach() or set_place().
using DeviceRequest = std::variant<TakePhoto, AcceptLocation, KeepSignature>;

class InterviewModel {
public:
    enum class Page : std::uint8_t { question, review };

    // Begins at the first question without an answer; where the form has changed under the draft, at a question in any
    // case, where that is said.
    InterviewModel(casework::Interview& interview, Words& words);

    [[nodiscard]] Page page() const { return m_page; }
    // Where the person is.
    struct Spot {
        Page page = Page::question;
        form::FormPlace place;

        friend bool operator==(const Spot&, const Spot&) = default;
    };
    [[nodiscard]] Spot spot() const { return {m_page, m_place}; }
    // How many questions and lists stand before it; nothing on the review.
    [[nodiscard]] std::optional<std::size_t> open_question();
    // To the one that so many stand before; where there is none, or the form has changed under the draft, nothing happens.
    void go_back_to(std::size_t question);
    [[nodiscard]] QuestionState question(const SyncBadge& badge);
    [[nodiscard]] ReviewState review(const SyncBadge& badge);

    // An error means that the answer stands on the screen and is not on the disk; the notice of the next state says so.
    Result<InterviewStep> apply(const QuestionAction& action);
    // FinishForm is for the owner of the workspace: it stays here.
    Result<InterviewStep> apply(const ReviewAction& action);

    // Whoever holds the tablet, as a signature names him; empty where nobody knows.
    void set_worker(std::string name) { m_worker = std::move(name); }
    // Why finishing failed, for people; the draft is still there.
    void set_failure(std::string sentence) { m_failure = std::move(sentence); }

    // Once after each act that asked for it. The draft is saved by then.
    [[nodiscard]] std::optional<DeviceRequest> take_device_request() { return std::exchange(m_request, std::nullopt); }
    // What is on the paper of a signature that is to be kept.
    [[nodiscard]] std::span<const Stroke> paper(const FieldName& field) const;
    // The file is written and read back: its name becomes the answer. Where the page is being left, it is left then.
    Result<void> attach(const FieldName& field, std::string_view file);
    // "latitude longitude altitude accuracy".
    Result<void> set_place(const FieldName& field, std::string_view geopoint);
    // What the tablet measures now: state and metres; shown by questions that ask for a place.
    void show_location(LocationState state, std::optional<int> metres) {
        m_location.state = state;
        m_location.metres = metres;
    }

private:
    enum class Way : std::uint8_t { next_page, review };
    // What stands at a question.
    struct Said {
        std::string value;
        form::AnswerState state = form::AnswerState::none;

        friend bool operator==(const Said&, const Said&) = default;
    };

    [[nodiscard]] form::Session& session() const { return m_interview->session(); }
    [[nodiscard]] FormPages pages();
    void number_page(QuestionState& state, const FormPages& all, FormPages::const_iterator here);
    void fill_page(QuestionState& state, const FormPage& page);
    [[nodiscard]] std::vector<form::FormPlace> places();
    // Goes on, once every signature drawn on this page is kept.
    Result<InterviewStep> leave_page(Way way);
    // The first page in the outline at or behind that item.
    void open_at(form::FormPlace item);
    [[nodiscard]] bool is_being_signed(form::FormPlace place) const;
    [[nodiscard]] FieldName name_of(form::FormPlace place) const;
    [[nodiscard]] form::FormPlace place_named(const FieldName& name);
    [[nodiscard]] Result<form::FormPlace> row_named(const FieldName& name);
    [[nodiscard]] QuestionField field_of(form::FormPlace place);
    [[nodiscard]] FieldName name_of_node(form::NodeId node) const;
    [[nodiscard]] bool is_repeat(form::FormPlace place) const;
    [[nodiscard]] Answer answer_of(const form::QuestionView& view);
    [[nodiscard]] Answer choices_of(const form::QuestionView& view);
    [[nodiscard]] Answer upload_answer(const form::QuestionView& view);
    [[nodiscard]] Answer location_answer(const form::QuestionView& view);
    [[nodiscard]] RepeatAnswer repeat_answer(form::FormPlace place);
    [[nodiscard]] std::string name_of_language(const std::string& tag);
    [[nodiscard]] std::string section_title(form::FormPlace place);
    [[nodiscard]] std::string sentence_of(const form::Problem& problem);
    [[nodiscard]] std::vector<SectionRow> section_rows();
    [[nodiscard]] std::optional<Moment> saved_at() const;
    [[nodiscard]] std::optional<Notice> notice();
    void keep_on_a_question();
    // Takes back the last act, and shows where: the page may have turned since.
    Result<void> undo();
    [[nodiscard]] std::vector<std::pair<form::FormPlace, Said>> said();
    Result<void> set_answer(const FieldName& field, std::string_view value);
    Result<void> toggle(const ToggleChoice& action);

    casework::Interview* m_interview;
    Words* m_words;
    form::FormPlace m_place;
    Page m_page = Page::question;
    int m_openings = 1;
    bool m_came_from_review = false;
    std::string m_failure;
    std::string m_worker;
    SearchChoices m_search;                             // what the choices of one question are searched by
    std::map<FieldName, std::vector<Stroke>> m_papers;  // what is drawn, by question
    std::optional<Way> m_leaving;                       // which way, once what is signed is kept
    LocationAnswer m_location;
    std::optional<DeviceRequest> m_request;
};

// Why there is no answer; empty where there may be one.
[[nodiscard]] std::optional<NoAnswer> no_answer_of_state(form::AnswerState state);
// The answer to a question for a time; nothing where there is none.
[[nodiscard]] std::optional<Moment> time_of(const form::QuestionView& view);

}  // namespace daohu::model
