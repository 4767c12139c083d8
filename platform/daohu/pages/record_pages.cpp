// SPDX-License-Identifier: Apache-2.0
//
// What is being written and what was recorded: drafts and discoveries as a list, any record by itself.

#include "platform/daohu/pages/between_frames.hpp"
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
#include <utility>

namespace daohu {

namespace {

constexpr std::size_t kRowsShown = 200;

class DraftsPage final : public Page {
public:
    explicit DraftsPage(const PageParts& parts) : Page{parts}, m_reading{parts} {}

    [[nodiscard]] bool follows_sync() const override { return true; }

    void refresh() override {
        m_state.tab = model::Tab::drafts;
        m_state.now = present_moment(m_parts);
        m_state.tabs = tabs_of(m_parts.tablet.viewer().role);
        m_state.coordinator = worker_name(m_parts);
        // While records are on their way that is asked for in each frame: what is under way is read to its end first.
        m_is_stale = m_reading.is_under_way();
        if (!m_is_stale) {
            begin();
        }
    }

    [[nodiscard]] bool is_busy() const override { return m_reading.is_under_way(); }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        if (const auto progress = m_reading.go_on(kit)) {
            note(*progress);
        }
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
                    begin();
                });
        }
    }

private:
    void begin() {
        note(m_reading.begin([this](casework::Portions& portions) -> Result<void> {
            m_coming = TRY(drafts());
            m_lines.clear();
            if (sees_village()) {
                m_parts.tablet.workspace().cases().add_newest(m_state.search, kRowsShown, portions, m_lines);
            } else {
                portions.then([this] { return add_own_acts(); });
            }
            return {};
        }));
    }

    void note(const Result<casework::Progress>& progress) {
        m_state.is_reading = m_reading.is_under_way();
        if (!progress) {
            m_state.notice =
                model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(progress.error()).view()}};
        } else if (*progress == casework::Progress::done) {
            m_state.notice.reset();
            show();
            if (std::exchange(m_is_stale, false)) {
                begin();
            }
        }
    }

    void show() {
        const model::RecordContext context = record_context(m_parts);
        for (const casework::CaseLine& line : m_lines) {
            m_coming.push_back(model::row_of(line, context));
        }
        m_state.records = std::move(m_coming);
        keep_detail();
        if (!m_state.detail && !m_state.records.empty()) {
            select(m_state.records.front().id);
        }
    }

    // None of them belongs to anything that is searched for.
    Result<std::vector<model::RecordRow>> drafts() {
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
        return rows;
    }

    [[nodiscard]] bool sees_village() const { return is_offered(m_parts.tablet.viewer().role, PlaceKind::records); }

    // Who only goes along sees what was written here, and no list of the village.
    Result<void> add_own_acts() {
        m_acts = TRY(own_acts_of(m_parts, kRowsShown));
        for (const model::RecordRow& row : m_acts.rows) {
            if (row.title.find(m_state.search) != std::string::npos) {
                m_coming.push_back(row);
            }
        }
        return {};
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
    BetweenFrames m_reading;
    bool m_is_stale = false;                  // to be read once more
    std::vector<model::RecordRow> m_coming;   // until they are whole
    std::vector<casework::CaseLine> m_lines;  // that they end with
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
        m_parts_of_it = std::move(record->parts);
        m_about = std::move(record->about);
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        if (const auto part = screens::draw(m_state, m_parts_of_it, kit, m_actions)) {
            m_parts.guide.go({PlaceKind::record, model::entity_id(part->id)});
        }
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
    std::vector<model::RecordPart> m_parts_of_it;
    model::RecordViewState m_state;
    model::RecordViewActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_drafts_page(const PageParts& parts) { return std::make_unique<DraftsPage>(parts); }

std::unique_ptr<Page> make_record_page(const PageParts& parts, EntityId subject) {
    return std::make_unique<RecordPage>(parts, subject);
}

}  // namespace daohu
