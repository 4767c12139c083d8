// SPDX-License-Identifier: Apache-2.0
#include "tests/app/app_bench.hpp"

#include "core/base/beijing_time.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "tests/journeys/office.hpp"

#include <map>
#include <thread>

namespace daohu::testing {

namespace {

using journeys::Family;
using journeys::Home;
using journeys::Relative;
using journeys::Steps;

constexpr std::chrono::milliseconds kPoll{2};
constexpr int kPatience = 10'000;  // polls

// Read once for each county.

std::vector<Catalogue> load_languages() {
    std::vector<Catalogue> languages;
    for (const char* const file : {"zh-CN.json", "en.json"}) {
        auto read = Catalogue::load(std::filesystem::path{DAOHU_SOURCE_DIR} / "assets" / "text" / file);
        REQUIRE(read);
        languages.push_back(std::move(*read));
    }
    return languages;
}

WallTime weeks_ago(int weeks) { return SystemClock{}.wall_now() - std::chrono::days{7 * weeks}; }

Family family(std::string name, std::string group, Steps more) {
    return {
        .group = std::move(group), .members = {Relative{.name = std::move(name), .more = std::move(more)}}, .more = {}};
}

headless::HeadlessScreen open_screen(const Look& look, const Catalogue& catalogue, const kit::FontSet& fonts) {
    auto screen = headless::HeadlessScreen::open({.pixels = look.pixels,
                                                  .pixels_per_dp = 1,
                                                  .insets = {},
                                                  .kit = {.catalogue = &catalogue,
                                                          .fonts = &fonts,
                                                          .theme = kit::ThemeName::day,
                                                          .text_scale = look.text_scale,
                                                          .text_entry = nullptr}});
    REQUIRE(screen);
    return std::move(*screen);
}

}  // namespace

const Assets& loaded_assets(const std::string& pack) {
    static std::map<std::string, Assets> loaded;
    const auto known = loaded.find(pack);
    if (known != loaded.end()) {
        return known->second;
    }
    const CountyChoice choice{.pack = pack.empty() ? std::nullopt : std::optional{pack}};
    auto read = Assets::load(std::filesystem::path{DAOHU_SOURCE_DIR} / "assets", choice,
                             beijing_date(SystemClock{}.wall_now()));
    INFO((read ? std::string{} : read.error().describe()));
    REQUIRE(read);
    return loaded.emplace(pack, std::move(*read)).first->second;
}

Village::Village(const Setup& setup) {
    m_tablet = std::make_unique<journeys::FieldTablet>(journeys::county(setup.pack), "app", weeks_ago(6),
                                                       journeys::Enrolment{.trust = journeys::Office{}.trust()});
    m_other = std::make_unique<journeys::FieldTablet>(journeys::county(setup.pack), "other", weeks_ago(5));
    if (setup.has_families) {
        add_families();
    }
    if (setup.prepare) {
        setup.prepare(*m_tablet);
    }
    m_folder = m_tablet->close();
}

void Village::add_families() {
    journeys::FieldTablet& tablet = *m_tablet;
    const Home first = journeys::enter(
        tablet,
        {.group = "第一组",
         .members = {Relative{.name = "示例·甲",
                              .birth_date = "1956-02-01",
                              .more = journeys::monthly_aid(1, "dibao", "2025-01-01")},
                     Relative{.name = "示例·乙", .relation = "1", .sex = "2", .birth_date = "1958-03-04", .more = {}}},
         .more = {}});
    journeys::enter(tablet, family("示例·张三", "第三组", journeys::monthly_aid(1, "tekun", "2025-06-01")));
    journeys::enter(tablet, family("示例·周顺", "第三组", {}));
    journeys::enter(tablet, family("示例·单秋", "第七组", {}));
    journeys::review(tablet, first, beijing_date(weeks_ago(30)).to_string(), {.irregular = "yes"});
    // Two people write down two telephone numbers.
    tablet.give_to(*m_other);
    tablet.clock.set_wall(weeks_ago(2));
    m_other->clock.set_wall(weeks_ago(2));
    tablet.update(first.household, {{"contact_phone", "99900000001"}});
    m_other->update(first.household, {{"contact_phone", "99900000002"}});
    m_other->give_to(tablet);
    tablet.clock.set_wall(SystemClock{}.wall_now() - std::chrono::hours{5});
    tablet.fill("discovery", {},
                {{"person/name", "示例·丙"},
                 {"person/sex", "1"},
                 {"person/age", "50"},
                 {"person/living", "local"},
                 {"case/place", "第七组小桥边"},
                 {"case/hardship", "fire"},
                 {"case/safe_tonight", "no"},
                 {"case/urgency", "day"},
                 {"case/source", "neighbour"},
                 {"case/first_action", "told_township"}});
}

AppBench::AppBench(const std::filesystem::path& folder, const Look& look)
    : m_folder{folder}, m_look{look}, m_languages{load_languages()}, m_words{m_languages.front()},
      m_fonts{std::move(kit::FontSet::open(std::nullopt).value())} {
    open();
}

void AppBench::open() {
    m_screen.emplace(open_screen(m_look, m_languages.front(), m_fonts));
    m_app = std::make_unique<App>(App::Setup{.machine = m_machine,
                                             .assets = assets(),
                                             .words = m_words,
                                             .folder = m_folder,
                                             .county = {},
                                             .wake = [] {},
                                             .languages = m_languages,
                                             .display = {.text_scale = m_look.text_scale,
                                                         .theme = kit::ThemeName::day,
                                                         .language = m_look.language,
                                                         .has_seen_tour = !m_look.is_first_time}});
    m_screen->show([this](kit::Kit& kit) { m_app->draw(kit); });
    m_screen->settle();
}

const Assets& AppBench::assets() const {
    return m_look.assets == nullptr ? loaded_assets(m_look.pack) : *m_look.assets;
}

PageParts AppBench::parts(Guide& guide) {
    REQUIRE(m_app->tablet() != nullptr);
    return {m_machine, assets(), m_words, *m_app->tablet(), guide};
}

void AppBench::show(std::function<void(kit::Kit&)> draw) {
    m_screen->show(std::move(draw));
    m_screen->step();
    m_screen->settle();
}

void AppBench::show_app() {
    show([this](kit::Kit& kit) { m_app->draw(kit); });
}

DeskBench::DeskBench(AppBench& bench) : m_bench{bench}, m_page{make_page({PlaceKind::desk}, bench.parts(m_guide))} {
    m_bench.show([this](kit::Kit& kit) { m_page->draw(kit, {}); });
}

DeskBench::~DeskBench() { m_bench.show_app(); }

void DeskBench::show(std::string_view page) { m_bench.tap(page); }

void AppBench::unlock() {
    enter("unlock.passphrase", journeys::FieldTablet::passphrase());
    wait();
    REQUIRE(m_app->tablet() != nullptr);
}

void AppBench::close() {
    m_app.reset();
    m_screen.reset();  // what the screen remembered is gone with the process
}

void AppBench::cut() {
    close();
    open();
}

void AppBench::tap(std::string_view id) {
    const auto tapped = m_screen->tap(id);
    INFO((tapped ? std::string{} : tapped.error().describe()));
    REQUIRE(tapped);
    m_screen->step();
}

void AppBench::enter(std::string_view field, std::string_view text) {
    const auto entered = m_screen->enter(field, text);
    INFO((entered ? std::string{} : entered.error().describe()));
    REQUIRE(entered);
    m_screen->step();
}

void AppBench::wait() {
    for (int i = 0; m_app->is_busy(); ++i) {
        REQUIRE(i < kPatience);
        std::this_thread::sleep_for(kPoll);
        m_screen->step();
    }
    m_screen->step();
    m_screen->settle();
}

void AppBench::pass(std::chrono::seconds time) {
    m_machine.clock.advance(time);
    m_screen->idle(static_cast<double>(time.count()));
    m_screen->step();
    m_screen->settle();
}

bool AppBench::shows(std::string_view id) { return m_screen->kit().items().find(id) != nullptr; }

bool AppBench::shows(std::string_view prefix, std::string_view text) {
    for (const kit::Item* item : m_screen->kit().items().reachable()) {
        if (item->id.view().starts_with(prefix) && item->label.contains(text)) {
            return true;
        }
    }
    return false;
}

std::string AppBench::first(std::string_view prefix) {
    for (const kit::Item* item : m_screen->kit().items().reachable()) {
        if (item->id.view().starts_with(prefix)) {
            return std::string{item->id.view()};
        }
    }
    return {};
}

std::vector<casework::DraftInfo> AppBench::drafts() {
    auto drafts = m_app->tablet()->workspace().drafts();
    REQUIRE(drafts);
    return std::move(*drafts);
}

std::uint64_t AppBench::entries() {
    const auto streams = m_app->tablet()->workspace().cases().streams();
    REQUIRE(streams);
    std::uint64_t entries = 0;
    for (const registry::StreamState& stream : *streams) {
        entries += stream.entries;
    }
    return entries;
}

}  // namespace daohu::testing
