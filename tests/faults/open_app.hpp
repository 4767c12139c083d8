// SPDX-License-Identifier: Apache-2.0
#pragma once

// The app as the canary tests open it, with everything that writes, and looking for a canary where it must not be: in
// files as they are, and in decrypted pages, used or free.

#include "core/journal/mirror_keeper.hpp"
#include "tests/registry/store_fixture.hpp"
#include "tests/vault/vault_fixture.hpp"

namespace daohu::test {

inline constexpr std::string_view kCanary = "Canary Quillfeather of the upper hamlet";
inline constexpr std::string_view kHanCanary = "示例·金丝雀";
inline const EntityId kPerson = entity_numbered(10);
inline const EntityId kOther = entity_numbered(11);

// In how many files of a folder a canary stands as it is.
[[nodiscard]] std::size_t canaries_in_files(const std::filesystem::path& folder);

// The app while it is open.
struct OpenApp {
    OpenApp(vault::Vault opened, vault::test::VaultHome& on, journal::CountyDevices county = {});

    // Two persons, one section each, named as the canaries.
    entry::SignedEntry save_persons();
    std::size_t hits(std::string_view typed) { return reader.search({std::string{typed}, {}, 10}).value().count; }
    // In how many pages of the database and its log a canary stands, decrypted, used or free.
    [[nodiscard]] std::size_t canaries_in_pages();
    // In how many entries of the mirror.
    [[nodiscard]] std::size_t canaries_in_mirror();

    vault::test::VaultHome& home;
    vault::Vault vault;
    FakeClock clock{journal::test::kBuildTime};
    vault::Database database;
    vault::Database drafts;
    journal::Mirror mirror;
    journal::Journal journal;
    std::unique_ptr<registry::Registry> registry;
    registry::Recorder recorder;
    registry::RegistryReader reader;
};

// The draft of save_persons().
[[nodiscard]] entry::EntryDraft draft_of_persons();

}  // namespace daohu::test
