// SPDX-License-Identifier: Apache-2.0
#include "core/journal/mirror_keeper.hpp"

namespace daohu::journal {

namespace {

void keep(const std::stop_token& stop, Mirror& mirror) {
    while (mirror.wait_until_pending(stop)) {
        if (!mirror.flush()) {
            mirror.wait_before_retry(stop);  // a full disk may have room again soon
        }
    }
    mirror.flush().ignore("what the mirror misses is in the database, and is noted again when it is lost there");
}

}  // namespace

MirrorKeeper::MirrorKeeper(Mirror& mirror) : m_thread{[&mirror](const std::stop_token& stop) { keep(stop, mirror); }} {}

}  // namespace daohu::journal
