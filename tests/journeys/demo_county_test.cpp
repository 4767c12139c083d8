// SPDX-License-Identifier: Apache-2.0
//
// The invented county: the same seed is the same county, and it holds nothing that the datasets do not know.
#include "core/base/beijing_time.hpp"
#include "core/base/id_number.hpp"
#include "core/casework/demo/demo_county.hpp"
#include "core/casework/read/activity.hpp"
#include "core/casework/read/households.hpp"
#include "core/casework/read/plan.hpp"
#include "core/casework/read/records.hpp"
#include "core/casework/read/statistics.hpp"
#include "core/casework/read/sweep.hpp"
#include "sync/wire/frame_builder.hpp"
#include "tests/journeys/field.hpp"
#include "tests/journeys/read_whole.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kToday = "2026-03-02";

const DemoWords& demo_words() {
    static const DemoWords words = [] {
        std::ifstream in{std::filesystem::path{DAOHU_SOURCE_DIR} / "assets/demo/words.tsv", std::ios::binary};
        auto read = DemoWords::parse(std::string{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}});
        REQUIRE(read);
        return std::move(*read);
    }();
    return words;
}

std::vector<entry::SignedEntry> entries_of(std::uint64_t seed, std::size_t households,
                                           std::string pack = "songpan-2021") {
    std::vector<entry::SignedEntry> entries;
    const auto made =
        make_demo_county({.seed = seed, .pack = std::move(pack), .today = day(kToday), .households = households},
                         demo_words(), [&](const entry::SignedEntry& entry) -> Result<void> {
                             entries.push_back(entry);
                             return {};
                         });
    INFO((made ? std::string{} : made.error().describe()));
    REQUIRE(made);
    REQUIRE_FALSE(entries.empty());
    return entries;
}

Hash256 hash_of(const std::vector<entry::SignedEntry>& entries) {
    Bytes all;
    for (const entry::SignedEntry& entry : entries) {
        const Bytes bytes = entry.encode();
        all.insert(all.end(), bytes.begin(), bytes.end());
    }
    return hash256(all);
}

// What is wrong with a value under its property; empty where nothing is.
std::string fault_of(const registry::SchemaSet& schemas, const registry::PropertySchema& property,
                     const entry::Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    switch (property.type) {
        case registry::PropertyType::fen:
        case registry::PropertyType::integer: return std::holds_alternative<std::int64_t>(value) ? "" : "no number";
        case registry::PropertyType::reference: return entry::referenced_entity(value) ? "" : "no reference";
        case registry::PropertyType::boolean: return std::holds_alternative<bool>(value) ? "" : "no boolean";
        case registry::PropertyType::date: return text != nullptr && Date::parse(*text) ? "" : "no date";
        case registry::PropertyType::code:
        case registry::PropertyType::codes: break;
        default: return text != nullptr && !text->empty() ? "" : "no text";
    }
    std::istringstream codes{text == nullptr ? std::string{} : *text};
    for (std::string code; codes >> code;) {
        if (schemas.find_codes(property.codes)->find(code) == nullptr) {
            return "no code: " + code;
        }
    }
    return text == nullptr || text->empty() ? "no code" : "";
}

void check_values(const entry::SignedEntry& entry, const registry::SchemaSet& schemas) {
    for (std::size_t i = 0; i < entry.header().sections.size(); ++i) {
        const auto section = entry.section(i);
        REQUIRE(section);
        for (const entry::Operation& operation : section->operations) {
            for (const entry::Assignment& assignment : operation.assignments) {
                INFO(operation.dataset << "." << assignment.name);
                const registry::PropertySchema* property = schemas.find_property(operation.dataset, assignment.name);
                REQUIRE(property != nullptr);
                CHECK(fault_of(schemas, *property, section->value_of(assignment)).empty());
                const bool is_set = property->mode == registry::PropertyMode::set;
                CHECK(is_set == (operation.code == entry::OperationCode::add));
            }
        }
    }
}

void receive(FieldTablet& tablet, const std::vector<entry::SignedEntry>& entries) {
    std::vector<registry::ReceivedEntry> received;
    for (const entry::SignedEntry& entry : entries) {
        received.push_back({entry, std::nullopt});
    }
    auto receiving = tablet.workspace().store_thread().call(
        registry::JobUrgency::person, [&received](registry::Recorder& recorder) { return recorder.receive(received); });
    const auto count = receiving.get();
    REQUIRE(count);
    CHECK(count->added == entries.size());
    CHECK(count->forked == 0);
}

}  // namespace

TEST_CASE("Demo county: the same seed makes the same entries, another seed others", "[journeys]") {
    const std::vector<entry::SignedEntry> entries = entries_of(7, 24);
    CHECK(entries.size() > 100);
    CHECK(hash_of(entries) == hash_of(entries_of(7, 24)));
    CHECK_FALSE(hash_of(entries) == hash_of(entries_of(8, 24)));
    CHECK_FALSE(hash_of(entries) == hash_of(entries_of(7, 24, "boshan-2021")));
}

TEST_CASE("Demo county: every value is one that its dataset knows", "[journeys]") {
    for (const entry::SignedEntry& entry : entries_of(1, 60)) {
        check_values(entry, county("songpan-2021").schemas);
    }
}

TEST_CASE("Demo county: every county's pack can be played, each a county of its own", "[journeys]") {
    std::set<Bytes> counties;
    for (const std::string& pack : five_packs()) {
        CAPTURE(pack);
        const std::vector<entry::SignedEntry> entries = entries_of(5, 24, pack);
        const Hash256 hash = hash_of(entries);
        counties.insert(Bytes{hash.bytes().begin(), hash.bytes().end()});
        FieldTablet tablet{county(pack), "A", at("2026-03-02T07:00")};
        receive(tablet, entries);
        const auto homes = tablet.entities("household");
        REQUIRE(homes.size() == 24);
        for (const registry::Entity& home : homes) {
            CHECK(home.text("policy_pack").value_or(pack) == pack);
            CHECK(home.conflicts().empty());
        }
        const auto plan = plan_of_day(tablet.workspace().reading(), {.now = tablet.clock.wall_now()});
        CHECK(plan);
    }
    CHECK(counties.size() == five_packs().size());
}

TEST_CASE("Demo county: without another number it has two thousand households, and two years of history",
          "[journeys]") {
    CHECK(DemoCountyOptions{.pack = {}, .today = day(kToday)}.households == 2'000);
    const std::vector<entry::SignedEntry> entries = entries_of(1, 24);
    CHECK(entries.front().header().hlc.time() < at("2024-06-01T00:00"));
    CHECK(entries.back().header().hlc.time() > at("2026-02-01T00:00"));
    std::set<int> years;
    for (const entry::SignedEntry& entry : entries) {
        years.insert(beijing_date(entry.header().hlc.time()).year());
    }
    CHECK(years == std::set{2024, 2025, 2026});
}

TEST_CASE("Demo county: its history ends before today", "[journeys]") {
    for (const entry::SignedEntry& entry : entries_of(2, 60)) {
        CHECK(entry.header().hlc.time() < at("2026-03-04T00:00"));
        CHECK(entry.header().hlc.time() >= at("2024-03-02T00:00"));
    }
}

TEST_CASE("Demo county: numbers are sound, of nobody, and fit their persons; the screens have something to show",
          "[journeys]") {
    const std::string pack = "songpan-2021";
    FieldTablet tablet{county(pack), "A", at("2026-03-02T07:00")};
    receive(tablet, entries_of(3, 60, pack));
    tablet.note_sync();
    const auto persons = tablet.entities("person");
    REQUIRE(persons.size() > 60);
    for (const registry::Entity& person : persons) {
        const auto number = IdNumber::parse(person.text("id_number").value_or(""));
        REQUIRE(number);
        CHECK(number->region() == "999999");
        CHECK(number->birth_date().to_string() == person.text("birth_date"));
        CHECK(number->sex() == (person.text("sex") == "1" ? Sex::male : Sex::female));
        CHECK(person.text("full_name")->starts_with("示例·"));
        CHECK(person.conflicts().empty());
    }
    const auto page = households(tablet.workspace().reading(), {.today = day(kToday), .limit = 100});
    REQUIRE(page);
    CHECK(page->lines.size() == 60);
    const auto plan = plan_of_day(tablet.workspace().reading(), {.now = tablet.clock.wall_now()});
    REQUIRE(plan);
    CHECK(plan->stop_count > 0);
    CHECK(plan->duties.size() == kDemoVillages);
    const SweepQuestion year{.division = {}, .from = day("2026-01-01"), .to = day(kToday)};
    const auto sweep = read_whole<SweepCoverage>([&](Portions& portions, SweepCoverage& coverage) {
        add_sweep_coverage(tablet.workspace().reading(), year, portions, coverage);
    });
    CHECK(sweep.all.households == 60);
    CHECK(sweep.all.households_met > 0);
    CHECK_FALSE(sweep.open.empty());
}

TEST_CASE("Demo county: what is read in portions, with other reading between them, is what is read at once",
          "[journeys]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2026-03-02T07:00")};
    receive(tablet, entries_of(4, 100));
    tablet.note_sync();
    const ReadContext context = tablet.workspace().reading();
    const SweepQuestion year{.division = {}, .from = day("2026-01-01"), .to = day(kToday)};
    const TownshipQuestion township{.township = {}, .from = year.from, .to = year.to};
    Portions portions;
    SweepCoverage sweep;
    Activity activity;
    TownshipStatistics statistics;
    HouseholdSearch search;
    std::map<std::string, RecordCount> counts;
    add_sweep_coverage(context, year, portions, sweep);
    add_activity(context, {.from = year.from, .to = year.to}, portions, activity);
    add_township_statistics(context, township, portions, statistics);
    add_household_search(context, "s", year.to, 50, portions, search);
    for (const auto& [name, schema] : context.schemas.datasets()) {
        portions.then(record_count(context, name, 20, Viewer{}, counts[name]));
    }
    int steps = 0;
    for (auto progress = portions.step(); progress == Progress::more; progress = portions.step()) {
        ++steps;
        REQUIRE(households(context, {.today = year.to, .limit = 3}));
    }
    CHECK(steps > 20);

    const auto swept = read_whole<SweepCoverage>(
        [&](Portions& all, SweepCoverage& coverage) { add_sweep_coverage(context, year, all, coverage); });
    CHECK(sweep.all.households == 100);
    CHECK(sweep.all.households_met == swept.all.households_met);
    CHECK(sweep.all.residents_met == swept.all.residents_met);
    CHECK(std::ranges::equal(sweep.open, swept.open, {}, &SweepHousehold::household, &SweepHousehold::household));
    const auto done = read_whole<Activity>([&](Portions& all, Activity& counted) {
        add_activity(context, {.from = year.from, .to = year.to}, all, counted);
    });
    CHECK(done.visits > 0);
    CHECK(activity.visits == done.visits);
    CHECK(activity.discoveries == done.discoveries);
    CHECK(activity.first_aid == done.first_aid);
    CHECK(std::ranges::equal(activity.programmes, done.programmes, {}, &ProgrammeLine::recipients,
                             &ProgrammeLine::recipients));
    const auto figures = township_statistics(context, township);
    REQUIRE(figures);
    CHECK(std::ranges::equal(statistics.outcomes, figures->outcomes, {}, &policy::Outcome::figure,
                             &policy::Outcome::figure));
    const auto found = read_whole<HouseholdSearch>(
        [&](Portions& all, HouseholdSearch& made) { add_household_search(context, "s", year.to, 50, all, made); });
    CHECK_FALSE(found.found.empty());
    CHECK(std::ranges::equal(search.found, found.found, {}, &FoundHousehold::persons, &FoundHousehold::persons));
    CHECK(search.is_more == found.is_more);
    for (const auto& [name, count] : counts) {
        INFO(name);
        const auto page = records_of(context, {.dataset = name, .after = {}, .limit = 20}, Viewer{});
        REQUIRE(page);
        CHECK(count.count == page->lines.size());
        CHECK(count.is_more == page->next.has_value());
        CHECK(count.newest == (page->lines.empty() ? std::nullopt : std::optional{page->lines.front().recorded_at}));
    }
    CHECK(counts.at("visit").is_more);
}

TEST_CASE("Demo county: a line of words without a kind is named", "[journeys]") {
    const auto read = DemoWords::parse("prefix\t示例·\nfamily\n");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::table_malformed);
    CHECK(read.error().describe().find("line 2") != std::string::npos);
    CHECK(make_demo_county({.seed = 1, .pack = "songpan-2021", .today = day(kToday), .households = 1},
                           DemoWords::parse("prefix\t示例·\n").value(),
                           [](const entry::SignedEntry&) -> Result<void> { return {}; })
              .error()
              .code == ErrorCode::not_found);
}

// A tablet is sent entries and no state of its village (docs/failures.md, rows 22 and 23): so they have to be few enough.
TEST_CASE("Demo county: what a new tablet of one village is sent fits the worst link", "[journeys]") {
    constexpr double kBitsPerSecond = 50'000;
    const std::vector<entry::SignedEntry> entries = entries_of(1, 300);  // two years, as if all lived in one village
    const std::filesystem::path assets = std::filesystem::path{DAOHU_SOURCE_DIR} / "assets";
    const auto dictionaries = wire::Dictionaries::load(assets / "dictionaries").value();
    const wire::FrameCodec codec{dictionaries, dictionaries.best_of(dictionaries.ids())};
    wire::FrameBuilder frames{codec};
    std::size_t written = 0;
    for (const entry::SignedEntry& entry : entries) {
        Bytes bytes = entry.encode();
        written += bytes.size();
        REQUIRE(frames.add(std::move(bytes)));
    }
    const std::size_t sent = frames.finish().value().size();
    const double minutes = static_cast<double>(sent) * 8 / kBitsPerSecond / 60;
    INFO(entries.size() << " entries of " << written << " bytes, sent as " << sent << " bytes: " << minutes
                        << " minutes at 50 kbit/s");
    CHECK(entries.size() > 1500);
    CHECK(minutes < 5);
}
