// SPDX-License-Identifier: Apache-2.0
#pragma once

// The commands of daohu-county that take in lists: tasks and registers. They may be given while the server runs.

namespace CLI {
class App;
}

namespace daohu::county {

// Each command's result goes to `result`, which must outlive the parsing.
void add_import_commands(CLI::App& app, int& result);

}  // namespace daohu::county
