// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/demo/demo_store.hpp"
#include "core/casework/projectors.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/store_access.hpp"
#include "platform/cli/store_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

struct DemoArguments {
    StoreArguments store;
    casework::DemoCountyOptions county{.pack = "boshan-2021", .today = beijing_date(WallTime{})};
    std::string today;  // empty: what the clock says
};

Result<int> fill(DemoArguments arguments, StoreAccess& access) {
    arguments.county.today =
        arguments.today.empty() ? beijing_date(access.tools.clock.wall_now()) : TRY(Date::parse(arguments.today));
    const std::string text = TRY(read_file(std::filesystem::path{arguments.store.assets} / "demo" / "words.tsv"));
    const casework::DemoWords words = TRY(casework::DemoWords::parse(text));
    const casework::ProjectorSet projectors;
    auto mirror = TRY(journal::Mirror::open(access.tools.files, access.vault.folder() / "mirror",
                                            access.vault.data_key(), access.tools.entropy));
    auto journal = TRY(journal::Journal::open(access.database, &mirror, access.tools.clock, access.tools.entropy,
                                              {access.vault.device(), build_date()}));
    const auto registry =
        TRY(registry::Registry::open(access.database, access.schemas, {.fold = {}, .projectors = projectors.all()}));
    registry::Recorder recorder{access.database, journal, *registry};
    const std::size_t entries = TRY(casework::fill_with_demo(recorder, arguments.county, words));
    fmt::print("{} entries of {} households\n", entries, arguments.county.households);
    return 0;
}

}  // namespace

void add_demo_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<DemoArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command =
        app.add_subcommand("demo", "Fill a new store with an invented county: nobody in it is a real person");
    add_store_options(*command, arguments->store);
    command->add_option("--seed", arguments->county.seed, "The same seed makes the same county")->capture_default_str();
    command->add_option("--pack", arguments->county.pack, "Whose rules its households are noted under")
        ->capture_default_str();
    command->add_option("--households", arguments->county.households, "How many")
        ->capture_default_str()
        ->check(CLI::Range(1, 40'000));
    command->add_option("--today", arguments->today, "Day before which the history ends; the clock's by default");
    command->callback([arguments, &exit_code] {
        exit_code = run_with_store(arguments->store, [&](StoreAccess& access) { return fill(*arguments, access); });
    });
}

}  // namespace daohu::cli
