// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/export_target.hpp"

#include <algorithm>

namespace daohu::cli {

Result<void> check_export_target(VaultTools& tools, const vault::Vault& vault, const std::filesystem::path& file) {
    if (tools.files.exists(file)) {
        return fail(ErrorCode::invalid_argument, "--file: is there already");
    }
    std::error_code error;
    const auto folder = std::filesystem::weakly_canonical(vault.folder(), error);
    const auto target = std::filesystem::weakly_canonical(file, error);
    if (std::ranges::mismatch(folder, target).in1 == folder.end()) {
        return fail(ErrorCode::invalid_argument, "--file: in the vault's own folder");
    }
    return {};
}

}  // namespace daohu::cli
