// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/frame_tablet.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/crypto.hpp"
#include "core/casework/demo/demo_store.hpp"
#include "core/casework/projectors.hpp"
#include "core/journal/journal.hpp"
#include "core/registry/recorder.hpp"

#include <fmt/format.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <thread>

namespace daohu::bench {

namespace {

constexpr const char* kPassphrase = "words that nobody has to keep";
constexpr const char* kPack = "songpan-2021";
// A few milliseconds: the derivation is not what is measured.
constexpr Argon2Params kArgon2{.passes = 1, .memory_kib = 1024};
constexpr int kFramesOfATap = 8;
constexpr int kFramesOfAThrow = 120;

Result<void> fill(const CommonOptions& common, const std::filesystem::path& folder, std::size_t households) {
    TRY(init_crypto());
    Machine machine;
    const auto schemas = TRY(registry::SchemaSet::load(common.assets));
    std::ifstream in{common.assets / "demo" / "words.tsv", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto words = TRY(casework::DemoWords::parse(text));
    TRY(machine.files.make_folder(folder));
    const auto vault =
        TRY(vault::Vault::create(folder, machine.vault_environment(),
                                 {.label = "1", .passphrase = kPassphrase, .argon2 = kArgon2, .recovery_key = {}}));
    auto database = TRY(vault.open_database(vault::VaultFile::store));
    auto journal = TRY(journal::Journal::open(database, nullptr, machine.clock, machine.entropy,
                                              {.device = vault.device(), .build_time = build_date(), .county = {}}));
    const casework::ProjectorSet projectors;
    const auto registry =
        TRY(registry::Registry::open(database, schemas, {.fold = {}, .projectors = projectors.all()}));
    registry::Recorder recorder{database, journal, *registry};
    const casework::DemoCountyOptions options{.seed = common.seed,
                                              .pack = kPack,
                                              .pack_version = 1,
                                              .today = beijing_date(machine.clock.wall_now()),
                                              .households = households};
    TRY(casework::fill_with_demo(recorder, options, words));
    return {};
}

// Of this thread: what the app does behind the screens is not what a frame costs.
Milliseconds thread_time() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return Milliseconds{std::chrono::steady_clock::now() - start}.count();
}

}  // namespace

bool make_frame_tablet(const CommonOptions& common, const std::filesystem::path& folder, std::size_t households) {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto filled = fill(common, folder, households);
        if (!filled) {
            fmt::print(stderr, "{}\n", filled.error().describe());
        }
        std::fflush(stderr);
        ::_exit(filled ? 0 : 1);
    }
    int status = 1;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Result<std::unique_ptr<FrameApp>> FrameApp::start(const CommonOptions& common, const std::filesystem::path& folder) {
    std::unique_ptr<FrameApp> self{new FrameApp};
    self->m_folder = folder;
    TRY(init_crypto());
    for (const char* const file : {"zh-CN.json", "en.json"}) {
        self->m_languages.push_back(TRY(Catalogue::load(common.assets / "text" / file)));
    }
    self->m_words.emplace(self->m_languages.front());
    self->m_fonts.emplace(TRY(kit::FontSet::open(std::nullopt)));
    const Date today = beijing_date(self->m_machine.clock.wall_now());
    self->m_assets.emplace(TRY(Assets::load(common.assets, {.pack = kPack, .standards = {}}, today)));
    self->m_screen.emplace(TRY(headless::HeadlessScreen::open({.pixels = {1280, 800},
                                                               .pixels_per_dp = 1,
                                                               .insets = {},
                                                               .kit = {.catalogue = &self->m_languages.front(),
                                                                       .fonts = &*self->m_fonts,
                                                                       .theme = kit::ThemeName::day,
                                                                       .text_scale = kit::TextScale::standard,
                                                                       .text_entry = nullptr}})));
    self->m_app = std::make_unique<App>(App::Setup{.machine = self->m_machine,
                                                   .assets = *self->m_assets,
                                                   .words = *self->m_words,
                                                   .folder = folder,
                                                   .county = {},
                                                   .wake = [] {},
                                                   .languages = self->m_languages,
                                                   .display = {.has_seen_tour = true}});
    self->m_screen->show([app = self->m_app.get()](kit::Kit& kit) { app->draw(kit); });
    self->m_screen->step();
    return self;
}

Result<Milliseconds> FrameApp::unlock() {
    TRY(m_screen->tap("unlock.passphrase"));
    m_screen->type(kPassphrase);
    const auto start = std::chrono::steady_clock::now();
    TRY(m_screen->tap("text.done"));
    while (m_app->tablet() == nullptr) {
        if (!m_app->is_busy()) {
            return fail(ErrorCode::vault_wrong_secret, "the tablet does not open");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        m_screen->step();
    }
    m_screen->step();
    return Milliseconds{std::chrono::steady_clock::now() - start};
}

double FrameApp::timed_step() {
    const auto start = std::chrono::steady_clock::now();
    m_screen->step();
    return milliseconds_since(start);
}

Result<FrameTimes> FrameApp::tap(std::string_view id, int frames) {
    m_screen->settle();
    kit::Kit& kit = m_screen->kit();
    const kit::Item* item = kit.items().find(id);
    if (item == nullptr) {
        kit.lay_out_everything();
        m_screen->step();
        item = kit.items().find(id);
    }
    if (item != nullptr && item->visible.h < item->rect.h) {
        kit.scroll_to(*item);
        m_screen->settle();
        item = kit.items().find(id);
    }
    if (item == nullptr || item->state == kit::ItemState::disabled) {
        return fail(ErrorCode::script_invalid, std::string{id});
    }
    const kit::Point at = item->visible.center();
    FrameTimes times;
    kit.pointer_pressed(at, kit.seconds());
    times.worst = std::max(timed_step(), timed_step());
    kit.pointer_released(at, kit.seconds());
    for (int i = 0; i < kFramesOfATap; ++i) {
        times.worst = std::max(times.worst, timed_step());
        times.until_whole += m_app->is_busy() ? 1 : 0;
    }
    wait(times);
    m_screen->settle();
    const Milliseconds before = thread_time();
    for (int i = 0; i < frames; ++i) {
        m_screen->step();
    }
    times.settled = frames > 0 ? (thread_time() - before).count() / frames : 0;
    return times;
}

double FrameApp::throw_list() {
    kit::Kit& kit = m_screen->kit();
    const kit::Point middle = kit.screen().center();
    double worst = 0;
    kit.pointer_pressed(middle, kit.seconds());
    for (int i = 1; i <= 6; ++i) {
        worst = std::max(worst, timed_step());
        kit.pointer_moved({middle.x, middle.y - 60.0F * static_cast<float>(i)}, kit.seconds());
    }
    kit.pointer_released({middle.x, middle.y - 360}, kit.seconds());
    for (int i = 0; i < kFramesOfAThrow; ++i) {
        worst = std::max(worst, timed_step());
    }
    return worst;
}

std::string FrameApp::first(std::string_view prefix) {
    for (const kit::Item* item : m_screen->kit().items().reachable()) {
        if (item->id.view().starts_with(prefix)) {
            return std::string{item->id.view()};
        }
    }
    return {};
}

void FrameApp::wait(FrameTimes& times) {
    while (m_app->is_busy()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        times.worst = std::max(times.worst, timed_step());
        ++times.until_whole;
    }
    m_screen->step();
}

}  // namespace daohu::bench
