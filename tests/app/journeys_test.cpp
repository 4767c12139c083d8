// SPDX-License-Identifier: Apache-2.0
//
// Journeys as scripts of what a person does on the screen: tests/journeys/ui. Each ends with what must be seen.

#include "platform/daohu/script.hpp"
#include "tests/app/app_bench.hpp"

#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cstdlib>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> scripts() {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator{fs::path{DAOHU_SOURCE_DIR} / "tests" / "journeys" / "ui"}) {
        if (file.path().extension() == ".json") {
            files.push_back(file.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

Result<void> play(const fs::path& file, AppBench& bench) {
    const vault::test::TemporaryFolder forgotten;
    const char* const kept = std::getenv("DAOHU_SHOTS");  // a folder to look at the pictures in
    return run_script({.file = file,
                       .shots = kept == nullptr ? forgotten / "shots" : fs::path{kept},
                       .passphrase = std::string{journeys::FieldTablet::passphrase()}},
                      bench.machine(), bench.app(), bench.screen());
}

}  // namespace

TEST_CASE("Journeys on the screen: every script comes to its end", "[app]") {
    const fs::path file = GENERATE(from_range(scripts()));
    const Village village;
    AppBench bench{village.folder()};
    const auto played = play(file, bench);
    INFO(file.filename().string() << ": " << (played ? std::string{} : played.error().describe()));
    CHECK(played);
}
