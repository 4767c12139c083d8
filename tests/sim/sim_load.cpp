// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/link_arguments.hpp"
#include "tests/sim/load_run.hpp"
#include "tests/sim/sim_commands.hpp"
#include "tests/vault/temporary_folder.hpp"

#include "core/base/crypto.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace daohu::sim {

namespace {

struct Arguments {
    LoadOptions load;
    std::int64_t within = 0;
    std::string server;
};

Result<int> load(const Arguments& arguments) {
    TRY(init_crypto());
    const test::TemporaryFolder scratch;
    LoadOptions options = arguments.load;
    options.folder = scratch.path();
    options.arrive_within = std::chrono::seconds{arguments.within};
    options.server = arguments.server.empty()
                         ? std::filesystem::read_symlink("/proc/self/exe").parent_path() / "daohu-county"
                         : std::filesystem::path{arguments.server};
    const LoadReport report = TRY(run_load(options));
    const double rate = static_cast<double>(report.entries) / report.seconds;
    const bool is_whole = report.failed == 0 && report.stored == report.entries && report.idle_left == 0;
    fmt::print(
        R"({{"run":"load","tablets":{},"entries":{},"stored":{},"failed":{},"seconds":{:.2f},"per_second":{:.0f},)"
        R"("bare_per_second":{:.0f},"of_bare":{:.2f},"p50":{:.2f},"p99":{:.2f},"slowest":{:.2f},"transfer":{:.2f},)"
        R"("server_peak_mib":{:.0f},"idle":{},"idle_held":{},"idle_left":{},"ok":{}}})"
        "\n",
        options.tablets, report.entries, report.stored, report.failed, report.seconds, rate,
        static_cast<double>(report.entries) / report.bare_seconds, report.bare_seconds / report.seconds, report.p50,
        report.p99, report.slowest, report.transfer, static_cast<double>(report.server_peak_kib) / 1024, options.idle,
        report.idle_held, report.idle_left, is_whole);
    return is_whole ? 0 : 1;
}

}  // namespace

void add_load(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("load", "Many tablets at one county, which runs as its own process");
    command->add_option("--tablets", arguments->load.tablets, "")->capture_default_str();
    command->add_option("--records", arguments->load.records, "surveys of each")->capture_default_str();
    command->add_option("--rate", arguments->load.rate, "bit/s of each tablet's own link; 0: loopback as it is")
        ->capture_default_str();
    command->add_option("--within", arguments->within, "seconds in which they all begin")->capture_default_str();
    command->add_option("--idle", arguments->load.idle, "Connections that say nothing, made before the tablets begin")
        ->capture_default_str();
    command->add_option("--server", arguments->server, "daohu-county; by default beside this program");
    command->callback([arguments, &result] { result = exit_code(load(*arguments)); });
}

}  // namespace daohu::sim
