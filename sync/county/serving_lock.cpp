// SPDX-License-Identifier: Apache-2.0
#include "sync/county/serving_lock.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace daohu::county {

namespace {

constexpr const char* kLockFile = "serving.lock";

Failure failed(int number) {
    return fail(number == ENOSPC || number == EDQUOT ? ErrorCode::disk_full : ErrorCode::io_failed,
                std::string{kLockFile} + ": " + std::strerror(number));
}

}  // namespace

Result<ServingLock> ServingLock::take(const std::filesystem::path& folder) {
    constexpr ::mode_t kOwnerOnly = 0600;
    const int file = ::open((folder / kLockFile).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
    if (file < 0) {
        return failed(errno);
    }
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        ::close(file);
        return number == EWOULDBLOCK ? fail(ErrorCode::database_busy, kLockFile) : failed(number);
    }
    return ServingLock{file};
}

ServingLock::~ServingLock() {
    if (m_file >= 0) {
        ::close(m_file);
    }
}

ServingLock::ServingLock(ServingLock&& other) noexcept : m_file{std::exchange(other.m_file, -1)} {}

}  // namespace daohu::county
