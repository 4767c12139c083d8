// SPDX-License-Identifier: Apache-2.0
#pragma once

// The app: which screen is shown, with which state, and what an action leads to. Holds no rule of casework; whatever a
// screen asks for is carried out after it was drawn. UI thread; draw() is called once a frame.

#include "platform/daohu/tablet.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/interview_model.hpp"
#include "ui/model/record_model.hpp"
#include "ui/model/sync.hpp"
#include "ui/model/today.hpp"
#include "ui/model/unlock.hpp"

#include <filesystem>
#include <functional>
#include <future>
#include <optional>
#include <string>

namespace daohu {

class App {
public:
    struct Setup {
        Machine& machine;
        const Assets& assets;
        Words& words;  // of the same language as the kit's
        std::filesystem::path folder;
        std::optional<CountyAddress> county;
        std::function<void()> wake;  // any thread: something changed, draw again
    };

    explicit App(const Setup& setup);

    // Draws the present screen and does what was asked on it.
    void draw(kit::Kit& kit);
    // A key is being derived, an entry saved or a sync under way: a script waits for it to end.
    [[nodiscard]] bool is_busy() const;
    // Null while locked.
    [[nodiscard]] Tablet* tablet() { return m_tablet.get(); }

private:
    enum class Screen : std::uint8_t { unlock, today, interview, record, sync };

    void collect();
    void collect_unlock();
    void collect_finish();
    void refresh();
    void draw_unlock(kit::Kit& kit);
    void draw_today(kit::Kit& kit);
    void draw_interview(kit::Kit& kit);
    void draw_record(kit::Kit& kit);
    void draw_sync(kit::Kit& kit);

    void unlock(std::string passphrase);
    void start_discovery();
    void select_record(model::RowId id);
    void keep_detail();
    void open_record(model::RowId id);
    void open_tab(model::Tab tab);
    void open_draft(DraftId draft);
    void leave_interview();
    void take_step(Result<model::InterviewStep> step);
    void finish_interview();
    void say(const Error& error);

    [[nodiscard]] std::string sentence(const Error& error);
    [[nodiscard]] model::RecordContext record_context();
    [[nodiscard]] model::SyncBadge badge();
    [[nodiscard]] Result<std::vector<model::RecordRow>> rows();
    [[nodiscard]] Result<model::RecordViewState> record_view(EntityId entity);
    [[nodiscard]] std::string village() const;

    Setup m_setup;
    std::unique_ptr<Tablet> m_tablet;
    std::future<Result<std::unique_ptr<Tablet>>> m_unlocking;
    std::optional<casework::Interview> m_interview;
    std::optional<model::InterviewModel> m_interview_model;
    std::future<Result<entry::EntryId>> m_saving;

    Screen m_screen = Screen::unlock;
    Screen m_before_sync = Screen::today;
    bool m_is_stale = true;  // what the lists show has changed
    std::optional<WallTime> m_seen_attempt;
    model::UnlockState m_unlock;
    model::TodayState m_today;
    model::RecordViewState m_record;
    model::SyncState m_sync;
};

}  // namespace daohu
