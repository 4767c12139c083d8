// SPDX-License-Identifier: Apache-2.0
//
// daohu-store: makes, inspects, copies and mends a tablet's store. The passphrase is read from standard input, never
// from the command line. Personal data is printed with --show only.

#include "platform/cli/command_line.hpp"
#include "platform/cli/store_commands.hpp"
#include "platform/cli/vault_access.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace daohu::cli;

    CLI::App app{"A tablet's store: made, inspected, copied and mended. Passphrases are read from standard input.",
                 "daohu-store"};
    app.footer(
        exit_codes_footer("A store that could not be opened: 2.\nhistory and conflicts print no personal data without "
                          "--show, and export-family writes none\nwithout it. Spreadsheets are not encrypted."));
    app.require_subcommand(1);
    int exit_code = 0;
    add_create_command(app, exit_code);
    add_demo_command(app, exit_code);
    add_info_command(app, exit_code);
    add_verify_command(app, exit_code);
    add_rebuild_command(app, exit_code);
    add_history_command(app, exit_code);
    add_conflicts_command(app, exit_code);
    add_export_command(app, exit_code);
    add_table_commands(app, exit_code);
    add_import_command(app, exit_code);
    add_recover_command(app, exit_code);
    return parse_command_line(app, argc, argv).value_or(exit_code);
}
