// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/sample_states.hpp"

#include "platform/gallery/sample_words.hpp"

#include <array>
#include <chrono>

namespace daohu::gallery {

using namespace std::chrono_literals;
using model::RecordState;

namespace {

constexpr std::uint8_t kManyRecords = 24;

[[nodiscard]] model::RecordRow record_number(Words& words, std::uint8_t number) {
    constexpr std::array kStates{RecordState::draft,    RecordState::waiting,  RecordState::uploading,
                                 RecordState::uploaded, RecordState::returned, RecordState::conflict};
    constexpr std::array<TextKey, 3> kSummaries{"sample.hardship.illness", "sample.hardship.house",
                                                "sample.hardship.alone"};
    model::RecordRow row;
    row.id = row_number(number);
    row.title = say(words, "sample.discovery") + std::string{words.tr("punctuation.between_facts").view()} +
                name_number(words, number);
    row.summary = say(words, kSummaries[number % kSummaries.size()]);
    row.state = kStates[number % kStates.size()];
    row.date = number < kStates.size() ? kNow.date : kYesterday.date;
    if (row.state == RecordState::uploading) {
        row.percent = 60;
    }
    if (row.state == RecordState::uploaded) {
        row.acknowledged_at = number < kStates.size() ? kNow : kYesterday;
    }
    if (row.state == RecordState::returned) {
        row.reason = say(words, "sample.reason.returned");
    }
    if (row.state == RecordState::conflict) {
        row.reason = say(words, "sample.reason.conflict");
    }
    return row;
}

[[nodiscard]] model::RecordRow long_record(Words& words) {
    model::RecordRow row = record_number(words, 4);
    row.id = row_number(kManyRecords);
    row.title = say(words, "sample.long.name");
    row.summary = say(words, "sample.long.sentence");
    row.reason = say(words, "sample.long.sentence");
    return row;
}

[[nodiscard]] std::vector<model::RecordRow> records(Words& words, Sample sample) {
    std::vector<model::RecordRow> rows;
    if (sample == Sample::long_text) {
        rows.push_back(long_record(words));
    }
    if (sample != Sample::empty) {
        for (std::uint8_t i = 0; i < kManyRecords; ++i) {
            rows.push_back(record_number(words, i));
        }
    }
    return rows;
}

[[nodiscard]] std::vector<model::SectionRow> sections(Words& words, Sample sample) {
    using model::SectionState;
    std::vector<model::SectionRow> rows{
        {say(words, "sample.section.person"), SectionState::done, 5, 5, 0},
        {say(words, "sample.section.case"), SectionState::current, 2, 7, 0},
        {say(words, "sample.section.home"), SectionState::untouched, 0, 4, 0},
    };
    if (sample == Sample::error) {
        rows[0].state = SectionState::problem;
        rows[0].problems = 1;
    }
    if (sample == Sample::long_text) {
        rows[2].title = say(words, "sample.long.name");
    }
    return rows;
}

[[nodiscard]] std::vector<model::Choice> choices(Words& words, std::initializer_list<TextKey> keys,
                                                 std::size_t selected) {
    std::vector<model::Choice> list;
    for (const TextKey key : keys) {
        list.push_back(
            {std::string{key.name().substr(key.name().rfind('.') + 1)}, say(words, key), list.size() == selected});
    }
    return list;
}

[[nodiscard]] std::vector<model::Choice> hardships(Words& words, std::size_t selected) {
    return choices(words,
                   {"sample.hardship.illness", "sample.hardship.cost", "sample.hardship.house", "sample.hardship.alone",
                    "sample.hardship.fire", "sample.hardship.food", "sample.hardship.child", "sample.hardship.work",
                    "sample.hardship.other"},
                   selected);
}

constexpr std::size_t kNoneSelected = 100;

[[nodiscard]] model::QuestionField field(Words& words, AnswerSample answer, Sample sample) {
    const bool is_answered = sample != Sample::empty;
    model::QuestionField field;
    field.requirement = model::Requirement::required;
    field.no_answer_offered = {model::NoAnswer::unknown, model::NoAnswer::refused, model::NoAnswer::not_asked};
    switch (answer) {
        case AnswerSample::select_one:
        case AnswerSample::refused:
        case AnswerSample::read_only:
            field.name = "urgency";
            field.label = say(words, "sample.question.urgency");
            field.hint = say(words, "sample.hint.urgency");
            field.no_answer_offered.clear();
            field.answer = model::SelectOne{choices(
                words, {"sample.urgency.now", "sample.urgency.day", "sample.urgency.week", "sample.urgency.routine"},
                is_answered ? 1 : kNoneSelected)};
            break;
        case AnswerSample::select_multiple:
            field.name = "hardship";
            field.label = say(words, "sample.question.hardship");
            field.hint = say(words, "sample.hint.many");
            field.answer = model::SelectMultiple{hardships(words, is_answered ? 1 : kNoneSelected)};
            break;
        case AnswerSample::text:
        case AnswerSample::group:
            field.name = "name";
            field.label = say(words, "sample.question.name");
            field.hint = say(words, "sample.hint.name");
            field.answer =
                model::TextAnswer{is_answered ? say(words, "sample.name.rare") : "", model::TextShape::line, 60};
            break;
        case AnswerSample::paragraph:
            field.name = "note";
            field.label = say(words, "sample.question.note");
            field.hint = say(words, "sample.hint.note");
            field.requirement = model::Requirement::optional;
            field.answer = model::TextAnswer{is_answered ? say(words, "sample.long.sentence") : "",
                                             model::TextShape::paragraph, 1000};
            break;
        case AnswerSample::integer:
            field.name = "age";
            field.label = say(words, "sample.question.age");
            field.hint = say(words, "sample.hint.age");
            field.answer = model::NumberAnswer{is_answered ? "67" : "", model::NumberShape::integer, 3,
                                               say(words, "sample.unit.years")};
            break;
        case AnswerSample::decimal:
            field.name = "cost";
            field.label = say(words, "sample.question.cost");
            field.answer = model::NumberAnswer{is_answered ? "12345.5" : "", model::NumberShape::decimal, 12,
                                               say(words, "sample.unit.yuan")};
            break;
        case AnswerSample::date:
            field.name = "since";
            field.label = say(words, "sample.question.since");
            field.answer = model::DateAnswer{is_answered ? std::optional{kYesterday.date} : std::nullopt};
            break;
        case AnswerSample::stepped:
        case AnswerSample::phone:
        case AnswerSample::identity:
        case AnswerSample::village:
        case AnswerSample::photo:
        case AnswerSample::location:
        case AnswerSample::signature:
        case AnswerSample::members: fill_more(field, words, answer, sample); break;
    }
    if (sample == Sample::error) {
        field.problem = model::FieldProblem{model::ProblemKind::error, say(words, "sample.problem")};
    }
    if (sample == Sample::long_text) {
        field.label = say(words, "sample.long.question");
        field.hint = say(words, "sample.long.sentence");
        field.guidance = say(words, "sample.long.sentence");
    }
    if (answer == AnswerSample::refused) {
        field.no_answer_offered = {model::NoAnswer::unknown, model::NoAnswer::refused, model::NoAnswer::not_asked};
        field.no_answer = model::NoAnswer::refused;
    }
    if (answer == AnswerSample::read_only) {
        field.access = model::Access::read_only;
    }
    return field;
}

}  // namespace

model::TodayState today(Words& words, Sample sample) {
    model::TodayState state;
    state.now = kNow;
    state.village = say(words, "sample.village");
    state.coordinator = say(words, "sample.coordinator");
    state.badge = badge(sample);
    state.records = records(words, sample);
    if (sample == Sample::error) {
        state.notice = model::Notice{model::NoticeKind::danger, say(words, "error.disk_full")};
        state.search = "zz";
        state.records.clear();
    }
    if (sample == Sample::full) {
        state.detail = record(words, sample);
    }
    return state;
}

model::RecordViewState record(Words& words, Sample sample) {
    model::RecordViewState state;
    state.record =
        sample == Sample::long_text ? long_record(words) : record_number(words, sample == Sample::error ? 4 : 1);
    state.badge = badge(sample);
    if (sample == Sample::empty) {
        state.record = record_number(words, 0);
        state.can_continue = true;
        return state;
    }
    state.author = say(words, "sample.coordinator");
    state.finished_at = kNow;
    state.sections = {
        {say(words, "sample.section.person"),
         {{say(words, "sample.question.name"), say(words, "sample.name.rare"), ""},
          {say(words, "sample.question.age"), "67", ""}}},
        {say(words, "sample.section.case"),
         {{say(words, "sample.question.hardship"), say(words, "sample.hardship.illness"), ""},
          {say(words, "sample.question.urgency"), say(words, "sample.urgency.day"), ""},
          {say(words, "sample.question.note"), "", ""}}},
    };
    if (sample == Sample::long_text) {
        state.sections[1].values[2].value = say(words, "sample.long.sentence");
    }
    return state;
}

model::SyncState sync(Words& words, Sample sample) {
    model::SyncState state;
    state.badge = badge(sample);
    state.now = kNow;
    state.records = records(words, sample);
    if (sample != Sample::empty) {
        state.last_success = kYesterday;
        state.storage = model::StorageUse{36'000'000, 5'200'000'000};
    }
    if (sample == Sample::full) {
        state.badge = {model::LinkState::syncing, 5};
        state.progress = model::SyncProgress{2, 5};
        state.photos = model::WaitingPhotos{.count = 12, .what = model::WaitingPhotos::For::wifi};
    }
    if (sample == Sample::error) {
        state.last_attempt = kNow;
        state.failure = say(words, "sample.failure");
    }
    if (sample == Sample::long_text) {
        state.last_attempt = kNow;
        state.failure = say(words, "sample.long.sentence");
        state.photos = model::WaitingPhotos{.count = 1200, .what = model::WaitingPhotos::For::unknown_link};
    }
    return state;
}

model::UnlockState unlock(Words& words, Sample sample) {
    model::UnlockState state;
    state.village = say(words, "sample.village");
    state.coordinator = say(words, "sample.coordinator");
    switch (sample) {
        case Sample::empty: break;
        case Sample::full:
            state.stage = model::UnlockStage::deriving;
            state.unsent = 3;
            break;
        case Sample::error:
            state.stage = model::UnlockStage::wrong;
            state.tries_left = 3;
            state.unsent = 3;
            break;
        case Sample::long_text:
            state.stage = model::UnlockStage::sealed;
            state.unsent = 12;
            break;
    }
    return state;
}

model::ReviewState review(Words& words, Sample sample) {
    model::ReviewState state;
    state.form_title = say(words, "sample.discovery");
    state.subject = name_number(words, 2);
    state.badge = badge(sample);
    state.saved_at = kNow;
    state.answers = {
        {say(words, "sample.section.person"),
         {{"name", say(words, "sample.question.name"), say(words, "sample.name.rare")},
          {"age", say(words, "sample.question.age"), "67"}}},
        {say(words, "sample.section.case"),
         {{"hardship", say(words, "sample.question.hardship"), say(words, "sample.hardship.illness")},
          {"note", say(words, "sample.question.note"), ""}}},
    };
    state.can_finish = sample == Sample::empty;
    if (sample != Sample::empty) {
        state.findings = {
            {model::FindingKind::missing, "urgency", 8, say(words, "sample.section.case"),
             say(words, "sample.question.urgency"), "", false},
            {model::FindingKind::invalid, "age", 3, say(words, "sample.section.person"),
             say(words, "sample.question.age"), say(words, "sample.problem"), false},
            {model::FindingKind::please_check, "hardship", 6, say(words, "sample.section.case"),
             say(words, "sample.question.hardship"), say(words, "sample.please_check"), true},
        };
    }
    if (sample == Sample::error) {
        state.findings.clear();
        state.can_finish = true;
        state.finish = model::FinishState::failed;
        state.failure = say(words, "error.disk_full");
    }
    if (sample == Sample::long_text) {
        state.findings[0].question = say(words, "sample.long.question");
        state.findings[1].sentence = say(words, "sample.long.sentence");
    }
    return state;
}

model::QuestionState question(Words& words, AnswerSample answer, Sample sample) {
    model::QuestionState state;
    state.form_title = say(words, "sample.discovery");
    state.subject = name_number(words, 2);
    state.section_title = say(words, "sample.section.case");
    state.badge = badge(sample);
    state.number = 8;
    state.total = 21;
    state.sections = sections(words, sample);
    state.fields = {field(words, answer, sample)};
    state.has_previous = true;
    state.languages = {{"zh", say(words, "language.zh")}, {"en", say(words, "language.en")}};
    state.language = words.language() == "en" ? "en" : "zh";
    if (sample != Sample::empty) {
        state.save = model::SaveState::saved;
        state.saved_at = kNow;
        state.has_undo = true;
    }
    if (answer == AnswerSample::group) {
        state.fields.push_back(field(words, AnswerSample::integer, sample));
        state.fields.push_back(field(words, AnswerSample::date, sample));
        state.last_number = state.number + 2;
    }
    if (sample == Sample::error) {
        state.save = model::SaveState::failed;
        state.notice = model::Notice{model::NoticeKind::danger, say(words, "error.disk_full")};
        state.came_from_review = true;
    }
    return state;
}

}  // namespace daohu::gallery
