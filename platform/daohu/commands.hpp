// SPDX-License-Identifier: Apache-2.0
#pragma once

// What `daohu` does with a tablet's folder besides showing it: making one, enrolling it, telling its state. Main thread.

#include "platform/daohu/options.hpp"
#include "platform/daohu/tablet.hpp"

namespace daohu {

// The first line of the file, without its end. io_failed.
[[nodiscard]] Result<std::string> read_passphrase(const std::filesystem::path& file);

// --create, --grant and --status, in this order, as far as they are given; the state is printed as JSON.
Result<void> run_tablet_commands(const Options& options, Machine& machine, const Assets& assets);

}  // namespace daohu
