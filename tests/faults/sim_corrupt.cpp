// SPDX-License-Identifier: Apache-2.0
#include "core/journal/rescue.hpp"
#include "tests/faults/simulations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace daohu::faults {

namespace {

using vault::VaultFile;

constexpr std::size_t kPage = 4096;
constexpr std::array<std::string_view, 6> kFiles{"store.db", "store.db-wal", "mirror", "slots-a", "slots-b", "tries"};

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
}

// The store as it lay on the disk while the app was running, and an older copy of it.
struct Specimen {
    TemporaryFolder scratch;
    DayRecord record;

    [[nodiscard]] std::filesystem::path now() const { return scratch.path() / "now"; }
    [[nodiscard]] std::filesystem::path older() const { return scratch.path() / "older"; }
};

Result<void> grow(Specimen& specimen, const CorruptOptions& options) {
    vault::SystemFiles files;
    DayPlan plan;
    plan.seed = options.seed;
    plan.saves = options.saves;
    plan.mirror = options.mirror;
    plan.flush_mirror_every = 1;
    plan.checkpoint_every = 7;
    const auto live = specimen.scratch.path() / "live";
    Day day{live, files, plan};
    DayWatch watch;
    watch.on_progress = [&](const Progress& progress) {
        const auto acts = std::span{day.record().acts}.first(progress.done);
        const bool is_half = std::ranges::count(acts, Act::save) == static_cast<std::ptrdiff_t>(options.saves / 2);
        if (is_half && !std::filesystem::exists(specimen.older())) {
            std::filesystem::copy(live, specimen.older(), std::filesystem::copy_options::recursive);
        }
    };
    TRY(day.live(watch));
    std::filesystem::copy(live, specimen.now(), std::filesystem::copy_options::recursive);
    specimen.record = day.record();
    return {};
}

void flip_bit(std::string& bytes, SeededEntropy& chance) {
    if (!bytes.empty()) {
        char& byte = bytes[chance.next() % bytes.size()];
        byte = static_cast<char>(byte ^ (1 << (chance.next() % 8)));
    }
}

void swap_pages(std::string& bytes, SeededEntropy& chance) {
    const std::size_t pages = bytes.size() / kPage;
    if (pages >= 2) {
        const auto page = [&](std::size_t number) {
            return bytes.begin() + static_cast<std::ptrdiff_t>(number * kPage);
        };
        const std::size_t first = chance.next() % pages;
        const std::size_t second = (first + 1 + chance.next() % (pages - 1)) % pages;
        std::swap_ranges(page(first), page(first) + kPage, page(second));
    }
}

// Damages one file of the folder and says how.
std::string damage(const Specimen& specimen, const std::filesystem::path& folder, SeededEntropy& chance) {
    const std::string_view name = kFiles[chance.next() % kFiles.size()];
    std::string bytes = read_file(folder / name);
    switch (chance.next() % 5) {
        case 0:
            flip_bit(bytes, chance);
            write_file(folder / name, bytes);
            return fmt::format("a bit of {}", name);
        case 1:
            bytes.resize(bytes.size() / 512 == 0 ? 0 : 512 * (chance.next() % (bytes.size() / 512)));
            write_file(folder / name, bytes);
            return fmt::format("{} cut to {} bytes", name, bytes.size());
        case 2:
            swap_pages(bytes, chance);
            write_file(folder / name, bytes);
            return fmt::format("two pages of {} swapped", name);
        case 3: std::filesystem::remove(folder / name); return fmt::format("{} removed", name);
        default:
            for (const char* part : {"store.db", "store.db-wal"}) {
                std::filesystem::remove(folder / part);
                if (std::filesystem::exists(specimen.older() / part)) {
                    std::filesystem::copy_file(specimen.older() / part, folder / part);
                }
            }
            return "an older copy of the database";
    }
}

// A store that is damaged and opened, perhaps more than once, and saved to each time.
struct MendedStore {
    const std::filesystem::path& folder;
    const DayRecord& record;
    std::vector<entry::EntryId> saved_since{};
    std::uint64_t openings = 0;
    std::size_t rescued = 0;
};

// What an interview of the day after is saved as. Its number must be new: a number used twice is a fork.
Result<void> save_another(journal::Journal& journal, const vault::Vault& vault, vault::Database& database,
                          MendedStore& store, Entropy& entropy) {
    auto assembled = TRY(entry::assemble(draft_number(store.record.saved.size()), entropy));
    auto transaction = TRY(vault::Transaction::begin(database));
    const auto saved = TRY(journal.append(transaction, std::move(assembled), {vault.author_key(), vault.device_key()}));
    TRY(transaction.commit());
    std::vector<entry::EntryId> earlier = store.saved_since;
    for (const Bytes& bytes : store.record.saved) {
        earlier.push_back(TRY(entry::SignedEntry::decode(bytes)).id());
    }
    if (std::ranges::find(earlier, saved.id()) != earlier.end()) {
        return fail(ErrorCode::internal, "the next save took the number of an earlier one");
    }
    store.saved_since.push_back(saved.id());
    return {};
}

// Opens the store the ordinary way, reads everything in it and saves once more.
Result<void> open_and_check(const vault::Vault& vault, MendedStore& store, vault::FileSystem& files,
                            SeededEntropy& entropy, const Clock& clock) {
    auto database = TRY(vault.open_database(VaultFile::store));
    TRY(database.check_integrity(vault::IntegrityDepth::full));
    auto mirror = TRY(journal::Mirror::open(files, vault.folder() / "mirror", vault.data_key(), entropy));
    auto journal = TRY(journal::Journal::open(database, &mirror, clock, entropy, {vault.device(), kBuildTime}));
    const std::size_t acts = store.record.acts.size();
    TRY(check_saves(journal.reader(), store.record, promise_after(store.record, {acts, acts})));
    for (const entry::EntryId& id : store.saved_since) {
        if (TRY(journal.reader().find(id)).empty()) {
            return fail(ErrorCode::internal, "what was saved after the first damage is lost");
        }
    }
    TRY(save_another(journal, vault, database, store, entropy));
    return mirror.flush();
}

Result<void> check_damaged(MendedStore& store) {
    vault::SystemFiles files;
    SeededEntropy entropy{5 + store.openings++};
    AbsentSecureKey secure_key;
    FakeClock clock{kBuildTime};
    const vault::VaultEnvironment environment{files, entropy, secure_key};
    const auto status = TRY(vault::Vault::status(store.folder, environment));
    const auto vault = TRY(vault::Vault::unlock(store.folder, environment, status.slots.at(0).id, kNewPassphrase));
    const auto opened = open_and_check(vault, store, files, entropy, clock);
    if (opened || opened.error().code != ErrorCode::database_damaged) {
        return opened;
    }
    ++store.rescued;
    TRY(journal::rescue_store(vault, files, clock, entropy, kBuildTime));
    return open_and_check(vault, store, files, entropy, clock);
}

std::string command(const CorruptOptions& options, std::size_t number) {
    return fmt::format("daohu-sim corrupt --seed {} --saves {} --in-sequence {} --at {}{}", options.seed, options.saves,
                       options.in_sequence, number, options.mirror == MirrorUse::on ? "" : " --without-mirror");
}

}  // namespace

Result<Outcome> simulate_corruption(const CorruptOptions& options) {
    if (!options.at && options.steps == 0) {
        return fail(ErrorCode::invalid_argument, "--steps 0: damages have no end");
    }
    Specimen specimen;
    TRY(grow(specimen, options));
    const auto folder = specimen.scratch.path() / "damaged";
    Outcome outcome;
    std::size_t rescued = 0;
    const std::size_t first = options.at.value_or(0);
    const std::size_t last = options.at ? first + 1 : options.steps;
    for (std::size_t number = first; number < last; ++number) {
        SeededEntropy chance{options.seed * 1'000'003 + number};
        std::filesystem::remove_all(folder);
        std::filesystem::copy(specimen.now(), folder, std::filesystem::copy_options::recursive);
        MendedStore store{.folder = folder, .record = specimen.record};
        std::string what;
        for (std::size_t damages = 0; damages < options.in_sequence; ++damages) {
            what += (what.empty() ? "" : ", mended, then ") + damage(specimen, folder, chance);
            if (const auto found = check_damaged(store); !found) {
                outcome.violation(command(options, number), Error{found.error()}.with_context(what));
                break;
            }
        }
        rescued += store.rescued;
    }
    outcome.facts = {
        {"saves", options.saves}, {"places", last - first}, {"in_sequence", options.in_sequence}, {"rescued", rescued}};
    return outcome;
}

}  // namespace daohu::faults
