// SPDX-License-Identifier: Apache-2.0
#pragma once

// The folder that is a county server. Secrets lie in it as files that only their owner may read:
//
//     county.json             who this server is; nothing secret
//     tls/                    the authority's certificate and its spare, the server's certificate and key
//     secret/                 the key that signs receipts, the office's key, the key of the store
//     store/                  the store itself
//     files/                  sealed photographs, and what the county has published
//     erased                  what must not come back with a backup
//     last-backup             when the last one was made
//     offline/                the root, the authorities' keys and the one that opens sealed tablets: to be moved to a
//                             stick and locked away
//
// Any thread; one process at a time writes.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/base/sealed_box.hpp"
#include "core/base/signature.hpp"
#include "core/journal/county_devices.hpp"
#include "sync/county/tls_authority.hpp"
#include "sync/wire/enrolment.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace daohu::county {

// What county.json says.
struct Identity {
    wire::ServerId server;
    DeviceId device;          // under which the server writes entries of its own
    std::string server_name;  // DNS name or IP address by which tablets know it
    PublicKey root;
    wire::Certificate server_certificate;
    wire::Certificate office_certificate;  // who signs what the county itself writes, as its author
    BoxPublicKey recovery;                 // to which tablets seal what opens them when nobody else can
    std::string pack{};  // the id of the policy pack that its tablets work under; empty: none was named

    // The county's own stream: grants and what is published. Every device reads it, only the county writes there.
    [[nodiscard]] StreamId stream() const { return StreamId{server.raw()}; }
    // Whose word the tablets take for the county's.
    [[nodiscard]] journal::CountyDevices devices() const { return {{device, server_certificate.key}}; }
};

// invalid_argument unless it is what packs are called: small letters, digits and hyphens.
Result<void> check_pack_id(std::string_view pack);

class Folder {
public:
    // Makes a new county. county_exists when there is one in the folder already; server_name_malformed.
    [[nodiscard]] static Result<Folder> create(const std::filesystem::path& path, std::string_view server_name,
                                               Entropy& entropy);
    // county_folder_damaged when a file is missing or is not what it should be.
    [[nodiscard]] static Result<Folder> open(const std::filesystem::path& path);

    // In every grant from now on. The codes of check_pack_id.
    Result<void> name_pack(std::string_view pack);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] const Identity& identity() const { return m_identity; }
    [[nodiscard]] std::filesystem::path store_path() const { return m_path / "store" / "county.db"; }
    [[nodiscard]] std::filesystem::path files_path() const { return m_path / "files"; }
    [[nodiscard]] std::filesystem::path erased_path() const { return m_path / "erased"; }

    // The authority in use and the spare, DER: what a tablet pins.
    [[nodiscard]] Result<std::vector<Bytes>> load_authorities() const;
    [[nodiscard]] Result<SigningKey> load_server_key() const;
    [[nodiscard]] Result<SigningKey> load_office_key() const;
    [[nodiscard]] Result<SecretBytes> load_store_key() const;
    struct TlsFiles {
        std::string certificate;  // PEM
        SecretBytes private_key;  // PEM
    };
    [[nodiscard]] Result<TlsFiles> load_tls() const;
    // Only where the root is at hand; not_found when it was taken away, as it should be.
    [[nodiscard]] Result<SigningKey> load_root_key() const;
    [[nodiscard]] Result<BoxKey> load_recovery_key() const;

private:
    Folder(std::filesystem::path path, Identity identity);

    std::filesystem::path m_path;
    Identity m_identity;
};

}  // namespace daohu::county
