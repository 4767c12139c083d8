// SPDX-License-Identifier: Apache-2.0
//
// What is where, for whoever opens the app for the first time, and again from the settings.

#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/tour.hpp"
#include "ui/screens/tour.hpp"

#include <array>

namespace daohu {

namespace {

struct Step {
    TextKey title;
    TextKey text;
};
constexpr std::array kSteps{
    Step{"tour.today", "tour.today.text"},   Step{"tour.households", "tour.households.text"},
    Step{"tour.saving", "tour.saving.text"}, Step{"tour.sync", "tour.sync.text"},
    Step{"tour.lock", "tour.lock.text"},     Step{"tour.practice", "tour.practice.text"},
};

class TourPage final : public Page {
public:
    explicit TourPage(const PageParts& parts) : Page{parts} {}

    void refresh() override {
        const Step& step = kSteps[m_step];
        m_state.step = static_cast<int>(m_step) + 1;
        m_state.steps = static_cast<int>(kSteps.size());
        m_state.title = std::string{m_parts.words.tr(step.title).view()};
        m_state.text = std::string{m_parts.words.tr(step.text).view()};
        m_state.may_practise = !m_parts.tablet.is_practice();
    }

    void draw(kit::Kit& kit, const model::SyncBadge&) override {
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::TourAction& action : m_actions.all()) {
            std::visit(Overloaded{[this](const model::NextStep&) {
                                      ++m_step;
                                      refresh();
                                  },
                                  [this](const model::EndTour&) { end(); },
                                  [this](const model::StartPractice&) {
                                      note_seen();
                                      m_parts.guide.begin_practice();
                                  },
                                  [this](const model::GoBack&) { go_back(); }},
                       action);
        }
    }

private:
    void go_back() {
        if (m_step == 0) {
            return end();
        }
        --m_step;
        refresh();
    }

    void end() {
        note_seen();
        m_parts.guide.back();
    }

    void note_seen() {
        Display display = m_parts.guide.display();
        display.has_seen_tour = true;
        m_parts.guide.set_display(display);
    }

    std::size_t m_step = 0;
    model::TourState m_state;
    model::TourActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_tour_page(const PageParts& parts) { return std::make_unique<TourPage>(parts); }

}  // namespace daohu
