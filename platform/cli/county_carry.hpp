// SPDX-License-Identifier: Apache-2.0
#pragma once

// daohu-county carry: bundles from villages without a signal, brought to the office on a stick. One thread.

namespace CLI {
class App;
}

namespace daohu::county {

// `result` becomes the exit code of the command that ran. It must outlive the parsing.
void add_carry_commands(CLI::App& app, int& result);

}  // namespace daohu::county
