// SPDX-License-Identifier: Apache-2.0
#pragma once

// The commands of daohu-county that publish forms, datasets, policy packs and standards: each is checked as its own tool
// checks it before anything is announced. They may be given while the server runs.

namespace CLI {
class App;
}

namespace daohu::county {

// Each command's result goes to `result`, which must outlive the parsing.
void add_publish_commands(CLI::App& app, int& result);

}  // namespace daohu::county
