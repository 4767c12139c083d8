// SPDX-License-Identifier: Apache-2.0
// What an interview shows of one question: its answer in the shape in which it is given.
#include "core/base/date.hpp"
#include "core/base/pinyin.hpp"
#include "core/policy/moment.hpp"
#include "ui/model/interview_model.hpp"
#include "ui/model/token_list.hpp"

#include <algorithm>
#include <charconv>

namespace daohu::model {

namespace {

using form::Control;
using form::DataType;
using form::FormPlace;

constexpr std::size_t kLineLimit = 200;
constexpr std::size_t kParagraphLimit = 1000;
constexpr std::size_t kNumberLimit = 18;
constexpr std::size_t kPhoneLimit = 13;
// From this many choices on they are searched.
constexpr std::size_t kManyChoices = 30;
// Metres of error up to which a place may be taken without a second thought.
constexpr double kGoodMetres = 50;
// Whoever holds the tablet signs this one; any other is signed by the family.
constexpr std::string_view kVisitorsSignature = "signature_visitors";

std::string lower(std::string_view text) {
    std::string result{text};
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

// By the words themselves, by the first letters of their pinyin, or by the pinyin.
bool is_found(std::string_view label, std::string_view search) {
    if (lower(label).contains(search)) {
        return true;
    }
    const NamePinyin pinyin = pinyin_of_name(label);
    const auto has = [search](const std::string& text) { return text.contains(search); };
    return std::ranges::any_of(pinyin.initials, has) || std::ranges::any_of(pinyin.full, has);
}

// The words of "28.1 103.2 0 12" separated: latitude, longitude, altitude, metres of error.
std::optional<double> accuracy_of(std::string_view geopoint) {
    const auto parts = tokens_of(geopoint);
    constexpr std::size_t kAccuracy = 3;
    double metres = 0;
    if (parts.size() <= kAccuracy ||
        std::from_chars(parts[kAccuracy].data(), parts[kAccuracy].data() + parts[kAccuracy].size(), metres).ec !=
            std::errc{}) {
        return std::nullopt;
    }
    return metres;
}

NumberAnswer number_answer(const form::QuestionView& view, NumberShape shape, std::size_t limit) {
    return {.value = view.value, .shape = shape, .limit = limit, .unit = {}};
}

}  // namespace

std::optional<NoAnswer> no_answer_of_state(form::AnswerState state) {
    switch (state) {
        case form::AnswerState::unknown: return NoAnswer::unknown;
        case form::AnswerState::refused: return NoAnswer::refused;
        case form::AnswerState::not_asked: return NoAnswer::not_asked;
        case form::AnswerState::none: break;
    }
    return std::nullopt;
}

std::optional<Moment> time_of(const form::QuestionView& view) {
    if (view.type != DataType::date_time) {
        return std::nullopt;
    }
    const auto time = policy::parse_moment(view.value);
    return time ? std::optional{moment_of(*time)} : std::nullopt;
}

QuestionField InterviewModel::field_of(FormPlace place) {
    QuestionField field;
    field.name = name_of(place);
    if (is_repeat(place)) {
        field.label = session().label(place);
        field.answer = repeat_answer(place);
        return field;
    }
    form::QuestionView view = session().question(place);
    field.requirement = view.is_required ? Requirement::required : Requirement::optional;
    field.access = view.is_read_only ? Access::read_only : Access::editable;
    field.leads_on =
        view.control == Control::select_one && session().definition().element(place.element).has_appearance("quick");
    field.answer = answer_of(view);
    field.label = std::move(view.label);
    field.hint = std::move(view.hint);
    field.guidance = std::move(view.guidance);
    if (!view.is_read_only) {
        field.no_answer_offered = {NoAnswer::unknown, NoAnswer::refused, NoAnswer::not_asked};
    }
    field.no_answer = no_answer_of_state(view.state);
    // Nothing answered yet is no problem while the question is being asked; the review names it.
    if (view.problem && view.problem->kind != form::ProblemKind::required) {
        field.problem = FieldProblem{.kind = ProblemKind::error, .text = sentence_of(*view.problem)};
    }
    return field;
}

Answer InterviewModel::choices_of(const form::QuestionView& view) {
    std::vector<Choice> choices;
    const auto chosen = tokens_of(view.value);
    auto all = session().choices(view.place).value_or(std::vector<form::Choice>{});
    std::optional<ChoiceSearch> search;
    std::string wanted;
    if (all.size() > kManyChoices) {
        search = ChoiceSearch{.text = {}, .total = all.size()};
        if (m_search.field == name_of(view.place)) {
            search->text = m_search.text;
            wanted = lower(m_search.text);
        }
    }
    for (form::Choice& choice : all) {
        if (wanted.empty() || is_found(choice.label, wanted)) {
            const bool is_chosen = std::ranges::find(chosen, std::string_view{choice.value}) != chosen.end();
            choices.push_back({std::move(choice.value), std::move(choice.label), is_chosen});
        }
    }
    if (view.control == Control::select_one) {
        return SelectOne{std::move(choices), std::move(search)};
    }
    return SelectMultiple{std::move(choices), std::move(search)};
}

Answer InterviewModel::upload_answer(const form::QuestionView& view) {
    const form::BodyElement& element = session().definition().element(view.place.element);
    if (element.has_appearance("signature")) {
        const FieldName name = name_of(view.place);
        const form::Bind* const bind = session().definition().bind_of(element.node);
        const bool is_own = bind != nullptr && bind->save_to == kVisitorsSignature;
        return SignatureAnswer{.signer = is_own ? m_worker : m_interview->info().title,
                               .strokes = {paper(name).begin(), paper(name).end()},
                               .is_kept = !view.value.empty()};
    }
    if (element.media_type.starts_with("image/")) {
        PhotoAnswer photo;
        photo.file = view.value;
        photo.fact = view.value.empty() ? std::string{} : std::string{m_words->tr("value.attached").view()};
        return photo;
    }
    return NoteOnly{};
}

Answer InterviewModel::location_answer(const form::QuestionView& view) {
    LocationAnswer answer = m_location;
    if (const auto metres = accuracy_of(view.value)) {
        answer.value = m_words->tr("location.good", {{"count", static_cast<std::int64_t>(*metres + 1.0)}}).view();
    } else {
        answer.value = view.value;
    }
    answer.is_good = answer.metres && *answer.metres <= kGoodMetres;
    return answer;
}

RepeatAnswer InterviewModel::repeat_answer(FormPlace place) {
    RepeatAnswer answer;
    answer.row_name = session().label(place);
    answer.can_add = session().has_open_rows(place);
    answer.can_remove = answer.can_add;
    for (const form::OutlineItem& item : session().outline()) {
        const bool is_own = item.kind == form::ItemKind::row && item.place.element == place.element;
        if (!is_own) {
            continue;
        }
        RepeatRow row;
        row.name = name_of_node(item.place.node);
        row.title = session().label(item.place);
        if (row.title.empty() || row.title == answer.row_name) {
            row.title = m_words
                            ->tr("rows.numbered", {{"what", FixedText{answer.row_name}},
                                                   {"count", static_cast<std::int64_t>(item.row_number)}})
                            .view();
        }
        row.detail = m_words
                         ->tr("question.section.count", {{"answered", static_cast<std::int64_t>(item.progress.done)},
                                                         {"questions", static_cast<std::int64_t>(item.progress.total)}})
                         .view();
        row.is_known = session().is_seeded(item.place.node);
        answer.rows.push_back(std::move(row));
    }
    return answer;
}

Answer InterviewModel::answer_of(const form::QuestionView& view) {
    const form::BodyElement& element = session().definition().element(view.place.element);
    if (element.is_select()) {
        return choices_of(view);
    }
    if (element.control == Control::upload) {
        return upload_answer(view);
    }
    switch (view.type) {
        case DataType::integer: return number_answer(view, NumberShape::integer, kNumberLimit);
        case DataType::decimal: return number_answer(view, NumberShape::decimal, kNumberLimit);
        case DataType::date: {
            const auto date = Date::parse(view.value);
            return DateAnswer{date ? std::optional{std::chrono::year_month_day{date->days()}} : std::nullopt};
        }
        case DataType::date_time: return MomentAnswer{time_of(view)};
        case DataType::geopoint: return location_answer(view);
        case DataType::time:
        case DataType::text: break;
        default: return NoteOnly{};
    }
    if (element.has_appearance("numbers")) {
        return number_answer(view, NumberShape::digits, kNumberLimit);
    }
    if (element.has_appearance("multiline")) {
        return TextAnswer{.value = view.value, .shape = TextShape::paragraph, .limit = kParagraphLimit};
    }
    return TextAnswer{.value = view.value, .shape = TextShape::line, .limit = kLineLimit};
}

std::string InterviewModel::sentence_of(const form::Problem& problem) {
    if (!problem.message.empty()) {
        return problem.message;
    }
    switch (problem.kind) {
        case form::ProblemKind::required: return std::string{m_words->tr("question.problem.required").view()};
        case form::ProblemKind::type: return std::string{m_words->tr("question.problem.type").view()};
        case form::ProblemKind::constraint: return std::string{m_words->tr("question.problem.constraint").view()};
        case form::ProblemKind::expression: break;
    }
    return std::string{m_words->tr("question.problem.expression").view()};
}

}  // namespace daohu::model
