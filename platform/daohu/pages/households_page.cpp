// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/act/roles.hpp"
#include "core/casework/read/households.hpp"
#include "platform/daohu/pages/between_frames.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/household_lines.hpp"
#include "ui/screens/households.hpp"

#include <utility>

namespace daohu {

namespace {

constexpr std::size_t kRowsAtOnce = 10;
constexpr std::size_t kMostRows = 5'000;
constexpr std::size_t kMostFound = 200;
constexpr std::string_view kNewHousehold = "household_baseline";

class HouseholdsPage final : public Page {
public:
    explicit HouseholdsPage(const PageParts& parts) : Page{parts}, m_reading{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.tabs = tabs_of(m_parts.tablet.viewer().role);
        m_state.may_create = false;
        note(m_reading.begin([this](casework::Portions& portions) {
            m_state.search.empty() ? begin_list(portions) : begin_search(portions);
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
        for (const model::HouseholdsAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide,
                [this](const model::ChangeSearch& act) {
                    m_state.search = act.text;
                    refresh();
                },
                [this](const model::CreateHousehold&) { m_parts.guide.start({.form = std::string{kNewHousehold}}); });
        }
    }

private:
    [[nodiscard]] model::Vocabulary vocabulary() const { return {m_parts.assets.schemas, m_parts.words}; }
    [[nodiscard]] Date today() const { return beijing_date(m_parts.machine.clock.wall_now()); }

    void note(const Result<casework::Progress>& progress) {
        m_state.is_reading = m_reading.is_under_way();
        m_state.notice.reset();
        if (!progress) {
            m_state.notice =
                model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(progress.error()).view()}};
        }
    }

    // Its beginning stands there at once; a whole list that stands there already stays until the new one is whole, so
    // that nobody who is looking at its end is thrown to its beginning.
    void begin_list(casework::Portions& portions) {
        m_coming.clear();
        m_state.near.clear();
        m_state.is_cut = false;
        if (!m_shows_list) {
            m_state.rows.clear();
        }
        portions.then([this]() -> Result<void> {
            m_state.total = static_cast<int>(TRY(casework::household_count(m_parts.tablet.workspace().reading())));
            return {};
        });
        portions.then(casework::Portions::Reading{
            [this, next = casework::HouseholdsQuestion{
                       .today = today(), .division = {}, .after = {}, .limit = kRowsAtOnce}]() mutable {
                return read_rows(next);
            }});
        portions.then([this]() -> Result<void> {
            if (m_shows_list) {
                m_state.rows = std::exchange(m_coming, {});
            }
            m_shows_list = true;
            m_state.is_cut = m_state.rows.size() < static_cast<std::size_t>(m_state.total);
            return {};
        });
    }

    Result<casework::Progress> read_rows(casework::HouseholdsQuestion& next) {
        std::vector<model::HouseholdRow>& rows = m_shows_list ? m_coming : m_state.rows;
        const casework::HouseholdPage page = TRY(casework::households(m_parts.tablet.workspace().reading(), next));
        for (const casework::HouseholdLine& line : page.lines) {
            rows.push_back(model::row_of(line, vocabulary()));
        }
        next.after = page.next;
        return page.next && rows.size() < kMostRows ? casework::Progress::more : casework::Progress::done;
    }

    // What stood there stays until everything is found.
    void begin_search(casework::Portions& portions) {
        m_found = {};
        casework::add_household_search(m_parts.tablet.workspace().reading(), m_state.search, today(), kMostFound,
                                       portions, m_found);
        portions.then([this]() -> Result<void> {
            show_found();
            return {};
        });
    }

    void show_found() {
        m_shows_list = false;
        m_state.rows.clear();
        m_state.near.clear();
        for (const casework::FoundHousehold& found : m_found.found) {
            m_state.rows.push_back(model::row_of(found, vocabulary()));
        }
        for (const casework::FoundHousehold& near : m_found.near) {
            m_state.near.push_back(model::row_of(near, vocabulary()));
        }
        m_state.may_create = casework::may_fill_in(m_parts.tablet.viewer().role, kNewHousehold);
    }

    BetweenFrames m_reading;
    casework::HouseholdSearch m_found;  // so far
    std::vector<model::HouseholdRow> m_coming;
    bool m_shows_list = false;  // the rows are those of a list that was read to its end
    model::HouseholdsState m_state;
    model::HouseholdsActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_households_page(const PageParts& parts) { return std::make_unique<HouseholdsPage>(parts); }

}  // namespace daohu
