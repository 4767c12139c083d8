// SPDX-License-Identifier: Apache-2.0
#pragma once

// The subcommands of daohu-store, one file each. Each adds itself to the parser and, when chosen, runs and sets the exit
// code (vault_access.hpp). The referenced int outlives the parser. Main thread only.

namespace CLI {
class App;
}

namespace daohu::cli {

void add_create_command(CLI::App& app, int& exit_code);
// Fills a new store with an invented county.
void add_demo_command(CLI::App& app, int& exit_code);
void add_info_command(CLI::App& app, int& exit_code);
void add_verify_command(CLI::App& app, int& exit_code);
void add_rebuild_command(CLI::App& app, int& exit_code);
void add_history_command(CLI::App& app, int& exit_code);
void add_conflicts_command(CLI::App& app, int& exit_code);
void add_export_command(CLI::App& app, int& exit_code);
// export-family, export-ledger, export-statistics, check-export: signed spreadsheets.
void add_table_commands(CLI::App& app, int& exit_code);
void add_import_command(CLI::App& app, int& exit_code);
// Rescue of a damaged store, and recovery of a sealed vault by the county.
void add_recover_command(CLI::App& app, int& exit_code);

}  // namespace daohu::cli
