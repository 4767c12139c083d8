// SPDX-License-Identifier: Apache-2.0
//
// daohu-sim: random worlds against which the promises are held. Each run prints its findings; the last line is one JSON
// object. It ends with 1 when an invariant broke, with 2 when it could not run.

#include "platform/cli/command_line.hpp"
#include "tests/sim/sim_commands.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    CLI::App app{"Simulated tablets, links and faults", "daohu-sim"};
    app.footer(daohu::cli::exit_codes_footer(
        "The last line is one JSON object;\n\"again\" in it shows a promise that broke once more."));
    app.require_subcommand(1);
    int result = 0;
    daohu::sim::add_converge(app, result);
    daohu::sim::add_small_world(app, result);
    daohu::sim::add_link(app, result);
    daohu::sim::add_county(app, result);
    daohu::sim::add_load(app, result);
    daohu::sim::add_fleet(app, result);
    daohu::sim::add_faults(app, result);
    return daohu::cli::parse_command_line(app, argc, argv).value_or(result);
}
