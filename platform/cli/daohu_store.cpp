// SPDX-License-Identifier: Apache-2.0
//
// daohu-store: looks into a tablet's store and mends what is derived. The passphrase is read from standard input, never
// from the command line. Personal data is printed with --show only.

#include "platform/cli/store_commands.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace daohu::cli;

    CLI::App app{"Looks into a tablet's store"};
    app.name("daohu-store");
    app.require_subcommand(1);
    int exit_code = 0;
    add_verify_command(app, exit_code);
    add_rebuild_command(app, exit_code);
    add_history_command(app, exit_code);
    add_conflicts_command(app, exit_code);
    CLI11_PARSE(app, argc, argv);
    return exit_code;
}
