// SPDX-License-Identifier: Apache-2.0
#include "core/vault/store_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace daohu::vault {

namespace {

constexpr const char* kLockFile = "lock";

Failure failed(ErrorCode code, int number) {
    const bool is_full = number == ENOSPC || number == EDQUOT;
    return fail(is_full ? ErrorCode::disk_full : code, std::string{kLockFile} + ": " + std::strerror(number));
}

}  // namespace

Result<StoreLock> StoreLock::take(const std::filesystem::path& folder) {
    const int descriptor = ::open((folder / kLockFile).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return failed(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io_failed, errno);
    }
    StoreLock lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return failed(errno == EWOULDBLOCK ? ErrorCode::store_in_use : ErrorCode::io_failed, errno);
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
