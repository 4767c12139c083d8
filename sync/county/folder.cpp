// SPDX-License-Identifier: Apache-2.0
#include "sync/county/folder.hpp"

#include "core/vault/files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

constexpr const char* kIdentityFile = "county.json";
constexpr const char* kAuthorityFile = "tls/authority.crt";
constexpr const char* kSpareAuthorityFile = "tls/spare-authority.crt";
constexpr const char* kTlsCertificateFile = "tls/server.crt";
constexpr const char* kTlsKeyFile = "tls/server.key";
constexpr const char* kServerKeyFile = "secret/server.key";
constexpr const char* kOfficeKeyFile = "secret/office.key";
constexpr const char* kStoreKeyFile = "secret/store.key";
constexpr const char* kStoreFile = "store/county.db";
constexpr const char* kRootKeyFile = "offline/root.key";
constexpr const char* kAuthorityKeyFile = "offline/authority.key";
constexpr const char* kSpareAuthorityKeyFile = "offline/spare-authority.key";

constexpr const char* kRecoveryKeyFile = "offline/recovery.key";

constexpr int kFormat = 2;
constexpr std::size_t kMaxFile = 16 * 1024;
constexpr std::size_t kMaxPackId = 64;
constexpr std::size_t kStoreKeySize = 32;

std::string identity_json(const Identity& identity) {
    nlohmann::ordered_json json{{"format", kFormat},
                                {"server", identity.server.to_string()},
                                {"device", identity.device.to_string()},
                                {"server_name", identity.server_name},
                                {"root", identity.root.to_string()},
                                {"server_key", identity.server_certificate.key.to_string()},
                                {"server_key_signature", identity.server_certificate.signature.to_string()},
                                {"office_key", identity.office_certificate.key.to_string()},
                                {"office_key_signature", identity.office_certificate.signature.to_string()},
                                {"recovery_key", identity.recovery.to_string()}};
    if (!identity.pack.empty()) {
        json["pack"] = identity.pack;
    }
    return json.dump(2) + "\n";
}

Result<Identity> read_identity(const Bytes& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const auto member = [&](const char* name) -> std::string {
        return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : "";
    };
    if (!json.is_object() || json.value("format", nlohmann::json{}) != kFormat || member("server_name").empty()) {
        return fail(ErrorCode::county_folder_damaged, kIdentityFile);
    }
    Identity identity;
    identity.server = TRY(wire::ServerId::parse(member("server")));
    identity.device = TRY(DeviceId::parse(member("device")));
    identity.server_name = member("server_name");
    identity.root = TRY(PublicKey::parse(member("root")));
    identity.server_certificate = {.kind = wire::CertificateKind::server,
                                   .key = TRY(PublicKey::parse(member("server_key"))),
                                   .device = identity.device,
                                   .signature = TRY(Signature::parse(member("server_key_signature")))};
    TRY(wire::verify(identity.server_certificate, identity.root));
    identity.office_certificate = {.kind = wire::CertificateKind::author,
                                   .key = TRY(PublicKey::parse(member("office_key"))),
                                   .device = identity.device,
                                   .signature = TRY(Signature::parse(member("office_key_signature")))};
    TRY(wire::verify(identity.office_certificate, identity.root));
    identity.recovery = TRY(BoxPublicKey::parse(member("recovery_key")));
    identity.pack = member("pack");
    return identity;
}

// Readable by its owner only, like every file of the folder.
Result<void> create_file(const std::filesystem::path& path, ByteView content) {
    vault::SystemFiles files;
    return vault::replace_file(files, path, content);
}

// An error names the file, as it is called inside the county's folder.
Result<Bytes> read_file(const std::filesystem::path& path) {
    vault::SystemFiles files;
    auto content = files.read(path, kMaxFile);
    if (!content) {
        const std::filesystem::path name = path.parent_path().filename() / path.filename();
        return fail(content.error().code, name.string() + ": " + content.error().detail);
    }
    return content;
}

template <class Key>
Result<void> create_key_file(const std::filesystem::path& path, const Key& key) {
    const SecretBytes seed = TRY(key.seed());
    return create_file(path, seed.bytes());
}

Result<SecretBytes> read_secret(const std::filesystem::path& path) {
    Bytes content = TRY(read_file(path));
    auto secret = SecretBytes::copy_of(content);
    wipe(content);
    return secret;
}

Result<SigningKey> read_key(const std::filesystem::path& path) {
    const SecretBytes seed = TRY(read_secret(path));
    return SigningKey::from_seed(seed.bytes());
}

Result<Bytes> der_of(const std::filesystem::path& path) {
    const Bytes pem = TRY(read_file(path));
    return certificate_der(as_text(pem));
}

Result<void> create_tls_files(const std::filesystem::path& path, std::string_view server_name) {
    const IssuedCertificate authority = TRY(make_tls_authority("Daohu county authority"));
    const IssuedCertificate spare = TRY(make_tls_authority("Daohu county authority (spare)"));
    const IssuedCertificate server = TRY(issue_server_certificate(authority, server_name));
    TRY(create_file(path / kAuthorityFile, as_bytes(authority.pem)));
    TRY(create_file(path / kAuthorityKeyFile, authority.key_pem.bytes()));
    TRY(create_file(path / kSpareAuthorityFile, as_bytes(spare.pem)));
    TRY(create_file(path / kSpareAuthorityKeyFile, spare.key_pem.bytes()));
    TRY(create_file(path / kTlsCertificateFile, as_bytes(server.pem)));
    return create_file(path / kTlsKeyFile, server.key_pem.bytes());
}

}  // namespace

Result<void> check_pack_id(std::string_view pack) {
    const bool is_id =
        std::ranges::all_of(pack, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    return is_id && !pack.empty() && pack.size() <= kMaxPackId
               ? Result<void>{}
               : fail(ErrorCode::invalid_argument, "a pack's id: small letters, digits and hyphens");
}

Folder::Folder(std::filesystem::path path, Identity identity)
    : m_path{std::move(path)}, m_identity{std::move(identity)} {}

Result<Folder> Folder::create(const std::filesystem::path& path, std::string_view server_name, Entropy& entropy) {
    vault::SystemFiles files;
    TRY(check_server_name(server_name));
    // A store without its identity waits for somebody to bring it back: with other keys it could not be opened any more.
    for (const char* file : {kIdentityFile, kStoreFile}) {
        if (files.exists(path / file)) {
            return fail(ErrorCode::county_exists, file);
        }
    }
    TRY(files.make_folder(path));
    for (const char* folder : {"tls", "secret", "store", "offline"}) {
        TRY(files.make_folder(path / folder));
    }
    const SigningKey root = TRY(SigningKey::generate(entropy));
    const SigningKey server_key = TRY(SigningKey::generate(entropy));
    const SigningKey office_key = TRY(SigningKey::generate(entropy));
    const BoxKey recovery = TRY(BoxKey::generate(entropy));
    const SecretBytes store_key = TRY(SecretBytes::random(kStoreKeySize, entropy));
    const Identity identity = [&] {
        const auto device = DeviceId::random(entropy);
        return Identity{
            .server = wire::ServerId::random(entropy),
            .device = device,
            .server_name = std::string{server_name},
            .root = root.public_key(),
            .server_certificate = wire::certify(wire::CertificateKind::server, server_key.public_key(), device, root),
            .office_certificate = wire::certify(wire::CertificateKind::author, office_key.public_key(), device, root),
            .recovery = recovery.public_key()};
    }();
    TRY(create_tls_files(path, server_name));
    TRY(create_key_file(path / kRootKeyFile, root));
    TRY(create_key_file(path / kServerKeyFile, server_key));
    TRY(create_key_file(path / kOfficeKeyFile, office_key));
    TRY(create_key_file(path / kRecoveryKeyFile, recovery));
    TRY(create_file(path / kStoreKeyFile, store_key.bytes()));
    // Last: a folder with this file is complete.
    TRY(create_file(path / kIdentityFile, as_bytes(identity_json(identity))));
    return Folder{path, identity};
}

Result<Folder> Folder::open(const std::filesystem::path& path) {
    const Bytes text = TRY(read_file(path / kIdentityFile));
    auto identity = read_identity(text);
    if (!identity) {
        return fail(ErrorCode::county_folder_damaged, kIdentityFile);
    }
    return Folder{path, std::move(*identity)};
}

Result<void> Folder::name_pack(std::string_view pack) {
    TRY(check_pack_id(pack));
    Identity named = m_identity;
    named.pack = pack;
    TRY(create_file(m_path / kIdentityFile, as_bytes(identity_json(named))));
    m_identity = std::move(named);
    return {};
}

Result<std::vector<Bytes>> Folder::load_authorities() const {
    std::vector<Bytes> authorities;
    authorities.push_back(TRY(der_of(m_path / kAuthorityFile)));
    authorities.push_back(TRY(der_of(m_path / kSpareAuthorityFile)));
    return authorities;
}

Result<SigningKey> Folder::load_server_key() const {
    SigningKey key = TRY(read_key(m_path / kServerKeyFile));
    if (key.public_key() != m_identity.server_certificate.key) {
        return fail(ErrorCode::county_folder_damaged, kServerKeyFile);
    }
    return key;
}

Result<SigningKey> Folder::load_office_key() const {
    SigningKey key = TRY(read_key(m_path / kOfficeKeyFile));
    if (key.public_key() != m_identity.office_certificate.key) {
        return fail(ErrorCode::county_folder_damaged, kOfficeKeyFile);
    }
    return key;
}

Result<SecretBytes> Folder::load_store_key() const {
    SecretBytes key = TRY(read_secret(m_path / kStoreKeyFile));
    if (key.size() != kStoreKeySize) {
        return fail(ErrorCode::county_folder_damaged, kStoreKeyFile);
    }
    return key;
}

Result<Folder::TlsFiles> Folder::load_tls() const {
    const Bytes certificate = TRY(read_file(m_path / kTlsCertificateFile));
    return TlsFiles{.certificate = std::string{as_text(certificate)},
                    .private_key = TRY(read_secret(m_path / kTlsKeyFile))};
}

Result<SigningKey> Folder::load_root_key() const {
    SigningKey key = TRY(read_key(m_path / kRootKeyFile));
    if (key.public_key() != m_identity.root) {
        return fail(ErrorCode::county_folder_damaged, kRootKeyFile);
    }
    return key;
}

Result<BoxKey> Folder::load_recovery_key() const {
    const SecretBytes seed = TRY(read_secret(m_path / kRecoveryKeyFile));
    BoxKey key = TRY(BoxKey::from_seed(seed.bytes()));
    if (key.public_key() != m_identity.recovery) {
        return fail(ErrorCode::county_folder_damaged, kRecoveryKeyFile);
    }
    return key;
}

}  // namespace daohu::county
