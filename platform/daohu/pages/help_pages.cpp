// SPDX-License-Identifier: Apache-2.0
//
// Help that is given first, and matters that were handed to other offices.

#include "core/base/beijing_time.hpp"
#include "core/casework/act/referral_loop.hpp"
#include "core/casework/act_views.hpp"
#include "core/casework/facts/household_facts.hpp"
#include "core/casework/read/links.hpp"
#include "platform/daohu/pages/between_frames.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/first_aid_model.hpp"
#include "ui/model/household_names.hpp"
#include "ui/model/record_model.hpp"
#include "ui/model/referrals.hpp"
#include "ui/model/rules_model.hpp"
#include "ui/screens/first_aid.hpp"
#include "ui/screens/referrals.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::string_view kCeilingRule = "temp_aid_person_ceiling";
constexpr std::size_t kReferralsAtOnce = 8;

std::string text_of(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

class FirstAidPage final : public Page {
public:
    FirstAidPage(const PageParts& parts, EntityId discovery) : Page{parts}, m_discovery{discovery} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        if (const auto done = read(); !done) {
            m_parts.guide.say(done.error());
            m_parts.guide.back();
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::FirstAidAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide,
                [this](const model::GiveAid&) {
                    m_parts.guide.start(
                        {.form = "first_aid", .household = m_household, .person = m_person, .discovery = m_discovery});
                },
                [this](const model::CompareRules&) { m_parts.guide.go({PlaceKind::policy, m_discovery}); },
                [this](const model::OpenDuty& act) { open_duty(act.id); },
                [this](const model::OpenHousehold&) {
                    if (const auto subject = m_household ? m_household : m_person) {
                        m_parts.guide.go({PlaceKind::dossier, *subject});
                    }
                });
        }
    }

private:
    [[nodiscard]] model::Vocabulary vocabulary() const { return {m_parts.assets.schemas, m_parts.words}; }

    Result<void> read() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const registry::Entity discovery = TRY(m_parts.tablet.workspace().acts().record(m_discovery));
        m_household = discovery.reference("household");
        m_person = discovery.reference("person");
        m_state.id = model::row_id(m_household.value_or(m_person.value_or(m_discovery)));
        m_state.household = vocabulary().say("record.unnamed");
        if (const auto subject = m_person ? m_person : m_household) {
            const model::HouseholdName name = TRY(model::household_name(context.registry, *subject));
            m_state.household = name.name.empty() ? m_state.household : name.name;
        }
        m_state.event = vocabulary().codes(text_of(discovery, "hardship_kinds"), "hardship");
        TRY(read_aid(context));
        TRY(read_duties(context));
        TRY(read_ceiling(context));
        return read_clock();
    }

    Result<void> read_aid(const casework::ReadContext& context) {
        m_state.given.clear();
        const std::vector<registry::Entity> all = TRY(parts(context, "first_aid"));
        for (const registry::Entity& aid : all) {
            const auto cash = aid.number("cash");
            m_state.given.push_back({vocabulary().dataset("first_aid"),
                                     cash ? std::string{m_parts.words.money(*cash).view()} : std::string{},
                                     text_of(aid, "witness_name")});
        }
        return {};
    }

    // What the forms noted as still to be done, with a day only where somebody gave one.
    Result<void> read_duties(const casework::ReadContext& context) {
        m_state.duties.clear();
        const std::vector<registry::Entity> tasks = TRY(parts(context, "follow_up"));
        for (const registry::Entity& task : tasks) {
            m_state.duties.push_back(model::duty_of(task, vocabulary()));
        }
        return {};
    }

    // Of this discovery, in the order in which they were written.
    Result<std::vector<registry::Entity>> parts(const casework::ReadContext& context, std::string_view dataset) const {
        const auto linked =
            TRY(casework::linked_to(context.registry, casework::ParentLinkProjector::kName, m_discovery, dataset));
        std::vector<registry::Entity> found;
        for (const casework::Linked& link : linked) {
            if (auto part = TRY(context.registry.find(link.entity))) {
                found.push_back(std::move(*part));
            }
        }
        return found;
    }

    Result<void> read_ceiling(const casework::ReadContext& context) {
        m_state.ceiling.clear();
        const WallTime now = m_parts.machine.clock.wall_now();
        const EntityId subject = m_household.value_or(m_person.value_or(m_discovery));
        const auto assessed = casework::assess_household(
            context,
            {.subject = subject, .on = beijing_date(now), .discovery = m_discovery, .persons = {}, .basis = {}});
        if (!assessed) {
            return {};  // nothing is known of the family yet: no clause can be applied
        }
        for (const policy::Outcome& outcome : assessed->assessment.outcomes) {
            if (outcome.rule == kCeilingRule && m_state.ceiling.empty()) {
                const std::string figure = model::figure_of(outcome, vocabulary());
                m_state.ceiling = figure.empty()
                                      ? std::string{}
                                      : vocabulary().say("first_aid.ceiling", {{"figure", FixedText{figure}}});
            }
        }
        return {};
    }

    // Of a case without a moment of discovery, nothing runs.
    Result<void> read_clock() {
        m_state.clock = {};
        m_state.clock.state = model::ClockState::no_clause;
        const auto clock = m_parts.tablet.workspace().acts().emergency_clock(m_discovery);
        if (!clock) {
            return clock.error().code == ErrorCode::not_found ? Result<void>{} : fail(clock.error());
        }
        m_state.clock = model::clock_of(*clock, vocabulary());
        return {};
    }

    // One that waits is said to be done with its form.
    void open_duty(const std::string& id) const {
        const auto duty = std::ranges::find(m_state.duties, id, &model::AidDuty::id);
        const auto task = EntityId::parse(id);
        if (!task || duty == m_state.duties.end()) {
            return;
        }
        if (duty->is_done) {
            return m_parts.guide.go({PlaceKind::record, *task});
        }
        m_parts.guide.start({.form = "follow_up_done",
                             .household = m_household,
                             .person = m_person,
                             .discovery = m_discovery,
                             .record = *task});
    }

    EntityId m_discovery;
    std::optional<EntityId> m_household;
    std::optional<EntityId> m_person;
    model::FirstAidState m_state;
    model::FirstAidActions m_actions;
};

class ReferralsPage final : public Page {
public:
    explicit ReferralsPage(const PageParts& parts) : Page{parts}, m_reading{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        note(m_reading.begin([this](casework::Portions& portions) {
            begin(portions);
            return Result<void>{};
        }));
    }

    [[nodiscard]] bool is_busy() const override { return m_reading.is_under_way(); }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        if (const auto progress = m_reading.go_on(kit)) {
            note(*progress);
        }
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::ReferralsAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [](const model::SwitchFilter&) {},
                [this](const model::OpenRecord& act) {
                    m_parts.guide.go({PlaceKind::record, model::entity_id(act.id)});
                });
        }
    }

private:
    [[nodiscard]] model::Vocabulary vocabulary() const { return {m_parts.assets.schemas, m_parts.words}; }

    void begin(casework::Portions& portions) {
        m_coming = {};
        m_lines.clear();
        m_parts.tablet.workspace().acts().add_referrals(beijing_date(m_parts.machine.clock.wall_now()), portions,
                                                        m_lines);
        portions.then(casework::Portions::Reading{[this, next = std::size_t{0}]() mutable { return read_rows(next); }});
    }

    Result<casework::Progress> read_rows(std::size_t& next) {
        registry::RegistryReader& registry = m_parts.tablet.workspace().reading().registry;
        for (const std::size_t end = std::min(next + kReferralsAtOnce, m_lines.size()); next < end; ++next) {
            const casework::ReferralView& view = m_lines[next].view;
            if (const auto referral = TRY(registry.find(view.id))) {
                TRY(add(*referral, view, registry));
            }
        }
        return next == m_lines.size() ? casework::Progress::done : casework::Progress::more;
    }

    void note(const Result<casework::Progress>& progress) {
        m_state.is_reading = m_reading.is_under_way();
        if (!progress) {
            m_parts.guide.say(progress.error());
        } else if (*progress == casework::Progress::done) {
            m_state.mine = std::move(m_coming.mine);
            m_state.theirs = std::move(m_coming.theirs);
            m_state.closed = std::move(m_coming.closed);
        }
    }

    Result<void> add(const registry::Entity& referral, const casework::ReferralView& view,
                     registry::RegistryReader& registry) {
        model::ReferralRow row = TRY(row_of(referral, view, registry));
        switch (view.turn) {
            case casework::ReferralTurn::body: m_coming.theirs.push_back(std::move(row)); break;
            case casework::ReferralTurn::nobody: m_coming.closed.push_back(std::move(row)); break;
            case casework::ReferralTurn::send_again:
            case casework::ReferralTurn::tell_family:
            case casework::ReferralTurn::settle: m_coming.mine.push_back(std::move(row)); break;
        }
        return {};
    }

    Result<model::ReferralRow> row_of(const registry::Entity& referral, const casework::ReferralView& view,
                                      registry::RegistryReader& registry) const {
        model::ReferralRow row;
        row.id = model::row_id(referral.id);
        const auto subject =
            referral.reference("person") ? referral.reference("person") : referral.reference("household");
        if (subject) {
            row.household = TRY(model::household_name(registry, *subject)).name;
        }
        if (row.household.empty()) {
            row.household = vocabulary().say("record.unnamed");
        }
        row.to = view.body_label.empty() ? vocabulary().code(view.body, "body") : view.body_label;
        row.what = vocabulary().code(view.programme, "programme");
        row.step = step_of(view.state);
        row.is_late = view.is_overdue;
        if (referral.status_register) {
            const Moment since = moment_of(referral.status_register->siblings.back().by.hlc.time());
            row.since = since.date;
            row.days =
                static_cast<int>((std::chrono::sys_days{m_state.now.date} - std::chrono::sys_days{since.date}).count());
        }
        if (view.state == "returned" && !view.steps.empty()) {
            row.reason = view.steps.back().note;
        }
        row.next = next_of(view.turn);
        return row;
    }

    [[nodiscard]] static model::ReferralStep step_of(const std::string& state) {
        const auto found = casework::find_referral_state(state);
        switch (found.value_or(casework::ReferralState::sent)) {
            case casework::ReferralState::sent: return model::ReferralStep::sent;
            case casework::ReferralState::accepted:
            case casework::ReferralState::in_progress: return model::ReferralStep::accepted;
            case casework::ReferralState::returned: return model::ReferralStep::returned;
            case casework::ReferralState::done: return model::ReferralStep::done;
            case casework::ReferralState::told_family: return model::ReferralStep::told_family;
        }
        return model::ReferralStep::sent;
    }

    [[nodiscard]] std::string next_of(casework::ReferralTurn turn) const {
        switch (turn) {
            case casework::ReferralTurn::send_again: return vocabulary().say("referral.next.send_again");
            case casework::ReferralTurn::tell_family: return vocabulary().say("referral.next.tell_family");
            case casework::ReferralTurn::settle: return vocabulary().say("referral.next.settle");
            case casework::ReferralTurn::body:
            case casework::ReferralTurn::nobody: break;
        }
        return {};
    }

    BetweenFrames m_reading;
    std::vector<casework::ReferralLine> m_lines;
    model::ReferralsState m_coming;  // its groups, until they are whole
    model::ReferralsState m_state;
    model::ReferralsActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_first_aid_page(const PageParts& parts, EntityId discovery) {
    return std::make_unique<FirstAidPage>(parts, discovery);
}

std::unique_ptr<Page> make_referrals_page(const PageParts& parts) { return std::make_unique<ReferralsPage>(parts); }

}  // namespace daohu
