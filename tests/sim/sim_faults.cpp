// SPDX-License-Identifier: Apache-2.0
#include "core/base/crypto.hpp"
#include "platform/cli/option_words.hpp"
#include "tests/faults/simulations.hpp"
#include "tests/sim/sim_commands.hpp"
#include "tests/sim/whole_number.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <memory>

namespace daohu::sim {

namespace {

using namespace faults;

template <class Options>
using Simulation = Result<Outcome> (*)(const Options&);

template <class Options>
int run(const std::string& name, Simulation<Options> simulate, const Options& options) {
    const auto start = std::chrono::steady_clock::now();
    const auto outcome = [&]() -> Result<Outcome> {
        TRY(init_crypto());
        return simulate(options);
    }();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    nlohmann::ordered_json line{{"run", name}, {"seed", options.seed}};
    if (!outcome) {
        line["error"] = outcome.error().describe();
        fmt::print("{}\n", line.dump());
        return 2;
    }
    line.update(outcome->facts);
    line["violations"] = outcome->violations;
    if (outcome->violations > 0) {
        line["again"] = outcome->first_command;
    }
    line["seconds"] = std::round(took.count() * 100) / 100;
    line["ok"] = outcome->violations == 0;
    fmt::print("{}\n", line.dump());
    return outcome->violations == 0 ? 0 : 1;
}

// The options live as long as the command, which outlives this call.
template <class Options>
struct Added {
    CLI::App* command;
    std::shared_ptr<Options> options;
};

struct Defaults {
    std::size_t saves;
    std::size_t steps;
};

template <class Options>
Added<Options> add(CLI::App& app, const char* name, const char* text, Simulation<Options> simulate,
                   const Defaults& defaults, int& exit_code) {
    auto options = std::make_shared<Options>();
    options->saves = defaults.saves;
    options->steps = defaults.steps;
    CLI::App* command = app.add_subcommand(name, text);
    command->add_option("--seed", options->seed, "Which day, and where the faults are")
        ->capture_default_str()
        ->check(whole_number());
    command->add_option("--steps", options->steps, "How many places for a fault to try; 0: every place")
        ->capture_default_str()
        ->check(whole_number());
    command->add_option("--saves", options->saves, "Length of the day")
        ->capture_default_str()
        ->check(CLI::Range(std::size_t{8}, std::size_t{100'000}));
    command->add_option("--at", options->at, "This place only")->check(whole_number());
    command->callback([=, &exit_code] { exit_code = run(name, simulate, *options); });
    return {command, options};
}

}  // namespace

void add_faults(CLI::App& app, int& result) {
    const auto power = add(app, "power", "The power fails at storage steps of a day", &simulate_power,
                           {.saves = 200, .steps = 300}, result);
    power.command->add_option("--chances", power.options->chances, "Times each step is tried, each with other luck")
        ->capture_default_str();
    power.command->add_option("--chance", power.options->chance, "With this luck only");
    power.command->add_flag_callback(
        "--without-flushing", [to = power.options] { to->flushing = vault::Flushing::normal; },
        "Leave a safeguard off: the run must fail");

    const auto kill = add(app, "kill", "The process is killed at write-like system calls", &simulate_kill,
                          {.saves = 12, .steps = 60}, result);
    cli::take_words<Victim>(
        kill.command->add_option("--victim", kill.options->victim, "What is killed; all by default"),
        {{"day", Victim::day}, {"tries", Victim::tries}, {"recovery", Victim::recovery}})
        ->option_text("day|tries|recovery");
    kill.command->add_flag_callback(
        "--count-tries-late", [to = kill.options] { to->counting = vault::TryCounting::after_derivation; },
        "Leave a safeguard off: the run must fail");

    const auto full =
        add(app, "full", "The disk is full from a storage step on", &simulate_full, {.saves = 16, .steps = 60}, result);
    full.command->add_flag_callback(
        "--errors", [to = full.options] { to->fault = DiskFault::error_once; },
        "A step fails once, as on a worn disk, instead");
    full.command->add_flag_callback(
        "--believe-failed-saves", [to = full.options] { to->failed_saves = FailedSaves::believed; },
        "Leave a safeguard off: the run must fail");

    const auto corrupt = add(app, "corrupt", "A file of a finished store is damaged", &simulate_corruption,
                             {.saves = 30, .steps = 200}, result);
    corrupt.command
        ->add_option("--in-sequence", corrupt.options->in_sequence, "Damages, each after the one before was mended")
        ->capture_default_str()
        ->check(CLI::Range(std::size_t{1}, std::size_t{100}));
    corrupt.command->add_flag_callback(
        "--without-mirror", [to = corrupt.options] { to->mirror = MirrorUse::off; },
        "Leave a safeguard off: the run must fail");
}

}  // namespace daohu::sim
