// SPDX-License-Identifier: Apache-2.0
//
// The month of public labour, where the county's document has it: its roll, who came, its settlement.

#include "core/casework/read/labour.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/read_record.hpp"
#include "ui/model/labour_model.hpp"

#include <algorithm>

namespace daohu {

namespace {

class LabourPage final : public LinesPage {
public:
    using LinesPage::LinesPage;

private:
    Result<void> read(model::LineListState& state) override {
        casework::Workspace& workspace = m_parts.tablet.workspace();
        m_roll = TRY(casework::labour_roll(workspace.reading(), today(), township_of(m_parts)));
        // What was settled is neither drawn up anew nor settled twice.
        const model::FormsHere here = forms_here(m_parts);
        auto forms = m_roll.settled_at ? std::vector<model::FormOffer>{} : model::labour_forms(here, m_parts.words);
        model::fill_labour(state, {.roll = m_roll, .month = today(), .forms = std::move(forms)}, names(), vocabulary());
        return {};
    }

    // Who takes part leads to his attendance, who does not to his record.
    void open(const std::string& id) override {
        const auto person = EntityId::parse(id);
        const auto line =
            person ? std::ranges::find(m_roll.lines, *person, &casework::LabourLine::person) : m_roll.lines.end();
        if (line == m_roll.lines.end()) {
            return;
        }
        if (model::duty_of(*line) == "excluded") {
            return m_parts.guide.go({PlaceKind::record, *person});
        }
        m_parts.guide.start({.form = "labour_entry", .person = *person});
    }

    casework::LabourRoll m_roll;
};

}  // namespace

std::unique_ptr<Page> make_labour_page(const PageParts& parts) { return std::make_unique<LabourPage>(parts); }

}  // namespace daohu
