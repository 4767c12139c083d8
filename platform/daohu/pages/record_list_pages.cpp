// SPDX-License-Identifier: Apache-2.0
//
// What was recorded, as lists: which kinds there are, the records of one kind, and what this tablet wrote itself.

#include "core/base/beijing_time.hpp"
#include "core/casework/export/tables.hpp"
#include "core/casework/read/records.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/own_acts.hpp"
#include "platform/daohu/pages/stick_export.hpp"
#include "ui/model/record_list.hpp"
#include "ui/model/record_model.hpp"
#include "ui/screens/record_list.hpp"
#include "ui/text/near_date.hpp"

namespace daohu {

namespace {

constexpr std::size_t kRecordsShown = 200;
constexpr std::size_t kReadAtOnce = 8;
// Kinds with as many are not counted further.
constexpr std::size_t kCounted = 100;

using casework::Confirmed;

model::RecordState state_of(Confirmed confirmed) {
    return confirmed == Confirmed::county ? model::RecordState::uploaded : model::RecordState::waiting;
}

class RecordKindsPage final : public LinesPage {
public:
    using LinesPage::LinesPage;

private:
    Result<void> begin(model::LineListState& state, casework::Portions& portions) override {
        const model::Vocabulary words = vocabulary();
        state.title = words.say("more.records");
        state.subtitle = words.say("more.records.detail");
        state.empty = words.say("records.none");
        m_counts.clear();
        for (const auto& [name, schema] : m_parts.assets.schemas.datasets()) {
            portions.then(casework::record_count(m_parts.tablet.workspace().reading(), name, kCounted,
                                                 m_parts.tablet.viewer(), m_counts[name]));
        }
        portions.then([this, &state]() -> Result<void> {
            fill(state);
            return {};
        });
        return {};
    }

    void fill(model::LineListState& state) const {
        const model::Vocabulary words = vocabulary();
        model::ListedGroup kinds;
        for (const auto& [name, counted] : m_counts) {
            if (counted.count == 0) {
                continue;
            }
            const auto count = static_cast<std::int64_t>(counted.count);
            const TextKey key = counted.is_more ? TextKey{"records.more_than"} : TextKey{"records.count"};
            const auto newest = moment_of(*counted.newest).date;
            const Translated day = near_date(m_parts.words, newest, present_moment(m_parts).date);
            kinds.lines.push_back({.id = name,
                                   .title = words.dataset(name),
                                   .detail = words.say(key, {{"count", count}}),
                                   .chip = {},
                                   .note = std::string{day.view()}});
        }
        if (!kinds.lines.empty()) {
            state.groups.push_back(std::move(kinds));
        }
    }

    void open(const std::string& id) override { m_parts.guide.go({PlaceKind::records, EntityId{}, id}); }

    std::map<std::string, casework::RecordCount, std::less<>> m_counts;  // by dataset
};

class RecordsPage final : public Page {
public:
    RecordsPage(const PageParts& parts, std::string dataset)
        : Page{parts}, m_dataset{std::move(dataset)}, m_reading{parts}, m_export{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.title = words().dataset(m_dataset);
        m_state.can_export =
            m_export.is_offered() && casework::may_see(m_parts.tablet.viewer().role, casework::Sight::township);
        note(m_reading.begin([this](casework::Portions& portions) {
            m_coming.clear();
            m_is_more = false;
            portions.then(casework::Portions::Reading{
                [this, next = casework::RecordsQuestion{
                           .dataset = m_dataset, .after = {}, .limit = kReadAtOnce}]() mutable { return read(next); }});
            return Result<void>{};
        }));
    }

    [[nodiscard]] bool is_busy() const override { return m_reading.is_under_way(); }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        if (const auto progress = m_reading.go_on(kit)) {
            note(*progress);
        }
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::RecordListAction& action : m_actions.all()) {
            carry_out(action, m_parts.guide, [this](const model::ExportRecords&) { write(); });
        }
        m_export.draw(kit);
    }

private:
    void write() {
        m_export.ask(m_dataset, [this] {
            const bool is_english = m_parts.words.language() == "en";
            return casework::ledger_table(m_parts.tablet.workspace().reading(), m_dataset, m_parts.tablet.viewer(),
                                          is_english ? casework::ExportLanguage::en : casework::ExportLanguage::zh,
                                          beijing_date(m_parts.machine.clock.wall_now()));
        });
    }

    [[nodiscard]] model::Vocabulary words() const { return {m_parts.assets.schemas, m_parts.words}; }

    Result<casework::Progress> read(casework::RecordsQuestion& next) {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const casework::RecordPage page = TRY(casework::records_of(context, next, m_parts.tablet.viewer()));
        for (const casework::RecordLine& line : page.lines) {
            m_coming.push_back(TRY(row_of(line, words(), context.registry)));
        }
        m_is_more = page.next.has_value();
        next.after = page.next;
        return m_is_more && m_coming.size() < kRecordsShown ? casework::Progress::more : casework::Progress::done;
    }

    void note(const Result<casework::Progress>& progress) {
        if (!progress) {
            m_state.records.clear();
            m_state.empty = m_parts.words.message(progress.error()).view();
        } else if (*progress == casework::Progress::more) {
            m_state.empty = m_parts.words.tr("lines.reading").view();
        } else {
            m_state.empty = m_parts.words.tr("records.none").view();
            m_state.records = std::move(m_coming);
            const auto count = static_cast<std::int64_t>(m_state.records.size());
            m_state.subtitle = m_is_more ? words().say("records.newest", {{"count", count}})
                                         : words().say("records.count", {{"count", count}});
        }
    }

    // Named by whom it is about; where it is about nobody, by what it says first.
    Result<model::RecordRow> row_of(const casework::RecordLine& line, const model::Vocabulary& words,
                                    registry::RegistryReader& registry) const {
        const auto entity = TRY(registry.find(line.id));
        const std::string summary = entity ? model::summary_of(*entity, words) : std::string{};
        model::RecordRow row;
        row.id = model::row_id(line.id);
        row.title = line.name.empty() ? summary : line.name;
        row.summary = line.name.empty() ? std::string{} : summary;
        if (row.title.empty()) {
            row.title = words.dataset(line.dataset);
        }
        row.state = line.is_conflicted ? model::RecordState::conflict : state_of(line.confirmed);
        row.date = moment_of(line.recorded_at).date;
        return row;
    }

    std::string m_dataset;
    BetweenFrames m_reading;
    std::vector<model::RecordRow> m_coming;  // until they are whole
    bool m_is_more = false;                  // than these
    model::RecordListState m_state;
    model::RecordListActions m_actions;
    StickExport m_export;
};

class OwnActsPage final : public Page {
public:
    explicit OwnActsPage(const PageParts& parts) : Page{parts} {}

    [[nodiscard]] bool follows_sync() const override { return true; }

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.title = m_parts.words.tr("more.own_acts").view();
        m_state.subtitle = m_parts.words.tr("more.own_acts.detail").view();
        m_state.empty = m_parts.words.tr("sync.no_records").view();
        auto acts = own_acts_of(m_parts, kRecordsShown);
        if (!acts) {
            m_state.records.clear();
            m_state.empty = m_parts.words.message(acts.error()).view();
            return;
        }
        m_state.records = acts->rows;
        m_acts = std::move(*acts);
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::RecordListAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::OpenRecord& act) { m_acts.open(act.id, m_parts.guide); },
                [](const model::ExportRecords&) { /* one's own acts are no ledger: not offered here */ });
        }
    }

private:
    OwnActs m_acts;
    model::RecordListState m_state;
    model::RecordListActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_record_kinds_page(const PageParts& parts) {
    return std::make_unique<RecordKindsPage>(parts);
}

std::unique_ptr<Page> make_records_page(const PageParts& parts, std::string dataset) {
    return std::make_unique<RecordsPage>(parts, std::move(dataset));
}

std::unique_ptr<Page> make_own_acts_page(const PageParts& parts) { return std::make_unique<OwnActsPage>(parts); }

}  // namespace daohu
