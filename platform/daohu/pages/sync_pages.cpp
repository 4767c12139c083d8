// SPDX-License-Identifier: Apache-2.0
//
// The way to the county: over the network, and on a stick.

#include "platform/daohu/county_link.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/pages/own_acts.hpp"
#include "platform/daohu/pages/storage_use.hpp"
#include "platform/daohu/pages/sync_notices.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/carry.hpp"
#include "ui/model/sync.hpp"
#include "ui/screens/carry.hpp"
#include "ui/screens/sync.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <system_error>

namespace daohu {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRowsShown = 200;
// How often progress is shown anew, seconds.
constexpr double kProgressPeriod = 0.25;

std::string words_of(const PageParts& parts, const Error& error) {
    return std::string{parts.words.message(error).view()};
}

std::optional<model::WaitingPhotos> waiting_photos(const client::OwnPhotos& photos, PhotoWait wait) {
    using For = model::WaitingPhotos::For;
    if (photos.large == 0 || wait == PhotoWait::nothing) {
        return std::nullopt;
    }
    const For what = wait == PhotoWait::wifi           ? For::wifi
                     : wait == PhotoWait::unknown_link ? For::unknown_link
                                                       : For::word;
    return model::WaitingPhotos{.count = static_cast<int>(photos.large), .what = what};
}

class SyncPage final : public Page {
public:
    explicit SyncPage(const PageParts& parts) : Page{parts} {}

    [[nodiscard]] bool follows_sync() const override { return true; }

    void refresh() override {
        casework::CaseList& cases = m_parts.tablet.workspace().cases();
        CountyLink* sync = m_parts.tablet.sync();
        m_state.now = present_moment(m_parts);
        m_state.tabs = tabs_of(m_parts.tablet.viewer().role);
        m_state.failure.clear();
        m_state.progress.reset();
        m_state.notices.clear();
        m_state.photos.reset();
        fill_records();
        if (!m_state.storage) {
            m_state.storage = storage_use(m_parts.tablet);
        }
        if (m_parts.tablet.is_practice()) {
            m_state.failure = m_parts.words.tr("settings.practice.is_on").view();
            return;  // what was invented has been nowhere, and goes nowhere
        }
        if (const auto contact = cases.contact(); contact && contact->last_success) {
            m_state.last_success = moment_of(*contact->last_success);
        }
        if (sync == nullptr) {
            m_state.failure = words_of(m_parts, Error{ErrorCode::sync_not_enrolled});
            return;
        }
        if (sync->is_talking()) {
            const client::SyncStatus status = sync->status();
            m_state.progress = model::SyncProgress{.done = static_cast<int>(status.last - status.waiting()),
                                                   .total = static_cast<int>(status.last)};
        } else if (const auto failure = sync->failure()) {
            m_state.failure = words_of(m_parts, *failure);
        }
        client::SyncStatus status = sync->status();
        m_state.photos = waiting_photos(status.photos, sync->photo_wait());
        if (m_state.photos) {  // said there
            status.photos.waiting -= status.photos.large;
        }
        m_state.notices = sync_notices(status, sync->copy_failure(), m_parts.tablet.left_out().size(), m_parts.words);
        if (m_parts.assets.is_pack_awaited) {
            m_state.notices.push_back(
                {model::NoticeKind::warning, std::string{m_parts.words.tr("pack.awaited").view()}});
        }
        if (const auto attempt = sync->last_attempt()) {
            m_state.last_attempt = moment_of(*attempt);
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        if (m_state.progress) {
            kit.redraw_at(kit.seconds() + kProgressPeriod);
        }
        screens::draw(m_state, kit, m_actions);
        for (const model::SyncAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide,
                [this](const model::SyncNow&) {
                    if (m_parts.tablet.sync() != nullptr) {
                        m_parts.tablet.sync()->request();
                        refresh();
                    }
                },
                [this](const model::SendPhotos&) {
                    if (m_parts.tablet.sync() != nullptr) {
                        m_parts.tablet.sync()->send_photos();
                        refresh();
                    }
                },
                [this](const model::OpenRecord& act) { m_acts.open(act.id, m_parts.guide); });
        }
    }

private:
    void fill_records() {
        auto acts = own_acts_of(m_parts, kRowsShown);
        if (!acts) {
            m_state.failure = words_of(m_parts, acts.error());
            return;
        }
        m_state.records = acts->rows;
        m_acts = std::move(*acts);
    }

    OwnActs m_acts;
    model::SyncState m_state;
    model::SyncActions m_actions;
};

class CarryPage final : public Page {
public:
    explicit CarryPage(const PageParts& parts) : Page{parts} {}

    [[nodiscard]] bool follows_sync() const override { return true; }
    [[nodiscard]] bool is_busy() const override {
        return m_state.stage == model::CarryStage::writing || m_state.stage == model::CarryStage::reading;
    }

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.unacknowledged = static_cast<int>(m_parts.tablet.workspace().cases().waiting().value_or(0));
        m_state.bytes = std::max(kLeastSaid, static_cast<std::uint64_t>(m_state.unacknowledged) * kUsualEntry);
        look_for_medium();
        CountyLink* sync = m_parts.tablet.sync();
        if (sync == nullptr) {
            m_state.stage = model::CarryStage::failed;
            m_state.outcome = words_of(m_parts, Error{ErrorCode::sync_not_enrolled});
            return;
        }
        take_outcome(*sync);
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        if (is_busy()) {
            kit.redraw_at(kit.seconds() + kProgressPeriod);
        }
        screens::draw(m_state, kit, m_actions);
        for (const model::CarryAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide,
                [this](const model::WriteStick&) { begin(CarryErrand::write, model::CarryStage::writing); },
                [this](const model::ReadStick&) { begin(CarryErrand::read, model::CarryStage::reading); });
        }
    }

private:
    // An entry with its signatures, about; only for the sentence before anything is written.
    static constexpr std::uint64_t kUsualEntry = 4096;
    static constexpr std::uint64_t kLeastSaid = 1'000'000;

    void look_for_medium() {
        m_state.medium.reset();
        std::error_code problem;
        const auto& stick = m_parts.machine.stick;
        if (stick && fs::is_directory(*stick, problem)) {
            const fs::space_info space = fs::space(*stick, problem);
            m_state.medium =
                model::CarryMedium{stick->filename().string(), problem ? 0 : std::uint64_t{space.available}};
        }
    }

    void begin(CarryErrand errand, model::CarryStage stage) {
        CountyLink* sync = m_parts.tablet.sync();
        if (sync != nullptr && m_parts.machine.stick) {
            m_state.stage = stage;
            m_state.outcome.clear();
            m_state.total = m_state.unacknowledged;
            sync->carry(errand, *m_parts.machine.stick);
        }
    }

    void take_outcome(CountyLink& sync) {
        auto outcome = sync.take_carry_outcome();
        if (!outcome) {
            return;
        }
        if (!*outcome) {
            m_state.stage = model::CarryStage::failed;
            m_state.outcome = words_of(m_parts, outcome->error());
            return;
        }
        const bool was_written = (*outcome)->errand == CarryErrand::write;
        const auto count = static_cast<std::int64_t>((*outcome)->entries);
        m_state.stage = was_written ? model::CarryStage::written : model::CarryStage::read;
        m_state.outcome = was_written ? m_parts.words.tr("carry.done.written", {{"count", count}}).view()
                                      : m_parts.words.tr("carry.done.read", {{"count", count}}).view();
        if (was_written) {
            m_state.last_carried = m_state.now;
        }
    }

    model::CarryState m_state;
    model::CarryActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_sync_page(const PageParts& parts) { return std::make_unique<SyncPage>(parts); }

std::unique_ptr<Page> make_carry_page(const PageParts& parts) { return std::make_unique<CarryPage>(parts); }

}  // namespace daohu
