// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/act/roles.hpp"
#include "core/casework/read/households.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/household_lines.hpp"
#include "ui/screens/households.hpp"

#include <utility>

namespace daohu {

namespace {

constexpr std::size_t kRowsRead = 100;  // a frame
constexpr std::size_t kMostRows = 5'000;
constexpr std::size_t kMostFound = 200;
constexpr std::string_view kNewHousehold = "household_baseline";

class HouseholdsPage final : public Page {
public:
    explicit HouseholdsPage(const PageParts& parts) : Page{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.tabs = tabs_of(m_parts.tablet.viewer().role);
        note(m_state.search.empty() ? list() : search());
    }

    // A long list is read while its beginning stands there already.
    [[nodiscard]] bool is_busy() const override { return m_rest.has_value(); }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        if (m_rest) {
            note(read_on());
            kit.redraw_at(kit.seconds());
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

    void note(const Result<void>& done) {
        if (done) {
            m_state.notice.reset();
            return;
        }
        m_rest.reset();
        m_state.notice =
            model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(done.error()).view()}};
    }

    Result<void> list() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        if (!m_shows_list) {
            m_state.rows.clear();
        }
        m_coming.clear();
        m_state.near.clear();
        m_state.may_create = false;
        m_state.total = static_cast<int>(TRY(casework::household_count(context)));
        m_rest = casework::HouseholdsQuestion{.today = today(), .division = {}, .after = {}, .limit = kRowsRead};
        return read_on();
    }

    // Row by row below what stands there; a whole list that stands there already stays until the new one is whole, so
    // that nobody who is looking at its end is thrown to its beginning.
    Result<void> read_on() {
        std::vector<model::HouseholdRow>& rows = m_shows_list ? m_coming : m_state.rows;
        const casework::HouseholdPage page = TRY(casework::households(m_parts.tablet.workspace().reading(), *m_rest));
        for (const casework::HouseholdLine& line : page.lines) {
            rows.push_back(model::row_of(line, vocabulary()));
        }
        m_rest->after = page.next;
        if (page.next && rows.size() < kMostRows) {
            return {};
        }
        if (m_shows_list) {
            m_state.rows = std::exchange(m_coming, {});
        }
        m_rest.reset();
        m_shows_list = true;
        m_state.is_cut = m_state.rows.size() < static_cast<std::size_t>(m_state.total);
        return {};
    }

    Result<void> search() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const casework::HouseholdSearch search =
            TRY(casework::find_households(context, m_state.search, today(), kMostFound));
        m_rest.reset();
        m_shows_list = false;
        m_state.rows.clear();
        m_state.near.clear();
        for (const casework::FoundHousehold& found : search.found) {
            m_state.rows.push_back(model::row_of(found, vocabulary()));
        }
        for (const casework::FoundHousehold& near : search.near) {
            m_state.near.push_back(model::row_of(near, vocabulary()));
        }
        m_state.may_create = casework::may_fill_in(m_parts.tablet.viewer().role, kNewHousehold);
        return {};
    }

    std::optional<casework::HouseholdsQuestion> m_rest;  // of the list, still to be read
    std::vector<model::HouseholdRow> m_coming;
    bool m_shows_list = false;  // the rows are those of a list that was read to its end
    model::HouseholdsState m_state;
    model::HouseholdsActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_households_page(const PageParts& parts) { return std::make_unique<HouseholdsPage>(parts); }

}  // namespace daohu
