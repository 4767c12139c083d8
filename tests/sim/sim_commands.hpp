// SPDX-License-Identifier: Apache-2.0
#pragma once

// The subcommands of daohu-sim, one file each.

namespace CLI {
class App;
}

namespace daohu::sim {

// Each adds its subcommand; `result` is what the program ends with and must outlive the parsing.
void add_converge(CLI::App& app, int& result);
// link, proxy, surveys and dictionary.
void add_link(CLI::App& app, int& result);
void add_county(CLI::App& app, int& result);
void add_load(CLI::App& app, int& result);
void add_small_world(CLI::App& app, int& result);
void add_fleet(CLI::App& app, int& result);
// power, kill, full and corrupt.
void add_faults(CLI::App& app, int& result);

}  // namespace daohu::sim
