// SPDX-License-Identifier: Apache-2.0
#pragma once

// A page that is a list of lines, read anew as a whole; what a line leads to is the page's own. UI thread.

#include "core/base/beijing_time.hpp"
#include "platform/daohu/pages/page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/line_list.hpp"
#include "ui/model/rules_model.hpp"
#include "ui/model/vocabulary.hpp"
#include "ui/screens/line_list.hpp"

namespace daohu {

class LinesPage : public Page {
public:
    using Page::Page;

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.notice.reset();
        if (const auto done = read(m_state); !done) {
            m_state.groups.clear();
            m_state.notice =
                model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(done.error()).view()}};
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::LineListAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::OpenLine& act) { open(act.id); },
                [this](const model::StartForm& act) { start(act.form); },
                [this](const model::ChangeSearch& act) {
                    m_state.search = act.text;
                    refresh();
                });
        }
    }

protected:
    virtual Result<void> read(model::LineListState& state) = 0;
    virtual void open(const std::string& id) = 0;
    // One of the forms that the state offers.
    virtual void start(const std::string& form) { m_parts.guide.start({.form = form}); }

    [[nodiscard]] model::Vocabulary vocabulary() const { return {m_parts.assets.schemas, m_parts.words}; }
    [[nodiscard]] Date today() const { return beijing_date(m_parts.machine.clock.wall_now()); }
    [[nodiscard]] model::NameHousehold names() const {
        return [&registry = m_parts.tablet.workspace().reading().registry](EntityId subject) {
            return model::household_name(registry, subject).value_or(model::HouseholdName{});
        };
    }
    void go(PlaceKind kind, const std::string& id) const {
        if (const auto subject = EntityId::parse(id)) {
            m_parts.guide.go({kind, *subject});
        }
    }

private:
    model::LineListState m_state;
    model::LineListActions m_actions;
};

}  // namespace daohu
