// SPDX-License-Identifier: Apache-2.0
#pragma once

// The commands of daohu-county that give orders: scopes of devices, sealed tablets, and what needs two persons (erasing,
// exporting). They may be given while the server runs.

namespace CLI {
class App;
}

namespace daohu::county {

// Each command's result goes to `result`, which must outlive the parsing.
void add_order_commands(CLI::App& app, int& result);

}  // namespace daohu::county
