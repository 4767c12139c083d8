// SPDX-License-Identifier: Apache-2.0
//
// What is being written and what was recorded: drafts and discoveries as a list, any record by itself.

#include "platform/daohu/pages/draft_owner.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/pages/own_acts.hpp"
#include "platform/daohu/pages/read_record.hpp"
#include "platform/daohu/pages/task_offers.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/today.hpp"
#include "ui/screens/record_view.hpp"
#include "ui/screens/today.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kRowsShown = 200;

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
        const model::RecordContext context = record_context(m_parts);
        casework::Workspace& workspace = m_parts.tablet.workspace();
        std::vector<model::RecordRow> rows;
        if (m_state.search.empty()) {
            const auto drafts = TRY(workspace.drafts());
            for (const casework::DraftInfo& draft : drafts) {
                if (!m_parts.guide.is_discarded(draft.id)) {
                    rows.push_back(model::row_of(draft, other_owner(m_parts.machine, m_parts.tablet, draft), context));
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
            auto read = read_record(m_parts, subject_of(id));
            if (!read) {
                return m_parts.guide.say(read.error());
            }
            view = std::move(read->view);
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
        auto record = read_record(m_parts, m_subject);
        if (!record) {
            m_parts.guide.say(record.error());
            return m_parts.guide.back();
        }
        if (const auto offered = offer_for_task(m_parts, m_subject, *record); !offered) {
            m_parts.guide.say(offered.error());
        }
        m_state = std::move(record->view);
        m_about = std::move(record->about);
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::RecordViewAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::CloseRecord&) { m_parts.guide.back(); },
                [this](const model::StartForm& act) { go_on(act.form); },
                [this](const model::OpenDossier&) { open_dossier(); },
                [this](const model::ContinueDraft& act) { m_parts.guide.continue_draft(model::draft_id(act.id)); });
        }
    }

private:
    void go_on(const std::string& form) const {
        const auto start = going_on(m_parts, m_about, form);
        start ? m_parts.guide.start(*start) : m_parts.guide.say(start.error());
    }

    void open_dossier() const {
        if (const auto subject = m_about.household ? m_about.household : m_about.person) {
            m_parts.guide.go({PlaceKind::dossier, *subject});
        }
    }

    EntityId m_subject;
    FormStart m_about;
    model::RecordViewState m_state;
    model::RecordViewActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_drafts_page(const PageParts& parts) { return std::make_unique<DraftsPage>(parts); }

std::unique_ptr<Page> make_record_page(const PageParts& parts, EntityId subject) {
    return std::make_unique<RecordPage>(parts, subject);
}

}  // namespace daohu
