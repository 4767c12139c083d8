// SPDX-License-Identifier: Apache-2.0
//
// A name that must not be readable anywhere it does not belong: not in a file after saving, searching, locking or a
// crash, not in a page of the decrypted database after its erasure; and no key in memory after locking.
#include "core/base/kdf.hpp"
#include "core/journal/mirror_keeper.hpp"
#include "core/journal/verify.hpp"
#include "core/vault/attachments.hpp"
#include "tests/registry/store_fixture.hpp"
#include "tests/vault/own_memory.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <openssl/evp.h>
#include <sys/wait.h>

#include <csignal>
#include <sstream>

using namespace daohu;
using namespace daohu::test;
using vault::VaultFile;
using vault::test::masked;
using vault::test::occurrences_of_masked;
using vault::test::VaultHome;

namespace {

constexpr std::string_view kCanary = "Canary Quillfeather of the upper hamlet";
constexpr std::string_view kHanCanary = "示例·金丝雀";
const EntityId kPerson = entity_numbered(10);
const EntityId kOther = entity_numbered(11);

std::string bytes_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream{path, std::ios::binary}.rdbuf();
    return std::move(out).str();
}

// How often the canaries stand in the files of a folder, as they are.
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

// The app while it is open, with everything that writes.
struct OpenApp {
    explicit OpenApp(vault::Vault opened, VaultHome& on)
        : home{on}, vault{std::move(opened)}, database{vault.open_database(VaultFile::store).value()},
          drafts{vault.open_database(VaultFile::drafts).value()},
          mirror{journal::Mirror::open(home.files, vault.folder() / "mirror", vault.data_key(), home.entropy).value()},
          journal{journal::Journal::open(database, &mirror, clock, home.entropy,
                                         {vault.device(), journal::test::kBuildTime})
                      .value()},
          registry{registry::Registry::open(database, asset_schemas()).value()}, recorder{database, journal, *registry},
          reader{registry::RegistryReader::open(database, asset_schemas()).value()} {}

    entry::SignedEntry save_persons() {
        entry::EntryDraft draft;
        draft.scope = stream_numbered(1);
        for (const auto& [person, name] : {std::pair{kPerson, kCanary}, std::pair{kOther, kHanCanary}}) {
            draft.sections.push_back(
                {person, {operation(OperationCode::create, "person", {set_to("name", words(name))})}, {}});
        }
        return recorder.save(entry::assemble(draft, home.entropy).value(), {vault.author_key(), vault.device_key()})
            .value();
    }
    std::size_t hits(std::string_view typed) { return reader.search({std::string{typed}, {}, 10}).value().count; }

    // How often the canaries stand in the pages of the database and its log, decrypted, used or free.
    std::size_t canaries_in_pages() {
        const SecretBytes key = derive_key(vault.data_key(), "daohu-store-1").value();
        const auto path = vault.database_path(VaultFile::store);
        std::size_t found = 0;
        for (const std::string& page : decrypted_pages(path, key.bytes())) {
            for (const std::string_view canary : {kCanary, kHanCanary}) {
                found += page.find(canary) == std::string::npos ? 0 : 1;
            }
        }
        return found;
    }

    VaultHome& home;
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

Bytes masked_key(const SecretBytes& master, std::string_view purpose) {
    return masked(derive_key(master, purpose).value().bytes());
}

Bytes masked_key_as_text(const SecretBytes& master, std::string_view purpose) {
    std::string text = to_hex(derive_key(master, purpose).value().bytes());
    Bytes hidden = masked(as_bytes(text));
    std::ranges::fill(text, '\0');
    return hidden;
}

}  // namespace

TEST_CASE("Canary: no file shows what was saved, attached, searched or left open by a crash", "[faults]") {
    VaultHome home;
    {
        OpenApp app{home.create().value(), home};
        app.save_persons();
        vault::AttachmentStore attachments{home.files, home.entropy, home.path()};
        REQUIRE(attachments.add(as_bytes(kCanary), "text/plain"));
        REQUIRE(app.drafts.execute("CREATE TABLE answer(value TEXT)"));
        REQUIRE(app.drafts.prepare("INSERT INTO answer VALUES (?1)").value().run({kCanary}));
        CHECK(app.hits("Quillfeather") == 1);
        CHECK(app.hits("金丝雀") == 1);
        REQUIRE(app.mirror.flush());
        CHECK(canaries_in_files(home.path()) == 0);
        CHECK(app.canaries_in_pages() > 0);  // it is there, sealed
        CHECK(canaries_in_files(home.path()) == 0);
    }
    CHECK(canaries_in_files(home.path()) == 0);

    const vault::SlotId slot = home.slot();
    const pid_t child = ::fork();
    if (child == 0) {
        OpenApp app{home.unlock(slot).value(), home};
        app.save_persons();
        static_cast<void>(app.mirror.flush());
        ::raise(SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    CHECK(canaries_in_files(home.path()) == 0);
    OpenApp app{home.unlock(slot).value(), home};
    CHECK(app.journal.reader().count().value() == 2);
}

TEST_CASE("Canary: what was erased is in no page, no register, no index and no mirror, and the chain holds",
          "[faults]") {
    VaultHome home;
    OpenApp app{home.create().value(), home};
    auto erased = app.save_persons();
    REQUIRE(app.mirror.flush());
    REQUIRE(app.canaries_in_pages() > 0);  // in the log
    REQUIRE(app.database.checkpoint());
    REQUIRE(app.canaries_in_pages() > 0);  // in the file
    {
        auto transaction = vault::Transaction::begin(app.database).value();
        for (const std::size_t section : {0U, 1U}) {
            REQUIRE(app.journal.drop_section(transaction, erased.id(), erased.hash(), section));
            erased.remove_section(section, entry::Absence::dropped);
        }
        REQUIRE(app.registry->reapply(transaction, erased));
        REQUIRE(transaction.commit());
    }
    REQUIRE(app.journal.finish_dropping());

    CHECK(std::filesystem::file_size(home.path() / "store.db-wal") == 0);
    CHECK(app.canaries_in_pages() == 0);
    CHECK(app.hits("Quillfeather") == 0);
    CHECK(app.hits("金丝雀") == 0);
    const auto contents = app.mirror.read().value();
    for (const auto& mirrored : contents.entries) {
        CHECK(as_text(mirrored.encode()).find(kCanary) == std::string_view::npos);
    }
    const auto keys = [&](DeviceId) { return std::optional{app.vault.device_key().public_key()}; };
    const auto report = journal::verify_journal(app.journal.reader(), keys).value();
    CHECK(report.is_sound());
    CHECK(report.dropped_sections == 2);
    REQUIRE(app.registry->rebuild());
    CHECK(app.canaries_in_pages() == 0);
}

TEST_CASE("Canary: no key of the vault stays in memory after locking", "[faults]") {
    VaultHome home{815};
    std::vector<Bytes> hidden;
    {
        OpenApp app{home.create().value(), home};
        app.save_persons();
        REQUIRE(app.mirror.flush());
        const SecretBytes& master = app.vault.data_key();
        hidden.push_back(masked(master.bytes()));
        hidden.push_back(masked(app.vault.author_key().seed().value().bytes()));
        hidden.push_back(masked(app.vault.device_key().seed().value().bytes()));
        hidden.push_back(masked_key(master, "daohu-mirror-1"));
        hidden.push_back(masked_key(master, "daohu-store-1"));
        for (const Bytes& secret : hidden) {
            CHECK(occurrences_of_masked(secret) >= 1);  // they are where they are needed
        }
        hidden.push_back(masked_key(master, "daohu-drafts-1"));
        hidden.push_back(masked_key_as_text(master, "daohu-store-1"));
        hidden.push_back(masked_key_as_text(master, "daohu-drafts-1"));
    }
    for (const Bytes& secret : hidden) {
        CHECK(occurrences_of_masked(secret) == 0);
    }
}
