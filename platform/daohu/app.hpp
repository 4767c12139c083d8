// SPDX-License-Identifier: Apache-2.0
#pragma once

// The app: which page is shown, the way between pages, the lock, and what is about to be thrown away. Holds no rule of
// casework; whatever a page asks for is carried out after it was drawn. UI thread; draw() is called once a frame.

#include "platform/daohu/display_file.hpp"
#include "platform/daohu/gate.hpp"
#include "platform/daohu/pages/page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/kit/kit.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/model/recover_draft.hpp"
#include "ui/model/screen_lock.hpp"

#include "core/vault/screen_lock.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daohu {

class App final : private Guide {
public:
    struct Setup {
        Machine& machine;
        const Assets& assets;
        Words& words;  // of the same language as the kit's
        std::filesystem::path folder;
        std::optional<CountyAddress> county;
        std::function<void()> wake;            // any thread: something changed, draw again
        std::span<const Catalogue> languages;  // outlive the app; the first is shown until a person chose another
        Display display{};
    };

    explicit App(const Setup& setup);
    ~App() override;
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    // Draws the present page and does what was asked on it.
    void draw(kit::Kit& kit);
    // A key is being derived, an entry saved or a sync under way: a script waits for it to end.
    [[nodiscard]] bool is_busy() const;
    // Null while locked.
    [[nodiscard]] Tablet* tablet() { return m_tablet.get(); }

private:
    // A draft that is no longer shown and goes when its time is over.
    struct Discarded {
        DraftId draft;
        MonotonicTime until{};
    };
    struct Toast {
        std::string text;
        std::optional<DraftId> undo;  // what its button brings back
        kit::ToastState shown{};
        bool is_new = true;
    };

    // Somebody else's draft that was to be continued.
    struct TakingOver {
        DraftId draft;
        std::string owner;  // his number
    };

    // Guide
    void go(const Place& place) override;
    void back() override;
    void start(const FormStart& start) override;
    void continue_draft(DraftId draft) override;
    void discard(DraftId draft) override;
    [[nodiscard]] bool is_discarded(DraftId draft) const override;
    void saved() override;
    void lock() override;
    void begin_practice() override;
    void end_practice() override;
    void mend() override;
    void say(std::string sentence) override;
    void say(const Error& error) override;
    [[nodiscard]] const Display& display() const override { return m_display; }
    void set_display(const Display& display) override;

    void carry_out_wishes();
    void follow_sync();
    void follow_role(std::uint64_t moved);
    // Weekly, and whenever it was asked for: damage is shown at once, wherever one is.
    void follow_watch();
    void show_page(kit::Kit& kit);
    void push(std::unique_ptr<Page> page);
    void enter(std::unique_ptr<Page> interview, DraftId draft);
    [[nodiscard]] PageParts page_parts();
    [[nodiscard]] std::string sentence(const Error& error);
    [[nodiscard]] model::SyncBadge badge();

    void apply_display(kit::Kit& kit);
    void draw_toast(kit::Kit& kit);
    void drop_discarded(MonotonicTime now);
    void undo(DraftId draft);

    void show_gate(int unsent);
    void draw_gate(kit::Kit& kit);
    void begin_work();
    void draw_lock(kit::Kit& kit);
    // Nobody has touched it for as long as was set.
    void lock_when_idle(kit::Kit& kit);
    // The first frame after that time: a tablet that slept is told so by the touch that wakes it.
    [[nodiscard]] bool wakes_overdue();
    [[nodiscard]] MonotonicTime time_left() const;
    void lock_now();
    void type_pin(std::uint8_t digit);
    void close_vault();
    void leave_tablet();

    // Somebody else began it: it is continued only after whoever is here said that he takes it over.
    [[nodiscard]] bool asks_to_take_over(DraftId draft);
    void draw_taking_over(kit::Kit& kit);
    void open_draft(DraftId draft);
    void offer_recovery();
    void draw_recovery(kit::Kit& kit);
    // Which form is open survives the process: whoever was cut off is led back to it.
    void note_open(std::optional<DraftId> draft);
    [[nodiscard]] std::optional<DraftId> noted_open() const;

    Setup m_setup;
    Display m_display;
    bool m_is_display_new = true;
    std::optional<Assets> m_for_practice;  // outlives it; nothing: what came with the app
    std::unique_ptr<Tablet> m_tablet;
    std::optional<vault::ScreenLock> m_screen_lock;
    std::vector<std::unique_ptr<Page>> m_pages;  // the last one is shown
    std::vector<std::function<void()>> m_wishes;
    std::vector<Discarded> m_discarded;
    std::optional<Toast> m_toast;
    std::optional<Gate> m_gate;  // while there is no tablet

    bool m_is_stale = true;  // what is shown has changed
    bool m_was_talking = false;
    std::optional<WallTime> m_seen_attempt;
    std::uint64_t m_seen_moved = 0;  // by the county link
    model::SyncBadge m_badge;
    double m_seen_input = 0;  // of the kit's clock
    MonotonicTime m_touched_at{};
    bool m_is_overdue = false;  // nothing puts off the lock any more
    model::ScreenLockState m_lock;
    std::string m_pin;
    std::optional<model::RecoverDraftState> m_recovery;
    std::optional<TakingOver> m_taking_over;
};

}  // namespace daohu
