// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet of a county of invented households, and the app on it with a screen that nobody sees, whose every frame is
// timed. One thread.

#include "platform/daohu/app.hpp"
#include "platform/headless/headless_screen.hpp"
#include "tests/bench/bench_commands.hpp"
#include "tests/bench/samples.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::bench {

// In a process of its own, so that nothing of the making weighs on what is measured afterwards. False where it failed.
[[nodiscard]] bool make_frame_tablet(const CommonOptions& common, const std::filesystem::path& folder,
                                     std::size_t households);

// What one act on the screen cost: the frames from the finger's touch until everything rests.
struct FrameTimes {
    double worst = 0;     // ms, of the clock on the wall: what somebody waits for
    int until_whole = 0;  // frames until all that it shows was read
    double settled = 0;   // ms of the processor on this thread: each of some frames in which nothing happens any more
};

class FrameApp {
public:
    // Everything that the app does between its start and its first page.
    [[nodiscard]] static Result<std::unique_ptr<FrameApp>> start(const CommonOptions& common,
                                                                 const std::filesystem::path& folder);

    // From the passphrase until the first page stands. Deriving the key costs next to nothing here.
    [[nodiscard]] Result<Milliseconds> unlock();

    // A finger taps it; cannot be where nothing is called so. `frames` is how many settled ones are measured; none: 0.
    [[nodiscard]] Result<FrameTimes> tap(std::string_view id, int frames);
    // A finger throws the list under the middle of the screen; its slowest frame.
    [[nodiscard]] double throw_list();
    // The first item whose name begins so; empty where there is none.
    [[nodiscard]] std::string first(std::string_view prefix);
    // Until nothing is being read, saved or derived.
    void wait(FrameTimes& times);

private:
    FrameApp() = default;

    double timed_step();

    Machine m_machine;
    std::vector<Catalogue> m_languages;
    std::optional<Assets> m_assets;
    std::optional<Words> m_words;
    std::optional<kit::FontSet> m_fonts;
    std::optional<headless::HeadlessScreen> m_screen;
    std::unique_ptr<App> m_app;
    std::filesystem::path m_folder;
};

}  // namespace daohu::bench
