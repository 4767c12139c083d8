// SPDX-License-Identifier: Apache-2.0
//
// What the weekly look at the tablet's files came to; begins another one, and leads to mending.

#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/store_mending.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/store_check.hpp"
#include "ui/screens/store_check.hpp"

namespace daohu {

namespace {

constexpr double kLookPeriod = 0.5;  // seconds between two looks at whether it has ended

class StoreCheckPage final : public Page {
public:
    explicit StoreCheckPage(const PageParts& parts) : Page{parts} {}

    // A script waits for the look's end.
    [[nodiscard]] bool is_busy() const override { return m_parts.tablet.watch().is_running(); }

    void refresh() override {
        const StoreWatch& watch = m_parts.tablet.watch();
        m_state.is_recent = !watch.is_due();
        m_state.stage = stage_of(watch);
        m_state.failure = watch.failure() ? std::string{m_parts.words.message(*watch.failure()).view()} : std::string{};
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        const bool was_running = m_state.stage == model::CheckStage::running;
        if (was_running) {
            kit.redraw_at(kit.seconds() + kLookPeriod);
            refresh();
        }
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::StoreCheckAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide,
                [this](const model::CheckStore&) {
                    m_parts.tablet.watch().begin();
                    refresh();
                },
                [this](const model::MendStore&) { m_parts.guide.mend(); });
        }
    }

private:
    [[nodiscard]] static model::CheckStage stage_of(const StoreWatch& watch) {
        if (watch.is_running()) {
            return model::CheckStage::running;
        }
        if (watch.failure()) {
            return is_damage(watch.failure()->code) ? model::CheckStage::damaged : model::CheckStage::failed;
        }
        return watch.has_ended() ? model::CheckStage::sound : model::CheckStage::rest;
    }

    model::StoreCheckState m_state;
    model::StoreCheckActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_store_check_page(const PageParts& parts) { return std::make_unique<StoreCheckPage>(parts); }

}  // namespace daohu
