// SPDX-License-Identifier: Apache-2.0
#pragma once

// daohu-county: what tablets have confirmed of erasures, and how long they keep what is over.

namespace CLI {
class App;
}

namespace daohu::county {

void add_duty_commands(CLI::App& app, int& result);

}  // namespace daohu::county
