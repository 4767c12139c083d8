// SPDX-License-Identifier: Apache-2.0
//
// daohu-policy: runs policy packs over facts, compares them and checks them. Each subcommand is in policy_*.cpp.

#include "platform/cli/policy_commands.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace daohu::cli;

    constexpr int kRefused = 2;
    CLI::App app{"What a county's rules say of a household: figures with their clauses, never a decision"};
    app.name("daohu-policy");
    app.require_subcommand(1);
    app.footer(
        "Exit codes: 0 done; 1 done, and facts contradict each other or a pack is not sound; 2 refused: a file, a "
        "word or an option.");
    int exit_code = 0;
    add_assess_command(app, exit_code);
    add_compare_command(app, exit_code);
    add_due_command(app, exit_code);
    add_packet_command(app, exit_code);
    add_explain_command(app, exit_code);
    add_schema_command(app, exit_code);
    add_pack_check_command(app, exit_code);
    add_import_standards_command(app, exit_code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kRefused;  // asking for help is no error
    }
    return exit_code;
}
