// SPDX-License-Identifier: Apache-2.0
//
// Notices: a list of what could hang and what hangs, and one of them as it will hang, before it is posted or taken down.

#include "core/casework/act_views.hpp"
#include "core/casework/read/links.hpp"
#include "core/casework/read/records.hpp"
#include "platform/daohu/notice_paper.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "ui/model/notice_model.hpp"
#include "ui/model/record_model.hpp"
#include "ui/screens/notice_preview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace daohu {

namespace {

constexpr std::size_t kNoticesShown = 200;
constexpr std::size_t kNoticesAtOnce = 8;
constexpr std::size_t kShortId = 8;

class NoticesPage final : public LinesPage {
public:
    using LinesPage::LinesPage;

    void refresh() override {
        LinesPage::refresh();
        if (!m_shown.empty()) {
            show(m_shown);
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        if (m_shown.empty()) {
            return LinesPage::draw(kit, badge);
        }
        read_on(kit);
        m_preview.badge = badge;
        m_preview.can_save = !m_parts.tablet.is_practice();  // nothing leaves a practice
        m_actions.clear();
        screens::draw(m_preview, kit, m_actions);
        for (const model::NoticePreviewAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::GoBack&) { m_shown.clear(); },
                [this](const model::SaveNotice&) { save(); }, [this](const model::PostNotice&) { post(); },
                [this](const model::ObjectToNotice&) { begin("notice_objection"); },
                [this](const model::TakeNoticeDown&) { begin("notice_taking_down"); });
        }
    }

private:
    Result<void> begin(model::LineListState& state, casework::Portions& portions) override {
        state.title = vocabulary().say("more.notices");
        m_programmes.clear();
        m_notices.clear();
        casework::add_running_programmes(m_parts.tablet.workspace().reading(), today(), portions, m_programmes);
        portions.then(casework::Portions::Reading{
            [this,
             next = casework::RecordsQuestion{.dataset = "notice", .after = {}, .limit = kNoticesAtOnce}]() mutable {
                return read_notices(next);
            }});
        portions.then([this, &state]() -> Result<void> {
            std::ranges::stable_sort(m_notices, std::ranges::greater{}, [](const registry::Entity& notice) {
                return std::string{notice.text("posted_on").value_or("")};
            });
            model::fill_notices(state, m_programmes, m_notices, m_parts.tablet.viewer().role, today(), vocabulary());
            return {};
        });
        return {};
    }

    // The newest, only so many.
    Result<casework::Progress> read_notices(casework::RecordsQuestion& next) {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const casework::RecordPage page = TRY(casework::records_of(context, next, m_parts.tablet.viewer()));
        for (const casework::RecordLine& line : page.lines) {
            if (auto notice = TRY(context.registry.find(line.id))) {
                m_notices.push_back(std::move(*notice));
            }
        }
        next.after = page.next;
        return page.next && m_notices.size() < kNoticesShown ? casework::Progress::more : casework::Progress::done;
    }

    void open(const std::string& id) override { show(id); }

    void show(const std::string& id) {
        m_preview.now = present_moment(m_parts);
        const auto done = id.starts_with(model::kProgrammeLine)
                              ? preview(std::string_view{id}.substr(model::kProgrammeLine.size()))
                              : posted(id);
        m_shown = done ? id : std::string{};
        if (!done) {
            m_parts.guide.say(done.error());
        }
    }

    Result<void> preview(std::string_view programme) {
        casework::ActViews acts = m_parts.tablet.workspace().acts();
        const auto wishes = TRY(acts.aided_under(programme, today()));
        const auto preview = TRY(acts.notice_preview(wishes, today()));
        model::fill_preview(m_preview, preview, programme, today(), vocabulary());
        keep_answers(preview.plan);
        return {};
    }

    // A form that goes on with the notice that is shown.
    void begin(const char* form) const {
        m_parts.guide.start({.form = form,
                             .household = {},
                             .person = {},
                             .discovery = {},
                             .record = EntityId::parse(m_shown).value_or(EntityId{})});
    }

    // What stands on the page, for whatever prints.
    void save() const {
        if (!m_parts.machine.has_stick()) {
            return m_parts.guide.say(vocabulary().say("notice.no_stick"));
        }
        const std::string name = file_name();
        if (const auto done = write(name); !done) {
            return m_parts.guide.say(done.error());
        }
        m_parts.guide.say(vocabulary().say("notice.saved", {{"name", FixedText{name}}}));
    }

    Result<void> write(const std::string& name) const {
        kit::FontSet opened = TRY(kit::FontSet::open(std::nullopt));
        auto fonts = std::make_shared<kit::FontSet>(std::move(opened));
        const Bytes paper = TRY(notice_paper(m_preview, m_parts.words, std::move(fonts)));
        return vault::replace_file(m_parts.machine.files, *m_parts.machine.stick / name, paper);
    }

    // "daohu-notice-dibao-2026-03-05.pdf", or with the beginning of the id of one that was posted.
    [[nodiscard]] std::string file_name() const {
        const std::string_view shown{m_shown};
        const std::string_view what = shown.starts_with(model::kProgrammeLine)
                                          ? shown.substr(model::kProgrammeLine.size())
                                          : shown.substr(0, kShortId);
        std::string called{what};
        const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
        std::ranges::replace_if(called, std::not_fn(is_plain), '-');
        const auto day = m_preview.from.value_or(m_preview.now.date);
        return fmt::format("daohu-notice-{}-{}.pdf", called, m_parts.words.full_date(day).view());
    }

    // The form begins with the rows that were shown; whoever posts adds the place, the telephone and the photograph.
    void post() const {
        FormStart start{.form = "notice_posting"};
        start.answers = m_answers;
        m_parts.guide.start(start);
    }

    void keep_answers(const casework::NoticePlan& plan) {
        m_answers = {{"notice/kind", "current_list"}};
        if (plan.until) {
            m_answers.push_back({"notice/until", plan.until->to_string()});
        }
        std::size_t row = 0;
        const auto next_row = [&row] { return "row[" + std::to_string(++row) + "]/"; };
        for (const casework::NoticeLine& line : plan.printed) {
            const std::string at = next_row();
            m_answers.push_back({at + "row_person", line.person.to_string()});
            m_answers.push_back({at + "category", line.category});
            if (line.amount) {
                m_answers.push_back({at + "amount", line.amount->to_yuan()});
            }
        }
        for (const casework::WithheldLine& line : plan.withheld) {
            const std::string at = next_row();
            m_answers.push_back({at + "row_person", line.person.to_string()});
            m_answers.push_back({at + "withheld", line.reason});
        }
    }

    Result<void> posted(const std::string& id) {
        const EntityId subject = TRY(EntityId::parse(id));
        registry::RegistryReader& registry = m_parts.tablet.workspace().reading().registry;
        const registry::Entity notice = TRY(m_parts.tablet.workspace().cases().entity(subject));
        const auto linked =
            TRY(casework::linked_to(registry, casework::ParentLinkProjector::kName, subject, "notice_row"));
        std::vector<registry::Entity> rows;
        for (const casework::Linked& link : linked) {
            if (auto row = TRY(registry.find(link.entity))) {
                rows.push_back(std::move(*row));
            }
        }
        std::ranges::stable_sort(
            rows, {}, [](const registry::Entity& row) { return std::string{row.text("shown_name").value_or("")}; });
        model::fill_posted(m_preview, notice, rows, vocabulary());
        return {};
    }

    std::vector<casework::ProgrammeLine> m_programmes;
    std::vector<registry::Entity> m_notices;
    std::vector<GivenAnswer> m_answers;  // of the form that says it was posted
    std::string m_shown;                 // the line that was opened; empty: the list
    model::NoticePreviewState m_preview;
    model::NoticePreviewActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_notices_page(const PageParts& parts) { return std::make_unique<NoticesPage>(parts); }

}  // namespace daohu
