// SPDX-License-Identifier: Apache-2.0
#include "sync/client/nightly_copy.hpp"
#include "tests/client/link.hpp"
#include "tests/client/stick.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

TEST_CASE("Carry: records go to the county on a stick, and the answer brings receipts and others' records", "[sync]") {
    TestCounty county;
    TestTablet remote{county, 1};
    TestTablet neighbour{county, 2};
    neighbour.save();
    REQUIRE(neighbour.sync());
    for (int i = 0; i < 20; ++i) {
        remote.save();
    }
    remote.save_large(100'000);
    const auto photo = remote.save_photo(50'000);

    Remote stick{remote};
    const auto bundles = stick.pack();
    REQUIRE(bundles.size() == 1);
    OfficeDesk office{county};
    const auto taken = office.take(bundles.front()).value();
    CHECK(taken.maker == remote.device());
    CHECK(taken.entries == 22);
    CHECK(taken.fresh == 22);
    CHECK(taken.files == 1);
    CHECK(county.file_size(remote.stream_id(), photo.address));

    const auto answer = stick.carrier.accept(taken.answer).value();
    CHECK(answer.acknowledged == 22);
    CHECK(answer.received == 23);
    CHECK(remote.position().delivery.acknowledged == 22);
    CHECK(remote.stream() == [&] {
        REQUIRE(neighbour.sync());
        return neighbour.stream();
    }());
    CHECK(remote.stream_hash() == county.stream_hash(remote.stream_id()));
}

TEST_CASE("Carry: a second time nothing is stored twice, and an answer read before changes nothing", "[sync]") {
    TestCounty county;
    TestTablet remote{county, 1};
    remote.save();
    Remote stick{remote};
    const auto bundle = stick.pack().front();
    OfficeDesk office{county};
    const Bytes first = office.take(bundle).value().answer;
    remote.save();
    const auto again = office.take(bundle).value();
    CHECK(again.fresh == 0);
    CHECK(county.count().entries == 1);

    REQUIRE(stick.carrier.accept(first));
    CHECK(stick.carrier.accept(first).error().code == ErrorCode::carry_old);
    CHECK(stick.carrier.accept(again.answer).error().code == ErrorCode::carry_old);
    CHECK(remote.position().delivery.acknowledged == 1);
    // By a link everything goes on where the stick left it.
    REQUIRE(remote.sync());
    CHECK(remote.position().delivery.acknowledged == 2);
    CHECK(county.count().entries == 2);
}

TEST_CASE("Carry: a device that told the county one thing and gave a carrier another is found out", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    TestTablet twin{county, 1};
    const auto told = tablet.save();
    REQUIRE(tablet.sync());
    const auto carried = twin.save_large(2000);
    REQUIRE(carried.id() == told.id());
    REQUIRE(carried.hash() != told.hash());
    Remote stick{twin};
    OfficeDesk office{county};
    REQUIRE(office.take(stick.pack().front()));
    CHECK(county.count().entries == 2);

    const auto held = office.office->held(10).value();
    REQUIRE(held.size() == 1);
    CHECK(held.front().standing == wire::Standing::forked);
    CHECK(held.front().id == told.id());
    CHECK(tablet.sync().error().code == ErrorCode::sync_forked);
    CHECK(tablet.position().incarnation != told.header().incarnation);
}

TEST_CASE("Carry: what is cut, changed, foreign or nobody's is told apart, and nothing of it is stored", "[sync]") {
    TestCounty county;
    TestTablet remote{county, 1};
    remote.save();
    Remote stick{remote};
    const Bytes bundle = stick.pack().front();
    OfficeDesk office{county};

    CHECK(office.take(ByteView{bundle}.first(bundle.size() / 2)).error().code == ErrorCode::carry_truncated);
    Bytes changed = bundle;
    changed[bundle.size() / 2] ^= 1U;
    CHECK(office.take(changed).error().code == ErrorCode::carry_malformed);

    TestCounty elsewhere{"elsewhere.example"};
    OfficeDesk foreign{elsewhere};
    CHECK(foreign.take(bundle).error().code == ErrorCode::carry_foreign);

    // Somebody who knows the county's public key but is not enrolled.
    SystemEntropy entropy;
    const SigningKey stranger = SigningKey::generate(entropy).value();
    auto forged = wire::BundleBuilder::begin(wire::BundleDirection::to_county, remote.grant().server.raw(),
                                             remote.grant().server_certificate.key, entropy)
                      .value();
    const wire::BundleRequest nobody{
        .device = DeviceId::random(entropy), .incarnation = {}, .nonce = {}, .cursors = {}};
    CHECK(office.take(forged.finish(encode(nobody), stranger).value()).error().code == ErrorCode::carry_untrusted);
    // Or who claims to be one that is.
    auto claimed = wire::BundleBuilder::begin(wire::BundleDirection::to_county, remote.grant().server.raw(),
                                              remote.grant().server_certificate.key, entropy)
                       .value();
    const wire::BundleRequest another{.device = remote.device(), .incarnation = {}, .nonce = {}, .cursors = {}};
    CHECK(office.take(claimed.finish(encode(another), stranger).value()).error().code == ErrorCode::carry_untrusted);
    CHECK(county.count().entries == 0);

    // And on the way back: another's answer, and one that only pretends to be the county's.
    TestTablet other{county, 2};
    Remote other_stick{other};
    const Bytes answer = office.take(bundle).value().answer;
    CHECK(other_stick.carrier.accept(answer).error().code == ErrorCode::carry_foreign);
    auto pretended = wire::BundleBuilder::begin(wire::BundleDirection::to_tablet, remote.device().raw(),
                                                remote.device_key().public_key(), entropy)
                         .value();
    const wire::BundleRequest mine{
        .device = remote.device(), .incarnation = remote.position().incarnation, .nonce = {}, .cursors = {}};
    CHECK(stick.carrier.accept(pretended.finish(encode(mine), stranger).value()).error().code ==
          ErrorCode::carry_untrusted);
    CHECK(remote.position().delivery.acknowledged == 0);
    REQUIRE(stick.carrier.accept(answer));
}

TEST_CASE("Carry: another tablet delivers the bundle and brings the answer, and reads neither", "[sync]") {
    TestCounty county;
    TestTablet remote{county, 1};
    TestTablet carrier{county, 2, {kOtherVillage}};
    remote.save();
    const auto photo = remote.save_photo(300'000);
    Remote stick{remote};
    BundleErrand errand{stick.pack().front()};
    REQUIRE(carrier.client().deliver(errand, {}));
    CHECK(errand.is_done());
    CHECK(errand.outcome()->fresh == 2);
    CHECK(county.file_size(remote.stream_id(), photo.address));
    const auto read = stick.carrier.accept(errand.answer()).value();
    CHECK(read.acknowledged == 2);
    CHECK(carrier.stream().empty());

    // The next errand clears away what was left of this one.
    const auto shelf = county.folder().files_path() / ("carry-" + carrier.device().to_string());
    const auto lie_there = [&] {
        std::set<std::string> names;
        for (const auto& item : std::filesystem::directory_iterator{shelf}) {
            names.insert(item.is_regular_file() ? item.path().filename().string() : std::string{});
        }
        names.erase(std::string{});
        return names;
    };
    CHECK(lie_there() == std::set{errand.address().to_string(), errand.outcome()->answer.to_string()});
    BundleErrand next{stick.pack().front()};
    REQUIRE(carrier.client().deliver(next, {}));
    CHECK(lie_there() == std::set{next.address().to_string(), next.outcome()->answer.to_string()});

    // Nobody but the carrier is given the answer: who knows its name, and has the bundle, delivers it as a carrier of his
    // own, and is given another.
    TestTablet curious{county, 3};
    BundleErrand stolen{stick.pack().front()};
    stolen.note_outcome(*errand.outcome());
    REQUIRE(curious.client().deliver(stolen, {}));
    CHECK(stolen.outcome()->answer != errand.outcome()->answer);
    CHECK(stolen.outcome()->fresh == 0);
}

TEST_CASE("Carry: a delivery over a link that keeps dying goes on where it was", "[sync]") {
    TestCounty county;
    TestTablet remote{county, 1};
    remote.save_photo(200'000);
    TestTablet carrier{county, 2, {kOtherVillage}};
    Link link{county.port(), 64 * 1024};
    carrier.connect(link.port());
    Remote stick{remote};
    BundleErrand errand{stick.pack().front()};
    for (int i = 0; i < 20 && !errand.is_done(); ++i) {
        (void)carrier.client().deliver(errand, {});
    }
    CHECK(errand.is_done());
    CHECK(link.cuts() > 2);
    // A connection that dies takes with it what the county had not read yet; from its beginning it would never arrive.
    CHECK(link.passed() < 4 * errand.bundle().size());
    CHECK(stick.carrier.accept(errand.answer()).value().acknowledged == 1);
}

TEST_CASE("Carry: an answer that the county has no more is made anew, and the errand ends well", "[sync]") {
    TestCounty county;
    TestTablet neighbour{county, 3};
    neighbour.save_large(100'000);
    REQUIRE(neighbour.sync());
    TestTablet remote{county, 1};
    remote.save();
    TestTablet carrier{county, 2, {kOtherVillage}};
    Link link{county.port(), 40'000};
    carrier.connect(link.port());
    Remote stick{remote};
    BundleErrand errand{stick.pack().front()};
    REQUIRE(carrier.client().deliver(errand, {}).error().code == ErrorCode::sync_cut);
    REQUIRE(errand.outcome());
    REQUIRE_FALSE(errand.answer().empty());  // half of it

    std::filesystem::remove_all(county.folder().files_path());  // as in a backup from before
    link.set_budget(10'000'000);
    REQUIRE(carrier.client().deliver(errand, {}));
    CHECK(errand.is_done());
    CHECK(stick.carrier.accept(errand.answer()).value().acknowledged == 1);
}

TEST_CASE("Carry: the county says what is wrong with a bundle that a carrier brings", "[sync]") {
    TestCounty county;
    TestTablet carrier{county, 2};
    BundleErrand rubbish{Bytes(5000, 3)};
    CHECK(carrier.client().deliver(rubbish, {}).error().code == ErrorCode::carry_malformed);
    TestTablet remote{county, 1};
    Remote stick{remote};
    const Bytes bundle = stick.pack().front();
    BundleErrand cut{Bytes(bundle.begin(), bundle.end() - 7)};
    CHECK(carrier.client().deliver(cut, {}).error().code == ErrorCode::carry_truncated);
}

TEST_CASE("Carry: a revoked tablet's work still arrives, and it is given nothing", "[sync]") {
    TestCounty county;
    TestTablet remote{county, 1};
    TestTablet neighbour{county, 2};
    neighbour.save();
    REQUIRE(neighbour.sync());
    remote.save();
    county.revoke(remote.device());
    Remote stick{remote};
    OfficeDesk office{county};
    const auto taken = office.take(stick.pack().front()).value();
    CHECK(county.count().entries == 2);
    CHECK(county.count().not_accepted == 1);
    const auto answer = stick.carrier.accept(taken.answer).value();
    CHECK(answer.received == 0);
    CHECK(answer.acknowledged == 1);
}

TEST_CASE("Nightly copy: what is nowhere else is copied once a night, and the older copy goes only after the newer",
          "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    Remote stick{tablet};
    daohu::test::TemporaryFolder card;
    vault::SystemFiles files;
    using namespace std::chrono_literals;
    FakeClock clock{WallTime{std::chrono::sys_days{std::chrono::year{2026} / 7 / 1}} + 12h};  // 20:00 in Beijing
    NightlyCopy copy{{.carrier = stick.carrier, .files = files, .clock = clock, .device = tablet.device()},
                     card.path()};
    CHECK(copy.is_due());
    const auto first = copy.run().value();
    CHECK(first.packed.entries == 1);
    CHECK_FALSE(copy.is_due());
    clock.advance(4h + 30min);  // half past midnight
    CHECK_FALSE(copy.is_due());
    clock.advance(1h);
    CHECK(copy.is_due());
    tablet.save();
    const auto second = copy.run().value();
    CHECK(second.packed.entries == 2);
    CHECK(second.removed == 2);
    CHECK(files.list(card.path()).size() == 2);

    // The copy is what the office can take in.
    OfficeDesk office{county};
    for (const std::string& name : files.list(card.path())) {
        if (name.ends_with(kBundleSuffix)) {
            CHECK(office.take(files.read(card.path() / name, wire::kMaxBundle).value()).value().fresh == 2);
        }
    }
}

TEST_CASE("Nightly copy: without a card it says so, and a copy that cannot be read back leaves the old one", "[sync]") {
    // A card that takes everything and gives back something else.
    class WornCard final : public vault::FileSystem {
    public:
        Result<std::unique_ptr<vault::File>> open(const std::filesystem::path& path, vault::OpenMode mode) override {
            return m_files.open(path, mode);
        }
        Result<Bytes> read(const std::filesystem::path& path, std::uint64_t limit) override {
            Bytes bytes = TRY(m_files.read(path, limit));
            if (is_worn && !bytes.empty()) {
                bytes.back() ^= 1U;
            }
            return bytes;
        }
        Result<Bytes> read_part(const std::filesystem::path& path, std::uint64_t offset, std::size_t size) override {
            return m_files.read_part(path, offset, size);
        }
        bool exists(const std::filesystem::path& path) override { return m_files.exists(path); }
        std::vector<std::string> list(const std::filesystem::path& folder) override { return m_files.list(folder); }
        Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
            return m_files.rename(from, to);
        }
        Result<void> remove(const std::filesystem::path& path) override { return m_files.remove(path); }
        Result<void> make_folder(const std::filesystem::path& folder) override { return m_files.make_folder(folder); }
        Result<void> sync_directory(const std::filesystem::path& folder) override {
            return m_files.sync_directory(folder);
        }
        Result<void> allocate(const std::filesystem::path& path, std::uint64_t bytes) override {
            return m_files.allocate(path, bytes);
        }
        Result<std::uint64_t> free_space(const std::filesystem::path& folder) override {
            return m_files.free_space(folder);
        }
        bool is_worn = false;

    private:
        vault::SystemFiles m_files;
    };

    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    Remote stick{tablet};
    daohu::test::TemporaryFolder card;
    WornCard files;
    FakeClock clock{WallTime{std::chrono::sys_days{std::chrono::year{2026} / 7 / 1}}};
    const NightlyCopy::Parts parts{.carrier = stick.carrier, .files = files, .clock = clock, .device = tablet.device()};
    NightlyCopy missing{parts, card.path() / "not inserted"};
    CHECK(missing.run().error().code == ErrorCode::copy_storage_missing);

    NightlyCopy copy{parts, card.path()};
    REQUIRE(copy.run());
    const auto before = copy.last_day();
    clock.advance(std::chrono::hours{24});
    files.is_worn = true;
    CHECK(copy.run().error().code == ErrorCode::copy_unreadable);
    CHECK(copy.last_day() == before);
    CHECK(copy.is_due());
    files.is_worn = false;
    REQUIRE(copy.run());
    CHECK(files.list(card.path()).size() == 2);
}
