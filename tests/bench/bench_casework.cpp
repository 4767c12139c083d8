// SPDX-License-Identifier: Apache-2.0
//
// daohu-bench casework: the plan of the day over families of three, each with two reviews on record. How many stops it
// has is compared with the days reckoned while the families were made. Beside it, on the same connection settings, one
// SQL statement that groups a plain table of the same reviews and judges nothing.

#include "tests/bench/bare_connection.hpp"
#include "tests/bench/bench_commands.hpp"
#include "tests/bench/bench_store.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/projectors.hpp"
#include "core/casework/read/plan.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace daohu::bench {

namespace {

struct CaseworkOptions {
    std::size_t persons = 100'000;
    std::size_t rounds = 15;
};

constexpr std::size_t kPersonsAHousehold = 3;
constexpr std::size_t kHouseholdsAnEntry = 10;
constexpr std::size_t kTablets = 8;
constexpr std::uint64_t kDaysBack = 380;  // a review a year: one family in twenty-five is late
constexpr std::int64_t kReviewMonths = 12;
constexpr std::int64_t kDaysAhead = 14;
constexpr std::size_t kStops = 50;
constexpr std::size_t kTownOfHouseholds = 2'000;
constexpr double kTownGoal = 20;
constexpr double kCountyGoal = 500;
constexpr const char* kPack = "songpan-2021";

struct MadeUpReview {
    EntityId household;
    Date last;
};

class CaseworkBench {
public:
    CaseworkBench(const CommonOptions& common, const CaseworkOptions& options, const registry::SchemaSet& schemas,
                  const Identity& identity, Date today)
        : m_common{common}, m_options{options}, m_schemas{schemas}, m_identity{identity}, m_scratch{common.folder},
          m_random{common.seed}, m_today{today} {}

    Result<int> run();

private:
    Result<void> fill();
    Result<void> fill_peer();
    [[nodiscard]] Result<entry::EntryDraft> families(std::size_t count);
    Result<void> add_family(entry::EntryDraft& draft);
    Result<Samples> time_plans(std::size_t& stops);
    Result<Samples> time_peer();

    const CommonOptions& m_common;
    const CaseworkOptions& m_options;
    const registry::SchemaSet& m_schemas;
    const Identity& m_identity;
    Scratch m_scratch;
    SeededEntropy m_random;
    Date m_today;
    casework::ProjectorSet m_projectors;
    std::vector<MadeUpReview> m_reviews;
    std::size_t m_expected = 0;  // stops of the plan
};

entry::DraftSection create(EntityId id, std::string dataset, std::vector<entry::DraftAssignment> values) {
    return {id, {{entry::OperationCode::create, std::move(dataset), std::move(values), {}}}, {}};
}

entry::DraftAssignment set_to(std::string name, entry::Value value) { return {std::move(name), std::move(value), {}}; }

entry::DraftSection review_of(EntityId id, EntityId household, Date day) {
    return create(id, "review",
                  {set_to("household", entry::reference_to(household)), set_to("programme", std::string{"dibao"}),
                   set_to("reviewed_on", day.to_string()), set_to("irregular_income", std::string{"no"}),
                   set_to("able_member", std::string{"no"}), set_to("outcome", std::string{"no_change"})});
}

Result<void> CaseworkBench::add_family(entry::EntryDraft& draft) {
    const EntityId household = EntityId::random(m_random);
    std::vector<EntityId> persons;
    for (std::size_t i = 0; i < kPersonsAHousehold; ++i) {
        persons.push_back(EntityId::random(m_random));
        draft.sections.push_back(
            create(persons.back(), "person",
                   {set_to("full_name", std::string{"某某"}), set_to("lives_in", entry::reference_to(household))}));
    }
    draft.sections.push_back(create(household, "household",
                                    {set_to("head", entry::reference_to(persons.front())),
                                     set_to("village_group", "第" + std::to_string(m_random.next() % 9 + 1) + "组")}));
    const Date last = TRY(m_today.plus_days(-static_cast<std::int64_t>(m_random.next() % kDaysBack)));
    const Date before = TRY(last.plus_months(-kReviewMonths));
    draft.sections.push_back(review_of(EntityId::random(m_random), household, before));
    draft.sections.push_back(review_of(EntityId::random(m_random), household, last));
    const Date due = TRY(last.plus_months(kReviewMonths));
    m_expected += days_between(m_today, due) <= kDaysAhead ? 1 : 0;
    m_reviews.push_back({household, before});
    m_reviews.push_back({household, last});
    return {};
}

Result<entry::EntryDraft> CaseworkBench::families(std::size_t count) {
    entry::EntryDraft draft;
    draft.scope = StreamId::random(m_random);
    for (std::size_t i = 0; i < count; ++i) {
        TRY(add_family(draft));
    }
    return draft;
}

Result<void> CaseworkBench::fill() {
    const std::size_t households = std::max<std::size_t>(m_options.persons / kPersonsAHousehold, 1);
    const std::size_t entries = (households + kHouseholdsAnEntry - 1) / kHouseholdsAnEntry;
    std::vector<entry::EntryDraft> drafts;
    for (std::size_t done = 0; done < households; done += kHouseholdsAnEntry) {
        entry::EntryDraft draft = TRY(families(std::min(kHouseholdsAnEntry, households - done)));
        drafts.push_back(std::move(draft));
    }
    auto store = TRY(OpenStore::open(m_scratch / "store.db", m_identity, m_schemas, OpenStore::Registered::no));
    std::size_t next = 0;
    TRY(store->import(entries, kTablets, [&] { return std::move(drafts[next++]); }, [](const entry::EntryId&) {}));
    TRY(registry::Registry::open(store->database(), m_schemas, {.fold = {}, .projectors = m_projectors.all()}));
    return store->checkpoint();
}

Result<void> CaseworkBench::fill_peer() {
    { TRY(vault::Database::open(m_scratch / "peer.db", m_identity.data_key)); }
    BareConnection connection = TRY(BareConnection::open(m_scratch / "peer.db", m_identity.data_key));
    TRY(connection.execute("CREATE TABLE review(household BLOB, programme TEXT, reviewed_on TEXT, irregular TEXT, "
                           "able TEXT, PRIMARY KEY(household, programme, reviewed_on)) WITHOUT ROWID; BEGIN"));
    BareStatement add = TRY(connection.prepare("INSERT INTO review VALUES (?1, 'dibao', ?2, 'no', 'no')"));
    for (const MadeUpReview& review : m_reviews) {
        const std::string day = review.last.to_string();
        add.bind(1, review.household.bytes());
        add.bind(2, std::string_view{day});
        TRY(add.run());
    }
    return connection.execute("COMMIT");
}

Result<Samples> CaseworkBench::time_plans(std::size_t& stops) {
    policy::Faults faults;
    const auto packs = TRY(policy::PackLibrary::open(m_common.assets / "policy", faults));
    const policy::Standards standards;
    const casework::CountyRules rules{packs, standards, kPack};
    auto database =
        TRY(vault::Database::open(m_scratch / "store.db", m_identity.data_key,
                                  {.access = vault::Access::read_only, .cache = vault::CacheSize::mib_8, .vfs = {}}));
    auto reader = TRY(registry::RegistryReader::open(database, m_schemas));
    auto marks = TRY(journal::DeliveryMarks::open(database));
    auto journal = TRY(journal::JournalReader::open(database));
    const casework::ReadContext context{reader, marks, m_schemas, rules, m_identity.device, journal};
    const casework::PlanQuestion question{
        .now = start_of_beijing_day(m_today), .limit = kStops, .days_ahead = kDaysAhead};
    Samples samples;
    for (std::size_t round = 0; round < m_options.rounds; ++round) {
        const Milliseconds before = processor_time();
        const casework::PlanOfDay plan = TRY(casework::plan_of_day(context, question));
        samples.add(processor_time() - before);
        stops = plan.stop_count;
    }
    return samples;
}

Result<Samples> CaseworkBench::time_peer() {
    BareConnection connection = TRY(BareConnection::open(m_scratch / "peer.db", m_identity.data_key));
    BareStatement statement = TRY(connection.prepare("SELECT household, programme, max(reviewed_on) FROM review "
                                                     "GROUP BY household, programme HAVING max(reviewed_on) <= ?1"));
    const Date horizon = TRY(m_today.plus_days(kDaysAhead));
    const Date oldest = TRY(horizon.plus_months(-kReviewMonths));
    const std::string day = oldest.to_string();
    Samples samples;
    for (std::size_t round = 0; round < m_options.rounds; ++round) {
        const Milliseconds before = processor_time();
        statement.bind(1, std::string_view{day});
        bool has_row = true;
        while (has_row) {
            has_row = TRY(statement.step());
        }
        statement.reset();
        samples.add(processor_time() - before);
    }
    return samples;
}

Result<int> CaseworkBench::run() {
    TRY(fill());
    TRY(fill_peer());
    std::size_t stops = 0;
    const Samples plans = TRY(time_plans(stops));
    const Samples peer = TRY(time_peer());
    const std::size_t households = m_options.persons / kPersonsAHousehold;
    Report report{"casework"};
    report.setting("seed", static_cast<std::int64_t>(m_common.seed));
    report.setting("persons", static_cast<std::int64_t>(m_options.persons));
    report.setting("households", static_cast<std::int64_t>(households));
    report.setting("stops", static_cast<std::int64_t>(stops));
    report.times("bare_sql", peer);
    report.figure("plan_p50", plans.median(), "ms");
    report.goal("plan_p95", plans.percentile(95), "ms", Goal::at_most,
                households <= kTownOfHouseholds ? kTownGoal : kCountyGoal);
    report.check("every_stop_is_there", stops == m_expected);
    return report.print(m_common.format());
}

}  // namespace

void add_casework(CLI::App& app, CommonOptions& common, int& result) {
    auto options = std::make_shared<CaseworkOptions>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("casework", "The plan of the day beside a bare SQL statement");
    command->add_option("--persons", options->persons, "Persons, in families of three")->check(CLI::PositiveNumber);
    command->add_option("--rounds", options->rounds, "How many plans are made and timed")->check(CLI::PositiveNumber);
    command->callback([options, &common, &result] {
        result = run_on_store(common, [&](const registry::SchemaSet& schemas, const Identity& identity) -> Result<int> {
            const Date today = TRY(Date::of(2026, 3, 2));
            return CaseworkBench{common, *options, schemas, identity, today}.run();
        });
    });
}

}  // namespace daohu::bench
