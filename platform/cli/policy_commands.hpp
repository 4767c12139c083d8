// SPDX-License-Identifier: Apache-2.0
#pragma once

// The subcommands of daohu-policy. Each adds itself to the parser and, when chosen, runs and sets the exit code: 0
// done, 1 done and something contradicts or is not sound, 2 a file or a word is refused. The referenced int outlives
// the parser. Main thread only.

namespace CLI {
class App;
}

namespace daohu::cli {

void add_assess_command(CLI::App& app, int& exit_code);
void add_compare_command(CLI::App& app, int& exit_code);
void add_due_command(CLI::App& app, int& exit_code);
void add_packet_command(CLI::App& app, int& exit_code);
void add_explain_command(CLI::App& app, int& exit_code);
void add_schema_command(CLI::App& app, int& exit_code);
void add_pack_check_command(CLI::App& app, int& exit_code);
void add_import_standards_command(CLI::App& app, int& exit_code);

}  // namespace daohu::cli
