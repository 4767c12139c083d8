// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/county_demo.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/demo/demo_county.hpp"
#include "platform/cli/county_command.hpp"
#include "platform/cli/file_text.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/intake.hpp"

#include <filesystem>
#include <memory>

namespace daohu::county {

namespace {

constexpr std::size_t kBatch = 1'000;  // entries in one transaction

struct Arguments {
    std::string folder;
    std::string assets = cli::assets_folder();
    std::string today;  // empty: what the clock says
    casework::DemoCountyOptions county{.pack = "songpan-2021", .today = beijing_date(WallTime{}), .households = 240};
};

// Nobody can take the invented families out of a real county again.
Result<void> require_new(Store& store) {
    const StoreCounts counts = TRY(store.count());
    if (counts.devices > 0 || counts.entries > 0) {
        return fail(ErrorCode::county_exists, "invented families go into a county without tablets and entries");
    }
    return {};
}

Result<void> add_villages(Store& store, casework::DemoCountyOptions& options, Entropy& entropy) {
    const auto writer = TRY(store.begin());
    for (const std::string& village : casework::demo_villages()) {
        options.streams[village] = TRY(village_stream(*writer, village, entropy));
    }
    return writer->commit();
}

// Takes entries in as if their tablets had brought them, each on its own day.
class Receiver {
public:
    explicit Receiver(Store& store) : m_store{store} {}

    Result<void> take(const entry::SignedEntry& entry) {
        const VerifiedEntry verified = TRY(verify_entry(m_store, entry.encode()));
        if (!m_writer) {
            m_writer = TRY(m_store.begin());
        }
        const Arrival arrival{entry.header().device, entry.header().hlc.time().time_since_epoch().count()};
        if (!TRY(take_in(*m_writer, verified, arrival)).empty()) {
            return fail(ErrorCode::entry_unreadable, "an invented entry was set aside");
        }
        ++m_taken;
        return m_taken % kBatch == 0 ? flush() : Result<void>{};
    }
    Result<void> flush() {
        if (m_writer) {
            TRY(m_writer->commit());
            m_writer.reset();
        }
        return {};
    }
    [[nodiscard]] std::size_t taken() const { return m_taken; }

private:
    Store& m_store;
    std::unique_ptr<StoreWriter> m_writer;
    std::size_t m_taken = 0;
};

Result<int> fill(const Arguments& arguments) {
    CountyTools tools;
    casework::DemoCountyOptions options = arguments.county;
    options.today = arguments.today.empty() ? beijing_date(tools.clock.wall_now()) : TRY(Date::parse(arguments.today));
    const std::string text = TRY(cli::read_file(std::filesystem::path{arguments.assets} / "demo" / "words.tsv"));
    const casework::DemoWords words = TRY(casework::DemoWords::parse(text));
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    TRY(require_new(county.store()));
    TRY(add_villages(county.store(), options, tools.entropy));
    Receiver receiver{county.store()};
    TRY(casework::make_demo_county(
        options, words, [&](const entry::SignedEntry& entry) { return receiver.take(entry); },
        [&](const casework::DemoTabletKeys& tablet) -> Result<void> {
            const auto request = wire::make_device_request(tablet.device, tablet.key, tablet.author);
            TRY(enrol(county.folder(), county.store(), request, {tablet.village}, tools.clock, tools.entropy));
            return {};
        }));
    TRY(receiver.flush());
    fmt::print("{} entries of {} households in {} villages\n", receiver.taken(), options.households,
               options.streams.size());
    return kDone;
}

}  // namespace

void add_demo_command(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand(
        "demo", "Fill a new county with invented families and two years of their history, to show and to learn with");
    command->add_option("folder", arguments->folder, "The county's folder, with the root key")->required();
    command->add_option("--seed", arguments->county.seed, "The same seed makes the same families")
        ->capture_default_str();
    command->add_option("--pack", arguments->county.pack, "Whose rules its households are noted under")
        ->capture_default_str();
    command->add_option("--households", arguments->county.households, "How many")
        ->capture_default_str()
        ->check(CLI::Range(1, 40'000));
    command->add_option("--today", arguments->today, "Day before which the history ends; the clock's by default");
    command->add_option("--assets", arguments->assets, "Folder with the words it is made of")->capture_default_str();
    command->callback([arguments, &result] { result = run_command(fill, *arguments); });
}

}  // namespace daohu::county
