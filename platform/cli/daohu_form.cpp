// SPDX-License-Identifier: Apache-2.0
//
// daohu-form: checks, runs and measures forms from the command line. Each subcommand is a file of its own, see
// form_commands.hpp.

#include "platform/cli/command_line.hpp"
#include "platform/cli/form_commands.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace daohu::cli;

    CLI::App app{"ODK XForms: checked, filled and measured", "daohu-form"};
    app.footer(exit_codes_footer());
    app.require_subcommand(1);
    int exit_code = 0;
    add_check_command(app, exit_code);
    add_run_command(app, exit_code);
    add_xpath_command(app, exit_code);
    add_conform_command(app, exit_code);
    add_bench_command(app, exit_code);
    return parse_command_line(app, argc, argv).value_or(exit_code);
}
