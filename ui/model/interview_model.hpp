// SPDX-License-Identifier: Apache-2.0
#pragma once

// The question and review screens of one interview: their states, and what their actions do. Holds no rule of its own:
// relevance, requirements and problems are the form's. UI thread; the interview outlives it.

#include "core/casework/interview.hpp"
#include "ui/model/question.hpp"
#include "ui/model/review.hpp"
#include "ui/text/words.hpp"

namespace daohu::model {

// Where an action leads.
enum class InterviewStep : std::uint8_t { stay, leave, open_sync, discard };

class InterviewModel {
public:
    enum class Page : std::uint8_t { question, review };

    // Begins at the first question without an answer.
    InterviewModel(casework::Interview& interview, Words& words);

    [[nodiscard]] Page page() const { return m_page; }
    [[nodiscard]] QuestionState question(const SyncBadge& badge);
    [[nodiscard]] ReviewState review(const SyncBadge& badge);

    // An error means that the answer stands on the screen and is not on the disk; the notice of the next state says so.
    Result<InterviewStep> apply(const QuestionAction& action);
    // FinishForm is for the owner of the workspace: it stays here.
    Result<InterviewStep> apply(const ReviewAction& action);

    // Why finishing failed, for people; the draft is still there.
    void set_failure(std::string sentence) { m_failure = std::move(sentence); }
    void show_review() { m_page = Page::review; }

private:
    [[nodiscard]] form::Session& session() const { return m_interview->session(); }
    [[nodiscard]] std::vector<form::FormPlace> places();
    [[nodiscard]] FieldName name_of(form::FormPlace place) const;
    [[nodiscard]] form::FormPlace place_named(const FieldName& name);
    [[nodiscard]] QuestionField field_of(form::FormPlace place);
    [[nodiscard]] Answer answer_of(const form::QuestionView& view);
    [[nodiscard]] std::string section_title(form::FormPlace place);
    [[nodiscard]] std::string sentence_of(const form::Problem& problem);
    [[nodiscard]] std::vector<SectionRow> section_rows();
    [[nodiscard]] std::optional<Moment> saved_at() const;
    void keep_on_a_question();
    Result<void> set_answer(const FieldName& field, std::string_view value);
    Result<void> toggle(const ToggleChoice& action);

    casework::Interview* m_interview;
    Words* m_words;
    form::FormPlace m_place;
    Page m_page = Page::question;
    bool m_came_from_review = false;
    std::string m_failure;
};

}  // namespace daohu::model
