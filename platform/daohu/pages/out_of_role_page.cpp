// SPDX-License-Identifier: Apache-2.0
//
// What the desk is to look at: what was done in a role that did not include it, and records that do not fit together now
// that everybody's are here. Nothing was refused; it stands until somebody decides.

#include "core/casework/act_views.hpp"
#include "core/casework/read/out_of_role.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "ui/model/form_offers.hpp"

#include <utility>

namespace daohu {

namespace {

using casework::OutOfRole;
using casework::RoleReason;

constexpr std::size_t kActsOfTablet = 200;  // that are looked through

class OutOfRolePage final : public LinesPage {
public:
    using LinesPage::LinesPage;

private:
    Result<void> read(model::LineListState& state) override {
        casework::Workspace& workspace = m_parts.tablet.workspace();
        const casework::ReadContext context = workspace.reading();
        m_acts = TRY(casework::acts_out_of_role(context, workspace.county(), kActsOfTablet));
        state.title = vocabulary().say("more.out_of_role");
        state.subtitle = vocabulary().say("more.out_of_role.detail");
        state.empty = vocabulary().say("out_of_role.none");
        state.groups.clear();
        model::ListedGroup acts{.title = vocabulary().say("out_of_role.acts"), .lines = {}};
        for (const OutOfRole& one : m_acts) {
            acts.lines.push_back(TRY(row_of(context, one)));
        }
        model::ListedGroup findings{.title = vocabulary().say("out_of_role.findings"), .lines = {}};
        const auto found = TRY(workspace.acts().findings());
        for (const casework::FindingLine& one : found) {
            findings.lines.push_back({.id = one.finding.subject.to_string(),
                                      .title = vocabulary().say(key_of(one.finding.kind)),
                                      .detail = one.name,
                                      .chip = {},
                                      .note = {}});
        }
        for (model::ListedGroup* group : {&acts, &findings}) {
            if (!group->lines.empty()) {
                state.groups.push_back(std::move(*group));
            }
        }
        return {};
    }

    [[nodiscard]] Result<model::ListedLine> row_of(const casework::ReadContext& context, const OutOfRole& one) const {
        const auto worker = TRY(context.registry.find(one.worker));
        const Moment written = moment_of(one.act.written_at);
        const bool is_noted = one.verdict.standing == casework::Standing::stands_noted;
        model::ListedLine row;
        row.id = one.act.entry.to_string();
        row.title = model::form_title(one.act.form, m_parts.words);
        row.detail = vocabulary().facts({worker ? worker->text("full_name").value_or("") : std::string_view{},
                                         vocabulary().say(key_of(one.verdict.reason))});
        row.chip = model::Chip{vocabulary().say(is_noted ? TextKey{"out_of_role.noted"} : TextKey{"out_of_role.aside"}),
                               is_noted ? model::NoticeKind::info : model::NoticeKind::warning};
        row.note = m_parts.words.full_date(written.date).view();
        return row;
    }

    // To what it is about; what does not fit to its record.
    void open(const std::string& id) override {
        for (const OutOfRole& one : m_acts) {
            if (one.act.entry.to_string() == id && !one.act.subjects.empty()) {
                return m_parts.guide.go({PlaceKind::record, one.act.subjects.front()});
            }
        }
        go(PlaceKind::record, id);
    }

    [[nodiscard]] static TextKey key_of(RoleReason reason) {
        switch (reason) {
            case RoleReason::ended: return "out_of_role.ended";
            case RoleReason::over: return "out_of_role.over";
            case RoleReason::not_yet: return "out_of_role.not_yet";
            case RoleReason::never:
            case RoleReason::none: break;
        }
        return "out_of_role.never";
    }

    [[nodiscard]] static TextKey key_of(casework::FindingKind kind) {
        switch (kind) {
            case casework::FindingKind::aid_to_the_dead: return "finding.aid_to_the_dead";
            case casework::FindingKind::aid_before_discovery: return "finding.aid_before_discovery";
            case casework::FindingKind::rated_by_handler: break;
        }
        return "finding.rated_by_handler";
    }

    std::vector<OutOfRole> m_acts;
};

}  // namespace

std::unique_ptr<Page> make_out_of_role_page(const PageParts& parts) { return std::make_unique<OutOfRolePage>(parts); }

}  // namespace daohu
