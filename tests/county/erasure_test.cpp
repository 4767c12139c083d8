// SPDX-License-Identifier: Apache-2.0
#include "sync/county/erasure.hpp"

#include "core/entry/administrative.hpp"
#include "core/vault/attachments.hpp"
#include "core/vault/database.hpp"
#include "sync/county/backup.hpp"
#include "sync/county/county.hpp"
#include "tests/county/service_fixture.hpp"

#include <fmt/format.h>

#include <fstream>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

constexpr const char* kCanary = "Shili A";  // in the section about the person that family_draft() creates
const EntityId kPerson = entry::test::id_of<EntityId>(14);

bool contains(ByteView bytes, ByteView what) { return !std::ranges::search(bytes, what).empty(); }

Result<ErasureReport> erase(TestStore& store, EntityId subject = kPerson) {
    const SystemClock clock;
    return erase_subject(store.folder, *store.store, subject, clock, store.entropy);
}

// How many entries of the store, of whatever standing, still say the canary; parts of entries count too.
std::size_t canaries_in(Store& store) {
    std::size_t found = 0;
    const std::vector<RawEntry> entries = store.entries_after(EntryRow{0}, 1000).value();
    for (const RawEntry& raw : entries) {
        found += contains(raw.bytes, as_bytes(kCanary)) ? 1 : 0;
    }
    return found;
}

std::vector<entry::SignedEntry> entries_of(Store& store, StreamId stream) {
    std::vector<entry::SignedEntry> entries;
    const StreamSlice slice = store.read_stream(stream, 0, 1'000'000, {}).value();
    for (const StreamEntry& item : slice.entries) {
        entries.push_back(entry::SignedEntry::decode(item.bytes).value());
    }
    return entries;
}

std::size_t canaries_in_files(const std::filesystem::path& folder, ByteView canary) {
    std::size_t found = 0;
    for (const auto& item : std::filesystem::recursive_directory_iterator{folder}) {
        if (item.is_regular_file()) {
            std::ifstream file{item.path(), std::ios::binary};
            const Bytes content{std::istreambuf_iterator<char>{file}, {}};
            found += contains(content, canary) ? 1 : 0;
        }
    }
    return found;
}

}  // namespace

TEST_CASE("Erasure: takes the person out of every entry, and tells every tablet by an order", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    const auto second = device.write(21);
    bring(store, {first, second});
    const entry::SignedEntry ahead = [&] {
        device.write(22);
        return device.write(23);
    }();
    bring(store, {ahead});                    // is held: the one before it is missing
    REQUIRE(canaries_in(*store.store) == 3);  // the control

    CHECK(erase(store).value().sections == 3);
    CHECK(canaries_in(*store.store) == 0);
    const auto stream = entries_of(*store.store, device.stream);
    REQUIRE(stream.size() == 5);
    CHECK(stream[0].hash() == first.hash());
    CHECK(stream[0].verify(device.signer.device.public_key()));
    CHECK(stream[0].section(0).has_value());
    CHECK(stream[0].section(1).error().code == ErrorCode::entry_section_dropped);
    const entry::Erasure order = entry::read_erasure(stream[2]).value();
    CHECK(order.entry == first.id());
    CHECK(order.entry_hash == first.hash());
    CHECK(order.section == 1);
    CHECK(stream[2].header().device == store.folder.identity().device);
    CHECK(erase(store).error().code == ErrorCode::not_found);
}

TEST_CASE("Erasure: of somebody nothing is written about is refused and changes nothing", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    bring(store, {device.write()});
    CHECK(erase(store, entry::test::id_of<EntityId>(99)).error().code == ErrorCode::not_found);
    CHECK(canaries_in(*store.store) == 1);
    CHECK(read_erase_list(store.folder).value().empty());
}

TEST_CASE("Erasure: names whoever was said to be the same person, and leaves him to whoever asks", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    bring(store, {device.write()});
    const auto other = entry::test::id_of<EntityId>(15);
    entry::EntryDraft draft = entry::test::family_draft();
    draft.scope = device.stream;
    draft.sections[1].subject = other;
    draft.sections[1].operations.push_back({entry::OperationCode::same_as,
                                            "person",
                                            {{std::string{entry::kOtherEntity}, entry::reference_to(kPerson), {}}},
                                            {}});
    bring(store, {entry::test::signed_entry(draft, device.position, device.signer)});

    const ErasureReport report = erase(store).value();
    CHECK(report.sections == 1);
    CHECK(report.said_to_be_same == std::set{other});
    CHECK(canaries_in(*store.store) == 1);  // under the other id
    CHECK(erase(store, other).value().said_to_be_same == std::set{kPerson});
    CHECK(canaries_in(*store.store) == 0);
}

TEST_CASE("Erasure: a tablet that offers the entry again does not bring the person back", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto entry = device.write();
    bring(store, {entry});
    REQUIRE(erase(store));
    bring(store, {entry});
    CHECK(canaries_in(*store.store) == 0);
}

TEST_CASE("Erasure: holds through the restore of a backup made before, and is told to tablets again", "[county]") {
    const SystemClock clock;
    TestStore store;
    TestDevice device{store, 1};
    const auto early = device.write();
    const auto late = device.write(21);
    bring(store, {early});
    const daohu::test::TemporaryFolder backup;
    REQUIRE(back_up(store.folder, *store.store, backup.path()));
    bring(store, {late});
    REQUIRE(erase(store).value().sections == 2);
    store.store.reset();

    const std::chrono::sys_seconds today{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};
    REQUIRE(restore(store.folder, backup.path(), today));
    {  // the control: the backup still has the person
        const auto raw = open_sqlcipher_store(store.folder.store_path(), store.folder.load_store_key().value()).value();
        REQUIRE(canaries_in(*raw) == 1);
    }
    County county = County::open(store.folder.path(), clock, store.entropy).value();
    CHECK(canaries_in(county.store()) == 0);
    const auto stream = entries_of(county.store(), device.stream);
    CHECK(stream.size() == 3);  // the entry, and the order for each of the two
    CHECK(entry::read_erasure(stream[1]).value().entry == early.id());

    // The tablet brings again what the backup lacks: it comes without the person.
    const auto verified = verify_entry(county.store(), late.encode()).value();
    const auto writer = county.store().begin().value();
    REQUIRE(take_in(*writer, verified, {.brought_by = device.position.device, .received_at = 1'700'000'000'000}));
    REQUIRE(writer->commit());
    CHECK(county.store().count().value().entries == 4);
    CHECK(canaries_in(county.store()) == 0);
    CHECK(replay_erasures(store.folder, county.store(), clock, store.entropy).value().sections == 0);
}

TEST_CASE("Erasure: reaches the store that a restore has put aside", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    bring(store, {device.write()});
    const daohu::test::TemporaryFolder backup;
    REQUIRE(back_up(store.folder, *store.store, backup.path()));
    store.store.reset();
    const std::chrono::sys_seconds today{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};
    REQUIRE(restore(store.folder, backup.path(), today));
    const auto open = [&](const std::filesystem::path& path) {
        return open_sqlcipher_store(path, store.folder.load_store_key().value()).value();
    };
    const std::filesystem::path aside =
        store.path.path() / fmt::format("replaced-{}", today.time_since_epoch().count()) / "county.db";
    CHECK(canaries_in(*open(aside)) == 1);  // the control
    store.store = open(store.folder.store_path());
    const ErasureReport report = erase(store).value();
    CHECK(report.sections == 1);
    CHECK(report.unreachable == 0);
    CHECK(canaries_in(*open(aside)) == 0);
    CHECK(canaries_in(*store.store) == 0);

    // One that cannot be opened is said.
    std::filesystem::create_directories(store.path.path() / "replaced-1");
    std::ofstream{store.path.path() / "replaced-1" / "county.db"} << std::string(8192, 'x');
    bring(store, {device.write(21)});
    CHECK(erase(store).value().unreachable == 1);
}

TEST_CASE("Erasure: photographs of the person leave every shelf, those of others stay", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    vault::SystemFiles files;
    const daohu::test::TemporaryFolder vault_folder;
    vault::AttachmentStore photos{files, store.entropy, vault_folder.path()};
    const auto photo = photos.add(Bytes(3000, 7), "image/jpeg").value();
    const auto other = photos.add(Bytes(3000, 8), "image/jpeg").value();
    entry::EntryDraft draft = entry::test::family_draft();
    draft.scope = device.stream;
    draft.sections[1].operations.push_back(
        {entry::OperationCode::attach, "person", {{"photos", entry::Value{encode(photo)}, {}}}, {}});
    draft.sections.push_back(
        {entry::test::id_of<EntityId>(15),
         {{entry::OperationCode::attach, "person", {{"photos", entry::Value{encode(other)}, {}}}, {}}},
         {}});
    bring(store, {entry::test::signed_entry(draft, device.position, device.signer)});
    const auto place_file = [&](const std::string& shelf, const std::string& name) {
        std::filesystem::create_directories((store.folder.files_path() / shelf / name).parent_path());
        std::ofstream{store.folder.files_path() / shelf / name} << "sealed";
        return store.folder.files_path() / shelf / name;
    };
    const std::string shelf = "stream-" + device.stream.to_string();
    const auto whole = place_file(shelf, photo.address.to_string());
    const auto held = place_file("held-somebody", photo.address.to_string());
    const auto growing = place_file(shelf, "growing/" + photo.address.to_string() + ".4096");
    const auto kept = place_file(shelf, other.address.to_string());

    const daohu::test::TemporaryFolder backup;
    REQUIRE(back_up(store.folder, *store.store, backup.path()));
    CHECK(erase(store).value().files == 3);
    CHECK_FALSE(std::filesystem::exists(whole));
    CHECK_FALSE(std::filesystem::exists(held));
    CHECK_FALSE(std::filesystem::exists(growing));
    CHECK(std::filesystem::exists(kept));

    // Nor does a restore bring them back, not even for the moment until the county is opened.
    store.store.reset();
    REQUIRE(restore(store.folder, backup.path(), std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}));
    CHECK(std::filesystem::exists(backup.path() / "files" / shelf / photo.address.to_string()));
    CHECK_FALSE(std::filesystem::exists(whole));
    CHECK(std::filesystem::exists(kept));
}

TEST_CASE("Erasure: what somebody carried for others goes with it, and is in no backup", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    bring(store, {device.write()});
    const auto place_file = [&](const std::string& shelf) {
        std::filesystem::create_directories(store.folder.files_path() / shelf);
        std::ofstream{store.folder.files_path() / shelf / hash256(as_bytes(shelf)).to_string()} << "sealed";
        return store.folder.files_path() / shelf / hash256(as_bytes(shelf)).to_string();
    };
    const auto bundle = place_file("carry-" + device.position.device.to_string());
    const auto photo = place_file("stream-" + device.stream.to_string());
    const daohu::test::TemporaryFolder backup;
    REQUIRE(back_up(store.folder, *store.store, backup.path()));
    CHECK(std::filesystem::exists(backup.path() / "files" / photo.parent_path().filename() / photo.filename()));
    CHECK_FALSE(std::filesystem::exists(backup.path() / "files" / bundle.parent_path().filename()));
    REQUIRE(erase(store));
    CHECK_FALSE(std::filesystem::exists(bundle));
    CHECK(std::filesystem::exists(photo));
}

TEST_CASE("Erasure: no file of the county ever has the person in the clear, before or after", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    bring(store, {device.write()});
    CHECK(canaries_in_files(store.path.path(), as_bytes(kCanary)) == 0);
    REQUIRE(erase(store));
    CHECK(canaries_in_files(store.path.path(), as_bytes(kCanary)) == 0);
    // The control of the search: what is written in the clear is found.
    std::ofstream{store.path.path() / "note"} << "visited " << kCanary;
    CHECK(canaries_in_files(store.path.path(), as_bytes(kCanary)) == 1);
}

TEST_CASE("Erase list: an unfinished line is none, and a damaged one stops the county with its number", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    bring(store, {device.write()});
    REQUIRE(erase(store));
    const auto before = read_erase_list(store.folder).value();
    REQUIRE(before.size() == 1);
    CHECK(before[0].section == 1);
    std::ofstream{store.folder.erased_path(), std::ios::app} << "erased 0123";
    CHECK(read_erase_list(store.folder).value() == before);
    std::ofstream{store.folder.erased_path(), std::ios::app} << "\n";
    const auto damaged = read_erase_list(store.folder);
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().code == ErrorCode::county_folder_damaged);
    CHECK(damaged.error().detail.find("line 2") != std::string::npos);
    const SystemClock clock;
    CHECK(County::open(store.folder.path(), clock, store.entropy).error().code == ErrorCode::county_folder_damaged);
}
