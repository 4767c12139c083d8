// SPDX-License-Identifier: Apache-2.0
#include "tests/vault/vault_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::vault;
using namespace daohu::vault::test;

TEST_CASE("Recovery: the county opens a sealed vault with everything in it", "[vault]") {
    VaultHome home;
    {
        const Vault vault = home.create().value();
        REQUIRE(vault.open_database(VaultFile::store).value().execute("CREATE TABLE t(x); INSERT INTO t VALUES (5)"));
    }
    const SlotId slot = home.slot();
    for (std::uint32_t i = 0; i < kMaxTries; ++i) {
        REQUIRE_FALSE(home.unlock(slot, "not the right passphrase"));
    }
    const auto request = Recovery::request(home.path(), home.environment()).value();
    CHECK(Recovery::request(home.path(), home.environment()).value() == request);  // across restarts
    const auto at_office = decode_recovery_request(encode(request)).value();
    const Bytes answer = answer_recovery(at_office, home.county).value();
    {
        const auto other_slot =
            Recovery::complete(home.path(), home.environment(), answer, SlotId{}, kOtherPassphrase, kFast);
        CHECK(other_slot.error().code == ErrorCode::slot_unknown);
        const Vault vault =
            Recovery::complete(home.path(), home.environment(), answer, slot, kOtherPassphrase, kFast).value();
        Database store = vault.open_database(VaultFile::store).value();
        CHECK(store.execute("INSERT INTO t VALUES (6)"));
    }
    CHECK_FALSE(home.status().is_sealed);
    CHECK(home.unlock(slot, kPassphrase).error().code == ErrorCode::vault_wrong_secret);
    CHECK(home.unlock(slot, kOtherPassphrase));
    CHECK(Recovery::complete(home.path(), home.environment(), answer, slot, kPassphrase, kFast).error().code ==
          ErrorCode::recovery_answer_invalid);  // an answer works once
}

TEST_CASE("Recovery: a vault that was made before anybody knew the county can be told of it", "[vault]") {
    VaultHome home;
    {
        NewVault plan;
        plan.label = "1";
        plan.passphrase = kPassphrase;
        plan.argon2 = kFast;
        Vault vault = Vault::create(home.path(), home.environment(), plan).value();
        CHECK(Recovery::request(home.path(), home.environment()).error().code == ErrorCode::slot_unknown);
        CHECK(Recovery::enable(vault, home.county.public_key()).value());
        CHECK_FALSE(Recovery::enable(vault, home.county.public_key()).value());  // once
    }
    const auto request = Recovery::request(home.path(), home.environment()).value();
    const Bytes answer = answer_recovery(request, home.county).value();
    CHECK(Recovery::complete(home.path(), home.environment(), answer, home.slot(), kOtherPassphrase, kFast));
    CHECK(home.unlock(home.slot(), kOtherPassphrase));
}

TEST_CASE("Recovery: another office, a changed answer and a malformed request are refused", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const auto request = Recovery::request(home.path(), home.environment()).value();
    SeededEntropy entropy{77};
    const BoxKey stranger = BoxKey::generate(entropy).value();
    CHECK(answer_recovery(request, stranger).error().code == ErrorCode::seal_broken);
    Bytes answer = answer_recovery(request, home.county).value();
    answer.back() ^= 1;
    CHECK(Recovery::complete(home.path(), home.environment(), answer, home.slot(), kOtherPassphrase, kFast)
              .error()
              .code == ErrorCode::recovery_answer_invalid);
    CHECK(decode_recovery_request(Bytes{1, 2, 3}).error().code == ErrorCode::recovery_request_malformed);
    CHECK(home.unlock(home.slot()));
}
