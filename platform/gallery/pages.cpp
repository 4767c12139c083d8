// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/pages.hpp"

#include "ui/screens/question.hpp"
#include "ui/screens/record_view.hpp"
#include "ui/screens/review.hpp"
#include "ui/screens/sync.hpp"
#include "ui/screens/today.hpp"
#include "ui/screens/unlock.hpp"

#include <string_view>
#include <utility>

namespace daohu::gallery {

namespace {

[[nodiscard]] std::string_view name_of(Sample sample) {
    switch (sample) {
        case Sample::empty: return "empty";
        case Sample::full: return "full";
        case Sample::error: return "error";
        case Sample::long_text: return "long";
    }
    return "";
}

[[nodiscard]] std::string_view name_of(AnswerSample answer) {
    switch (answer) {
        case AnswerSample::select_one: return "one";
        case AnswerSample::select_multiple: return "many";
        case AnswerSample::text: return "text";
        case AnswerSample::paragraph: return "paragraph";
        case AnswerSample::integer: return "integer";
        case AnswerSample::decimal: return "decimal";
        case AnswerSample::date: return "date";
        case AnswerSample::group: return "group";
        case AnswerSample::refused: return "refused";
        case AnswerSample::read_only: return "read_only";
    }
    return "";
}

template <class Actions, class State>
void add_page(std::vector<Page>& pages, std::string name, State state) {
    pages.push_back({std::move(name), [state = std::move(state)](kit::Kit& kit, std::size_t& actions_seen) {
                         Actions actions;
                         screens::draw(state, kit, actions);
                         actions_seen += actions.all().size();
                     }});
}

}  // namespace

std::vector<Page> pages(Words& words) {
    std::vector<Page> all;
    for (const Sample sample : {Sample::empty, Sample::full, Sample::error, Sample::long_text}) {
        const auto named = [sample](std::string screen) {
            return std::move(screen.append("_").append(name_of(sample)));
        };
        words.next_frame();
        add_page<model::UnlockActions>(all, named("unlock"), unlock(words, sample));
        add_page<model::TodayActions>(all, named("today"), today(words, sample));
        for (const AnswerSample answer :
             {AnswerSample::select_one, AnswerSample::select_multiple, AnswerSample::text, AnswerSample::paragraph,
              AnswerSample::integer, AnswerSample::decimal, AnswerSample::date, AnswerSample::group,
              AnswerSample::refused, AnswerSample::read_only}) {
            add_page<model::QuestionActions>(all, named(std::string{"question_"}.append(name_of(answer))),
                                             question(words, answer, sample));
        }
        add_page<model::ReviewActions>(all, named("review"), review(words, sample));
        add_page<model::RecordViewActions>(all, named("record"), record(words, sample));
        add_page<model::SyncActions>(all, named("sync"), sync(words, sample));
    }
    return all;
}

}  // namespace daohu::gallery
