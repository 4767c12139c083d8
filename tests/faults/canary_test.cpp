// SPDX-License-Identifier: Apache-2.0
//
// A name that must not be readable anywhere it does not belong: not in a file after saving, searching, locking or a
// crash, not in a page of the decrypted database after its erasure; and no key in memory after locking.
#include "core/base/kdf.hpp"
#include "core/journal/verify.hpp"
#include "core/vault/attachments.hpp"
#include "tests/faults/open_app.hpp"
#include "tests/vault/own_memory.hpp"

#include <sys/wait.h>

#include <csignal>

using namespace daohu;
using namespace daohu::test;
using vault::VaultFile;
using vault::test::masked;
using vault::test::occurrences_of_masked;
using vault::test::VaultHome;

namespace {

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
    REQUIRE(app.canaries_in_mirror() > 0);
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
    CHECK(app.canaries_in_mirror() == 0);
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
