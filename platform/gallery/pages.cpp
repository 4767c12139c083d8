// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/pages.hpp"

#include "platform/gallery/kit_pages.hpp"
#include "platform/gallery/sample_casework.hpp"
#include "platform/gallery/sample_locks.hpp"
#include "platform/gallery/sample_media.hpp"
#include "platform/gallery/sample_office.hpp"
#include "ui/screens/carry.hpp"
#include "ui/screens/conflicts.hpp"
#include "ui/screens/desk.hpp"
#include "ui/screens/dossier.hpp"
#include "ui/screens/due_reviews.hpp"
#include "ui/screens/enrol.hpp"
#include "ui/screens/first_aid.hpp"
#include "ui/screens/households.hpp"
#include "ui/screens/mending.hpp"
#include "ui/screens/more.hpp"
#include "ui/screens/new_tablet.hpp"
#include "ui/screens/notice_preview.hpp"
#include "ui/screens/people.hpp"
#include "ui/screens/plan.hpp"
#include "ui/screens/policy.hpp"
#include "ui/screens/question.hpp"
#include "ui/screens/record_list.hpp"
#include "ui/screens/record_view.hpp"
#include "ui/screens/recover_draft.hpp"
#include "ui/screens/referrals.hpp"
#include "ui/screens/review.hpp"
#include "ui/screens/screen_lock.hpp"
#include "ui/screens/secret.hpp"
#include "ui/screens/settings.hpp"
#include "ui/screens/statistics.hpp"
#include "ui/screens/store_check.hpp"
#include "ui/screens/sync.hpp"
#include "ui/screens/today.hpp"
#include "ui/screens/tour.hpp"
#include "ui/screens/unlock.hpp"
#include "ui/screens/vault_recovery.hpp"
#include "ui/screens/viewfinder.hpp"

#include <array>
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
        case AnswerSample::stepped: return "stepped";
        case AnswerSample::phone: return "phone";
        case AnswerSample::identity: return "identity";
        case AnswerSample::village: return "village";
        case AnswerSample::photo: return "photo";
        case AnswerSample::location: return "location";
        case AnswerSample::signature: return "signature";
        case AnswerSample::members: return "members";
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

[[nodiscard]] std::string named(std::string screen, Sample sample) {
    return std::move(screen.append("_").append(name_of(sample)));
}

void add_casework(std::vector<Page>& all, Words& words, Sample sample) {
    using model::DossierPage;
    add_page<model::PlanActions>(all, named("plan", sample), plan(words, sample));
    add_page<model::MoreActions>(all, named("more", sample), more(words, sample));
    add_page<model::RecordListActions>(all, named("records", sample), record_list(words, sample));
    add_page<model::HouseholdsActions>(all, named("households", sample), households(words, sample));
    const std::array dossier_pages{
        std::pair{"dossier", DossierPage::overview}, std::pair{"dossier_members", DossierPage::members},
        std::pair{"dossier_aid", DossierPage::aid}, std::pair{"dossier_visits", DossierPage::visits},
        std::pair{"dossier_timeline", DossierPage::timeline}};
    for (const auto& [name, page] : dossier_pages) {
        add_page<model::DossierActions>(all, named(name, sample), dossier_page(words, sample, page));
    }
    add_page<model::DueReviewsActions>(all, named("due_reviews", sample), due_reviews(words, sample));
    add_page<model::PolicyActions>(all, named("policy", sample), policy(words, sample));
    add_page<model::ReferralsActions>(all, named("referrals", sample), referrals(words, sample));
    add_page<model::FirstAidActions>(all, named("first_aid", sample), first_aid(words, sample));
}

void add_locks(std::vector<Page>& all, Words& words, Sample sample) {
    add_page<model::ScreenLockActions>(all, named("lock", sample), screen_lock(words, sample));
    add_page<model::SecretActions>(all, named("secret", sample), secret(words, sample));
    add_page<model::NewTabletActions>(all, named("new_tablet", sample), new_tablet(words, sample));
    add_page<model::PeopleActions>(all, named("people", sample), people(words, sample));
    add_page<model::VaultRecoveryActions>(all, named("vault_recovery", sample), vault_recovery(words, sample));
    add_page<model::MendingActions>(all, named("mending", sample), mending(words, sample));
    add_page<model::StoreCheckActions>(all, named("store_check", sample), store_check(words, sample));
    add_page<model::TourActions>(all, named("tour", sample), tour(words, sample));
}

void add_office(std::vector<Page>& all, Words& words, Sample sample) {
    using model::EnrolStage;
    add_page<model::CarryActions>(all, named("carry", sample), carry(words, sample));
    add_page<model::ConflictsActions>(all, named("conflicts", sample), conflicts(words, sample));
    add_page<model::NoticePreviewActions>(all, named("notice", sample), notice_preview(words, sample));
    add_page<model::StatisticsActions>(all, named("statistics", sample), statistics(words, sample));
    add_page<model::SettingsActions>(all, named("settings", sample), settings(words, sample));
    add_page<model::EnrolActions>(all, named("enrol", sample), enrol(words, sample));
    add_page<model::RecoverDraftActions>(all, named("recover", sample), recover_draft(words, sample));
    add_page<model::DeskActions>(all, named("desk", sample), desk(words, sample));
    if (sample == Sample::full) {
        add_page<model::EnrolActions>(all, "enrol_working", enrol_stage(words, sample, EnrolStage::working));
        add_page<model::EnrolActions>(all, "enrol_compare", enrol_stage(words, sample, EnrolStage::compare));
        add_page<model::EnrolActions>(all, "enrol_stick", enrol_stage(words, sample, EnrolStage::stick));
        add_page<model::EnrolActions>(all, "enrol_waiting", enrol_stage(words, sample, EnrolStage::waiting));
        add_page<model::EnrolActions>(all, "enrol_approved", enrol_stage(words, sample, EnrolStage::approved));
    }
}

}  // namespace

std::vector<Page> pages(Words& words) {
    std::vector<Page> all;
    add_kit_pages(all);
    for (const Sample sample : {Sample::empty, Sample::full, Sample::error, Sample::long_text}) {
        words.next_frame();
        add_page<model::UnlockActions>(all, named("unlock", sample), unlock(words, sample));
        add_page<model::TodayActions>(all, named("today", sample), today(words, sample));
        for (const AnswerSample answer :
             {AnswerSample::select_one, AnswerSample::select_multiple, AnswerSample::text, AnswerSample::paragraph,
              AnswerSample::integer, AnswerSample::decimal, AnswerSample::date, AnswerSample::group,
              AnswerSample::refused, AnswerSample::read_only, AnswerSample::stepped, AnswerSample::phone,
              AnswerSample::identity, AnswerSample::village, AnswerSample::photo, AnswerSample::location,
              AnswerSample::signature, AnswerSample::members}) {
            add_page<model::QuestionActions>(all, named(std::string{"question_"}.append(name_of(answer)), sample),
                                             question(words, answer, sample));
        }
        add_page<model::ViewfinderActions>(all, named("viewfinder", sample), viewfinder(words, sample));
        add_page<model::ReviewActions>(all, named("review", sample), review(words, sample));
        add_page<model::RecordViewActions>(all, named("record", sample), record(words, sample));
        add_page<model::SyncActions>(all, named("sync", sample), sync(words, sample));
        add_casework(all, words, sample);
        add_office(all, words, sample);
        add_locks(all, words, sample);
    }
    return all;
}

}  // namespace daohu::gallery
