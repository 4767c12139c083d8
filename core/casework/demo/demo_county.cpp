// SPDX-License-Identifier: Apache-2.0
#include "core/casework/demo/demo_county.hpp"

#include "core/base/hash.hpp"
#include "core/base/hlc.hpp"
#include "core/casework/demo/demo_family.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::casework {

namespace {

constexpr std::size_t kVillagesATownship = 4;
constexpr std::int64_t kTasks = 40;
constexpr std::int64_t kSampleCountyLatitude = 36;  // over a salt lake
constexpr std::int64_t kSampleCountyLongitude = 94;

std::string township_at(std::size_t village) { return fmt::format("999999{:03}", village / kVillagesATownship + 1); }

std::string division_at(std::size_t village) {
    return fmt::format("{}{:03}", township_at(village), village % kVillagesATownship + 1);
}

// One tablet's chain.
class DemoTablet {
public:
    static Result<std::unique_ptr<DemoTablet>> make(Entropy& entropy, WallTime start) {
        SigningKey author = TRY(SigningKey::generate(entropy));
        SigningKey device = TRY(SigningKey::generate(entropy));
        return std::unique_ptr<DemoTablet>{new DemoTablet{entropy, start, std::move(author), std::move(device)}};
    }

    [[nodiscard]] DemoTabletKeys keys(const std::string& village) const { return {village, m_id, m_key, m_author}; }

    Result<entry::SignedEntry> sign(const DemoEvent& event) {
        m_clock.set_wall(event.at);
        entry::AssembledEntry assembled = TRY(entry::assemble(event.draft, m_entropy));
        const entry::ChainPosition position{m_id, m_incarnation, m_sequence + 1, m_previous, m_hybrid.now()};
        entry::SignedEntry entry = TRY(entry::sign(std::move(assembled), position, {m_author, m_key}));
        ++m_sequence;
        m_previous = entry.hash();
        return entry;
    }

private:
    DemoTablet(Entropy& entropy, WallTime start, SigningKey author, SigningKey key)
        : m_entropy{entropy}, m_author{std::move(author)}, m_key{std::move(key)}, m_clock{start},
          m_hybrid{m_clock, start}, m_id{DeviceId::random(entropy)}, m_incarnation{IncarnationId::random(entropy)} {}

    Entropy& m_entropy;
    SigningKey m_author;
    SigningKey m_key;
    FakeClock m_clock;
    HybridClock m_hybrid;
    DeviceId m_id;
    IncarnationId m_incarnation;
    std::uint64_t m_sequence = 0;
    Hash256 m_previous;
};

class CountyMaker {
public:
    CountyMaker(const DemoCountyOptions& options, const DemoWords& words, Date first)
        : m_options{options}, m_setting{words, options.pack, options.pack_version, first, options.today},
          m_chance{options.seed} {}

    Result<void> make() {
        TRY(add_villages());
        for (std::size_t i = 0; i < m_options.households; ++i) {
            TRY(add_demo_family(m_setting, m_villages[i % m_villages.size()], m_chance, m_events));
        }
        TRY(add_tasks());
        std::ranges::stable_sort(m_events, {}, &DemoEvent::at);
        return {};
    }

    Result<void> sign(const std::function<Result<void>(const entry::SignedEntry&)>& sink,
                      const std::function<Result<void>(const DemoTabletKeys&)>& meet) {
        std::vector<std::unique_ptr<DemoTablet>> tablets;
        const WallTime start = at_hour(m_setting.first, 0);
        for (const DemoVillage& village : m_villages) {
            auto tablet = TRY(DemoTablet::make(m_chance.entropy(), start));
            if (meet) {
                TRY(meet(tablet->keys(village.division)));
            }
            tablets.push_back(std::move(tablet));
        }
        for (const DemoEvent& event : m_events) {
            if (m_options.village && *m_options.village != event.tablet) {
                continue;
            }
            const entry::SignedEntry entry = TRY(tablets[event.tablet]->sign(event));
            TRY(sink(entry));
        }
        return {};
    }

private:
    [[nodiscard]] StreamId stream_of(const std::string& village) const {
        const auto given = m_options.streams.find(village);
        return given == m_options.streams.end() ? demo_stream(m_options.seed, village) : given->second;
    }

    Result<void> add_villages() {
        const std::vector<std::string>* names = TRY(m_setting.words.of("village"));
        const std::vector<std::string>* given = TRY(m_setting.words.of("given"));
        for (std::size_t i = 0; i < kDemoVillages; ++i) {
            DemoVillage village;
            village.division = division_at(i);
            village.township = township_at(i);
            village.stream = stream_of(village.division);
            village.worker = m_chance.id();
            village.tablet = i;
            const std::size_t row = i / kVillagesATownship;
            const std::size_t column = i % kVillagesATownship;
            village.latitude = static_cast<double>(kSampleCountyLatitude) + static_cast<double>(row) / 10;
            village.longitude = static_cast<double>(kSampleCountyLongitude) + static_cast<double>(column) / 10;
            DemoRecord worker{village.worker, "worker"};
            const std::string prefix = TRY(m_setting.words.of("prefix"))->front();
            worker.text("full_name", prefix + m_chance.one_of(*given)).text("roles", "coordinator");
            worker.add_text("villages", village.division);
            DemoRecord point{m_chance.id(), "service_point"};
            point.text("title", (*names)[i % names->size()]).text("division", village.division);
            DemoRecord duty{m_chance.id(), "duty"};
            duty.names("point", point.id()).names("worker", village.worker);
            duty.moment("from", at_hour(m_setting.today, 480)).moment("until", at_hour(m_setting.today, 720));
            DemoEvent event{at_hour(m_setting.first, 1), i, {}};
            event.draft.scope = village.stream;
            event.draft.sections = {worker.section(), point.section(), duty.section()};
            if (i % kVillagesATownship == 0) {
                add_township(village, event.draft);
            }
            m_events.push_back(std::move(event));
            m_villages.push_back(std::move(village));
        }
        return {};
    }

    void add_township(const DemoVillage& village, entry::EntryDraft& draft) {
        DemoRecord opening{m_chance.id(), "reserve_entry"};
        opening.text("township", village.township).text("kind", "opening").fen("amount", Fen{5'000'000});
        opening.day("booked_on", m_setting.today.first_of_month());
        draft.sections.push_back(opening.section());
        const std::vector<std::pair<std::string, std::int64_t>> figures{{"township_population", 8'350},
                                                                        {"township_year_round_recipients", 700},
                                                                        {"dibao_recipients", 620},
                                                                        {"aided_last_year", 940}};
        for (const auto& [indicator, value] : figures) {
            DemoRecord figure{m_chance.id(), "statistic"};
            figure.text("period", std::to_string(m_setting.today.year() - 1)).text("division", village.township);
            figure.text("indicator", indicator).text("value", std::to_string(value + m_chance.below(50)));
            figure.text("state", "confirmed");
            draft.sections.push_back(figure.section());
        }
    }

    // Names that the county wants checked this month.
    Result<void> add_tasks() {
        const std::vector<std::string>* given = TRY(m_setting.words.of("given"));
        const std::string prefix = TRY(m_setting.words.of("prefix"))->front();
        const std::vector<std::string> reasons{"medical_cost", "uninsured", "disability", "unemployed"};
        for (std::int64_t i = 0; i < kTasks; ++i) {
            const DemoVillage& village = m_chance.one_of(m_villages);
            const Date pushed = later(m_setting.today, -m_chance.between(1, 20));
            DemoRecord task{m_chance.id(), "task"};
            task.text("batch", fmt::format("D-{:02}{:02}", pushed.month(), pushed.day()));
            task.text("source_body", "medical_insurance").text("reason", m_chance.one_of(reasons));
            task.text("person_name", prefix + m_chance.one_of(*given)).text("village", village.division);
            task.text("id_last4", fmt::format("{:04}", m_chance.below(10'000)));
            task.day("due", later(m_setting.today, m_chance.between(-4, 25)));
            DemoEvent event{at_hour(pushed, 600), village.tablet, {}};
            event.draft.scope = village.stream;
            event.draft.sections = {task.section()};
            m_events.push_back(std::move(event));
        }
        return {};
    }

    const DemoCountyOptions& m_options;
    DemoSetting m_setting;
    DemoChance m_chance;
    std::vector<DemoVillage> m_villages;
    std::vector<DemoEvent> m_events;
};

}  // namespace

std::vector<std::string> demo_villages() {
    std::vector<std::string> divisions;
    divisions.reserve(kDemoVillages);
    for (std::size_t i = 0; i < kDemoVillages; ++i) {
        divisions.push_back(division_at(i));
    }
    return divisions;
}

StreamId demo_stream(std::uint64_t seed, std::string_view village) {
    const std::string name = fmt::format("daohu-demo-stream-1 {} {}", seed, village);
    const Hash256 hash = hash256(as_bytes(name));
    std::array<std::uint8_t, StreamId::kSize> raw{};
    std::ranges::copy_n(hash.bytes().begin(), raw.size(), raw.begin());
    return StreamId{raw};
}

Result<void> make_demo_county(const DemoCountyOptions& options, const DemoWords& words,
                              const std::function<Result<void>(const entry::SignedEntry&)>& sink,
                              const std::function<Result<void>(const DemoTabletKeys&)>& meet) {
    const Date first = TRY(options.today.plus_years(-kDemoYears));
    CountyMaker maker{options, words, first};
    TRY(maker.make());
    return maker.sign(sink, meet);
}

}  // namespace daohu::casework
