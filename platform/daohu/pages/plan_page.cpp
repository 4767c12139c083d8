// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/read/households.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/pages/whereabouts.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/household_lines.hpp"
#include "ui/model/plan_model.hpp"
#include "ui/model/record_model.hpp"
#include "ui/screens/plan.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kStops = 200;
constexpr std::size_t kDutiesShown = 3;
constexpr double kLocationPeriod = 5;  // seconds between two looks at where it is

class PlanPage final : public Page {
public:
    explicit PlanPage(const PageParts& parts)
        : Page{parts}, m_whereabouts{parts.machine.location, parts.machine.clock} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.tabs = tabs_of(m_parts.tablet.viewer().role);
        m_state.coordinator = worker_name(m_parts);
        m_whereabouts.look();
        auto plan = casework::plan_of_day(m_parts.tablet.workspace().reading(),
                                          {.now = m_parts.machine.clock.wall_now(),
                                           .limit = kStops,
                                           .here = m_whereabouts.known(),
                                           .clocks = m_parts.tablet.workspace().clock_reading()});
        if (!plan) {
            m_state.notice =
                model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(plan.error()).view()}};
            return;
        }
        m_state.notice.reset();
        m_plan = std::move(*plan);
        if (m_parts.tablet.is_practice()) {
            m_plan.data_as_of.reset();  // the village was invented, and nothing of it is ever synced
        }
        fill_duties();
        fill();
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        if (m_whereabouts.collect()) {
            refresh();  // in the order of the way from here
        }
        if (m_whereabouts.is_looking()) {
            kit.redraw_at(kit.seconds() + kLocationPeriod);
        }
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::PlanAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::OpenHousehold& act) { open(act.id); },
                [this](const model::SelectHousehold& act) {
                    m_view.selected = act.id;
                    fill();
                },
                [this](const model::StartVisit& act) { visit(act.household); },
                [this](const model::SwitchFilter& act) {
                    act.is_on ? void(m_view.filters.insert(act.id)) : void(m_view.filters.erase(act.id));
                    fill();
                },
                [this](const model::ChangeSearch& act) { search(act.text); });
        }
    }

private:
    void fill() {
        const model::Vocabulary words{m_parts.assets.schemas, m_parts.words};
        model::fill_plan(m_state, m_plan, m_view, words);
        if (m_state.detail) {
            complete(*m_state.detail, words);
        }
    }

    // Of whoever uses the tablet first.
    void fill_duties() {
        const auto own = m_parts.tablet.viewer().worker;
        std::vector<casework::DutyToday> duties = m_plan.duties;
        std::ranges::stable_partition(duties,
                                      [&own](const casework::DutyToday& duty) { return own && duty.worker == own; });
        duties.resize(std::min(duties.size(), kDutiesShown));
        m_state.duties.clear();
        for (const casework::DutyToday& duty : duties) {
            m_state.duties.push_back(model::row_of(duty, text_of(duty.point, "title"),
                                                   text_of(duty.worker, "full_name"),
                                                   {m_parts.assets.schemas, m_parts.words}));
        }
    }

    [[nodiscard]] std::string text_of(std::optional<EntityId> id, std::string_view property) const {
        const auto entity = id ? m_parts.tablet.workspace().reading().registry.find(*id)
                               : Result<std::optional<registry::Entity>>{std::nullopt};
        return entity && *entity ? std::string{(*entity)->text(property).value_or("")} : std::string{};
    }

    // What is known of the household that stands beside the list.
    void complete(model::PlanDetail& detail, const model::Vocabulary& words) const {
        const casework::PlanStop* const stop = stop_of(detail.id);
        detail.can_visit = stop != nullptr && stop->household.has_value();
        if (!detail.can_visit) {
            return;
        }
        const Date today = beijing_date(m_parts.machine.clock.wall_now());
        const auto line = casework::household_line(m_parts.tablet.workspace().reading(), *stop->household, today);
        if (line) {
            detail.facts.push_back(model::facts_of(*line, words));
        }
    }

    void search(const std::string& typed) {
        m_view.search = typed;
        m_view.found.clear();
        auto found =
            m_parts.tablet.workspace().reading().registry.search({.typed = typed, .stream = {}, .limit = kStops});
        if (found) {
            m_view.found.insert(found->first.begin(), found->first.end());
        }
        fill();
    }

    [[nodiscard]] const casework::PlanStop* stop_of(model::RowId id) const {
        const auto found = std::ranges::find(m_plan.stops, model::entity_id(id), model::subject_of);
        return found == m_plan.stops.end() ? nullptr : &*found;
    }

    // A discovery that presses is first of all a matter of help.
    void open(model::RowId id) {
        const casework::PlanStop* stop = stop_of(id);
        if (stop == nullptr) {
            return;
        }
        const casework::PlanItem& first = stop->items.front();
        if (first.matter == casework::PlanMatter::discovery) {
            return m_parts.guide.go({PlaceKind::first_aid, first.subject});
        }
        if (stop->household || stop->person) {
            return m_parts.guide.go({PlaceKind::dossier, model::subject_of(*stop)});
        }
        m_parts.guide.go({PlaceKind::record, first.subject});
    }

    void visit(model::RowId id) {
        const casework::PlanStop* stop = stop_of(id);
        if (stop != nullptr && stop->household) {
            m_parts.guide.start({.form = "routine_visit", .household = stop->household, .person = {}});
        } else {
            open(id);
        }
    }

    Whereabouts m_whereabouts;
    casework::PlanOfDay m_plan;
    model::PlanView m_view;
    model::PlanState m_state;
    model::PlanActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_plan_page(const PageParts& parts) { return std::make_unique<PlanPage>(parts); }

}  // namespace daohu
