// SPDX-License-Identifier: Apache-2.0
#pragma once

// A county's store in a folder of its own, with one enrolled device that writes chains. Test code only.

#include "sync/county/enrolment.hpp"
#include "sync/county/intake.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "tests/entry/builders.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

namespace daohu::county::test {

inline constexpr const char* kVillage = "999999000001";

struct TestStore {
    TestStore()
        : folder{Folder::create(path.path(), "county.example", entropy).value()},
          store{open_sqlcipher_store(folder.store_path(), folder.load_store_key().value()).value()} {}

    [[nodiscard]] StoreCounts count() const { return store->count().value(); }

    daohu::test::TemporaryFolder path;
    SystemEntropy entropy;
    Folder folder;
    std::unique_ptr<Store> store;
};

inline entry::test::Signer signer_of(std::uint64_t seed) {
    return {.author = entry::test::signing_key(seed + 1000), .device = entry::test::signing_key(seed + 2000)};
}

// A device and the chain it writes.
struct TestDevice {
    TestDevice(TestStore& store, std::uint64_t number, const char* village = kVillage)
        : seed{number}, signer{signer_of(number)},
          position{entry::test::id_of<DeviceId>(number), entry::test::id_of<IncarnationId>(number), 1, Hash256{},
                   Hlc::from_bits(1000)} {
        const auto request = wire::make_device_request(position.device, signer.device, signer.author);
        stream = enrol(store.folder, *store.store, request, {village}, SystemClock{}, store.entropy)
                     .value()
                     .villages[0]
                     .stream;
    }
    // The same tablet a second time: its files were copied.
    TestDevice(const TestDevice& original)
        : seed{original.seed}, signer{signer_of(seed)}, position{original.position}, stream{original.stream} {}
    TestDevice& operator=(const TestDevice&) = delete;

    // The next entry of the chain; different salts make different entries.
    entry::SignedEntry write(std::uint64_t salt = 20) {
        entry::EntryDraft draft = entry::test::family_draft();
        draft.scope = stream;
        entry::SignedEntry written = entry::test::signed_entry(draft, position, signer, salt);
        position = entry::test::position_after(written);
        return written;
    }

    std::uint64_t seed;
    entry::test::Signer signer;
    entry::ChainPosition position;
    StreamId stream;
};

inline std::vector<wire::Judgement> bring(TestStore& store, const std::vector<entry::SignedEntry>& entries) {
    const auto writer = store.store->begin().value();
    std::vector<wire::Judgement> judgements;
    for (const entry::SignedEntry& entry : entries) {
        const auto verified = verify_entry(*store.store, entry.encode()).value();
        const auto found =
            take_in(*writer, verified, {.brought_by = entry.header().device, .received_at = 1'700'000'000'000}).value();
        judgements.insert(judgements.end(), found.begin(), found.end());
    }
    REQUIRE(writer->commit());
    return judgements;
}

}  // namespace daohu::county::test
