// SPDX-License-Identifier: Apache-2.0
//
// daohu-policy: runs policy packs over facts, compares them and checks them. Each subcommand is in policy_*.cpp.

#include "platform/cli/command_line.hpp"
#include "platform/cli/policy_commands.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace daohu::cli;

    CLI::App app{"What a county's rules say of a household: figures with their clauses, never a decision",
                 "daohu-policy"};
    app.require_subcommand(1);
    app.footer(exit_codes_footer("Facts that contradict each other, or a pack that is not sound: 1."));
    int exit_code = 0;
    add_assess_command(app, exit_code);
    add_compare_command(app, exit_code);
    add_due_command(app, exit_code);
    add_packet_command(app, exit_code);
    add_explain_command(app, exit_code);
    add_schema_command(app, exit_code);
    add_pack_check_command(app, exit_code);
    add_import_standards_command(app, exit_code);
    return parse_command_line(app, argc, argv).value_or(exit_code);
}
