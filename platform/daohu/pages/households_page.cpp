// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/roles.hpp"
#include "core/registry/duplicates.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/household_names.hpp"
#include "ui/model/households.hpp"
#include "ui/model/record_model.hpp"
#include "ui/model/vocabulary.hpp"
#include "ui/screens/households.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kRowsShown = 500;
constexpr std::string_view kHousehold = "household";
constexpr std::string_view kPerson = "person";
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

    Result<void> list() {
        registry::RegistryReader& registry = m_parts.tablet.workspace().reading().registry;
        const auto ids = TRY(registry.entities(kHousehold, std::nullopt, kRowsShown));
        m_state.rows.clear();
        m_state.near.clear();
        m_state.may_create = false;
        for (const EntityId id : ids) {
            m_state.rows.push_back(TRY(row_of(registry, id, {})));
        }
        m_state.total = static_cast<int>(m_state.rows.size());
        return {};
    }

    Result<void> search() {
        registry::RegistryReader& registry = m_parts.tablet.workspace().reading().registry;
        const auto found = TRY(registry.search({.typed = m_state.search, .stream = {}, .limit = kRowsShown}));
        m_state.rows.clear();
        for (const EntityId id : found.first) {
            TRY(add_found(registry, id, m_state.rows));
        }
        // What sounds or looks alike is to be looked at before a new one is made.
        registry::PersonSketch sketch;
        sketch.name = m_state.search;
        const auto alike = TRY(registry::likely_persons(registry, sketch));
        m_state.near.clear();
        for (const registry::LikelyPerson& person : alike) {
            TRY(add_found(registry, person.person, m_state.near));
        }
        std::erase_if(m_state.near, [this](const model::HouseholdRow& near) {
            return std::ranges::find(m_state.rows, near.id, &model::HouseholdRow::id) != m_state.rows.end();
        });
        m_state.may_create = casework::may_fill_in(m_parts.tablet.viewer().role, kNewHousehold);
        return {};
    }

    // A family, or a person of whom none is known; each once, with whoever was found in it.
    Result<void> add_found(registry::RegistryReader& registry, EntityId id, std::vector<model::HouseholdRow>& rows) {
        const auto entity = TRY(registry.find(id));
        const bool is_shown = entity && (entity->dataset == kHousehold || entity->dataset == kPerson);
        if (!is_shown || casework::is_hidden(*entity, m_parts.tablet.viewer())) {
            return {};
        }
        const EntityId subject = entity->reference("lives_in").value_or(id);
        if (std::ranges::find(rows, model::row_id(subject), &model::HouseholdRow::id) == rows.end()) {
            rows.push_back(TRY(row_of(registry, subject, std::string{entity->text("full_name").value_or("")})));
        }
        return {};
    }

    [[nodiscard]] Result<model::HouseholdRow> row_of(registry::RegistryReader& registry, EntityId subject,
                                                     const std::string& found) const {
        const model::HouseholdName name = TRY(model::household_name(registry, subject));
        model::HouseholdRow row;
        row.id = model::row_id(subject);
        row.name = name.name.empty() ? vocabulary().say("dossier.unnamed") : name.name;
        row.place = name.place;
        row.matched = found == name.name ? std::string{} : found;
        return row;
    }

    model::HouseholdsState m_state;
    model::HouseholdsActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_households_page(const PageParts& parts) { return std::make_unique<HouseholdsPage>(parts); }

}  // namespace daohu
