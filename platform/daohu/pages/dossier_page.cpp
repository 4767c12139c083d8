// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/export/tables.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/stick_export.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/dossier_model.hpp"
#include "ui/model/form_offers.hpp"
#include "ui/model/record_model.hpp"
#include "ui/screens/dossier.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kShortId = 8;  // digits of an id in the name of a file
constexpr std::string_view kVisit = "routine_visit";

class DossierPage final : public Page {
public:
    DossierPage(const PageParts& parts, EntityId subject) : Page{parts}, m_subject{subject}, m_export{parts} {}

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
        for (const model::DossierAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::ShowDossierPage& act) { m_state.page = act.page; },
                [this](const model::OpenMember& act) {
                    m_parts.guide.go({PlaceKind::record, model::entity_id(act.id)});
                },
                [this](const model::StartForm& act) { start(act.form); },
                [this](const model::ContinueDraft& act) { m_parts.guide.continue_draft(model::draft_id(act.id)); },
                [this](const model::OpenPolicy&) { m_parts.guide.go({PlaceKind::policy, m_subject}); },
                [this](const model::OpenHistory&) { m_parts.guide.go({PlaceKind::history, m_subject}); },
                [this](const model::CopyForFamily&) { copy(); });
        }
        m_export.draw(kit);
    }

private:
    Result<void> read() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const Date today = beijing_date(m_parts.machine.clock.wall_now());
        const casework::Dossier dossier = TRY(casework::dossier_of(context, m_subject, m_parts.tablet.viewer()));
        std::optional<casework::AidHistoryOfYear> aid;
        if (dossier.household) {
            aid = TRY(casework::aid_history(context, dossier.household->id, today));
        }
        m_household = dossier.household ? std::optional{dossier.household->id} : std::nullopt;
        model::fill_dossier(m_state,
                            {.dossier = dossier,
                             .aid = aid ? &*aid : nullptr,
                             .subject = m_subject,
                             .own = context.own,
                             .today = today},
                            {m_parts.assets.schemas, m_parts.words});
        m_state.can_copy = can_copy();
        const casework::Role role = m_parts.tablet.viewer().role;
        m_state.forms =
            m_household ? model::household_forms(role, m_parts.words) : model::lone_person_forms(role, m_parts.words);
        const bool has_visit =
            m_household && std::ranges::find(m_state.forms, kVisit, &model::FormOffer::form) != m_state.forms.end();
        m_state.visit = has_visit ? kVisit : std::string_view{};
        return {};
    }

    // Only of a family; whoever takes its corrections hands it out.
    [[nodiscard]] bool can_copy() const {
        return m_household && m_export.is_offered() &&
               casework::may_fill_in(m_parts.tablet.viewer().role, "correction");
    }

    void copy() {
        if (!m_household) {
            return;
        }
        m_export.ask("family-" + m_household->to_string().substr(0, kShortId), [this, household = *m_household] {
            const bool is_english = m_parts.words.language() == "en";
            return casework::household_copy(m_parts.tablet.workspace().reading(), household,
                                            is_english ? casework::ExportLanguage::en : casework::ExportLanguage::zh);
        });
    }

    void start(const std::string& form) {
        const std::optional<EntityId> person = m_household ? std::nullopt : std::optional{m_subject};
        m_parts.guide.start({.form = form, .household = m_household, .person = person});
    }

    EntityId m_subject;
    std::optional<EntityId> m_household;
    model::DossierState m_state;
    model::DossierActions m_actions;
    StickExport m_export;
};

}  // namespace

std::unique_ptr<Page> make_dossier_page(const PageParts& parts, EntityId subject) {
    return std::make_unique<DossierPage>(parts, subject);
}

}  // namespace daohu
