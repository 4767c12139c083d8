// SPDX-License-Identifier: Apache-2.0
#pragma once

// SyncOrders on the tablet's store. Orders are read from the journal: only entries of the county's own device count.
// Table work is done on the store's thread, file work on the sync thread.

#include "core/entry/draft.hpp"
#include "core/registry/store_thread.hpp"
#include "core/vault/attachments.hpp"
#include "sync/client/published_files.hpp"
#include "sync/client/sync_orders.hpp"

#include <filesystem>
#include <functional>

namespace daohu::client {

class RecorderOrders final : public SyncOrders {
public:
    struct Parts {
        registry::StoreThread& thread;
        vault::FileSystem& files;
        const Clock& clock;
        Entropy& entropy;
        entry::SigningKeys keys;  // of the receipts that this tablet writes
        std::filesystem::path vault_folder;
        DeviceId county_device;  // whose orders count
        StreamId county_stream;
        std::function<Result<void>(ByteView)> keep_grant;
        const registry::SchemaSet* schemas = nullptr;  // to see what is closed; none: nothing is let go
    };

    // All parts must outlive this.
    explicit RecorderOrders(Parts parts);

    Result<void> carry_out() override;
    Result<void> declare_lost(StreamId scope) override;
    Result<std::optional<wire::GrantNotice>> awaited_grant(std::uint64_t epoch) override;
    Result<void> take_grant(ByteView grant) override;
    Result<void> give_up_others(const wire::Grant& grant, const std::vector<StreamId>& readable) override;
    Result<void> let_go(WallTime county_time) override;
    Result<std::vector<wire::Artefact>> to_fetch() override { return m_published.to_fetch(); }
    FileSink& artefacts() override { return m_published; }
    Result<bool> wants_revocations() override;
    Result<void> take_revocations(const wire::RevocationList& list) override;

    // By the latest list.
    [[nodiscard]] Result<bool> is_revoked();
    [[nodiscard]] PublishedFiles& published() { return m_published; }

private:
    // True while there is more to look through.
    Result<bool> scan_some(registry::Recorder& recorder);
    Result<void> obey(registry::Recorder& recorder, const journal::StoredEntry& order);
    Result<void> erase(registry::Recorder& recorder, const journal::StoredEntry& order);
    Result<void> note_grant(registry::Recorder& recorder, const entry::SignedEntry& order);
    Result<void> confirm_giving_up(registry::Recorder& recorder);
    // Takes the files of removed sections out of the folder.
    Result<void> remove_files(const std::vector<SealedFile>& files);

    Parts m_parts;
    vault::AttachmentStore m_attachments;
    PublishedFiles m_published;
    std::vector<SealedFile> m_erased;               // by the orders of this scan
    std::optional<std::uint64_t> m_given_up_for;    // the grant that every entry was looked at for, since the start
    std::optional<std::uint64_t> m_waits_for_safe;  // giving up goes on when the county has more than this in a backup
};

}  // namespace daohu::client
