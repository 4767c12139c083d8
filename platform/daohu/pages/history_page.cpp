// SPDX-License-Identifier: Apache-2.0
//
// Everything that was ever written about a family and its people, replaced values included: what, when, and where from.

#include "core/casework/read/dossier.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"

#include <utility>

namespace daohu {

namespace {

using registry::HistoryItem;

class HistoryPage final : public LinesPage {
public:
    HistoryPage(const PageParts& parts, EntityId subject) : LinesPage{parts}, m_subject{subject} {}

private:
    Result<void> read(model::LineListState& state) override {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const casework::Viewer& viewer = m_parts.tablet.viewer();
        const casework::Dossier dossier = TRY(casework::dossier_of(context, m_subject, viewer));
        state.title = vocabulary().say("dossier.history");
        state.subtitle = vocabulary().say("history.subtitle");
        state.empty = vocabulary().say("history.none");
        state.groups.clear();
        if (dossier.household) {
            TRY(add(context, dossier.household->id, vocabulary().dataset("household"), state));
        }
        for (const casework::DossierRecord& member : dossier.members) {
            TRY(add(context, member.id, names()(member.id).name, state));
        }
        return {};
    }

    // The newest first.
    Result<void> add(const casework::ReadContext& context, EntityId record, std::string title,
                     model::LineListState& state) const {
        const std::vector<HistoryItem> items = TRY(casework::history_of(context, record, m_parts.tablet.viewer()));
        model::ListedGroup group{.title = std::move(title), .lines = {}};
        for (auto item = items.rbegin(); item != items.rend(); ++item) {
            if (is_for_people(*item)) {
                const std::string id = record.to_string() + "." + std::to_string(group.lines.size());
                group.lines.push_back(row_of(*item, id, context.own));
            }
        }
        if (!group.lines.empty()) {
            state.groups.push_back(std::move(group));
        }
        return {};
    }

    // References lead to other records, which have a history of their own.
    [[nodiscard]] bool is_for_people(const HistoryItem& item) const {
        const auto* const schema = m_parts.assets.schemas.find_property(item.dataset, item.property);
        return schema != nullptr && schema->type != registry::PropertyType::reference;
    }

    [[nodiscard]] model::ListedLine row_of(const HistoryItem& item, std::string id, DeviceId own) const {
        const model::Vocabulary words = vocabulary();
        const auto* const schema = m_parts.assets.schemas.find_property(item.dataset, item.property);
        const Moment written = moment_of(item.by.hlc.time());
        model::ListedLine row;
        row.id = std::move(id);
        row.title = words.facts({words.of(schema->label), words.value(item.value, *schema)});
        row.detail = words.say(item.by.entry.device == own ? TextKey{"provenance.own"} : TextKey{"provenance.other"});
        if (item.is_replaced) {
            row.chip = model::Chip{words.say("history.replaced"), model::NoticeKind::info};
        }
        row.note = m_parts.words.full_date(written.date).view();
        return row;
    }

    // Nothing lies behind a value but what stands in its line.
    void open(const std::string& /*id*/) override {}

    EntityId m_subject;
};

}  // namespace

std::unique_ptr<Page> make_history_page(const PageParts& parts, EntityId subject) {
    return std::make_unique<HistoryPage>(parts, subject);
}

}  // namespace daohu
