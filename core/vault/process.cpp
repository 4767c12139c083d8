// SPDX-License-Identifier: Apache-2.0
#include "core/vault/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstring>

namespace daohu::vault {

Result<void> protect_process() {
    const rlimit none{0, 0};
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || ::setrlimit(RLIMIT_CORE, &none) != 0) {
        return fail(ErrorCode::io_failed, std::strerror(errno));
    }
    return {};
}

}  // namespace daohu::vault
