// SPDX-License-Identifier: Apache-2.0
#pragma once

// Commands for whoever examines a county: lists that bind it to what it holds, and clocks that somebody set back. Main
// thread.

namespace CLI {
class App;
}

namespace daohu::county {

// `result` is the exit code of the command given.
void add_audit_commands(CLI::App& app, int& result);

}  // namespace daohu::county
