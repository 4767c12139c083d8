// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/act/roles.hpp"
#include "core/casework/read/households.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/households.hpp"
#include "ui/model/record_model.hpp"
#include "ui/model/vocabulary.hpp"
#include "ui/screens/households.hpp"

namespace daohu {

namespace {

constexpr std::size_t kRowsShown = 500;
constexpr std::string_view kNewHousehold = "household_baseline";

class HouseholdsPage final : public Page {
public:
    explicit HouseholdsPage(const PageParts& parts) : Page{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
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
        const casework::HouseholdPage page =
            TRY(casework::households(context, {.today = today(), .division = {}, .after = {}, .limit = kRowsShown}));
        m_state.rows.clear();
        m_state.near.clear();
        m_state.may_create = false;
        for (const casework::HouseholdLine& line : page.lines) {
            m_state.rows.push_back(row_of(line));
        }
        m_state.total = static_cast<int>(m_state.rows.size());
        return {};
    }

    Result<void> search() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const casework::HouseholdSearch search =
            TRY(casework::find_households(context, m_state.search, today(), kRowsShown));
        m_state.rows.clear();
        m_state.near.clear();
        for (const casework::FoundHousehold& found : search.found) {
            m_state.rows.push_back(row_of(found));
        }
        for (const casework::FoundHousehold& near : search.near) {
            m_state.near.push_back(row_of(near));
        }
        m_state.may_create = casework::may_fill_in(m_parts.tablet.viewer().role, kNewHousehold);
        return {};
    }

    [[nodiscard]] model::HouseholdRow row_of(const casework::HouseholdLine& line) const {
        model::HouseholdRow row;
        row.id = model::row_id(line.id);
        row.name = line.head_name.empty() ? vocabulary().say("dossier.unnamed") : line.head_name;
        row.place = line.village_group;
        std::vector<std::string> programmes;
        for (const std::string& programme : line.programmes) {
            programmes.push_back(vocabulary().code(programme, "programme"));
        }
        const std::string visited =
            line.last_visit
                ? vocabulary().say("households.visited", {{"date", FixedText{line.last_visit->to_string()}}})
                : vocabulary().say("households.never_visited");
        const auto residents = static_cast<std::int64_t>(line.residents);
        row.detail = vocabulary().facts({vocabulary().say("households.residents", {{"count", residents}}),
                                         vocabulary().joined(programmes), visited});
        if (line.is_conflicted) {
            row.chip = model::Chip{vocabulary().say("state.conflict"), model::NoticeKind::danger};
        }
        return row;
    }

    // A person of whom no family is known has a row too.
    [[nodiscard]] model::HouseholdRow row_of(const casework::FoundHousehold& found) const {
        model::HouseholdRow row;
        if (found.household) {
            row = row_of(*found.household);
            if (!found.persons.empty() && found.person_name != found.household->head_name) {
                row.matched = found.person_name;
            }
        } else {
            row.id = model::row_id(found.persons.front());
            row.name = found.person_name.empty() ? vocabulary().say("record.unnamed") : found.person_name;
            row.detail = vocabulary().say("households.no_family");
        }
        return row;
    }

    model::HouseholdsState m_state;
    model::HouseholdsActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_households_page(const PageParts& parts) { return std::make_unique<HouseholdsPage>(parts); }

}  // namespace daohu
