// SPDX-License-Identifier: Apache-2.0
#include "core/vault/recovery.hpp"

#include "core/base/cbor.hpp"
#include "core/vault/passphrase.hpp"
#include "core/vault/slot_keys.hpp"

#include <algorithm>

namespace daohu::vault {

namespace {

constexpr std::string_view kFormat = "daohu-recovery-1";
constexpr std::string_view kPendingFile = "recovery";
constexpr std::uint64_t kMaxPending = 256;
constexpr std::size_t kMaxRequest = 4096;

// The key that the pending request is answered to; made when there is none.
Result<BoxKey> pending_key(FileSystem& files, Entropy& entropy, const std::filesystem::path& folder) {
    auto stored = files.read(folder / kPendingFile, kMaxPending);
    if (!stored && stored.error().code != ErrorCode::not_found && stored.error().code != ErrorCode::file_too_large) {
        return fail(stored.error());  // an answer to that key may be on its way
    }
    if (stored && stored->size() == BoxKey::kSeedSize) {
        auto key = BoxKey::from_seed(*stored);
        wipe(*stored);
        return key;
    }
    BoxKey fresh = TRY(BoxKey::generate(entropy));
    const SecretBytes seed = TRY(fresh.seed());
    TRY(replace_file(files, folder / kPendingFile, seed.bytes()));
    return fresh;
}

// The answer: vault id, then the data key.
Result<SecretBytes> make_answer(VaultId vault, const SecretBytes& data_key) {
    SecretBytes answer = TRY(SecretBytes::zeroed(VaultId::kSize + kDataKeySize));
    std::ranges::copy(vault.bytes(), answer.mutable_bytes().begin());
    std::ranges::copy(data_key.bytes(), answer.mutable_bytes().subspan(VaultId::kSize).begin());
    return answer;
}

Result<RecoveryRequest> read_request(CborReader& in) {
    TRY(in.array_of(5));
    if (TRY(in.text()) != kFormat) {
        return fail(ErrorCode::recovery_request_malformed);
    }
    RecoveryRequest request;
    request.vault = VaultId{TRY(in.fixed_bytes<16>())};
    request.device = DeviceId{TRY(in.fixed_bytes<16>())};
    const ByteView sealed = TRY(in.bytes());
    request.sealed_key.assign(sealed.begin(), sealed.end());
    request.answer_to = BoxPublicKey{TRY(in.fixed_bytes<32>())};
    TRY(in.finish());
    return request;
}

}  // namespace

Bytes encode(const RecoveryRequest& request) {
    CborWriter out;
    out.array(5).text(kFormat).bytes(request.vault.bytes()).bytes(request.device.bytes());
    out.bytes(request.sealed_key).bytes(request.answer_to.bytes());
    return out.take();
}

Result<RecoveryRequest> decode_recovery_request(ByteView bytes) {
    CborReader in{bytes, {.bytes = kMaxRequest, .items = 8, .depth = 1}};
    auto request = read_request(in);
    return request ? std::move(request)
                   : Result<RecoveryRequest>{fail(ErrorCode::recovery_request_malformed, request.error().detail)};
}

Result<Bytes> answer_recovery(const RecoveryRequest& request, const BoxKey& county) {
    const SecretBytes data_key = TRY(county.open_secret(request.sealed_key));
    const SecretBytes answer = TRY(make_answer(request.vault, data_key));
    return seal_to(request.answer_to, answer.bytes());
}

Result<bool> Recovery::enable(Vault& vault, const BoxPublicKey& county) {
    if (vault.m_table.find_kind(SlotKind::recovery) != nullptr) {
        return false;
    }
    Slot slot = TRY(make_recovery_slot(vault.m_data_key, county, vault.m_environment.entropy));
    SlotTable next = vault.m_table;
    next.slots.push_back(std::move(slot));
    TRY(vault.save_table(std::move(next)));
    return true;
}

Result<RecoveryRequest> Recovery::request(const std::filesystem::path& folder, const VaultEnvironment& environment) {
    const SlotTable table = TRY(load_slots(environment.files, folder));
    const Slot* slot = table.find_kind(SlotKind::recovery);
    if (slot == nullptr) {
        return fail(ErrorCode::slot_unknown, "no recovery slot");
    }
    const BoxKey key = TRY(pending_key(environment.files, environment.entropy, folder));
    return RecoveryRequest{table.vault, table.device, slot->sealed, key.public_key()};
}

Result<Vault> Recovery::complete(const std::filesystem::path& folder, const VaultEnvironment& environment,
                                 ByteView answer, SlotId slot_id, std::string_view passphrase,
                                 const Argon2Params& argon2) {
    TRY(check_passphrase(passphrase, environment.secure_key.protection()));
    StoreLock lock = TRY(StoreLock::take(folder));
    SlotTable table = TRY(load_slots(environment.files, folder));
    const Slot* slot = table.find(slot_id);
    if (slot == nullptr || slot->kind != SlotKind::coordinator) {
        return fail(ErrorCode::slot_unknown);
    }
    const BoxKey key = TRY(pending_key(environment.files, environment.entropy, folder));
    const auto opened = key.open_secret(answer);
    if (!opened || opened->size() != VaultId::kSize + kDataKeySize ||
        !std::ranges::equal(opened->bytes().first(VaultId::kSize), table.vault.bytes())) {
        return fail(ErrorCode::recovery_answer_invalid);
    }
    const SecretBytes data_key = TRY(SecretBytes::copy_of(opened->bytes().subspan(VaultId::kSize)));
    const SigningKey author = TRY(SigningKey::generate(environment.entropy));
    SecretBytes content = TRY(slot_content(data_key, &author));
    Tries tries = Tries::load(environment.files, environment.secure_key, folder, table);
    Vault vault = TRY(Vault::open_with(folder, environment, std::move(lock), std::move(table), std::move(tries),
                                       slot_id, std::move(content)));

    SlotTable next = vault.m_table;
    Slot* renewed = next.find(slot_id);
    *renewed = TRY(vault.make_coordinator_slot(slot_id, renewed->label, passphrase, argon2, author));
    TRY(vault.save_table(std::move(next)));
    TRY(vault.m_tries.reset_all(vault.m_table));
    TRY(remove_file(environment.files, folder / kPendingFile));
    return vault;
}

}  // namespace daohu::vault
