// SPDX-License-Identifier: Apache-2.0
#include "core/ports/fake_secure_key.hpp"

namespace daohu {

Result<void> FakeSecureKey::store(std::string_view name, ByteView secret) {
    if (!is_secret_name(name) || secret.empty() || secret.size() > kMaxSecret) {
        return fail(ErrorCode::invalid_argument, "secret name or length");
    }
    m_secrets.insert_or_assign(std::string{name}, Bytes{secret.begin(), secret.end()});
    return {};
}

Result<Bytes> FakeSecureKey::load(std::string_view name) {
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end()) {
        return fail(ErrorCode::not_found, "secret");
    }
    return found->second;
}

Result<void> FakeSecureKey::forget(std::string_view name) {
    if (const auto found = m_secrets.find(name); found != m_secrets.end()) {
        m_secrets.erase(found);
    }
    return {};
}

}  // namespace daohu
