// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/referrals.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

namespace daohu::screens {

using kit::Kit;
using model::ReferralRow;
using model::ReferralsActions;
using model::ReferralsState;
using model::ReferralStep;

namespace {

[[nodiscard]] Translated words_for(Kit& kit, ReferralStep step) {
    switch (step) {
        case ReferralStep::draft: return kit.tr("referral.draft");
        case ReferralStep::sent: return kit.tr("referral.sent");
        case ReferralStep::accepted: return kit.tr("referral.accepted");
        case ReferralStep::returned: return kit.tr("referral.returned");
        case ReferralStep::done: return kit.tr("referral.done");
        case ReferralStep::told_family: return kit.tr("referral.told_family");
    }
    return kit.tr("referral.draft");
}

[[nodiscard]] kit::Tone tone_of(const ReferralRow& referral) {
    switch (referral.step) {
        case ReferralStep::draft: return kit::Tone::neutral;
        case ReferralStep::sent:
        case ReferralStep::accepted: return referral.is_late ? kit::Tone::danger : kit::Tone::info;
        case ReferralStep::returned: return kit::Tone::danger;
        case ReferralStep::done: return kit::Tone::warn;
        case ReferralStep::told_family: return kit::Tone::ok;
    }
    return kit::Tone::neutral;
}

void draw_row(const ReferralRow& referral, Kit& kit, kit::ScrollArea& list, ReferralsActions& actions) {
    kit::ListRow row;
    row.title = kit.words().facts({FixedText{referral.household}, FixedText{referral.to}});
    row.detail = kit.words().facts({FixedText{referral.next}, FixedText{referral.reason}, FixedText{referral.what}});
    row.chip = words_for(kit, referral.step);
    row.chip_tone = tone_of(referral);
    if (referral.since) {
        row.note = referral.days > 0 ? kit.tr("referral.days", {{"count", referral.days}})
                                     : kit.words().short_date(*referral.since);
    }
    if (kit::list_row(kit, row_id("referrals", referral.id), list, row)) {
        actions.add(model::OpenRecord{referral.id});
    }
}

void draw_group(const kit::ItemId& id, Text heading, const std::vector<ReferralRow>& referrals, Kit& kit,
                kit::ScrollArea& list, ReferralsActions& actions) {
    if (referrals.empty()) {
        return;
    }
    kit::list_heading(kit, list, heading);
    kit::LongList rows{kit, list, id, referrals.size(), kit.theme().target.list_row};
    while (const auto i = rows.next()) {
        draw_row(referrals[*i], kit, list, actions);
    }
}

}  // namespace

void draw(const ReferralsState& state, Kit& kit, ReferralsActions& actions) {
    kit::Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("referrals.title"), kit.tr("referrals.subtitle"), state.badge, actions);
    kit::ScrollArea list{kit, "referrals.list", screen.inset(kit.margin(screen.w), 0)};
    list.space(kit.theme().space.card);
    if (auto change = draw_filters(kit, list, "referrals.filter", state.filters)) {
        actions.add(std::move(*change));
    }
    if (state.mine.empty() && state.theirs.empty() && state.closed.empty()) {
        kit::paragraph(kit, list, state.is_reading ? kit.tr("lines.reading") : kit.tr("referrals.empty"),
                       kit::ParagraphLook::body);
    }
    draw_group("referrals.group.mine", kit.tr("referrals.mine"), state.mine, kit, list, actions);
    draw_group("referrals.group.theirs", kit.tr("referrals.theirs"), state.theirs, kit, list, actions);
    draw_group("referrals.group.closed", kit.tr("referrals.closed"), state.closed, kit, list, actions);
    list.space(kit.theme().space.screen);
}

}  // namespace daohu::screens
