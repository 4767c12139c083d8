// SPDX-License-Identifier: Apache-2.0
//
// What is being written and what was recorded: drafts and discoveries as a list, any record by itself.

#include "core/casework/act_views.hpp"
#include "platform/daohu/county_link.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/pages/own_acts.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/record_model.hpp"
#include "ui/model/today.hpp"
#include "ui/screens/record_view.hpp"
#include "ui/screens/today.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kRowsShown = 200;

model::RecordContext context_of(const PageParts& parts) {
    const CountyLink* sync = parts.tablet.sync();
    return {
        .schemas = parts.assets.schemas, .words = parts.words, .is_uploading = sync != nullptr && sync->is_talking()};
}

// The record, and of a discovery the person it is about.
Result<model::RecordViewState> view_of(const PageParts& parts, EntityId subject) {
    const model::RecordContext context = context_of(parts);
    casework::ActViews acts = parts.tablet.workspace().acts();
    const registry::Entity entity = TRY(acts.record(subject));
    model::RecordViewState view;
    view.record.id = model::row_id(subject);
    const auto person_id = entity.reference("person");
    const auto person = person_id ? acts.record(*person_id) : Result<registry::Entity>{fail(ErrorCode::not_found)};
    if (person) {
        view.sections.push_back(model::section_of(*person, context));
        view.record.title = std::string{person->text("full_name").value_or("")};
    }
    view.sections.push_back(model::section_of(entity, context));
    if (view.record.title.empty()) {
        view.record.title = view.sections.back().title;
    }
    if (entity.status_register) {
        view.finished_at = moment_of(entity.status_register->siblings.back().by.hlc.time());
    }
    return view;
}

class DraftsPage final : public Page {
public:
    explicit DraftsPage(const PageParts& parts) : Page{parts} {}

    [[nodiscard]] bool follows_sync() const override { return true; }

    void refresh() override {
        m_state.tab = model::Tab::drafts;
        m_state.now = present_moment(m_parts);
        m_state.tabs = tabs_of(m_parts.tablet.viewer().role);
        m_state.coordinator = worker_name(m_parts);
        auto listed = rows();
        if (!listed) {
            m_state.notice =
                model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(listed.error()).view()}};
            return;
        }
        m_state.notice.reset();
        m_state.records = std::move(*listed);
        keep_detail();
        if (!m_state.detail && !m_state.records.empty()) {
            select(m_state.records.front().id);
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::TodayAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::OpenRecord& act) { open(act.id); },
                [this](const model::SelectRecord& act) { select(act.id); },
                [this](const model::ContinueDraft& act) { m_parts.guide.continue_draft(model::draft_id(act.id)); },
                [this](const model::ChangeSearch& act) {
                    m_state.search = act.text;
                    refresh();
                });
        }
    }

private:
    Result<std::vector<model::RecordRow>> rows() {
        const model::RecordContext context = context_of(m_parts);
        casework::Workspace& workspace = m_parts.tablet.workspace();
        std::vector<model::RecordRow> rows;
        if (m_state.search.empty()) {
            const auto drafts = TRY(workspace.drafts());
            for (const casework::DraftInfo& draft : drafts) {
                if (!m_parts.guide.is_discarded(draft.id)) {
                    rows.push_back(model::row_of(draft, context));
                }
            }
        }
        if (!sees_village()) {
            return with_own_acts(std::move(rows));
        }
        const auto lines = TRY(m_state.search.empty() ? workspace.cases().newest(kRowsShown)
                                                      : workspace.cases().search(m_state.search, kRowsShown));
        for (const casework::CaseLine& line : lines) {
            rows.push_back(model::row_of(line, context));
        }
        return rows;
    }

    [[nodiscard]] bool sees_village() const { return is_offered(m_parts.tablet.viewer().role, PlaceKind::records); }

    // Who only goes along sees what was written here, and no list of the village.
    Result<std::vector<model::RecordRow>> with_own_acts(std::vector<model::RecordRow> rows) {
        m_acts = TRY(own_acts_of(m_parts, kRowsShown));
        for (const model::RecordRow& row : m_acts.rows) {
            if (row.title.find(m_state.search) != std::string::npos) {
                rows.push_back(row);
            }
        }
        return rows;
    }

    // An act is called by its entry, a discovery by its own id.
    [[nodiscard]] EntityId subject_of(model::RowId id) const {
        const auto act = m_acts.subjects.find(id);
        return act == m_acts.subjects.end() ? model::entity_id(id) : act->second;
    }

    [[nodiscard]] const model::RecordRow* row_named(model::RowId id) const {
        const auto found = std::ranges::find(m_state.records, id, &model::RecordRow::id);
        return found == m_state.records.end() ? nullptr : &*found;
    }

    // A draft that became a record, or was thrown away, is no longer shown; a record's state may have changed.
    void keep_detail() {
        if (!m_state.detail) {
            return;
        }
        if (const model::RecordRow* row = row_named(m_state.detail->record.id)) {
            m_state.detail->record = *row;
        } else {
            m_state.detail.reset();
        }
    }

    void open(model::RowId id) {
        const model::RecordRow* row = row_named(id);
        if (row != nullptr && row->state == model::RecordState::draft) {
            return m_parts.guide.continue_draft(model::draft_id(id));
        }
        m_parts.guide.go({PlaceKind::record, subject_of(id)});
    }

    void select(model::RowId id) {
        const model::RecordRow* row = row_named(id);
        if (row == nullptr) {
            return;
        }
        model::RecordViewState view;
        if (row->state == model::RecordState::draft) {
            view.can_continue = true;
        } else {
            auto read = view_of(m_parts, subject_of(id));
            if (!read) {
                return m_parts.guide.say(read.error());
            }
            view = std::move(*read);
        }
        view.record = *row;
        m_state.detail = std::move(view);
    }

    OwnActs m_acts;  // of whoever sees no list of the village
    model::TodayState m_state;
    model::TodayActions m_actions;
};

class RecordPage final : public Page {
public:
    RecordPage(const PageParts& parts, EntityId subject) : Page{parts}, m_subject{subject} {}

    void refresh() override {
        auto view = view_of(m_parts, m_subject);
        if (!view) {
            m_parts.guide.say(view.error());
            return m_parts.guide.back();
        }
        m_state = std::move(*view);
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::RecordViewAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::CloseRecord&) { m_parts.guide.back(); },
                [this](const model::ContinueDraft& act) { m_parts.guide.continue_draft(model::draft_id(act.id)); });
        }
    }

private:
    EntityId m_subject;
    model::RecordViewState m_state;
    model::RecordViewActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_drafts_page(const PageParts& parts) { return std::make_unique<DraftsPage>(parts); }

std::unique_ptr<Page> make_record_page(const PageParts& parts, EntityId subject) {
    return std::make_unique<RecordPage>(parts, subject);
}

}  // namespace daohu
