// SPDX-License-Identifier: Apache-2.0
//
// daohu-store: makes, inspects, copies and mends a tablet's store. The passphrase is read from standard input, never
// from the command line. Personal data is printed with --show only.

#include "platform/cli/store_commands.hpp"
#include "platform/cli/vault_access.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace daohu::cli;

    CLI::App app{"Makes, inspects, copies and mends a tablet's store. Passphrases are read from standard input."};
    app.name("daohu-store");
    app.footer("Ends with 0: done; 1: something is wrong with the store; 2: it could not be opened, or was asked "
               "wrongly.\nhistory and conflicts print no personal data without --show.");
    app.require_subcommand(1);
    int exit_code = 0;
    add_create_command(app, exit_code);
    add_info_command(app, exit_code);
    add_verify_command(app, exit_code);
    add_rebuild_command(app, exit_code);
    add_history_command(app, exit_code);
    add_conflicts_command(app, exit_code);
    add_export_command(app, exit_code);
    add_import_command(app, exit_code);
    add_recover_command(app, exit_code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kNotOpened;
    }
    return exit_code;
}
