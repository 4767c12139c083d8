// SPDX-License-Identifier: Apache-2.0
//
// The app in a folder without a tablet: it asks for a passphrase, makes the tablet and leads to its enrolment.

#include "platform/daohu/new_tablet.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/vault/temporary_folder.hpp"
#include "ui/kit/read_along.hpp"

#include <fstream>

using namespace daohu;
using daohu::test::TemporaryFolder;
using daohu::testing::AppBench;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPassphrase = "five words that nobody knows";

void choose(AppBench& bench, std::string_view next, std::string_view again) {
    bench.enter("secret.next", next);
    bench.enter("secret.again", again);
    bench.tap("secret.keep");
    bench.wait();
}

bool reads(AppBench& bench, std::string_view words) {
    const kit::ReadAlong reader;
    bench.screen().step();
    return reader.has_read(words);
}

void write(const fs::path& file) { std::ofstream{file} << "x"; }

}  // namespace

TEST_CASE("New tablet: whoever works on it chooses a passphrase, and goes on to its enrolment", "[app]") {
    const TemporaryFolder home;
    const fs::path folder = home / "tablet";
    AppBench bench{folder, {.is_first_time = true}};
    CHECK_FALSE(bench.shows("unlock.passphrase"));
    choose(bench, kPassphrase, kPassphrase);
    REQUIRE(bench.app().tablet() != nullptr);
    CHECK(bench.app().tablet()->enrolment() != nullptr);
    CHECK(bench.shows("enrol.use_network"));
    const DeviceId device = bench.app().tablet()->vault().device();

    // It is there from now on: nobody is asked twice, and the tour comes once it is there to be worked on.
    bench.cut();
    CHECK_FALSE(bench.shows("secret.next"));
    bench.enter("unlock.passphrase", kPassphrase);
    bench.wait();
    REQUIRE(bench.app().tablet() != nullptr);
    CHECK(bench.app().tablet()->vault().device() == device);
    CHECK(bench.shows("tour.next"));
}

TEST_CASE("New tablet: a passphrase that is mistyped or too weak makes nothing, and is asked for again", "[app]") {
    const TemporaryFolder home;
    const fs::path folder = home / "tablet";
    AppBench bench{folder};
    CHECK_FALSE(bench.screen().tap("secret.keep"));  // nothing was typed
    choose(bench, kPassphrase, "five words that nobody know");
    CHECK(reads(bench, "两次输入的新口令不一样"));
    choose(bench, "too short", "too short");
    CHECK(reads(bench, "口令太短"));
    choose(bench, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa");
    CHECK(reads(bench, "口令太简单"));
    CHECK_FALSE(bench.screen().tap("secret.keep"));  // what was refused is not kept
    CHECK_FALSE(fs::exists(folder));
    choose(bench, kPassphrase, kPassphrase);
    CHECK(bench.app().tablet() != nullptr);
}

TEST_CASE("New tablet: what cannot be written is said, and tried again", "[app]") {
    const TemporaryFolder home;
    const fs::path folder = home / "tablet";
    AppBench bench{folder};
    write(folder);  // a file where its folder should be
    choose(bench, kPassphrase, kPassphrase);
    CHECK(bench.app().tablet() == nullptr);
    CHECK(bench.shows("secret.next"));
    fs::remove(folder);
    choose(bench, kPassphrase, kPassphrase);
    CHECK(bench.app().tablet() != nullptr);
}

TEST_CASE("New tablet: what a cut left of one is no tablet, records without their slots are one", "[app]") {
    const TemporaryFolder home;
    const fs::path folder = home / "tablet";
    Machine machine;
    CHECK(is_without_tablet(machine, folder));
    fs::create_directory(folder);
    for (const char* const name : {"lock", "tries", "slots-a.new"}) {
        write(folder / name);
        CHECK(is_without_tablet(machine, folder));
    }
    { REQUIRE(make_vault(machine, folder, kPassphrase)); }
    CHECK_FALSE(is_without_tablet(machine, folder));
    fs::remove(folder / "slots-b");  // a cut before the second copy
    CHECK_FALSE(is_without_tablet(machine, folder));
    fs::remove(folder / "slots-a");
    for (const char* const name : {"store.db", "drafts.db", "mirror"}) {
        write(folder / name);
        CHECK_FALSE(is_without_tablet(machine, folder));
        fs::remove(folder / name);
    }
    write(folder / "mirror");
    AppBench bench{folder};
    CHECK(bench.shows("unlock.passphrase"));
    CHECK_FALSE(bench.shows("secret.next"));
}
