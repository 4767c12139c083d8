// SPDX-License-Identifier: Apache-2.0
#pragma once

// Check and finish: everything that keeps a draft from becoming a record, and the button that makes it one. UI thread.

#include "ui/model/question.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class FindingKind : std::uint8_t { missing, invalid, please_check };

struct Finding {
    FindingKind kind = FindingKind::missing;
    FieldName field;
    int number = 0;  // of the question, as on its page
    std::string section;
    std::string question;    // its label
    std::string sentence;    // what is wrong, from the form; may be empty when merely missing
    bool confirmed = false;  // a `please_check` the person ticked
};

struct AnswerLine {
    FieldName field;
    std::string question;
    std::string answer;  // in words, as chosen; empty when unanswered
};
struct AnswerSection {
    std::string title;
    std::vector<AnswerLine> lines;
};

// What somebody else is told once the form is finished.
struct OutgoingFact {
    std::string label;
    std::string value;
};
struct OutgoingFacts {
    std::string title;
    std::vector<OutgoingFact> facts;
    std::string remark;  // what limits them; may be empty
};

enum class FinishState : std::uint8_t { ready, working, failed };

struct ReviewState {
    std::string form_title;
    std::string subject;
    SyncBadge badge;
    std::optional<Moment> saved_at;
    std::vector<Finding> findings;       // errors first, then what to check, each by section
    std::vector<AnswerSection> answers;  // all of them, to read through once more
    std::optional<OutgoingFacts> outgoing;
    bool can_finish = false;  // no missing, no invalid, every `please_check` confirmed
    FinishState finish = FinishState::ready;
    std::string failure;  // why finishing failed, for people; the draft is still there
};

struct JumpToQuestion {
    FieldName field;
};
struct ConfirmFinding {
    FieldName field;
    bool confirmed;
};
struct FinishForm {};
// Back to the last page.
struct LeaveReview {};

using ReviewAction = std::variant<JumpToQuestion, ConfirmFinding, FinishForm, LeaveReview, DiscardDraft, OpenSync>;
using ReviewActions = ActionList<ReviewAction>;

}  // namespace daohu::model
