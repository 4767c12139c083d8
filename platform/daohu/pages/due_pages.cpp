// SPDX-License-Identifier: Apache-2.0
//
// What is still to be done: days and hours that something has to be done by, families in which somebody is still to be
// met; and the published figures that count here.

#include "core/casework/read/deadlines.hpp"
#include "core/casework/read/standards.hpp"
#include "core/casework/read/sweep.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "ui/model/due_model.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::int64_t kDaysAhead = 30;

class DeadlinesPage final : public LinesPage {
public:
    using LinesPage::LinesPage;

private:
    Result<void> read(model::LineListState& state) override {
        const WallTime now = m_parts.machine.clock.wall_now();
        casework::Workspace& workspace = m_parts.tablet.workspace();
        m_deadlines = TRY(casework::deadlines(
            workspace.reading(), {.now = now, .days_ahead = kDaysAhead, .clocks = workspace.clock_reading()}));
        model::fill_deadlines(state, m_deadlines, now, names(), vocabulary());
        return {};
    }

    // A discovery leads to first aid, what somebody planned to the form that says it is done, anything else to its record.
    void open(const std::string& id) override {
        const auto record = EntityId::parse(id);
        const auto deadline =
            record ? std::ranges::find(m_deadlines, *record, &casework::Deadline::record) : m_deadlines.end();
        if (deadline == m_deadlines.end()) {
            return;
        }
        switch (deadline->kind) {
            case casework::DeadlineKind::first_aid: return m_parts.guide.go({PlaceKind::first_aid, *record});
            case casework::DeadlineKind::papers:
            case casework::DeadlineKind::inform_later:
            case casework::DeadlineKind::next_stage:
            case casework::DeadlineKind::follow_up: return begin("follow_up_done", *deadline);
            case casework::DeadlineKind::referral: return begin("referral_feedback", *deadline);
            case casework::DeadlineKind::county_task:  // somebody looks into it first
            case casework::DeadlineKind::hardship_plan: return m_parts.guide.go({PlaceKind::record, *record});
        }
    }

    void begin(const char* form, const casework::Deadline& deadline) const {
        m_parts.guide.start({.form = form,
                             .household = deadline.household,
                             .person = deadline.person,
                             .discovery = {},
                             .record = deadline.record});
    }

    std::vector<casework::Deadline> m_deadlines;
};

class UnreachedPage final : public LinesPage {
public:
    using LinesPage::LinesPage;

private:
    Result<void> begin(model::LineListState& state, casework::Portions& portions) override {
        state.title = vocabulary().say("sweep.title");
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        casework::add_sweep_coverage(
            context,
            {.division = {}, .from = Date::of(today().year(), 1, 1).value_or(today()), .to = today(), .purpose = {}},
            portions, m_coverage);
        m_names.clear();
        portions.then(
            model::all_names(context.registry, [this] { return model::named_unreached(m_coverage); }, m_names));
        portions.then([this, &state]() -> Result<void> {
            model::fill_unreached(state, m_coverage, model::names_from(m_names), vocabulary());
            return {};
        });
        return {};
    }

    void open(const std::string& id) override { go(PlaceKind::dossier, id); }

    casework::SweepCoverage m_coverage;
    model::KnownNames m_names;
};

class StandardsPage final : public LinesPage {
public:
    using LinesPage::LinesPage;

private:
    Result<void> read(model::LineListState& state) override {
        const std::string division = village_of(m_parts);
        model::fill_standards(state,
                              casework::standard_lines(m_parts.tablet.workspace().rules().standards, division, today()),
                              vocabulary());
        return {};
    }

    // Nothing lies behind a published figure but its document, which stands below it.
    void open(const std::string& /*id*/) override {}
};

}  // namespace

std::unique_ptr<Page> make_deadlines_page(const PageParts& parts) { return std::make_unique<DeadlinesPage>(parts); }

std::unique_ptr<Page> make_unreached_page(const PageParts& parts) { return std::make_unique<UnreachedPage>(parts); }

std::unique_ptr<Page> make_standards_page(const PageParts& parts) { return std::make_unique<StandardsPage>(parts); }

}  // namespace daohu
