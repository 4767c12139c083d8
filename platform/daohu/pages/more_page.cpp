// SPDX-License-Identifier: Apache-2.0
//
// What is not on the tab bar.

#include "core/base/beijing_time.hpp"
#include "core/casework/act_views.hpp"
#include "core/casework/read/labour.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/model/form_offers.hpp"
#include "ui/model/more.hpp"
#include "ui/screens/more.hpp"

#include <algorithm>
#include <array>

namespace daohu {

namespace {

constexpr std::string_view kNewForm = "new_form";

struct Offer {
    std::string_view id;
    PlaceKind place;
    TextKey title;
    TextKey detail;
};
constexpr std::array kOffers{
    Offer{"desk", PlaceKind::desk, "more.desk", "more.desk.detail"},
    Offer{"deadlines", PlaceKind::deadlines, "more.deadlines", "more.deadlines.detail"},
    Offer{"due_reviews", PlaceKind::due_reviews, "more.due_reviews", "more.due_reviews.detail"},
    Offer{"unreached", PlaceKind::unreached, "more.unreached", "more.unreached.detail"},
    Offer{"referrals", PlaceKind::referrals, "more.referrals", "more.referrals.detail"},
    Offer{"notices", PlaceKind::notices, "more.notices", "more.notices.detail"},
    Offer{"labour", PlaceKind::labour, "more.labour", "more.labour.detail"},
    Offer{"reserve", PlaceKind::reserve, "more.reserve", "more.reserve.detail"},
    Offer{"out_of_role", PlaceKind::out_of_role, "more.out_of_role", "more.out_of_role.detail"},
    Offer{"sealed", PlaceKind::sealed, "more.sealed", "more.sealed.detail"},
    Offer{"conflicts", PlaceKind::conflicts, "more.conflicts", "more.conflicts.detail"},
    Offer{"statistics", PlaceKind::statistics, "more.statistics", "more.statistics.detail"},
    Offer{"cards", PlaceKind::cards, "more.cards", "more.cards.detail"},
    Offer{"standards", PlaceKind::standards, "more.standards", "more.standards.detail"},
    Offer{"records", PlaceKind::record_kinds, "more.records", "more.records.detail"},
    Offer{"own_acts", PlaceKind::own_acts, "more.own_acts", "more.own_acts.detail"},
    Offer{"enrol", PlaceKind::enrol, "more.enrol", "more.enrol.detail"},
    Offer{"carry", PlaceKind::carry, "more.carry", "more.carry.detail"},
    Offer{"settings", PlaceKind::settings, "more.settings", "more.settings.detail"},
};

class MorePage final : public Page {
public:
    explicit MorePage(const PageParts& parts) : Page{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.tabs = tabs_of(m_parts.tablet.viewer().role);
        m_state.coordinator = worker_name(m_parts);
        const std::string village = village_of(m_parts);
        m_state.village = village.empty()
                              ? std::string{}
                              : std::string{m_parts.words.tr("village.code", {{"code", FixedText{village}}}).view()};
        m_state.items.clear();
        m_state.items.push_back({.id = std::string{kNewForm},
                                 .title = say("more.new_form"),
                                 .detail = say("more.new_form.detail"),
                                 .chip = {}});
        for (const Offer& offer : kOffers) {
            if (is_offered(m_parts.tablet.viewer().role, offer.place) && has_sense(offer.place)) {
                m_state.items.push_back(
                    {.id = std::string{offer.id}, .title = say(offer.title), .detail = say(offer.detail), .chip = {}});
            }
        }
        const auto size = m_parts.tablet.workspace().reading().registry.size();
        const auto conflicts = std::ranges::find(m_state.items, "conflicts", &model::MoreItem::id);
        if (size && size->conflicts > 0 && conflicts != m_state.items.end()) {
            const auto count = static_cast<std::int64_t>(size->conflicts);
            conflicts->chip = model::Chip{std::string{m_parts.words.tr("conflicts.open", {{"count", count}}).view()},
                                          model::NoticeKind::danger};
        }
        m_forms = model::forms_for_nobody(m_parts.tablet.viewer().role, m_parts.words);
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::MoreAction& action : m_actions.all()) {
            carry_out(action, m_parts.guide, [this](const model::OpenMoreItem& act) { open(act.id); });
        }
        if (m_is_choosing) {
            draw_forms(kit);
        }
    }

private:
    // Where nothing is sealed to somebody, there is no such list.
    [[nodiscard]] bool has_sealed() const {
        casework::Workspace& workspace = m_parts.tablet.workspace();
        if (!workspace.sealed()) {
            return false;
        }
        const auto matters = workspace.acts().sealed_matters();
        return matters && !matters->empty();
    }

    // A tablet is enrolled once; and nothing leaves a practice, not even on a stick.
    [[nodiscard]] bool has_sense(PlaceKind place) const {
        if (place == PlaceKind::sealed) {
            return has_sealed();
        }
        if (place == PlaceKind::labour) {
            return casework::has_public_labour(m_parts.tablet.workspace().rules(), beijing_date(wall_now()));
        }
        const bool is_enrolment = place == PlaceKind::enrol;
        if (m_parts.tablet.is_practice()) {
            return !is_enrolment && place != PlaceKind::carry;
        }
        return !is_enrolment || !m_parts.tablet.grant();
    }

    [[nodiscard]] WallTime wall_now() const { return m_parts.machine.clock.wall_now(); }
    [[nodiscard]] std::string say(TextKey key) const { return std::string{m_parts.words.tr(key).view()}; }

    void open(const std::string& id) {
        if (id == kNewForm) {
            m_is_choosing = true;
            return;
        }
        const auto* const offer = std::ranges::find(kOffers, id, &Offer::id);
        if (offer != kOffers.end()) {
            m_parts.guide.go({offer->place});
        }
    }

    void draw_forms(kit::Kit& kit) {
        std::vector<kit::ChoiceItem> choices;
        for (const model::FormOffer& form : m_forms) {
            choices.push_back({{"more.form", form.form}, FixedText{form.title}, false});
        }
        const kit::ChoiceAnswer answer = kit::choice_sheet(kit, {.title = kit.tr("dossier.forms.title"),
                                                                 .choices = choices,
                                                                 .keep = kit.tr("dossier.forms.keep"),
                                                                 .keep_id = "more.form.keep"});
        m_is_choosing = m_is_choosing && !answer.is_kept && !answer.chosen;
        if (answer.chosen) {
            m_parts.guide.start({.form = m_forms[*answer.chosen].form});
        }
    }

    bool m_is_choosing = false;
    std::vector<model::FormOffer> m_forms;
    model::MoreState m_state;
    model::MoreActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_more_page(const PageParts& parts) { return std::make_unique<MorePage>(parts); }

}  // namespace daohu
