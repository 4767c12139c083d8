// SPDX-License-Identifier: Apache-2.0
//
// What a frame costs the processor: the pages of the app on a tablet of two thousand invented households, every screen of
// the gallery, with lists of five thousand households among them, and Dear ImGui's own demonstration window in the same
// run. Pictures are not made: a tablet's GPU does that.

#include "platform/gallery/pages.hpp"
#include "platform/headless/headless_screen.hpp"
#include "tests/bench/bench_commands.hpp"
#include "tests/bench/bench_frame_app.hpp"
#include "tests/bench/samples.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <memory>

namespace daohu::bench {

namespace {

constexpr double kGoal = 2;  // ms of the processor a frame
constexpr int kWarmUp = 8;   // frames in which glyphs are drawn for the first time

struct PageCost {
    std::string page;
    double milliseconds = 0;
};

double cost_of(headless::HeadlessScreen& screen, int frames) {
    for (int i = 0; i < kWarmUp; ++i) {
        screen.step();
    }
    const Milliseconds before = processor_time();
    for (int i = 0; i < frames; ++i) {
        screen.step();
    }
    return (processor_time() - before).count() / frames;
}

int run_frame(const CommonOptions& common, const FrameOptions& options) {
    Report report{"frame"};
    report.setting("households", static_cast<std::int64_t>(options.households));
    report.setting("frames each", options.frames);
    // First, and gone before the gallery: what is held in memory then is the app's alone.
    if (const auto done = measure_app(common, options, report); !done) {
        fmt::print(stderr, "{}\n", done.error().describe());
        return kCouldNotRun;
    }
    const auto catalogue = Catalogue::load(common.assets / "text" / "zh-CN.json");
    const auto fonts = kit::FontSet::open(std::nullopt);
    if (!catalogue || !fonts) {
        fmt::print(stderr, "no texts or no Chinese font\n");
        return kCouldNotRun;
    }
    auto screen = headless::HeadlessScreen::open({.pixels = {1280, 800},
                                                  .pixels_per_dp = 1,
                                                  .insets = {},
                                                  .kit = {.catalogue = &*catalogue,
                                                          .fonts = &*fonts,
                                                          .theme = kit::ThemeName::day,
                                                          .text_scale = kit::TextScale::standard,
                                                          .text_entry = nullptr}});
    if (!screen) {
        fmt::print(stderr, "{}\n", screen.error().describe());
        return kCouldNotRun;
    }
    Words words{*catalogue};
    const auto pages = gallery::pages(words);
    std::vector<PageCost> costs;
    std::size_t actions_seen = 0;
    for (const gallery::Page& page : pages) {
        screen->show([&](kit::Kit& kit) { page.draw(kit, actions_seen); });
        costs.push_back({page.name, cost_of(*screen, options.frames)});
    }
    screen->show([](kit::Kit&) {});
    const double nothing = cost_of(*screen, options.frames);
    const int empty_vertices = ImGui::GetDrawData()->TotalVtxCount;
    screen->show([](kit::Kit&) { ImGui::ShowDemoWindow(); });
    const double demo = cost_of(*screen, options.frames);
    const int demo_vertices = ImGui::GetDrawData()->TotalVtxCount;
    std::ranges::sort(costs, std::ranges::greater{}, &PageCost::milliseconds);
    report.setting("screens of the gallery", static_cast<std::int64_t>(costs.size()));
    report.figure("an empty frame", nothing, "ms");
    report.figure("Dear ImGui's demonstration window", demo, "ms");
    report.figure("the middle one of all screens of the gallery", costs[costs.size() / 2].milliseconds, "ms");
    for (std::size_t i = 0; i < std::min<std::size_t>(5, costs.size()); ++i) {
        report.goal("gallery: " + costs[i].page, costs[i].milliseconds, "ms", Goal::at_most, kGoal);
    }
    report.check("nothing was asked for by itself", actions_seen == 0);
    report.check("the demonstration was drawn", demo_vertices > empty_vertices);
    return report.print(common.format());
}

}  // namespace

void add_frame(CLI::App& app, CommonOptions& common, int& result) {
    auto options = std::make_shared<FrameOptions>();
    CLI::App* frame =
        app.add_subcommand("frame", "What starting, unlocking and each frame cost, beside Dear ImGui's demonstration");
    frame->add_option("--frames", options->frames, "How many of each")->check(CLI::PositiveNumber);
    frame->add_option("--households", options->households, "Of the invented county on the tablet")
        ->check(CLI::Range(25, 40'000));
    frame->add_option("--tablet", options->tablet, "Folder of the tablet, made where it is not there yet, and kept");
    frame->callback([options, &common, &result] { result = run_frame(common, *options); });
}

}  // namespace daohu::bench
