// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/act/roles.hpp"
#include "core/casework/read/households.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/household_lines.hpp"
#include "ui/screens/households.hpp"

namespace daohu {

namespace {

constexpr std::size_t kRowsRead = 500;  // at once
constexpr std::size_t kMostRows = 5'000;
constexpr std::size_t kMostFound = 200;
constexpr std::string_view kNewHousehold = "household_baseline";

class HouseholdsPage final : public Page {
public:
    explicit HouseholdsPage(const PageParts& parts) : Page{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.tabs = tabs_of(m_parts.tablet.viewer().role);
        const auto done = m_state.search.empty() ? list() : search();
        if (done) {
            m_state.notice.reset();
        } else {
            m_state.notice =
                model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(done.error()).view()}};
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
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

    Result<void> list() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        m_state.rows.clear();
        m_state.near.clear();
        m_state.may_create = false;
        casework::HouseholdsQuestion question{.today = today(), .division = {}, .after = {}, .limit = kRowsRead};
        do {
            const casework::HouseholdPage page = TRY(casework::households(context, question));
            for (const casework::HouseholdLine& line : page.lines) {
                m_state.rows.push_back(model::row_of(line, vocabulary()));
            }
            question.after = page.next;
        } while (question.after && m_state.rows.size() < kMostRows);
        const std::size_t count = TRY(casework::household_count(context));
        m_state.total = static_cast<int>(count);
        m_state.is_cut = m_state.rows.size() < count;
        return {};
    }

    Result<void> search() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const casework::HouseholdSearch search =
            TRY(casework::find_households(context, m_state.search, today(), kMostFound));
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

    model::HouseholdsState m_state;
    model::HouseholdsActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_households_page(const PageParts& parts) { return std::make_unique<HouseholdsPage>(parts); }

}  // namespace daohu
