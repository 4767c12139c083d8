// SPDX-License-Identifier: Apache-2.0
#pragma once

// When nobody can open a vault any more: the county's offline key opens its recovery slot. One thread at a time; slow
// (Argon2id).
//
// The tablet shows a request, the office answers it, the coordinator sets a new passphrase. Everything in the vault is
// as it was. The person's signing key was sealed under the forgotten passphrase and is gone: a new one is made, which
// the county has to certify.

#include "core/vault/vault.hpp"

namespace daohu::vault {

// What the tablet shows. Worthless without the county's offline key.
struct RecoveryRequest {
    VaultId vault;
    DeviceId device;
    Bytes sealed_key;        // the recovery slot
    BoxPublicKey answer_to;  // made for this request

    friend bool operator==(const RecoveryRequest&, const RecoveryRequest&) = default;
};

[[nodiscard]] Bytes encode(const RecoveryRequest& request);
// recovery_request_malformed.
[[nodiscard]] Result<RecoveryRequest> decode_recovery_request(ByteView bytes);

// At the office. seal_broken when the request's slot is sealed to another key.
[[nodiscard]] Result<Bytes> answer_recovery(const RecoveryRequest& request, const BoxKey& county);

class Recovery {
public:
    // From now on the county's offline key opens it too. A vault that has such a slot keeps it: false, and nothing is
    // written.
    [[nodiscard]] static Result<bool> enable(Vault& vault, const BoxPublicKey& county);
    // The same request until it is answered, across restarts. slot_unknown when the vault has no recovery slot.
    [[nodiscard]] static Result<RecoveryRequest> request(const std::filesystem::path& folder,
                                                         const VaultEnvironment& environment);
    // Opens the vault, gives the coordinator's slot the new passphrase and a new signing key, unseals.
    //
    // recovery_answer_invalid (another request's, or changed), slot_unknown, the codes of check_passphrase.
    [[nodiscard]] static Result<Vault> complete(const std::filesystem::path& folder,
                                                const VaultEnvironment& environment, ByteView answer, SlotId slot,
                                                std::string_view passphrase, const Argon2Params& argon2);
};

}  // namespace daohu::vault
