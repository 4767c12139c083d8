// SPDX-License-Identifier: Apache-2.0
#pragma once

// One process at a time works in a vault's folder. The lock goes with the process, however it ends.

#include "core/base/result.hpp"

#include <filesystem>

namespace daohu::vault {

class StoreLock {
public:
    // store_in_use when another process, or another object of this one, has it.
    [[nodiscard]] static Result<StoreLock> take(const std::filesystem::path& folder);
    ~StoreLock();
    StoreLock(StoreLock&& other) noexcept;
    StoreLock& operator=(StoreLock&& other) noexcept;

private:
    explicit StoreLock(int descriptor) : m_descriptor{descriptor} {}

    int m_descriptor;
};

}  // namespace daohu::vault
