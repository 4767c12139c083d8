// SPDX-License-Identifier: Apache-2.0
#include "ui/model/interview_model.hpp"

#include "ui/model/form_offers.hpp"
#include "ui/model/outline_sections.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace daohu::model {

namespace {

using form::Control;
using form::FormPlace;

constexpr std::size_t kLostShown = 400;  // bytes of answers that have no place any more

// "/data/member[2]/name" is "member[2].name": short, stable, and usable in a script.
FieldName field_name(std::string_view path) {
    const std::size_t root_end = path.find('/', 1);
    FieldName name{root_end == std::string_view::npos ? path : path.substr(root_end + 1)};
    std::ranges::replace(name, '/', '.');
    return name;
}

TextKey key_of(NoAnswer reason) {
    switch (reason) {
        case NoAnswer::unknown: return "no_answer.unknown";
        case NoAnswer::refused: return "no_answer.refused";
        case NoAnswer::not_asked: break;
    }
    return "no_answer.not_asked";
}

// In the language of the tablet; a form that the county added has its own title only.
std::string title_of(casework::Interview& interview, Words& words) {
    const std::string& form = interview.info().form_id;
    std::string title = form_title(form, words);
    return title == form ? interview.session().definition().title() : title;
}

}  // namespace

InterviewModel::InterviewModel(casework::Interview& interview, Words& words)
    : m_interview{&interview}, m_words{&words} {
    const auto all = places();
    const auto first = std::ranges::find_if(all, [this](FormPlace place) {
        if (is_repeat(place)) {
            return false;
        }
        const form::QuestionView view = session().question(place);
        return view.value.empty() && view.state == form::AnswerState::none;
    });
    if (first != all.end()) {
        m_place = *first;
    } else if (!all.empty()) {
        m_page = interview.lost().empty() ? Page::review : Page::question;
        m_place = all.back();
    }
}

std::optional<std::size_t> InterviewModel::open_question() {
    const auto all = places();
    const auto here = std::ranges::find(all, m_place);
    const bool is_open = m_page == Page::question && here != all.end();
    return is_open ? std::optional{static_cast<std::size_t>(here - all.begin())} : std::nullopt;
}

void InterviewModel::go_back_to(std::size_t question) {
    const auto all = places();
    if (question < all.size() && m_interview->lost().empty()) {
        m_place = all[question];
        m_page = Page::question;
        ++m_openings;
    }
}

FormPages InterviewModel::pages() { return pages_of(session().outline(), session().definition()); }

std::vector<FormPlace> InterviewModel::places() {
    std::vector<FormPlace> questions;
    for (const FormPage& page : pages()) {
        questions.insert(questions.end(), page.begin(), page.end());
    }
    return questions;
}

bool InterviewModel::is_repeat(FormPlace place) const {
    return session().definition().element(place.element).control == Control::repeat;
}

FieldName InterviewModel::name_of(FormPlace place) const {
    if (!is_repeat(place)) {
        return field_name(session().path(place.node));
    }
    // The node of a repeat is the one around its rows: its own name comes from the form.
    const form::Definition& definition = session().definition();
    const std::string& path = definition.schema()[definition.element(place.element).node].path;
    return field_name(session().path(place.node) + path.substr(path.rfind('/')));
}

FieldName InterviewModel::name_of_node(form::NodeId node) const { return field_name(session().path(node)); }

FormPlace InterviewModel::place_named(const FieldName& name) {
    const auto all = places();
    const auto found = std::ranges::find_if(all, [&](FormPlace place) { return name_of(place) == name; });
    return found == all.end() ? FormPlace{} : *found;
}

// A question may have become irrelevant since it was shown: the nearest one before it takes its place.
void InterviewModel::keep_on_a_question() {
    const auto all = places();
    if (all.empty() || std::ranges::find(all, m_place) != all.end()) {
        return;
    }
    const bool is_there = session().is_present(m_place.node);
    const auto before = std::find_if(all.rbegin(), all.rend(), [&](FormPlace place) {
        return is_there && !is_repeat(place) && session().tree().precedes(place.node, m_place.node);
    });
    m_place = before == all.rend() ? all.front() : *before;
}

bool InterviewModel::is_being_signed(FormPlace place) const {
    const auto paper = m_papers.find(name_of(place));
    return paper != m_papers.end() && !paper->second.empty() && session().value(place.node).empty();
}

QuestionState InterviewModel::question(const SyncBadge& badge) {
    keep_on_a_question();
    const FormPages all = pages();
    const auto here = page_with(all, m_place);
    QuestionState state;
    state.form_title = title_of(*m_interview, *m_words);
    state.subject = m_interview->info().title;
    state.section_title = section_title(m_place);
    state.badge = badge;
    number_page(state, all, here);
    state.language = session().language();
    for (const std::string& language : session().definition().languages()) {
        state.languages.push_back({language, name_of_language(language)});
    }
    state.save = m_interview->unsaved() > 0 ? SaveState::failed : SaveState::saved;
    state.saved_at = saved_at();
    state.sections = section_rows();
    if (here != all.end()) {
        fill_page(state, *here);
        state.has_previous = here != all.begin();
        state.is_last = here + 1 == all.end();
    }
    state.notice = notice();
    state.has_undo = session().can_undo();
    state.came_from_review = m_came_from_review;
    return state;
}

void InterviewModel::number_page(QuestionState& state, const FormPages& all, FormPages::const_iterator here) {
    const auto is_question = [this](FormPlace place) { return !is_repeat(place); };
    const auto questions_in = [&](FormPages::const_iterator first, FormPages::const_iterator end) {
        return std::accumulate(first, end, 0, [&](int count, const FormPage& page) {
            return count + static_cast<int>(std::ranges::count_if(page, is_question));
        });
    };
    state.total = questions_in(all.begin(), all.end());
    state.number = std::min(questions_in(all.begin(), here) + 1, state.total);
    state.last_number = here == all.end() ? state.number : std::max(questions_in(all.begin(), here + 1), state.number);
}

void InterviewModel::fill_page(QuestionState& state, const FormPage& page) {
    for (const FormPlace place : page) {
        QuestionField& field = state.fields.emplace_back(field_of(place));
        field.leads_on = field.leads_on && page.size() == 1;  // in a group the others have to be looked at
        state.is_being_signed = state.is_being_signed || is_being_signed(place);
    }
    state.opening = m_openings;
    if (m_place != page.front()) {
        state.shown_first = name_of(m_place);
    }
}

// What has to be known before going on: answers that are not on the disk, or that the form has no place for any more.
std::optional<Notice> InterviewModel::notice() {
    if (m_interview->unsaved() > 0) {
        return Notice{NoticeKind::danger, std::string{m_words->tr("question.unsaved").view()}};
    }
    const std::vector<form::LostAnswer>& lost = m_interview->lost();
    if (lost.empty()) {
        return std::nullopt;
    }
    std::string answers;
    for (const form::LostAnswer& answer : lost) {
        if (answers.size() + answer.value.size() <= kLostShown) {
            answers += answers.empty() ? std::string_view{} : m_words->tr("list.separator").view();
            answers += answer.value;
        }
    }
    const Translated sentence = m_words->tr(
        "question.form_changed", {{"count", static_cast<std::int64_t>(lost.size())}, {"answers", FixedText{answers}}});
    return Notice{NoticeKind::warning, std::string{sentence.view()}};
}

// A form says only the tag of its languages.
std::string InterviewModel::name_of_language(const std::string& tag) {
    if (tag.starts_with("zh")) {
        return std::string{m_words->tr("language.zh").view()};
    }
    return tag.starts_with("en") ? std::string{m_words->tr("language.en").view()} : tag;
}

std::string InterviewModel::section_title(FormPlace place) {
    const form::Definition& definition = session().definition();
    for (form::ElementId id = definition.element(place.element).parent; id != form::ElementId::none;
         id = definition.element(id).parent) {
        if (definition.element(id).control == Control::group) {
            return session().label({id, place.node});
        }
    }
    return {};
}

std::vector<SectionRow> InterviewModel::section_rows() {
    std::vector<SectionRow> rows;
    const auto outline = session().outline();
    for (const std::span<const form::OutlineItem> section : sections_of(outline)) {
        const form::OutlineItem& group = section.front();
        SectionRow row;
        row.title = session().label(group.place);
        row.answered = static_cast<int>(group.progress.done);
        row.questions = static_cast<int>(group.progress.total);
        row.problems = static_cast<int>(group.progress.errors);
        if (std::ranges::find(section, m_place, &form::OutlineItem::place) != section.end()) {
            row.state = SectionState::current;
        } else if (row.problems > 0) {
            row.state = SectionState::problem;
        } else if (group.progress.missing == 0 && row.answered > 0) {
            row.state = SectionState::done;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<Moment> InterviewModel::saved_at() const { return moment_of(m_interview->info().changed_at); }

ReviewState InterviewModel::review(const SyncBadge& badge) {
    ReviewState state;
    state.form_title = title_of(*m_interview, *m_words);
    state.subject = m_interview->info().title;
    state.badge = badge;
    state.saved_at = saved_at();
    state.failure = m_failure;
    const auto all = places();
    const auto is_question = [this](FormPlace place) { return !is_repeat(place); };
    for (const form::Problem& problem : session().problems()) {
        const auto here = std::ranges::find(all, problem.place);
        state.findings.push_back(
            {.kind = problem.kind == form::ProblemKind::required ? FindingKind::missing : FindingKind::invalid,
             .field = name_of(problem.place),
             .number = static_cast<int>(std::count_if(all.begin(), here, is_question)) + 1,
             .section = section_title(problem.place),
             .question = session().question(problem.place).label,
             .sentence = sentence_of(problem)});
    }
    for (const FormPlace place : all) {
        if (is_repeat(place)) {
            continue;
        }
        const std::string title = section_title(place);
        if (state.answers.empty() || state.answers.back().title != title) {
            state.answers.push_back({.title = title, .lines = {}});
        }
        const form::QuestionView view = session().question(place);
        const bool is_file = session().definition().element(place.element).control == Control::upload;
        std::string answer = is_file && !view.value.empty() ? std::string{m_words->tr("value.attached").view()}
                                                            : session().display_value(place);
        if (const auto time = time_of(view)) {
            answer = m_words->moment(*time, {}).view();
        }
        if (const auto reason = no_answer_of_state(view.state)) {
            answer = m_words->tr(key_of(*reason)).view();
        }
        state.answers.back().lines.push_back(
            {.field = name_of(place), .question = view.label, .answer = std::move(answer)});
    }
    state.can_finish = state.findings.empty() && m_interview->unsaved() == 0;
    state.finish = m_failure.empty() ? FinishState::ready : FinishState::failed;
    return state;
}

}  // namespace daohu::model
