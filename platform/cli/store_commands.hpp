// SPDX-License-Identifier: Apache-2.0
#pragma once

// The subcommands of daohu-store, one file each. Each adds itself to the parser and, when chosen, runs and sets the exit
// code: 0 done, 1 something is wrong with the store, 2 it could not be opened. The referenced int outlives the parser.
// Main thread only.

namespace CLI {
class App;
}

namespace daohu::cli {

void add_verify_command(CLI::App& app, int& exit_code);
void add_rebuild_command(CLI::App& app, int& exit_code);
void add_history_command(CLI::App& app, int& exit_code);
void add_conflicts_command(CLI::App& app, int& exit_code);

}  // namespace daohu::cli
