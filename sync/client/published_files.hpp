// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county has published, on this tablet: which artefacts were announced, which are here, which were refused and
// why. A bad one never takes the place of the one before it.
//
//     <folder>/<address>           whole and checked
//     <folder>/<address>.part      as far as it came
//
// Table work is done on the store's thread, file work on the calling one, the sync thread.

#include "core/base/date.hpp"
#include "core/registry/store_thread.hpp"
#include "core/vault/files.hpp"
#include "sync/client/sync_files.hpp"
#include "sync/wire/artefact.hpp"
#include "sync/wire/artefact_files.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace daohu::client {

struct PublishedArtefact {
    wire::Artefact artefact;
    std::filesystem::path path;  // of its bytes
};

// Read and checked.
struct PublishedContent {
    wire::Artefact artefact;
    wire::ArtefactFiles files;
};
struct PublishedShelf {
    std::vector<PublishedContent> in_force;
    std::vector<Hash256> damaged;   // not what was announced any more: to be fetched again
    std::vector<Error> unreadable;  // what was announced, and no files: the one before it is in force
};

// Where they lie in a vault's folder.
inline constexpr std::string_view kPublishedFolder = "published";

// Of each kind and id the one in force on that day whose bytes are still what was announced: by a store that is open only
// to be looked at, before anything else is. The codes of the database; nothing where nothing was ever announced.
[[nodiscard]] Result<PublishedShelf> read_published(vault::Database& database, vault::FileSystem& files,
                                                    const std::filesystem::path& folder, const Date& day);

class PublishedFiles final : public FileSink {
public:
    // All must outlive this.
    PublishedFiles(registry::StoreThread& thread, vault::FileSystem& files, std::filesystem::path folder)
        : m_thread{thread}, m_files{files}, m_folder{std::move(folder)} {}

    // An entry of the county's own device that announces something. On the store's thread.
    Result<void> note(registry::Recorder& recorder, const entry::SignedEntry& announcement);

    // Announced and neither here nor refused, in the order of announcing.
    [[nodiscard]] Result<std::vector<wire::Artefact>> to_fetch();

    Result<std::uint64_t> begun(const SealedFile& file) override;
    Result<void> append(const SealedFile& file, ByteView bytes) override;
    // artefact_damaged: refused, what was here before stays.
    Result<void> complete(const SealedFile& file) override;

    // Of each id the one in force on that day: the latest to take effect, of two the one published later.
    [[nodiscard]] Result<std::vector<PublishedArtefact>> in_force(wire::ArtefactKind kind, const Date& day);
    // The bytes here are not what was announced any more.
    Result<void> fetch_again(const Hash256& address);
    // What came was not what was announced (artefact_damaged). Publishing it anew needs another version.
    [[nodiscard]] Result<std::vector<wire::Artefact>> refused();

private:
    [[nodiscard]] Result<std::vector<wire::Artefact>> with_state(std::string_view sql);
    Result<void> settle(const Hash256& address, std::uint64_t length, bool is_good);
    [[nodiscard]] std::filesystem::path path_of(const Hash256& address) const;
    [[nodiscard]] std::filesystem::path part_of(const Hash256& address) const;

    registry::StoreThread& m_thread;
    vault::FileSystem& m_files;
    std::filesystem::path m_folder;
};

}  // namespace daohu::client
