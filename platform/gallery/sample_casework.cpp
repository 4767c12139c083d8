// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/sample_casework.hpp"

#include "platform/gallery/sample_words.hpp"

namespace daohu::gallery {

using model::Certainty;
using model::NoticeKind;

namespace {

[[nodiscard]] std::vector<model::PlanFilter> kinds(Words& words) {
    return {{"dibao", say(words, "sample.filter.dibao"), true}, {"tekun", say(words, "sample.filter.tekun"), false}};
}

[[nodiscard]] model::RecordRow visit(Words& words, std::uint32_t number, model::RecordState state) {
    model::RecordRow row;
    row.id = row_number(number);
    row.title = say(words, "sample.form.visit");
    row.summary = say(words, "sample.coordinator");
    row.state = state;
    row.date = day(-static_cast<int>(number));
    return row;
}

[[nodiscard]] model::ReviewRow review(Words& words, std::uint32_t number, TextKey category, int days,
                                      Certainty certainty) {
    model::ReviewRow row;
    row.household = row_number(number);
    row.name = name_number(words, number);
    row.category = say(words, category);
    row.due_on = day(days);
    row.days = days < 0 ? -days : days;
    row.certainty = certainty;
    row.clause = say(words, "sample.clause");
    return row;
}

[[nodiscard]] model::PolicyFinding floor_finding(Words& words) {
    return {.id = "basic_floor",
            .title = say(words, "sample.policy.floor"),
            .figure = say(words, "sample.policy.floor.figure"),
            .certainty = Certainty::exact,
            .clause = say(words, "sample.clause"),
            .quotation = say(words, "sample.policy.quotation"),
            .steps = {say(words, "sample.policy.step")},
            .missing = {},
            .remark = {}};
}

[[nodiscard]] model::PolicyFinding band_finding(Words& words) {
    return {.id = "temporary",
            .title = say(words, "sample.policy.temporary"),
            .figure = say(words, "sample.policy.temporary.figure"),
            .certainty = Certainty::boundary,
            .clause = say(words, "sample.clause"),
            .quotation = {},
            .steps = {},
            .missing = {say(words, "sample.policy.missing")},
            .remark = say(words, "sample.policy.remark")};
}

[[nodiscard]] model::PolicyFinding silent_finding(Words& words, TextKey title) {
    model::PolicyFinding finding;
    finding.id = title.name();
    finding.title = say(words, title);
    finding.certainty = Certainty::not_stated;
    return finding;
}

[[nodiscard]] model::ReferralRow referral(Words& words, std::uint32_t number, TextKey office, TextKey what,
                                          model::ReferralStep step) {
    model::ReferralRow row;
    row.id = row_number(number);
    row.household = name_number(words, number);
    row.to = say(words, office);
    row.what = say(words, what);
    row.step = step;
    row.since = day(-4);
    row.days = 4;
    return row;
}

}  // namespace

model::DossierState dossier_page(Words& words, Sample sample, model::DossierPage page) {
    model::DossierState state = dossier(words, sample);
    state.page = page;
    return state;
}

model::DossierState dossier(Words& words, Sample sample) {
    model::DossierState state;
    state.now = kNow;
    state.id = row_number(1);
    state.badge = badge(sample);
    state.name = sample == Sample::long_text ? say(words, "sample.long.name") : name_number(words, 1);
    state.place = say(words, "sample.group.3");
    state.forms = {{"routine_visit", say(words, "sample.form.visit"), ""},
                   {"change_report", say(words, "sample.form.change"), ""},
                   {"first_aid", say(words, "sample.form.first_aid"), say(words, "sample.form.unavailable")}};
    if (sample == Sample::empty) {
        return state;
    }
    state.chips = {{say(words, "sample.chip.tekun"), NoticeKind::info},
                   {say(words, "sample.chip.safety"), NoticeKind::warning},
                   {say(words, "sample.chip.no_consent"), NoticeKind::danger}};
    const std::string source = say(words, "sample.provenance");
    state.facts = {{say(words, "sample.section.home"),
                    {{say(words, "sample.fact.people"), say(words, "sample.fact.people.value"), source},
                     {say(words, "sample.fact.house"), say(words, "sample.hardship.house"), source},
                     {say(words, "sample.fact.income"), say(words, "sample.fact.income.value"), source}}}};
    state.members = {{row_number(11), name_number(words, 0), say(words, "sample.member.head"), std::nullopt},
                     {row_number(12), name_number(words, 2), say(words, "sample.member.wife"),
                      model::Chip{say(words, "sample.chip.disabled"), NoticeKind::info}},
                     {row_number(13), name_number(words, 3), say(words, "sample.member.child"),
                      model::Chip{say(words, "sample.chip.minor"), NoticeKind::warning}}};
    state.aid = {{row_number(21), say(words, "sample.aid.dibao"), say(words, "sample.aid.since"),
                  say(words, "sample.aid.dibao.amount"),
                  model::Chip{say(words, "sample.aid.running"), NoticeKind::success}},
                 {row_number(22), say(words, "sample.policy.care"), say(words, "sample.aid.since"), "",
                  model::Chip{say(words, "sample.aid.stopped"), NoticeKind::warning}}};
    state.visits = {visit(words, 31, model::RecordState::waiting), visit(words, 33, model::RecordState::uploaded)};
    state.visit = "routine_visit";
    state.timeline = {{row_number(41), kNow, say(words, "sample.event.visit"), say(words, "sample.coordinator")},
                      {row_number(42), kYesterday, say(words, "sample.event.change"), say(words, "sample.device")}};
    if (sample == Sample::error) {
        state.notices = {{NoticeKind::warning, say(words, "sample.reason.conflict")}};
        state.draft = row_number(51);
    }
    if (sample == Sample::long_text) {
        state.facts[0].values[1].value = say(words, "sample.long.sentence");
        state.members[0].name = say(words, "sample.long.name");
        state.timeline[0].what = say(words, "sample.long.sentence");
    }
    return state;
}

model::DueReviewsState due_reviews(Words& words, Sample sample) {
    using model::ReviewGroupKind;
    model::DueReviewsState state;
    state.now = kNow;
    state.badge = badge(sample);
    state.pack = say(words, "sample.pack");
    if (sample == Sample::empty) {
        return state;
    }
    state.filters = kinds(words);
    state.groups = {
        {ReviewGroupKind::overdue,
         {review(words, 1, "sample.category.dibao_irregular", -3, Certainty::exact),
          review(words, 2, "sample.category.dibao_irregular", -2, Certainty::assumed)}},
        {ReviewGroupKind::this_month, {review(words, 3, "sample.category.tekun", 8, Certainty::exact)}},
        {ReviewGroupKind::later, {review(words, 4, "sample.category.dibao_irregular", 40, Certainty::boundary)}},
        {ReviewGroupKind::paused, {review(words, 5, "sample.category.dibao_irregular", 20, Certainty::conflicting)}},
        {ReviewGroupKind::not_stated, {review(words, 6, "sample.category.low_income", 0, Certainty::not_stated)}}};
    state.groups[2].rows[0].explanation = say(words, "sample.two_readings");
    state.groups[3].rows[0].explanation = say(words, "sample.paused");
    state.groups[4].rows[0].due_on.reset();
    state.groups[4].rows[0].clause.clear();
    if (sample == Sample::error) {
        state.notice = model::Notice{NoticeKind::warning, say(words, "error.artefact_untrusted")};
    }
    if (sample == Sample::long_text) {
        state.groups[0].rows[0].name = say(words, "sample.long.name");
        state.groups[0].rows[0].explanation = say(words, "sample.long.sentence");
    }
    return state;
}

model::PolicyState policy(Words& words, Sample sample) {
    model::PolicyState state;
    state.now = kNow;
    state.household = row_number(1);
    state.badge = badge(sample);
    state.name = name_number(words, 1);
    state.pack = say(words, "sample.pack");
    if (sample == Sample::empty) {
        return state;
    }
    state.sections = {
        {say(words, "sample.policy.section.now"), {floor_finding(words), band_finding(words)}},
        {say(words, "sample.policy.section.other"),
         {silent_finding(words, "sample.policy.care"), silent_finding(words, "sample.policy.phase_out")}}};
    if (sample == Sample::error) {
        state.notice = model::Notice{NoticeKind::warning, say(words, "error.artefact_untrusted")};
    }
    if (sample == Sample::long_text) {
        state.name = say(words, "sample.long.name");
        state.sections[0].findings[0].quotation = say(words, "sample.long.sentence");
        state.sections[0].findings[1].steps = {say(words, "sample.long.sentence")};
    }
    return state;
}

model::ReferralsState referrals(Words& words, Sample sample) {
    using model::ReferralStep;
    model::ReferralsState state;
    state.now = kNow;
    state.badge = badge(sample);
    if (sample == Sample::empty) {
        return state;
    }
    state.filters = kinds(words);
    state.mine = {referral(words, 1, "sample.office.health", "sample.referral.bill", ReferralStep::done),
                  referral(words, 2, "sample.office.school", "sample.referral.tuition", ReferralStep::returned)};
    state.mine[0].next = say(words, "sample.referral.next.tell");
    state.mine[1].next = say(words, "sample.referral.next.again");
    state.mine[1].reason = say(words, "sample.referral.reason");
    state.theirs = {referral(words, 3, "sample.office.health", "sample.referral.bill", ReferralStep::sent),
                    referral(words, 4, "sample.office.school", "sample.referral.tuition", ReferralStep::accepted)};
    state.theirs[0].is_late = sample == Sample::error;
    state.closed = {referral(words, 5, "sample.office.health", "sample.referral.bill", ReferralStep::told_family)};
    if (sample == Sample::long_text) {
        state.mine[0].household = say(words, "sample.long.name");
        state.mine[1].reason = say(words, "sample.long.sentence");
    }
    return state;
}

model::FirstAidState first_aid(Words& words, Sample sample) {
    using model::ClockState;
    constexpr int kDay = 24 * 60;
    model::FirstAidState state;
    state.now = kNow;
    state.id = row_number(1);
    state.badge = badge(sample);
    state.household = name_number(words, 1);
    state.event = say(words, "sample.event.fire");
    state.clock.discovered = kYesterday;
    state.ceiling = say(words, "sample.ceiling");
    state.duties = {{"papers", say(words, "sample.duty.papers"), false, day(9)},
                    {"township", say(words, "sample.duty.township"), sample == Sample::full, day(1)},
                    {"housing", say(words, "sample.duty.housing"), false, std::nullopt}};
    if (sample == Sample::empty) {
        state.clock.state = ClockState::no_clause;
        return state;
    }
    state.clock.deadline = Moment{kNow.date, kYesterday.hour, kYesterday.minute};
    state.clock.minutes_total = kDay;
    state.clock.minutes_left = 383;
    state.clock.clause = say(words, "sample.clause");
    if (sample == Sample::full) {
        state.clock.state = ClockState::met;
        state.clock.minutes_left = 1350;
        state.clock.helped = kYesterday;
        state.given = {
            {say(words, "sample.aid.cash"), say(words, "sample.aid.cash.amount"), say(words, "sample.aid.signed")},
            {say(words, "sample.aid.quilt"), say(words, "sample.aid.quilt.amount"), ""}};
    }
    if (sample == Sample::error) {
        state.clock.state = ClockState::missed;
        state.clock.minutes_left = 95;
        state.clock.clock_was_changed = true;
    }
    if (sample == Sample::long_text) {
        state.household = say(words, "sample.long.name");
        state.event = say(words, "sample.long.sentence");
        state.duties[0].what = say(words, "sample.long.sentence");
    }
    return state;
}

}  // namespace daohu::gallery
