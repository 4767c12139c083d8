// SPDX-License-Identifier: Apache-2.0
#pragma once

// A secure key in memory. For tests and simulations; never in a real store.

#include "core/ports/secure_key.hpp"

#include <map>
#include <string>

namespace daohu {

class FakeSecureKey final : public SecureKey {
public:
    explicit FakeSecureKey(KeyProtection protection = KeyProtection::hardware) : m_protection{protection} {}

    [[nodiscard]] KeyProtection protection() const override { return m_protection; }
    Result<void> store(std::string_view name, ByteView secret) override;
    [[nodiscard]] Result<Bytes> load(std::string_view name) override;
    Result<void> forget(std::string_view name) override;

private:
    KeyProtection m_protection;
    std::map<std::string, Bytes, std::less<>> m_secrets;
};

}  // namespace daohu
