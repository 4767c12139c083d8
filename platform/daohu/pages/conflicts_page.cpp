// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/settlement.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/conflicts.hpp"
#include "ui/model/household_names.hpp"
#include "ui/model/record_model.hpp"
#include "ui/model/vocabulary.hpp"
#include "ui/screens/conflicts.hpp"

#include <algorithm>
#include <chrono>
#include <future>

namespace daohu {

namespace {

constexpr std::size_t kConflicts = 200;

class ConflictsPage final : public Page {
public:
    explicit ConflictsPage(const PageParts& parts) : Page{parts} {}

    [[nodiscard]] bool is_busy() const override { return m_saving.valid(); }

    void refresh() override {
        m_state.now = present_moment(m_parts);
        if (const auto done = read(); !done) {
            m_state.failure = m_parts.words.message(done.error()).view();
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        collect();
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::ConflictsAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::SelectConflict& act) { select(act.id); },
                [this](const model::CloseConflict&) {
                    m_state.selected.reset();
                    m_state.fields.clear();
                },
                [this](const model::ChooseVersion& act) { choose(act); },
                [this](const model::SettleConflict&) { settle(); });
        }
    }

private:
    [[nodiscard]] model::Vocabulary vocabulary() const { return {m_parts.assets.schemas, m_parts.words}; }

    Result<void> read() {
        registry::RegistryReader& registry = m_parts.tablet.workspace().reading().registry;
        const auto items = TRY(registry.conflicts(kConflicts));
        m_state.records.clear();
        for (const registry::ConflictItem& item : items) {
            const auto entity = TRY(registry.find(item.entity));
            if (!entity) {
                continue;
            }
            const bool is_hidden = TRY(casework::is_hidden(*entity, m_parts.tablet.viewer(), registry));
            if (is_hidden) {
                continue;
            }
            const model::RowId id = model::row_id(entity->id);
            const auto row = std::ranges::find(m_state.records, id, &model::ConflictRow::id);
            if (row != m_state.records.end()) {
                ++row->open_fields;
                continue;
            }
            m_state.records.push_back({id, TRY(title_of(*entity, registry)), vocabulary().dataset(item.dataset), 1});
        }
        if (m_state.selected &&
            std::ranges::find(m_state.records, *m_state.selected, &model::ConflictRow::id) == m_state.records.end()) {
            m_state.selected.reset();
            m_state.fields.clear();
        }
        return {};
    }

    Result<std::string> title_of(const registry::Entity& entity, registry::RegistryReader& registry) const {
        std::optional<EntityId> subject = entity.reference("household");
        if (const auto person = entity.reference("person")) {
            subject = person;
        }
        const model::HouseholdName name = TRY(model::household_name(registry, subject.value_or(entity.id)));
        return name.name.empty() ? vocabulary().say("dossier.unnamed") : name.name;
    }

    void select(model::RowId id) {
        const auto entity = m_parts.tablet.workspace().reading().registry.find(model::entity_id(id));
        if (!entity || !*entity) {
            return;
        }
        m_entity = **entity;
        m_state.selected = id;
        m_state.fields.clear();
        m_state.failure.clear();
        for (const std::string& property : m_entity->conflicts()) {
            if (!property.empty()) {
                m_state.fields.push_back(field_of(property));
            }
        }
        m_state.can_settle = false;
    }

    [[nodiscard]] model::ConflictField field_of(const std::string& property) const {
        const registry::Register& values = *m_entity->find(property);
        const auto* schema = m_parts.assets.schemas.find_property(m_entity->dataset, property);
        model::ConflictField field;
        field.name = property;
        field.label = schema == nullptr ? property : vocabulary().of(schema->label);
        if (!values.common_base.empty()) {
            field.before = vocabulary().value(values.common_base.front().value, m_entity->dataset, property);
        }
        const DeviceId own = m_parts.tablet.vault().device();
        for (const registry::Sibling& sibling : values.siblings) {
            const bool is_mine = sibling.by.entry.device == own;
            const Moment at = moment_of(sibling.by.hlc.time());
            const std::string who = is_mine ? vocabulary().say("provenance.own") : vocabulary().say("provenance.other");
            field.versions.push_back({vocabulary().value(sibling.value, m_entity->dataset, property),
                                      vocabulary().facts({who, m_parts.words.moment(at, m_state.now.date).view()}),
                                      is_mine});
        }
        if (!casework::may(m_parts.tablet.viewer().role, casework::Act::settle_conflict)) {
            field.decided_by = vocabulary().code("township_desk", "worker_role");
        }
        return field;
    }

    void choose(const model::ChooseVersion& act) {
        const auto field = std::ranges::find(m_state.fields, act.field, &model::ConflictField::name);
        if (field == m_state.fields.end() || act.version >= field->versions.size()) {
            return;
        }
        field->chosen = act.version;
        m_state.can_settle = std::ranges::all_of(m_state.fields, [](const model::ConflictField& one) {
            return one.chosen.has_value() || !one.decided_by.empty();
        });
    }

    // One entry a field: each is a decision by itself.
    void settle() {
        if (is_busy() || !m_entity) {
            return;
        }
        for (const model::ConflictField& field : m_state.fields) {
            if (!field.chosen) {
                continue;
            }
            const auto& siblings = m_entity->find(field.name)->siblings;
            auto saving = m_parts.tablet.workspace().settle(m_entity->id, field.name, siblings[*field.chosen].value,
                                                            vocabulary().say("conflicts.reason"));
            if (!saving) {
                m_state.failure = m_parts.words.message(saving.error()).view();
                return;
            }
            m_saving = std::move(*saving);
            m_state.fields.erase(m_state.fields.begin() + (&field - m_state.fields.data()));
            return;
        }
    }

    void collect() {
        if (!m_saving.valid() || m_saving.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            return;
        }
        const auto saved = m_saving.get();
        if (!saved) {
            m_state.failure = m_parts.words.message(saved.error()).view();
            return;
        }
        m_parts.guide.saved();
        settle();
    }

    std::optional<registry::Entity> m_entity;  // the selected one, as it was when it was opened
    std::future<Result<entry::EntryId>> m_saving;
    model::ConflictsState m_state;
    model::ConflictsActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_conflicts_page(const PageParts& parts) { return std::make_unique<ConflictsPage>(parts); }

}  // namespace daohu
