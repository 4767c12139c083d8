// SPDX-License-Identifier: Apache-2.0
// What the actions of the question and review screens do to the interview.
#include "core/base/beijing_time.hpp"
#include "core/base/date.hpp"
#include "core/policy/moment.hpp"
#include "ui/model/interview_model.hpp"
#include "ui/model/outline_sections.hpp"
#include "ui/model/token_list.hpp"

#include <algorithm>

namespace daohu::model {

namespace {

using form::FormPlace;

form::AnswerState state_for(NoAnswer reason) {
    switch (reason) {
        case NoAnswer::unknown: return form::AnswerState::unknown;
        case NoAnswer::refused: return form::AnswerState::refused;
        case NoAnswer::not_asked: break;
    }
    return form::AnswerState::not_asked;
}

form::RemovalReason reason_for(RowReason reason) {
    switch (reason) {
        case RowReason::none: return form::RemovalReason::none;
        case RowReason::moved: return form::RemovalReason::moved;
        case RowReason::died: return form::RemovalReason::died;
        case RowReason::mistake: return form::RemovalReason::mistake;
    }
    return form::RemovalReason::none;
}

// As a form spells a time, in Beijing.
std::string spelling_of(const Moment& moment) {
    const auto day = std::chrono::sys_days{moment.date};
    const auto local = std::chrono::hours{moment.hour} + std::chrono::minutes{moment.minute};
    return policy::to_text(WallTime{day + local} - kBeijingOffset);
}

}  // namespace

Result<FormPlace> InterviewModel::row_named(const FieldName& name) {
    for (const form::OutlineItem& item : session().outline()) {
        if (item.kind == form::ItemKind::row && name_of_node(item.place.node) == name) {
            return item.place;
        }
    }
    return fail(ErrorCode::form_no_such_node, name);
}

std::span<const Stroke> InterviewModel::paper(const FieldName& field) const {
    const auto drawn = m_papers.find(field);
    return drawn == m_papers.end() ? std::span<const Stroke>{} : drawn->second;
}

Result<void> InterviewModel::attach(const FieldName& field, std::string_view file) {
    TRY(set_answer(field, file));
    if (m_leaving) {
        TRY(leave_page(*m_leaving));
    }
    return {};
}

Result<InterviewStep> InterviewModel::leave_page(Way way) {
    m_leaving.reset();
    const FormPages all = pages();
    const auto here = page_with(all, m_place);
    const FormPage page = here == all.end() ? FormPage{} : *here;
    const auto drawn = std::ranges::find_if(page, [this](FormPlace place) { return is_being_signed(place); });
    if (drawn != page.end()) {
        m_leaving = way;
        m_request = KeepSignature{name_of(*drawn)};
    } else if (way == Way::review || here == all.end() || here + 1 == all.end()) {
        m_page = Page::review;
    } else {
        m_place = (here + 1)->front();
    }
    return InterviewStep::stay;
}

void InterviewModel::open_at(FormPlace item) {
    const auto outline = session().outline();
    const FormPages all = pages_of(outline, session().definition());
    const auto first = std::ranges::find(outline, item, &form::OutlineItem::place);
    const auto shown = std::find_if(first, outline.end(), [&](const form::OutlineItem& candidate) {
        return page_with(all, candidate.place) != all.end();
    });
    if (shown != outline.end()) {
        m_place = shown->place;
        ++m_openings;
    }
}

Result<void> InterviewModel::set_place(const FieldName& field, std::string_view geopoint) {
    return set_answer(field, geopoint);
}

Result<void> InterviewModel::set_answer(const FieldName& field, std::string_view value) {
    const FormPlace place = place_named(field);
    if (place.node == form::NodeId::none) {
        return fail(ErrorCode::form_no_such_node, field);
    }
    return m_interview->answer(place.node, value);
}

// The answer of a select-many keeps the order of the choices, so that equal answers are equal texts.
Result<void> InterviewModel::toggle(const ToggleChoice& action) {
    const FormPlace place = place_named(action.field);
    if (place.node == form::NodeId::none) {
        return fail(ErrorCode::form_no_such_node, action.field);
    }
    const std::string before{session().value(place.node)};
    const auto chosen = tokens_of(before);
    std::string after;
    for (const form::Choice& choice : TRY(session().choices(place))) {
        const bool was = std::ranges::find(chosen, std::string_view{choice.value}) != chosen.end();
        if (choice.value == action.value ? action.selected : was) {
            after += after.empty() ? choice.value : " " + choice.value;
        }
    }
    return m_interview->answer(place.node, after);
}

std::vector<std::pair<FormPlace, InterviewModel::Said>> InterviewModel::said() {
    std::vector<std::pair<FormPlace, Said>> said;
    for (const FormPlace place : places()) {
        if (!is_repeat(place)) {
            const form::QuestionView view = session().question(place);
            said.emplace_back(place, Said{std::string{view.value}, view.state});
        }
    }
    return said;
}

Result<void> InterviewModel::undo() {
    const auto before = said();
    TRY(m_interview->undo());
    std::vector<FormPlace> changed;
    for (const auto& [place, now] : said()) {
        const auto was = std::ranges::find(before, place, &std::pair<FormPlace, Said>::first);
        if (was != before.end() && was->second != now) {
            changed.push_back(place);
        }
    }
    const FormPages all = pages();
    const auto here = page_with(all, m_place);
    const bool is_here = here != all.end() && std::ranges::any_of(*here, [&](FormPlace place) {
                             return std::ranges::find(changed, place) != changed.end();
                         });
    if (!is_here && !changed.empty()) {
        m_place = changed.front();
        ++m_openings;
    }
    return {};
}

Result<InterviewStep> InterviewModel::apply(const QuestionAction& action) {
    struct Visitor {
        InterviewModel& model;

        Result<InterviewStep> stay(Result<void> done) {
            TRY(std::move(done));
            return InterviewStep::stay;
        }
        Result<InterviewStep> open_at(FormPlace item) {
            model.open_at(item);
            return InterviewStep::stay;
        }

        Result<InterviewStep> ask(DeviceRequest request) {
            model.m_request = std::move(request);
            return InterviewStep::stay;
        }
        // What was signed is no longer what stands on the paper.
        Result<InterviewStep> take_back_signature(const FieldName& field) {
            const FormPlace place = model.place_named(field);
            if (place.node == form::NodeId::none || model.session().value(place.node).empty()) {
                return InterviewStep::stay;
            }
            return stay(model.set_answer(field, ""));
        }

        Result<InterviewStep> operator()(const ChooseOne& act) { return stay(model.set_answer(act.field, act.value)); }
        Result<InterviewStep> operator()(const ToggleChoice& act) { return stay(model.toggle(act)); }
        Result<InterviewStep> operator()(const EnterText& act) { return stay(model.set_answer(act.field, act.text)); }
        Result<InterviewStep> operator()(const EnterNumber& act) { return stay(model.set_answer(act.field, act.text)); }
        Result<InterviewStep> operator()(const EnterDate& act) {
            const Date date = TRY(Date::of(static_cast<int>(act.date.year()), static_cast<unsigned>(act.date.month()),
                                           static_cast<unsigned>(act.date.day())));
            return stay(model.set_answer(act.field, date.to_string()));
        }
        Result<InterviewStep> operator()(const EnterMoment& act) {
            return stay(model.set_answer(act.field, spelling_of(act.moment)));
        }
        Result<InterviewStep> operator()(const ClearAnswer& act) { return stay(model.set_answer(act.field, "")); }
        Result<InterviewStep> operator()(const SetNoAnswer& act) {
            const FormPlace place = model.place_named(act.field);
            return stay(model.m_interview->set_state(place.node, state_for(act.reason)));
        }
        Result<InterviewStep> operator()(const SearchChoices& act) {
            model.m_search = {act.field, act.text};
            return InterviewStep::stay;
        }
        Result<InterviewStep> operator()(const TakePhoto& act) { return ask(act); }
        Result<InterviewStep> operator()(const AcceptLocation& act) { return ask(act); }
        Result<InterviewStep> operator()(const KeepSignature& act) { return ask(act); }
        Result<InterviewStep> operator()(const RemovePhoto& act) { return stay(model.set_answer(act.field, "")); }
        Result<InterviewStep> operator()(const AddStroke& act) {
            model.m_papers[act.field].push_back(act.stroke);
            return take_back_signature(act.field);
        }
        Result<InterviewStep> operator()(const UndoStroke& act) {
            std::vector<Stroke>& strokes = model.m_papers[act.field];
            if (!strokes.empty()) {
                strokes.pop_back();
            }
            return take_back_signature(act.field);
        }
        Result<InterviewStep> operator()(const ClearSignature& act) {
            model.m_papers.erase(act.field);
            return take_back_signature(act.field);
        }
        // The new row is gone into at once.
        Result<InterviewStep> operator()(const AddRow& act) {
            const FormPlace repeat = model.place_named(act.repeat);
            if (repeat.node == form::NodeId::none) {
                return fail(ErrorCode::form_no_such_node, act.repeat);
            }
            const form::NodeId row = TRY(model.m_interview->add_row(repeat));
            return operator()(OpenRow{model.name_of_node(row)});
        }
        Result<InterviewStep> operator()(const RemoveRow& act) {
            const FormPlace row = TRY(model.row_named(act.row));
            model.m_papers.clear();  // rows behind it have other names from now on
            return stay(model.m_interview->remove_row(row.node, reason_for(act.reason)));
        }
        Result<InterviewStep> operator()(const OpenRow& act) { return open_at(TRY(model.row_named(act.row))); }
        Result<InterviewStep> operator()(const SetFormLanguage& act) {
            return stay(model.m_interview->set_language(act.tag));
        }
        Result<InterviewStep> operator()(const NextPage&) { return model.leave_page(Way::next_page); }
        Result<InterviewStep> operator()(const PreviousPage&) {
            const FormPages all = model.pages();
            const auto here = page_with(all, model.m_place);
            if (here != all.end() && here != all.begin()) {
                model.m_place = (here - 1)->front();
            }
            return InterviewStep::stay;
        }
        Result<InterviewStep> operator()(const UndoAnswer&) { return stay(model.undo()); }
        Result<InterviewStep> operator()(const OpenSection& act) {
            const auto outline = model.session().outline();
            const auto sections = sections_of(outline);
            if (act.index >= sections.size()) {
                return InterviewStep::stay;
            }
            return open_at(sections[act.index].front().place);
        }
        Result<InterviewStep> operator()(const OpenReview&) { return model.leave_page(Way::review); }
        Result<InterviewStep> operator()(const LeaveForm&) { return InterviewStep::leave; }
        Result<InterviewStep> operator()(const DiscardDraft&) { return InterviewStep::discard; }
        Result<InterviewStep> operator()(const OpenSync&) { return InterviewStep::open_sync; }
    };
    m_leaving.reset();
    return std::visit(Visitor{*this}, action);
}

Result<InterviewStep> InterviewModel::apply(const ReviewAction& action) {
    struct Visitor {
        InterviewModel& model;

        Result<InterviewStep> operator()(const JumpToQuestion& act) {
            const FormPlace place = model.place_named(act.field);
            if (place.node != form::NodeId::none) {
                model.m_place = place;
                ++model.m_openings;
            }
            model.m_page = Page::question;
            model.m_came_from_review = true;
            return InterviewStep::stay;
        }
        Result<InterviewStep> operator()(const ConfirmFinding&) { return InterviewStep::stay; }
        Result<InterviewStep> operator()(const FinishForm&) { return InterviewStep::stay; }
        Result<InterviewStep> operator()(const LeaveReview&) {
            model.m_page = Page::question;
            return InterviewStep::stay;
        }
        Result<InterviewStep> operator()(const DiscardDraft&) { return InterviewStep::discard; }
        Result<InterviewStep> operator()(const OpenSync&) { return InterviewStep::open_sync; }
    };
    return std::visit(Visitor{*this}, action);
}

}  // namespace daohu::model
