// SPDX-License-Identifier: Apache-2.0
#pragma once

// The subcommands of daohu-form. Each adds itself to the parser and, when chosen, runs and sets the exit code: 0 done,
// 1 something differs or could not be evaluated, 2 a file or an expression is refused. The referenced int outlives the
// parser. Main thread only.

#include <CLI/CLI.hpp>

namespace daohu::cli {

void add_xpath_command(CLI::App& app, int& exit_code);
void add_conform_command(CLI::App& app, int& exit_code);
void add_check_command(CLI::App& app, int& exit_code);
void add_run_command(CLI::App& app, int& exit_code);
void add_bench_command(CLI::App& app, int& exit_code);

}  // namespace daohu::cli
