// SPDX-License-Identifier: Apache-2.0
#include "core/ports/absent.hpp"
#include "core/ports/fake_secure_key.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace daohu;

namespace {
const Bytes kSecret{1, 2, 3, 250};
}

TEMPLATE_TEST_CASE("SecureKey: either keeps secrets or says that there is no store", "[ports]", FakeSecureKey,
                   AbsentSecureKey) {
    TestType key;
    const auto stored = key.store("vault.factor", kSecret);
    if (key.protection() == KeyProtection::none) {
        REQUIRE_FALSE(stored);
        CHECK(stored.error().code == ErrorCode::port_absent);
        CHECK(key.load("vault.factor").error().code == ErrorCode::port_absent);
        CHECK(key.forget("vault.factor").error().code == ErrorCode::port_absent);
        return;
    }
    REQUIRE(stored);
    CHECK(key.load("vault.factor").value() == kSecret);
    REQUIRE(key.store("vault.factor", Bytes{9}));
    CHECK(key.load("vault.factor").value() == Bytes{9});
    REQUIRE(key.forget("vault.factor"));
    CHECK(key.load("vault.factor").error().code == ErrorCode::not_found);
    CHECK(key.forget("vault.factor"));
}

TEST_CASE("SecureKey: refuses names and secrets outside the rule", "[ports]") {
    FakeSecureKey key;
    for (const std::string_view name : {"", "Vault", "a/b", "a b", "\xE5\x90\x8D"}) {
        CHECK_FALSE(is_secret_name(name));
        CHECK(key.store(name, kSecret).error().code == ErrorCode::invalid_argument);
    }
    CHECK(is_secret_name(std::string(64, 'a')));
    CHECK_FALSE(is_secret_name(std::string(65, 'a')));
    CHECK_FALSE(key.store("empty", {}));
    CHECK(key.store("longest", Bytes(SecureKey::kMaxSecret)));
    CHECK_FALSE(key.store("longer", Bytes(SecureKey::kMaxSecret + 1)));
}
