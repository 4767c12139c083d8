// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/command_line.hpp"
#include "tests/sim/link_arguments.hpp"
#include "tests/sim/link_run.hpp"
#include "tests/sim/sim_commands.hpp"
#include "tests/sim/survey_data.hpp"
#include "tests/sim/survey_dictionary.hpp"
#include "tests/vault/temporary_folder.hpp"

#include "core/base/crypto.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>
#include <memory>

namespace daohu::sim {

namespace {

struct Arguments {
    LinkRunOptions run;
    LinkArguments link;
    std::string dictionaries = cli::assets_folder() + "/dictionaries";
    bool plain = false;
    std::int64_t give_up = 1800;
    std::int64_t stall = 30'000;
    std::string file;
    std::size_t size = 32 * 1024;
};

Result<int> link(const Arguments& arguments) {
    TRY(init_crypto());
    const test::TemporaryFolder scratch;
    LinkRunOptions options = arguments.run;
    options.link = arguments.link.shape();
    options.give_up = std::chrono::seconds{arguments.give_up};
    options.stall = std::chrono::milliseconds{arguments.stall};
    options.folder = scratch.path() / "county";
    if (!arguments.plain) {
        options.dictionaries = TRY(wire::Dictionaries::load(arguments.dictionaries));
    }
    const LinkReport report = TRY(run_link(options));
    const auto each = [&](std::uint64_t bytes) {
        return static_cast<double>(bytes) / static_cast<double>(options.records);
    };
    const std::uint64_t payload = report.link.payload_up + report.link.payload_down;
    if (!report.holds(options.records)) {
        fmt::print("not whole: {}\n", report.last_error);
    }
    fmt::print(
        R"({{"run":"link","records":{},"seconds":{:.1f},"bound":{:.1f},"ratio":{:.3f},"talks":{},"stored":{},"in_stream":{},)"
        R"("each":{{"entry":{:.0f},"http":{:.0f},"tls":{:.0f},"segments":{:.0f}}},)"
        R"("payload_up":{},"payload_down":{},"connections":{},"refused":{},"cuts":{},"lost":{},)"
        R"("quiet_bytes":{},"quiet_seconds":{:.1f},"ok":{}}})"
        "\n",
        options.records, report.seconds, report.bound(), report.seconds / report.bound(), report.talks, report.stored,
        report.in_stream, each(report.entry_bytes), each(report.http_bytes),
        each(payload - std::min(payload, report.http_bytes)),
        each(report.link.wire_up + report.link.wire_down - payload), report.link.payload_up, report.link.payload_down,
        report.link.connections, report.link.refused, report.link.cuts, report.link.lost, report.quiet_bytes,
        report.quiet_seconds, report.holds(options.records));
    return report.holds(options.records) ? 0 : 1;
}

Result<int> proxy(const Arguments& arguments) {
    const auto wait = block_end_signals();
    const auto shaped = TRY(ShapedLink::start(arguments.link.shape()));
    fmt::print("{}\n", shaped->port());
    std::fflush(stdout);
    wait();
    const LinkCounts counts = shaped->counts();
    fmt::print(R"({{"connections":{},"cuts":{},"payload_up":{},"payload_down":{}}})"
               "\n",
               counts.connections, counts.cuts, counts.payload_up, counts.payload_down);
    return 0;
}

Result<int> surveys(const Arguments& arguments) {
    std::size_t number = 0;
    for (const Survey& survey : make_surveys(arguments.run.records, arguments.run.seed)) {
        fmt::print("{}\n", to_json(survey, ++number));
    }
    return 0;
}

Result<int> dictionary(const Arguments& arguments) {
    TRY(init_crypto());
    const Bytes bytes = TRY(train_survey_dictionary(arguments.size));
    std::ofstream file{arguments.file, std::ios::binary};
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) {
        return fail(ErrorCode::io_failed, "writing the dictionary");
    }
    fmt::print("{:08x} {} bytes\n", wire::dictionary_id(bytes), bytes.size());
    return 0;
}

void run_as(CLI::App& command, const std::shared_ptr<Arguments>& arguments, Result<int> (*run)(const Arguments&),
            int& result) {
    command.callback([arguments, run, &result] { result = exit_code(run(*arguments)); });
}

}  // namespace

void add_link(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the commands, which outlive this call
    CLI::App* link_command = app.add_subcommand("link", "Bring surveys to a county over a bad link");
    link_command->add_option("--records", arguments->run.records, "Surveys")->capture_default_str();
    link_command->add_option("--seed", arguments->run.seed, "Which surveys")->capture_default_str();
    arguments->link.add_shape(*link_command);
    link_command->add_option("--give-up", arguments->give_up, "Seconds")->take_last()->capture_default_str();
    link_command->add_option("--stall", arguments->stall, "Milliseconds without a byte before a talk is given up")
        ->capture_default_str();
    link_command->add_option("--dictionaries", arguments->dictionaries, "Folder")->capture_default_str();
    link_command->add_option("--front", arguments->run.front, "Program that puts a server in front of the county");
    link_command->add_flag("--plain", arguments->plain, "Without dictionaries");
    run_as(*link_command, arguments, link, result);

    CLI::App* proxy_command = app.add_subcommand("proxy", "The bad link alone, in front of any server on this machine");
    proxy_command->add_option("--target", arguments->link.link.target, "Its port")->required();
    arguments->link.add_shape(*proxy_command);
    run_as(*proxy_command, arguments, proxy, result);

    CLI::App* survey_command = app.add_subcommand("surveys", "The same surveys as JSON, a line each");
    survey_command->add_option("--records", arguments->run.records, "Surveys")->capture_default_str();
    survey_command->add_option("--seed", arguments->run.seed, "Which surveys")->capture_default_str();
    run_as(*survey_command, arguments, surveys, result);

    CLI::App* dictionary_command = app.add_subcommand("dictionary", "Train a dictionary on generated entries");
    dictionary_command->add_option("--out", arguments->file, "File to write")->required();
    dictionary_command->add_option("--size", arguments->size, "Bytes at most")->capture_default_str();
    run_as(*dictionary_command, arguments, dictionary, result);
}

}  // namespace daohu::sim
