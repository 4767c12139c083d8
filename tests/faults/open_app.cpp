// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/open_app.hpp"

#include "core/base/kdf.hpp"
#include "tests/journal/mirror_contents.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <sstream>

namespace daohu::test {

using vault::VaultFile;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream{path, std::ios::binary}.rdbuf();
    return std::move(out).str();
}

// One page as SQLCipher 4 keeps it: AES-256-CBC, then 16 bytes of initial value and 64 of authentication. The first page
// of the file begins with 16 bytes of salt.
std::string decrypted(std::string_view page, ByteView key, std::size_t start) {
    constexpr std::size_t kTail = 80;
    const auto* bytes = reinterpret_cast<const unsigned char*>(page.data());
    const std::size_t size = page.size() - kTail - start;
    std::string plain(page.size(), '\0');
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher{EVP_CIPHER_CTX_new(),
                                                                                 EVP_CIPHER_CTX_free};
    REQUIRE(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_cbc(), nullptr, key.data(), bytes + page.size() - kTail) == 1);
    REQUIRE(EVP_CIPHER_CTX_set_padding(cipher.get(), 0) == 1);
    int written = 0;
    REQUIRE(EVP_DecryptUpdate(cipher.get(), reinterpret_cast<unsigned char*>(plain.data()), &written, bytes + start,
                              static_cast<int>(size)) == 1);
    return plain;
}

// Every page of the file and every frame of its log, whether anything points there or not.
std::vector<std::string> decrypted_pages(const std::filesystem::path& path, ByteView key) {
    constexpr std::size_t kPage = 4096;
    constexpr std::size_t kSalt = 16;
    constexpr std::size_t kLogHead = 32;
    constexpr std::size_t kFrameHead = 24;
    const std::string file = bytes_of(path);
    const std::string log = bytes_of(path.string() + "-wal");
    std::vector<std::string> pages;
    for (std::size_t at = 0; at + kPage <= file.size(); at += kPage) {
        pages.push_back(decrypted(std::string_view{file}.substr(at, kPage), key, at == 0 ? kSalt : 0));
    }
    for (std::size_t at = kLogHead; at + kFrameHead + kPage <= log.size(); at += kFrameHead + kPage) {
        const bool is_first = log.substr(at, 4) == std::string_view{"\0\0\0\1", 4};
        pages.push_back(decrypted(std::string_view{log}.substr(at + kFrameHead, kPage), key, is_first ? kSalt : 0));
    }
    return pages;
}

bool has_canary(std::string_view bytes) {
    return bytes.find(kCanary) != std::string_view::npos || bytes.find(kHanCanary) != std::string_view::npos;
}

}  // namespace

std::size_t canaries_in_files(const std::filesystem::path& folder) {
    std::size_t found = 0;
    std::size_t files = 0;
    for (const auto& item : std::filesystem::recursive_directory_iterator{folder}) {
        if (!item.is_regular_file()) {
            continue;
        }
        ++files;
        const std::string bytes = bytes_of(item.path());
        for (const std::string_view canary : {kCanary, kHanCanary}) {
            found += bytes.find(canary) == std::string::npos ? 0 : 1;
        }
    }
    REQUIRE(files > 4);
    return found;
}

OpenApp::OpenApp(vault::Vault opened, vault::test::VaultHome& on, journal::CountyDevices county)
    : home{on}, vault{std::move(opened)}, database{vault.open_database(VaultFile::store).value()},
      drafts{vault.open_database(VaultFile::drafts).value()},
      mirror{journal::Mirror::open(home.files, vault.folder() / "mirror", vault.data_key(), home.entropy).value()},
      journal{journal::Journal::open(database, &mirror, clock, home.entropy,
                                     {vault.device(), journal::test::kBuildTime, std::move(county)})
                  .value()},
      registry{registry::Registry::open(database, asset_schemas()).value()}, recorder{database, journal, *registry},
      reader{registry::RegistryReader::open(database, asset_schemas()).value()} {
    if (journal.opening_report().dropped_again > 0) {
        REQUIRE(registry->rebuild());
        REQUIRE(journal.finish_dropping());
    }
}

entry::EntryDraft draft_of_persons() {
    entry::EntryDraft draft;
    draft.scope = stream_numbered(1);
    for (const auto& [person, name] : {std::pair{kPerson, kCanary}, std::pair{kOther, kHanCanary}}) {
        draft.sections.push_back(
            {person, {operation(OperationCode::create, "person", {set_to("name", words(name))})}, {}});
    }
    return draft;
}

entry::SignedEntry OpenApp::save_persons() {
    return recorder
        .save(entry::assemble(draft_of_persons(), home.entropy).value(), {vault.author_key(), vault.device_key()})
        .value();
}

std::size_t OpenApp::canaries_in_pages() {
    const SecretBytes key = derive_key(vault.data_key(), "daohu-store-1").value();
    const auto pages = decrypted_pages(vault.database_path(VaultFile::store), key.bytes());
    return static_cast<std::size_t>(std::ranges::count_if(pages, has_canary));
}

std::size_t OpenApp::canaries_in_mirror() {
    const auto contents = journal::test::contents_of(mirror);
    return static_cast<std::size_t>(std::ranges::count_if(
        contents.entries, [](const entry::SignedEntry& entry) { return has_canary(as_text(entry.encode())); }));
}

}  // namespace daohu::test
