// SPDX-License-Identifier: Apache-2.0
#pragma once

// The app on a tablet of an invented village, with a screen that nobody sees. One thread.

#include "platform/daohu/app.hpp"
#include "platform/headless/headless_screen.hpp"
#include "tests/journeys/families.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::testing {

// A village written down in the weeks before today: families with aid and without, one review that is overdue, one
// discovery that presses, one fact in conflict.
class Village {
public:
    struct Setup {
        std::string pack{kUsualPack};                           // under whose rules
        bool has_families = true;                               // those that are named above
        std::function<void(journeys::FieldTablet&)> prepare{};  // whatever else is on it before it is closed
    };
    Village() : Village{Setup{}} {}
    explicit Village(const Setup& setup);

    // Of the tablet, closed.
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    void add_families();

    std::unique_ptr<journeys::FieldTablet> m_tablet;
    std::unique_ptr<journeys::FieldTablet> m_other;
    std::filesystem::path m_folder;
};

struct Look {
    kit::Size pixels{1280, 800};
    std::string language = "zh-CN";
    kit::TextScale text_scale = kit::TextScale::standard;
    bool is_first_time = false;      // the tour is shown
    std::string pack{kUsualPack};    // named at the tablet; empty: nobody does
    const Assets* assets = nullptr;  // in the place of what the app comes with; outlives the bench
};

// What tablets have alike to which this pack was named, read once.
[[nodiscard]] const Assets& loaded_assets(const std::string& pack);

class AppBench {
public:
    explicit AppBench(const std::filesystem::path& folder, const Look& look = {});

    // Gives the passphrase and waits for the first page.
    void unlock();
    // Closed in order; cut() opens it again.
    void close();
    // As if the power went: nothing is closed in order; the same folder is opened again, locked.
    void cut();

    void tap(std::string_view id);
    void enter(std::string_view field, std::string_view text);
    // Until nothing is being derived, saved or sent.
    void wait();
    void pass(std::chrono::seconds time);
    [[nodiscard]] bool shows(std::string_view id);
    // An item whose id begins so has this in its label.
    [[nodiscard]] bool shows(std::string_view prefix, std::string_view text);
    // The first item whose id begins so; empty where there is none.
    [[nodiscard]] std::string first(std::string_view prefix);

    // For a page that stands by itself; the app has to be unlocked.
    [[nodiscard]] PageParts parts(Guide& guide);
    // Shows what it draws in place of the app, until the app is to be shown again.
    void show(std::function<void(kit::Kit&)> draw);
    void show_app();

    [[nodiscard]] App& app() { return *m_app; }
    [[nodiscard]] const Assets& assets() const;
    [[nodiscard]] Machine& machine() { return m_machine; }
    [[nodiscard]] headless::HeadlessScreen& screen() { return *m_screen; }
    [[nodiscard]] std::vector<casework::DraftInfo> drafts();
    [[nodiscard]] std::uint64_t entries();

private:
    void open();

    std::filesystem::path m_folder;
    Look m_look;
    Machine m_machine;
    std::vector<Catalogue> m_languages;
    Words m_words;
    kit::FontSet m_fonts;
    std::optional<headless::HeadlessScreen> m_screen;
    std::unique_ptr<App> m_app;
};

// Leads nowhere: for a page that is drawn without the app around it.
struct NoGuide final : Guide {
    std::optional<Place> place;  // where a page wanted to go last
    Display look;

    void go(const Place& to) override { place = to; }
    void back() override {}
    void start(const FormStart& /*start*/) override {}
    void continue_draft(DraftId /*draft*/) override {}
    void discard(DraftId /*draft*/) override {}
    [[nodiscard]] bool is_discarded(DraftId /*draft*/) const override { return false; }
    void saved() override {}
    void lock() override {}
    void begin_practice() override {}
    void end_practice() override {}
    void mend() override {}
    void say(std::string /*sentence*/) override {}
    void say(const Error& /*error*/) override {}
    [[nodiscard]] const Display& display() const override { return look; }
    void set_display(const Display& display) override { look = display; }
};

// The page of a township's desk on that tablet, whose coordinator would not be offered it. Shows the app again when it
// goes.
class DeskBench {
public:
    explicit DeskBench(AppBench& bench);
    ~DeskBench();
    DeskBench(const DeskBench&) = delete;
    DeskBench& operator=(const DeskBench&) = delete;

    // One of its pages, by the id of its tab.
    void show(std::string_view page);
    // Where it led to last.
    [[nodiscard]] const std::optional<Place>& led_to() const { return m_guide.place; }

private:
    AppBench& m_bench;
    NoGuide m_guide;
    std::unique_ptr<Page> m_page;
};

}  // namespace daohu::testing
