// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/practice.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/demo/demo_store.hpp"
#include "core/casework/projectors.hpp"
#include "platform/daohu/tablet.hpp"

#include <fstream>
#include <sstream>
#include <system_error>

namespace daohu {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "practice";
constexpr const char* kMark = "practice-only";
constexpr const char* kLabel = "1";
constexpr std::uint64_t kSeed = 1;
constexpr std::size_t kVillage = 0;      // of demo_villages()
constexpr std::size_t kHouseholds = 25;  // of that village
constexpr std::size_t kPassphraseBytes = 32;
// Nobody ever types this passphrase, so nobody has to wait for its key.
constexpr Argon2Params kArgon2{.passes = 1, .memory_kib = 1024};

Result<casework::DemoWords> read_words(const fs::path& assets) {
    std::ifstream in{assets / "demo" / "words.tsv", std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in || !text) {
        return fail(ErrorCode::io_failed, "reading the words of the invented county");
    }
    return casework::DemoWords::parse(text.str());
}

Result<void> fill(Machine& machine, const Assets& assets, const vault::Vault& vault) {
    const casework::DemoWords words = TRY(read_words(assets.folder));
    const Date today = beijing_date(machine.clock.wall_now());
    const policy::Pack* const pack = assets.packs.find(assets.pack, today);
    vault::Database database = TRY(vault.open_database(vault::VaultFile::store));
    auto journal = TRY(journal::Journal::open(database, nullptr, machine.clock, machine.entropy,
                                              {.device = vault.device(), .build_time = build_date(), .county = {}}));
    const casework::ProjectorSet projectors;
    const auto registry =
        TRY(registry::Registry::open(database, assets.schemas, {.fold = {}, .projectors = projectors.all()}));
    registry::Recorder recorder{database, journal, *registry};
    const casework::DemoCountyOptions options{.seed = kSeed,
                                              .pack = assets.pack,
                                              .pack_version = pack == nullptr ? 1 : pack->version,
                                              .today = today,
                                              .households = kHouseholds * casework::kDemoVillages,
                                              .village = kVillage};
    TRY(casework::fill_with_demo(recorder, options, words));
    return {};
}

}  // namespace

bool is_practice(vault::FileSystem& files, const fs::path& folder) { return files.exists(folder / kMark); }

PracticeVillage practice_village() {
    const std::string code = casework::demo_villages().at(kVillage);
    return {.code = code, .stream = casework::demo_stream(kSeed, code)};
}

Result<std::unique_ptr<vault::Vault>> make_practice(Machine& machine, const Assets& assets, const fs::path& data) {
    remove_practice(machine, data);
    const fs::path folder = data / kFolder;
    TRY(machine.files.make_folder(folder));
    TRY(vault::replace_file(machine.files, folder / kMark, ByteView{}));
    const SecretBytes random = TRY(SecretBytes::random(kPassphraseBytes, machine.entropy));
    const std::string passphrase = to_hex(random.bytes());
    vault::Vault vault =
        TRY(vault::Vault::create(folder, machine.vault_environment(),
                                 {.label = kLabel, .passphrase = passphrase, .argon2 = kArgon2, .recovery_key = {}}));
    TRY(fill(machine, assets, vault));
    return std::make_unique<vault::Vault>(std::move(vault));
}

void remove_practice(Machine& machine, const fs::path& data) {
    const fs::path folder = data / kFolder;
    if (!is_practice(machine.files, folder)) {
        return;
    }
    // The mark goes last: what a cut leaves behind is still known for what it is.
    std::error_code problem;
    for (const std::string& name : machine.files.list(folder)) {
        if (name != kMark) {
            fs::remove_all(folder / name, problem);
        }
    }
    fs::remove_all(folder, problem);
}

}  // namespace daohu
