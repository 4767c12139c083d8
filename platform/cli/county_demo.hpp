// SPDX-License-Identifier: Apache-2.0
#pragma once

// daohu-county: an invented county to show and to learn with.

namespace CLI {
class App;
}

namespace daohu::county {

void add_demo_command(CLI::App& app, int& result);

}  // namespace daohu::county
