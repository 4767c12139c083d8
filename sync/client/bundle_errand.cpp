// SPDX-License-Identifier: Apache-2.0
#include "sync/client/bundle_errand.hpp"

namespace daohu::client {

void BundleErrand::note_outcome(const wire::BundleOutcome& outcome) {
    if (!m_outcome || m_outcome->answer != outcome.answer) {
        m_answer.clear();
    }
    m_outcome = outcome;
    m_is_done = false;
}

Result<void> BundleErrand::append(const SealedFile&, ByteView bytes) {
    m_answer.insert(m_answer.end(), bytes.begin(), bytes.end());
    return {};
}

Result<void> BundleErrand::complete(const SealedFile& file) {
    if (hash256(m_answer) != file.address) {
        m_answer.clear();
        return fail(ErrorCode::attachment_damaged, "the answer is not what its name says");
    }
    m_is_done = true;
    return {};
}

}  // namespace daohu::client
