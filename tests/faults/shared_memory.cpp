// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/shared_memory.hpp"

#include <algorithm>

namespace daohu::faults {

KeptSecrets::Secret* SharedSecureKey::find(std::string_view name) {
    if (name == "vault-tries") {
        return &m_kept.tries;
    }
    if (name == "vault-factor") {
        return &m_kept.factor;
    }
    return name == "vault-anchor" ? &m_kept.anchor : nullptr;
}

Result<void> SharedSecureKey::store(std::string_view name, ByteView secret) {
    m_line << "store" << std::flush;
    KeptSecrets::Secret* kept = find(name);
    DAOHU_CHECK(kept != nullptr && secret.size() <= kept->bytes.size());
    std::ranges::copy(secret, kept->bytes.begin());
    kept->size = secret.size();
    return {};
}

Result<Bytes> SharedSecureKey::load(std::string_view name) {
    const KeptSecrets::Secret* kept = find(name);
    if (kept == nullptr || kept->size == 0) {
        return fail(ErrorCode::not_found);
    }
    m_kept.derivations += kept == &m_kept.factor ? 1 : 0;
    return Bytes(kept->bytes.begin(), kept->bytes.begin() + static_cast<std::ptrdiff_t>(kept->size));
}

}  // namespace daohu::faults
