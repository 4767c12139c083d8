// SPDX-License-Identifier: Apache-2.0
#pragma once

// One process serves a folder; nobody restores under it. Released when it goes, or the process does.

#include "core/base/result.hpp"

#include <filesystem>

namespace daohu::county {

class ServingLock {
public:
    // database_busy when another process has it; io_failed, disk_full.
    [[nodiscard]] static Result<ServingLock> take(const std::filesystem::path& folder);

    ~ServingLock();
    ServingLock(ServingLock&& other) noexcept;
    ServingLock& operator=(ServingLock&&) = delete;
    ServingLock(const ServingLock&) = delete;
    ServingLock& operator=(const ServingLock&) = delete;

private:
    explicit ServingLock(int file) : m_file{file} {}
    int m_file;
};

}  // namespace daohu::county
