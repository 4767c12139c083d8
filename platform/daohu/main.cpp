// SPDX-License-Identifier: Apache-2.0
//
// The app: reads the command line, opens texts and fonts, and shows the screens in a window or, without one, in
// pictures.

#include "core/base/beijing_time.hpp"
#include "core/base/crypto.hpp"
#include "core/base/utf8.hpp"
#include "core/vault/process.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/daohu/app.hpp"
#include "platform/daohu/commands.hpp"
#include "platform/daohu/options.hpp"
#include "platform/daohu/pictures.hpp"
#include "platform/daohu/script.hpp"
#include "platform/gallery/pages.hpp"
#include "platform/linux/folder_camera.hpp"
#include "platform/linux/gpsd_location.hpp"
#include "platform/linux/sdl_frames.hpp"
#include "platform/linux/streaming_camera.hpp"
#include "platform/linux/sysfs_ports.hpp"
#include "platform/linux/window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

using namespace daohu;

constexpr const char* kShotsFolder = "daohu-shots";
constexpr const char* kOpeningPage = "today_empty";

[[nodiscard]] ExitCode exit_code_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::display_missing: return ExitCode::no_display;
        case ErrorCode::font_missing:
        case ErrorCode::font_unusable: return ExitCode::no_font;
        case ErrorCode::text_catalogue_invalid: return ExitCode::installation;
        case ErrorCode::picture_failed:
        case ErrorCode::disk_full: return ExitCode::not_written;
        case ErrorCode::script_invalid: return ExitCode::script_failed;
        default: return ExitCode::failed;
    }
}

[[nodiscard]] std::filesystem::path find_assets(const Options& options) {
    return options.assets ? *options.assets : std::filesystem::path{cli::assets_folder()};
}

ExitCode say_failure(const Error& error, Words& words) {
    fmt::print(stderr, "{}\n({})\n", words.message(error).view(), error.describe());
    return exit_code_of(error.code);
}

[[nodiscard]] std::vector<gallery::Page> pages_to_show(const Options& options, Words& words) {
    std::vector<gallery::Page> pages = gallery::pages(words);
    const std::string only = options.page.empty() && !options.gallery ? kOpeningPage : options.page;
    if (!only.empty()) {
        std::erase_if(pages, [&only](const gallery::Page& page) { return page.name != only; });
    }
    return pages;
}

ExitCode write_shots(const Options& options, const kit::Kit::Setup& setup, const std::vector<gallery::Page>& pages,
                     Words& words) {
    const std::filesystem::path folder = options.shots.value_or(kShotsFolder);
    const auto written = write_pictures(options, setup, pages, folder);
    if (!written) {
        return say_failure(written.error(), words);
    }
    const std::string name = folder.string();
    fmt::print(
        "{}\n",
        words.tr("cli.wrote", {{"count", static_cast<std::int64_t>(*written)}, {"folder", FixedText{name}}}).view());
    return ExitCode::ok;
}

ExitCode dump(const Options& options, const kit::Kit::Setup& setup, const std::vector<gallery::Page>& pages,
              Words& words) {
    const auto json = dump_items(options, setup, pages);
    if (!json) {
        return say_failure(json.error(), words);
    }
    fmt::print("{}\n", *json);
    return ExitCode::ok;
}

linux_platform::Window::Setup window_setup(const Options& options, const kit::Kit::Setup& setup, Words& words,
                                           const Clock& clock) {
    return {.title = std::string{words.tr("app.name").view()},
            .width = static_cast<int>(options.size.w),
            .height = static_cast<int>(options.size.h),
            .drawing = options.software ? linux_platform::Drawing::software : linux_platform::Drawing::automatic,
            .kit = setup,
            .clock = &clock};
}

// A window with the first page; a swipe-free way through the others is the gallery's own.
ExitCode run_window(const Options& options, const kit::Kit::Setup& setup, const std::vector<gallery::Page>& pages,
                    Words& words) {
    const SystemClock clock;
    auto window = linux_platform::Window::open(window_setup(options, setup, words, clock));
    if (!window && window.error().code == ErrorCode::display_missing && !options.needs_window) {
        const std::string folder = options.shots.value_or(kShotsFolder).string();
        fmt::print(
            "{}\n",
            words.tr("cli.no_display", {{"reason", FixedText{window.error().detail}}, {"folder", FixedText{folder}}})
                .view());
        return write_shots(options, setup, pages, words);
    }
    if (!window) {
        return say_failure(window.error(), words);
    }
    std::size_t actions_seen = 0;
    std::size_t current = 0;
    (*window)->show([&](kit::Kit& kit) {
        const std::size_t before = actions_seen;
        pages[current].draw(kit, actions_seen);
        // Nothing stands behind the gallery's screens, so whatever is asked for there shows the next one.
        if (actions_seen != before && options.gallery) {
            current = (current + 1) % pages.size();
        }
    });
    (*window)->run();
    return ExitCode::ok;
}

// The app still works, but some of its own sentences would show boxes.
void warn_of_missing_glyphs(const Catalogue& catalogue, const kit::FontSet& fonts, Words& words) {
    std::string sentences;
    for (const std::string_view key : catalogue.keys()) {
        sentences += *catalogue.find(key);
    }
    if (const std::u32string missing = fonts.missing_in(sentences); !missing.empty()) {
        const std::string characters = encode_utf8(missing);
        fmt::print(stderr, "{}\n", words.tr("cli.missing_glyphs", {{"characters", FixedText{characters}}}).view());
    }
}

Result<std::vector<Catalogue>> load_languages(const std::filesystem::path& folder) {
    std::vector<Catalogue> languages;
    for (const char* const file : {"zh-CN.json", "en.json"}) {
        languages.push_back(TRY(Catalogue::load(folder / file)));
    }
    return languages;
}

// The app on a tablet's folder: played by a script, or in a window for a person.
Result<void> run_app(const Options& options, const kit::Kit::Setup& setup, Words& words,
                     std::span<const Catalogue> languages, const std::filesystem::path& assets_folder) {
    TRY(init_crypto());
    TRY(vault::protect_process());
    Machine machine;
    machine.second_storage = options.second_storage;
    machine.stick = options.stick;
    machine.proxy = options.proxy;
    std::optional<linux_platform::FolderCamera> folder;
    if (options.photos) {
        machine.camera = &folder.emplace(*options.photos);
    }
    linux_platform::GpsdLocation location{machine.clock};
    machine.location = &location;
    const linux_platform::SysfsConnectivity connectivity;
    machine.connectivity = &connectivity;
    const Assets assets = TRY(Assets::load(assets_folder, options.rules, beijing_date(machine.clock.wall_now())));
    TRY(run_tablet_commands(options, machine, assets));
    if (options.create || options.grant || options.status || options.support) {
        return {};
    }
    std::unique_ptr<linux_platform::Window> window;  // outlives the app, whose threads wake it
    if (!options.script) {
        window = TRY(linux_platform::Window::open(window_setup(options, setup, words, machine.clock)));
    }
    std::optional<linux_platform::StreamingCamera> camera;  // wakes the window, and is gone before it
    if (window) {
        machine.camera = &camera.emplace(
            std::make_unique<linux_platform::SdlFrames>(), [&window] { window->wake(); }, machine.camera);
    }
    App app{{.machine = machine,
             .assets = assets,
             .words = words,
             .folder = *options.data,
             .county = options.county,
             .wake =
                 [&window] {
                     if (window) {
                         window->wake();
                     }
                 },
             .languages = languages,
             .display = {.text_scale = options.text_scale,
                         .theme = options.theme,
                         .language = std::string{words.language()},
                         .has_seen_tour = options.script.has_value()}}};  // a script opens it when it wants it
    const auto draw = [&app](kit::Kit& kit) { app.draw(kit); };
    if (window) {
        window->show(draw);
        window->run();
        return {};
    }
    auto screen = TRY(headless::HeadlessScreen::open(
        {.pixels = options.size, .pixels_per_dp = options.scale, .insets = {}, .kit = setup}));
    screen.show(draw);
    ScriptSetup script;
    script.file = *options.script;
    script.shots = options.shots.value_or(kShotsFolder);
    if (!options.passphrase_file.empty()) {
        script.passphrase = TRY(read_passphrase(options.passphrase_file));
    }
    return run_script(script, machine, app, screen);
}

ExitCode run(const Options& options) {
    const std::filesystem::path texts =
        find_assets(options) / "text" / (options.language == "en" ? "en.json" : "zh-CN.json");
    const auto catalogue = Catalogue::load(texts);
    if (!catalogue) {
        fmt::print(stderr,
                   "The app's texts cannot be read. Install it again, or name its assets folder with --assets.\n({})\n",
                   catalogue.error().describe());
        return ExitCode::installation;
    }
    Words words{*catalogue};
    const auto fonts = kit::FontSet::open(options.font);
    if (!fonts) {
        return say_failure(fonts.error(), words);
    }
    warn_of_missing_glyphs(*catalogue, *fonts, words);
    const kit::Kit::Setup setup{
        .catalogue = &*catalogue, .fonts = &*fonts, .theme = options.theme, .text_scale = options.text_scale};
    if (options.data) {
        // The app may have left the words in the other one of them.
        const auto languages = load_languages(find_assets(options) / "text");
        if (!languages) {
            return say_failure(languages.error(), words);
        }
        const auto done = run_app(options, setup, words, *languages, find_assets(options));
        words.use(*catalogue);
        return done ? ExitCode::ok : say_failure(done.error(), words);
    }
    const std::vector<gallery::Page> pages = pages_to_show(options, words);
    if (pages.empty()) {
        fmt::print(stderr, "The gallery has no page '{}'.\n", options.page);
        return ExitCode::usage;
    }
    if (options.dump_ui) {
        return dump(options, setup, pages, words);
    }
    return options.headless ? write_shots(options, setup, pages, words) : run_window(options, setup, pages, words);
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = daohu::read_options(argc, argv);
    if (const auto* const code = std::get_if<ExitCode>(&options)) {
        return static_cast<int>(*code);
    }
    return static_cast<int>(run(std::get<Options>(options)));
}
