// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/records.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/form_offers.hpp"
#include "ui/model/household_names.hpp"
#include "ui/model/record_list.hpp"
#include "ui/model/record_model.hpp"
#include "ui/screens/record_list.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kActsShown = 200;

class OwnActsPage final : public Page {
public:
    explicit OwnActsPage(const PageParts& parts) : Page{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.title = m_parts.words.tr("more.own_acts").view();
        m_state.subtitle = m_parts.words.tr("more.own_acts.detail").view();
        m_state.empty = m_parts.words.tr("sync.no_records").view();
        if (const auto done = read(); !done) {
            m_state.empty = m_parts.words.message(done.error()).view();
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::RecordListAction& action : m_actions.all()) {
            carry_out(action, m_parts.guide, [this](const model::OpenRecord& act) {
                const auto row = std::ranges::find(m_state.records, act.id, &model::RecordRow::id);
                const auto index = static_cast<std::size_t>(row - m_state.records.begin());
                if (index < m_subjects.size() && m_subjects[index]) {
                    m_parts.guide.go({PlaceKind::record, *m_subjects[index]});
                }
            });
        }
    }

private:
    Result<void> read() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const auto acts = TRY(casework::own_acts(context, kActsShown));
        m_state.records.clear();
        m_subjects.clear();
        for (const casework::OwnAct& act : acts) {
            model::RecordRow row;
            const auto subject = act.subjects.empty() ? std::nullopt : std::optional{act.subjects.front()};
            model::HouseholdName name;
            if (subject) {
                name = TRY(model::household_name(context.registry, *subject));
            }
            m_subjects.push_back(subject);
            row.id = id_of(act.entry);
            row.title = model::form_title(act.form, m_parts.words);
            row.summary = name.name;
            row.state = act.confirmed == casework::Confirmed::county ? model::RecordState::uploaded
                                                                     : model::RecordState::waiting;
            row.date = moment_of(act.written_at).date;
            m_state.records.push_back(std::move(row));
        }
        return {};
    }

    // Several acts may be about one subject: a row is the act.
    [[nodiscard]] static model::RowId id_of(const entry::EntryId& entry) {
        auto raw = entry.incarnation.raw();
        for (std::size_t i = 0; i < sizeof(entry.sequence); ++i) {
            raw[i] = static_cast<std::uint8_t>(raw[i] ^ (entry.sequence >> (8 * i)));
        }
        return model::RowId{raw};
    }

    std::vector<std::optional<EntityId>> m_subjects;  // beside the records
    model::RecordListState m_state;
    model::RecordListActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_own_acts_page(const PageParts& parts) { return std::make_unique<OwnActsPage>(parts); }

}  // namespace daohu
