// SPDX-License-Identifier: Apache-2.0
#include "sync/county/serving_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace daohu::county {

Result<ServingLock> ServingLock::take(const std::filesystem::path& folder) {
    constexpr ::mode_t kOwnerOnly = 0600;
    const int file = ::open((folder / "serving.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
    if (file < 0) {
        return fail(ErrorCode::io_failed, "serving.lock");
    }
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const bool is_taken = errno == EWOULDBLOCK;
        ::close(file);
        return fail(is_taken ? ErrorCode::database_busy : ErrorCode::io_failed, "serving.lock");
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
