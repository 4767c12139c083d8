// SPDX-License-Identifier: Apache-2.0
//
// What the app's link to the county does for each kind of answer: a real county and real TLS on loopback, or nobody.

#include "platform/daohu/county_link.hpp"

#include "core/base/beijing_time.hpp"
#include "core/ports/fake_connectivity.hpp"
#include "core/vault/attachments.hpp"
#include "tests/client/county_fixture.hpp"
#include "tests/entry/builders.hpp"
#include "tests/journeys/field.hpp"

#include <catch2/catch_test_macros.hpp>

#include <condition_variable>
#include <functional>

using namespace daohu;
using client::test::TestCounty;

namespace {

constexpr std::chrono::seconds kPatience{60};

// The system's clock, set to a time of this day in Beijing.
class DayClock final : public Clock {
public:
    explicit DayClock(std::chrono::minutes time_of_day)
        : m_shift{time_of_day -
                  std::chrono::floor<std::chrono::minutes>(beijing_time(m_system.wall_now()).time_of_day)} {}

    [[nodiscard]] WallTime wall_now() const override { return m_system.wall_now() + m_shift; }
    [[nodiscard]] MonotonicTime monotonic_now() const override { return m_system.monotonic_now(); }
    [[nodiscard]] std::array<std::uint8_t, 16> boot_id() const override { return m_system.boot_id(); }

private:
    SystemClock m_system;
    std::chrono::minutes m_shift;
};

// A coordinator's tablet, enrolled, with one record on it that the county does not have.
class Desk {
public:
    explicit Desk(TestCounty& county, std::chrono::minutes time_of_day = std::chrono::hours{12})
        : m_clock{time_of_day},
          m_grant{county.enrol(wire::make_device_request(m_tablet.vault().device(), m_tablet.vault().device_key(),
                                                         m_tablet.vault().author_key()),
                               {client::test::kVillage})} {
        m_tablet.enrol({.viewer = {}, .trust = {}, .county = {}}, m_grant.villages.front().stream);
        m_tablet.import("household", {{"address", "示例村 1"}});
        network.set(Network::unmetered);
    }

    // With an entry that names it.
    Hash256 save_photo() {
        vault::AttachmentStore attachments{m_files, m_entropy, m_tablet.vault().folder()};
        const auto photo = attachments.add(Bytes(kPhotoBytes, 7), "image/jpeg").value();
        entry::EntryDraft draft = entry::test::family_draft();
        draft.scope = stream();
        draft.sections[1].operations.push_back(
            {entry::OperationCode::attach, "person", {{"photo", vault::encode(photo), {}}}, {}});
        m_tablet.save(draft);
        return photo.address;
    }

    // Settles when a talk that was asked for has ended.
    void talk() {
        m_link->request();
        settle();
    }
    void settle() {
        await([this] { return !m_link->is_talking(); });
    }

    void open(std::uint16_t port, std::optional<std::filesystem::path> second_storage = {}) {
        m_link = CountyLink::open({.workspace = m_tablet.workspace(),
                                   .vault = m_tablet.vault(),
                                   .files = m_files,
                                   .clock = m_clock,
                                   .entropy = m_entropy,
                                   .schemas = m_tablet.county().schemas,
                                   .dictionaries = m_dictionaries,
                                   .keep_grant = [](ByteView) { return Result<void>{}; },
                                   .second_storage = std::move(second_storage),
                                   .changed =
                                       [this] {
                                           const std::lock_guard lock{m_mutex};
                                           m_changed.notify_all();
                                       },
                                   .photos = choose,
                                   .network = &network},
                                  m_grant,
                                  {.server_name = m_grant.server_name,
                                   .port = port,
                                   .address = "127.0.0.1",
                                   .authorities = m_grant.authorities})
                     .value();
        settle();
    }
    // Until this is so, as far as the sync thread has come.
    void await(const std::function<bool()>& is_so) {
        std::unique_lock lock{m_mutex};
        REQUIRE(m_changed.wait_for(lock, kPatience, is_so));
    }
    Result<CarryOutcome> carry(CarryErrand errand, const std::filesystem::path& folder) {
        std::optional<Result<CarryOutcome>> outcome;
        m_link->carry(errand, folder);
        await([&] { return outcome.has_value() || (outcome = m_link->take_carry_outcome()).has_value(); });
        return std::move(*outcome);
    }

    [[nodiscard]] CountyLink& link() { return *m_link; }
    [[nodiscard]] StreamId stream() const { return m_grant.villages.front().stream; }
    [[nodiscard]] DeviceId device() const { return m_tablet.vault().device(); }
    [[nodiscard]] client::RecordState record() const { return m_link->status().record(1).state; }
    [[nodiscard]] std::optional<ErrorCode> failure() const {
        const auto failure = m_link->failure();
        return failure ? std::optional{failure->code} : std::nullopt;
    }

    FakeConnectivity network;
    PhotoChoice choose = PhotoChoice::on_wifi;

private:
    static constexpr std::size_t kPhotoBytes = 200'000;

    journeys::FieldTablet m_tablet{journeys::county("songpan-2021"), "link", SystemClock{}.wall_now()};
    DayClock m_clock;
    vault::SystemFiles m_files;
    SystemEntropy m_entropy;
    wire::Dictionaries m_dictionaries;
    wire::Grant m_grant;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unique_ptr<CountyLink> m_link;  // last: its thread uses all of the above
};

}  // namespace

TEST_CASE("CountyLink: what was written before it was opened goes with the first talk", "[sync]") {
    TestCounty county;
    Desk desk{county};
    desk.open(county.port());
    CHECK_FALSE(desk.failure());
    CHECK(desk.link().last_attempt());
    CHECK(desk.link().status().last_success);
    CHECK(desk.record() == client::RecordState::delivered);
    CHECK(county.count().entries == 1);
}

TEST_CASE("CountyLink: why a talk failed is kept until one ends well, and a person's wish makes the next one",
          "[sync]") {
    TestCounty county;
    Desk desk{county};
    const std::uint16_t port = county.port();
    county.stop();
    desk.open(port);
    CHECK(desk.failure() == ErrorCode::sync_unreachable);
    CHECK(desk.record() == client::RecordState::waiting);

    county.restart(port);
    desk.link().request();
    desk.await([&] { return !desk.link().is_talking() && !desk.link().failure(); });
    CHECK(desk.record() == client::RecordState::delivered);
}

TEST_CASE("CountyLink: a tablet that was revoked says so, after it has brought what it had", "[sync]") {
    TestCounty county;
    Desk desk{county};
    county.revoke(desk.device());
    desk.open(county.port());
    CHECK(desk.failure() == ErrorCode::sync_revoked);
    CHECK(desk.link().status().standing == wire::DeviceStanding::revoked);
    CHECK(county.count().entries == 1);
}

TEST_CASE("CountyLink: another county at the same address is told nothing", "[sync]") {
    TestCounty county;
    TestCounty other;
    Desk desk{county};
    desk.open(other.port());
    CHECK((desk.failure() == ErrorCode::sync_wrong_authority || desk.failure() == ErrorCode::sync_inspected));
    CHECK(desk.record() == client::RecordState::waiting);
    CHECK(other.count().entries == 0);
}

TEST_CASE("CountyLink: without a network a stick takes what waits, and an empty one says that it is empty", "[sync]") {
    TestCounty county;
    Desk desk{county};
    const std::uint16_t port = county.port();
    county.stop();
    desk.open(port);
    const daohu::test::TemporaryFolder stick;
    const auto nothing = desk.carry(CarryErrand::read, stick.path());
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().code == ErrorCode::not_found);

    const auto written = desk.carry(CarryErrand::write, stick.path());
    REQUIRE(written);
    CHECK(written->entries == 1);
    const std::filesystem::directory_iterator files{stick.path()};
    CHECK(std::distance(begin(files), end(files)) == 1);
    CHECK_FALSE(desk.link().take_carry_outcome());  // said once
}

TEST_CASE("CountyLink: a copy of the night that failed is said, and the talk goes on", "[sync]") {
    TestCounty county;
    const daohu::test::TemporaryFolder storage;
    Desk desk{county, std::chrono::hours{23}};
    SECTION("there is no storage") {
        desk.open(county.port(), storage / "taken-out");
        REQUIRE(desk.link().copy_failure());
        CHECK(desk.link().copy_failure()->code == ErrorCode::copy_storage_missing);
    }
    SECTION("the control: there is one, and it takes the copy") {
        desk.open(county.port(), storage.path());
        CHECK_FALSE(desk.link().copy_failure());
        CHECK_FALSE(std::filesystem::is_empty(storage.path()));
    }
    CHECK_FALSE(desk.failure());
    CHECK(desk.record() == client::RecordState::delivered);
}

TEST_CASE("CountyLink: photographs wait for Wi-Fi, their records do not", "[sync]") {
    TestCounty county;
    Desk desk{county};
    desk.network.set(Network::metered);
    const Hash256 photo = desk.save_photo();
    desk.open(county.port());
    CHECK_FALSE(desk.failure());
    CHECK(county.count().entries == 2);
    CHECK_FALSE(county.file_size(desk.stream(), photo));
    CHECK(desk.link().photo_wait() == PhotoWait::wifi);
    CHECK(desk.link().status().photos.large == 1);

    desk.network.set(Network::unmetered);
    CHECK(desk.link().photo_wait() == PhotoWait::nothing);
    desk.talk();
    CHECK(county.file_size(desk.stream(), photo));
    CHECK(desk.link().status().photos.large == 0);
}

TEST_CASE("CountyLink: photographs that a person sends go over any link, those taken later wait again", "[sync]") {
    TestCounty county;
    Desk desk{county};
    desk.network.set(Network::unknown);
    const Hash256 photo = desk.save_photo();
    desk.open(county.port());
    CHECK_FALSE(county.file_size(desk.stream(), photo));
    CHECK(desk.link().photo_wait() == PhotoWait::unknown_link);

    desk.link().send_photos();
    desk.settle();
    CHECK(county.file_size(desk.stream(), photo));
    CHECK(desk.link().photo_wait() == PhotoWait::unknown_link);
    const Hash256 later = desk.save_photo();
    desk.talk();
    CHECK_FALSE(county.file_size(desk.stream(), later));
}

TEST_CASE("CountyLink: what was chosen for photographs holds from the next talk on", "[sync]") {
    TestCounty county;
    Desk desk{county};
    const Hash256 photo = desk.save_photo();
    SECTION("only when asked: not over Wi-Fi either") {
        desk.choose = PhotoChoice::when_asked;
        desk.open(county.port());
        CHECK_FALSE(county.file_size(desk.stream(), photo));
        CHECK(desk.link().photo_wait() == PhotoWait::word);
        desk.link().set_photos(PhotoChoice::on_wifi);
        desk.settle();
    }
    SECTION("always: over mobile data too") {
        desk.choose = PhotoChoice::always;
        desk.network.set(Network::metered);
        desk.open(county.port());
    }
    SECTION("with no interface at all whoever is reached is this machine") {
        desk.network.set(Network::none);
        desk.open(county.port());
    }
    CHECK(county.file_size(desk.stream(), photo));
}
