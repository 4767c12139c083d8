// SPDX-License-Identifier: Apache-2.0
//
// daohu-sim: random worlds against which the promises are held. Each run prints its findings; the last line is one JSON
// object. It ends with 1 when an invariant broke, with 2 when it could not run.

#include "tests/sim/sim_commands.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    CLI::App app{"Simulated tablets, links and faults"};
    app.name("daohu-sim");
    app.footer(
        "The last line is one JSON object. Ends with 0: every promise held; 1: one broke, and \"again\" shows it "
        "again; 2: it could not run.");
    app.require_subcommand(1);
    int result = 0;
    daohu::sim::add_converge(app, result);
    daohu::sim::add_link(app, result);
    daohu::sim::add_county(app, result);
    daohu::sim::add_load(app, result);
    daohu::sim::add_fleet(app, result);
    daohu::sim::add_faults(app, result);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return result;
}
