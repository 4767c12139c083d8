// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/act_views.hpp"
#include "core/casework/export/tables.hpp"
#include "platform/daohu/pages/between_frames.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/stick_export.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/statistics_model.hpp"
#include "ui/screens/statistics.hpp"

namespace daohu {

namespace {

class StatisticsPage final : public Page {
public:
    explicit StatisticsPage(const PageParts& parts) : Page{parts}, m_reading{parts}, m_export{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.can_export =
            m_export.is_offered() && casework::may_see(m_parts.tablet.viewer().role, casework::Sight::township);
        m_state.subtitle = m_parts.words.tr("statistics.this_year").view();
        note(m_reading.begin([this](casework::Portions& portions) { return begin(portions); }));
    }

    [[nodiscard]] bool is_busy() const override { return m_reading.is_under_way(); }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        if (const auto progress = m_reading.go_on(kit)) {
            note(*progress);
        }
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::StatisticsAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide,
                [this](const model::ShowStatistics& act) {
                    m_state.page = act.page;
                    fill();
                },
                [this](const model::ExportStatistics&) { write(); });
        }
        m_export.draw(kit);
    }

private:
    // All of this year up to today.
    struct Figures {
        casework::SweepCoverage coverage;
        casework::Activity activity;
        casework::TownshipStatistics township;
    };

    [[nodiscard]] Result<casework::TownshipQuestion> question() const {
        const Date to = beijing_date(m_parts.machine.clock.wall_now());
        const std::string township = township_of(m_parts);
        casework::Workspace& workspace = m_parts.tablet.workspace();
        TRY(workspace.sealed());
        const auto reserve = TRY(workspace.acts().reserve(township, to.year()));
        return casework::TownshipQuestion{.township = township,
                                          .from = Date::of(to.year(), 1, 1).value_or(to),
                                          .to = to,
                                          .reserve = casework::reserve_facts(reserve)};
    }

    void write() {
        m_export.ask("statistics", [this]() -> Result<Bytes> {
            return casework::statistics_table(m_parts.tablet.workspace().reading(), TRY(question()),
                                              m_parts.tablet.viewer());
        });
    }

    Result<void> begin(casework::Portions& portions) {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const casework::TownshipQuestion asked = TRY(question());
        m_coming = {};
        casework::add_sweep_coverage(context, {.division = {}, .from = asked.from, .to = asked.to, .purpose = {}},
                                     portions, m_coming.coverage);
        casework::add_activity(context, {.from = asked.from, .to = asked.to}, portions, m_coming.activity);
        casework::add_township_statistics(context, asked, portions, m_coming.township);
        return {};
    }

    void note(const Result<casework::Progress>& progress) {
        if (!progress) {
            m_figures.reset();
            m_state.remark = m_parts.words.message(progress.error()).view();
        } else if (*progress == casework::Progress::done) {
            m_figures = std::move(m_coming);
            if (m_parts.tablet.is_practice()) {
                m_figures->activity.data_as_of.reset();  // the village was invented, and nothing of it is ever synced
            }
        }
        m_state.is_reading = m_reading.is_under_way();
        fill();
    }

    void fill() {
        if (m_figures) {
            const model::StatisticsParts parts{.coverage = m_figures->coverage,
                                               .activity = m_figures->activity,
                                               .township = m_figures->township,
                                               .reader = m_parts.tablet.viewer().role};
            model::fill_statistics(m_state, parts, rule_names(m_parts), {m_parts.assets.schemas, m_parts.words});
        }
    }

    BetweenFrames m_reading;
    Figures m_coming;                  // until they are whole
    std::optional<Figures> m_figures;  // nothing: they could not be made
    model::StatisticsState m_state;
    model::StatisticsActions m_actions;
    StickExport m_export;
};

}  // namespace

std::unique_ptr<Page> make_statistics_page(const PageParts& parts) { return std::make_unique<StatisticsPage>(parts); }

}  // namespace daohu
