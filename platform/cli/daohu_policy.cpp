// SPDX-License-Identifier: Apache-2.0
//
// daohu-policy: runs policy packs over facts, compares them and checks them. Each subcommand is in policy_*.cpp.

#include "platform/cli/policy_commands.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace daohu::cli;

    CLI::App app{"What a county's rules say of a household: figures with their clauses, never a decision"};
    app.name("daohu-policy");
    app.require_subcommand(1);
    int exit_code = 0;
    add_assess_command(app, exit_code);
    add_compare_command(app, exit_code);
    add_due_command(app, exit_code);
    add_explain_command(app, exit_code);
    add_schema_command(app, exit_code);
    add_pack_check_command(app, exit_code);
    add_import_standards_command(app, exit_code);
    CLI11_PARSE(app, argc, argv);
    return exit_code;
}
