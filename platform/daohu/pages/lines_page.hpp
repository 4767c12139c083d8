// SPDX-License-Identifier: Apache-2.0
#pragma once

// A page that is a list of lines; what a line leads to is the page's own. It is read anew between frames, and what stands
// there stays until the new list is whole. UI thread.

#include "core/base/beijing_time.hpp"
#include "platform/daohu/pages/between_frames.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/line_list.hpp"
#include "ui/model/rules_model.hpp"
#include "ui/model/vocabulary.hpp"
#include "ui/screens/line_list.hpp"

namespace daohu {

class LinesPage : public Page {
public:
    explicit LinesPage(const PageParts& parts) : Page{parts}, m_reading{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        note(m_reading.begin([this](casework::Portions& portions) {
            m_coming = {};
            m_coming.now = m_state.now;
            m_coming.search = m_state.search;
            return begin(m_coming, portions);
        }));
    }

    [[nodiscard]] bool is_busy() const override { return m_reading.is_under_way(); }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        read_on(kit);
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
    // Names the page in `state` and says in which portions the rest of it is read; where the page says nothing else, read()
    // reads it in one.
    virtual Result<void> begin(model::LineListState& state, casework::Portions& portions) {
        portions.then([this, &state] { return read(state); });
        return {};
    }
    virtual Result<void> read(model::LineListState& /*state*/) { return {}; }
    // For a page that draws something else in the list's place.
    void read_on(kit::Kit& kit) {
        if (const auto progress = m_reading.go_on(kit)) {
            note(*progress);
        }
    }
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
    void note(const Result<casework::Progress>& progress) {
        if (!progress) {
            m_state.groups.clear();
            m_state.notice =
                model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(progress.error()).view()}};
        } else if (*progress == casework::Progress::done) {
            m_state = std::move(m_coming);
        } else if (m_state.groups.empty()) {
            m_state.title = m_coming.title;
            m_state.subtitle = m_coming.subtitle;
            m_state.empty = vocabulary().say("lines.reading");
        } else {
            m_state.remark = vocabulary().say("lines.reading");
        }
    }

    BetweenFrames m_reading;
    model::LineListState m_coming;  // until it is whole
    model::LineListState m_state;
    model::LineListActions m_actions;
};

}  // namespace daohu
