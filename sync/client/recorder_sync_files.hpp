// SPDX-License-Identifier: Apache-2.0
#pragma once

// SyncFiles on the tablet's store. Which files there are is read from the entries, own ones and those that arrived, and
// remembered in a table; the files themselves lie in the vault's folder. Table work is done on the store's thread, file
// work on the sync thread.
//
// A manifest inside a sealed section cannot be read here unless this device is among its readers: such a file is neither sent nor fetched by
// this class.

#include "core/registry/store_thread.hpp"
#include "core/vault/attachments.hpp"
#include "sync/client/sync_files.hpp"

#include <filesystem>

namespace daohu::client {

class RecorderSyncFiles final : public SyncFiles {
public:
    // All must outlive this. `vault_folder` is where the attachments lie.
    RecorderSyncFiles(registry::StoreThread& thread, vault::FileSystem& files, Entropy& entropy,
                      const std::filesystem::path& vault_folder)
        : m_thread{thread}, m_files{files}, m_attachments{files, entropy, vault_folder},
          m_incoming{vault_folder / "incoming"} {}

    Result<std::vector<SealedFile>> to_send() override;
    Result<Bytes> read(const SealedFile& file) override;
    Result<void> note_sent(const SealedFile& file) override;
    Result<void> note_unsendable(const SealedFile& file) override;
    Result<void> offer_again() override;
    Result<OwnPhotos> own() override;

    Result<std::vector<SealedFile>> to_fetch(PhotoPolicy policy) override;
    Result<std::uint64_t> begun(const SealedFile& file) override;
    Result<void> append(const SealedFile& file, ByteView bytes) override;
    // Remembered, and attachment_damaged: what its entry says of it is not so. The next talk takes all of it.
    Result<void> correct_size(const SealedFile& file, std::uint64_t size) override;
    Result<void> complete(const SealedFile& file) override;

private:
    // Looks through the entries that came since the last time.
    Result<void> scan();
    [[nodiscard]] std::filesystem::path incoming_path(const SealedFile& file) const;

    registry::StoreThread& m_thread;
    vault::FileSystem& m_files;
    vault::AttachmentStore m_attachments;
    std::filesystem::path m_incoming;
};

}  // namespace daohu::client
