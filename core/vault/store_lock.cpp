// SPDX-License-Identifier: Apache-2.0
#include "core/vault/store_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace daohu::vault {

Result<StoreLock> StoreLock::take(const std::filesystem::path& folder) {
    const int descriptor = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io_failed, std::strerror(errno));
    }
    StoreLock lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return fail(errno == EWOULDBLOCK ? ErrorCode::store_in_use : ErrorCode::io_failed, std::strerror(errno));
    }
    return lock;
}

StoreLock::~StoreLock() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

StoreLock::StoreLock(StoreLock&& other) noexcept : m_descriptor{std::exchange(other.m_descriptor, -1)} {}

StoreLock& StoreLock::operator=(StoreLock&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

}  // namespace daohu::vault
