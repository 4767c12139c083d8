// SPDX-License-Identifier: Apache-2.0
#pragma once

// A bundle of another tablet that this one delivers, and the answer it takes back. Keeps what has come across, so that an
// errand that was cut goes on where it was: give the same object to SyncClient::deliver again. The sync thread.

#include "sync/client/sync_files.hpp"
#include "sync/wire/bundle_delivery.hpp"

#include <optional>

namespace daohu::client {

class BundleErrand final : public FileSink {
public:
    explicit BundleErrand(Bytes bundle) : m_bundle{std::move(bundle)}, m_address{hash256(m_bundle)} {}

    [[nodiscard]] ByteView bundle() const { return m_bundle; }
    [[nodiscard]] const Hash256& address() const { return m_address; }
    // What the county said of it; nothing before.
    [[nodiscard]] const std::optional<wire::BundleOutcome>& outcome() const { return m_outcome; }
    void note_outcome(const wire::BundleOutcome& outcome);
    // To be brought to the one who made the bundle.
    [[nodiscard]] bool is_done() const { return m_is_done; }
    [[nodiscard]] const Bytes& answer() const { return m_answer; }

    Result<std::uint64_t> begun(const SealedFile&) override { return m_answer.size(); }
    Result<void> append(const SealedFile& file, ByteView bytes) override;
    Result<void> complete(const SealedFile& file) override;

private:
    Bytes m_bundle;
    Hash256 m_address;
    std::optional<wire::BundleOutcome> m_outcome;
    Bytes m_answer;
    bool m_is_done = false;
};

}  // namespace daohu::client
