// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where commands of daohu-store may write a file. Main thread.

#include "platform/cli/vault_access.hpp"

#include <filesystem>

namespace daohu::cli {

// Nothing that is there is written over, and nothing is put among the files of the vault itself: invalid_argument.
Result<void> check_export_target(VaultTools& tools, const vault::Vault& vault, const std::filesystem::path& file);

}  // namespace daohu::cli
