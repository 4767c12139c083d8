// SPDX-License-Identifier: Apache-2.0
//
// Journeys as scripts of what a person does on the screen: tests/journeys/ui. Each ends with what must be seen. Beside
// its steps a script says under whose rules it is played ("pack"), what was on the tablet before ("scenes"), whether the
// usual families are there ("families") and on which screens ("sizes").

#include "platform/daohu/script.hpp"
#include "platform/headless/png.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/app/photograph.hpp"
#include "tests/app/scenes.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

namespace fs = std::filesystem;

// All, or those whose name has what DAOHU_SCRIPT says in it.
std::vector<fs::path> scripts() {
    const char* const wanted = std::getenv("DAOHU_SCRIPT");
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator{fs::path{DAOHU_SOURCE_DIR} / "tests" / "journeys" / "ui"}) {
        const std::string name = file.path().filename().string();
        if (name.ends_with(".json") && (wanted == nullptr || name.contains(wanted))) {
            files.push_back(file.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

struct Script {
    fs::path file;
    Village::Setup village;
    std::vector<kit::Size> sizes{daohu::testing::Look{}.pixels};
};

Script read_script(const fs::path& file) {
    std::ifstream text{file};
    const auto json = nlohmann::json::parse(text);
    const auto scenes = json.value("scenes", std::vector<std::string>{});
    Script script;
    script.file = file;
    script.village.pack = json.value("pack", script.village.pack);
    script.village.has_families = json.value("families", true);
    if (json.contains("sizes")) {
        script.sizes.clear();
        for (const auto& size : json.at("sizes")) {
            script.sizes.push_back({size.at(0).get<float>(), size.at(1).get<float>()});
        }
    }
    script.village.prepare = [scenes](journeys::FieldTablet& tablet) {
        for (const std::string& scene : scenes) {
            daohu::testing::set_scene(scene, tablet);
        }
    };
    return script;
}

// Where pictures are wanted, one that fails leaves the page it ended on, and what could be tapped there.
void show_end(AppBench& bench, const fs::path& folder, const std::string& name) {
    CHECK(headless::write_png(folder / (name + "-end.png"), bench.screen().picture()));
    std::ofstream{folder / (name + "-end.json")} << bench.screen().kit().items().to_json();
}

Result<void> play(const Script& script, AppBench& bench) {
    const vault::test::TemporaryFolder forgotten;
    const char* const kept = std::getenv("DAOHU_SHOTS");  // a folder to look at the pictures in
    fs::path shots = kept == nullptr ? forgotten / "shots" : fs::path{kept};
    if (script.sizes.size() > 1) {
        const kit::Rect screen = bench.screen().kit().screen();
        shots /= fmt::format("{:.0f}x{:.0f}", screen.w, screen.h);
    }
    auto played = run_script(
        {.file = script.file, .shots = shots, .passphrase = std::string{journeys::FieldTablet::passphrase()}},
        bench.machine(), bench.app(), bench.screen());
    if (!played) {
        show_end(bench, shots, script.file.stem().string());
    }
    return played;
}

}  // namespace

TEST_CASE("Journeys on the screen: every script comes to its end", "[app]") {
    const Script script = read_script(GENERATE(from_range(scripts())));
    for (const kit::Size& size : script.sizes) {
        const Village village{script.village};
        const vault::test::TemporaryFolder stick;
        daohu::testing::TestCamera camera;
        AppBench bench{village.folder(), {.pixels = size, .pack = script.village.pack}};
        bench.machine().camera = &camera;
        bench.machine().stick = stick.path();
        const auto played = play(script, bench);
        INFO(script.file.filename().string()
             << " at " << size.w << " x " << size.h << ": " << (played ? std::string{} : played.error().describe()));
        CHECK(played);
    }
}
