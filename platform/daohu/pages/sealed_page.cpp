// SPDX-License-Identifier: Apache-2.0
//
// What is sealed to whoever unlocked the tablet: safety cases, complaints and objections, without names until one is
// opened.

#include "core/casework/act_views.hpp"
#include "core/policy/moment.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"

namespace daohu {

namespace {

class SealedPage final : public LinesPage {
public:
    using LinesPage::LinesPage;

private:
    Result<void> read(model::LineListState& state) override {
        const model::Vocabulary words = vocabulary();
        state.title = words.say("more.sealed");
        state.subtitle = words.say("more.sealed.detail");
        state.empty = words.say("sealed.empty");
        state.remark = words.say("sealed.remark");
        casework::Workspace& workspace = m_parts.tablet.workspace();
        TRY(workspace.sealed());
        model::ListedGroup matters;
        const auto sealed = TRY(workspace.acts().sealed_matters());
        for (const casework::SealedMatter& matter : sealed) {
            const auto at = policy::parse_moment(matter.at);
            matters.lines.push_back(
                {.id = matter.id.to_string(),
                 .title = words.dataset(matter.dataset),
                 .detail = matter.state.empty() ? std::string{} : words.code(matter.state, "case_state"),
                 .chip = {},
                 .note = at ? std::string{m_parts.words.moment(moment_of(*at), present_moment(m_parts).date).view()}
                            : std::string{}});
        }
        state.groups.clear();
        if (!matters.lines.empty()) {
            state.groups.push_back(std::move(matters));
        }
        return {};
    }

    void open(const std::string& id) override { go(PlaceKind::record, id); }
};

}  // namespace

std::unique_ptr<Page> make_sealed_page(const PageParts& parts) { return std::make_unique<SealedPage>(parts); }

}  // namespace daohu
