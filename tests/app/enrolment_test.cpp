// SPDX-License-Identifier: Apache-2.0
//
// A tablet becomes the county's over the network, as a coordinator and the office do it: real pages, a real server.

#include "core/base/beijing_time.hpp"
#include "sync/county/county.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/office.hpp"
#include "sync/county/publishing.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/app/sixth_county.hpp"
#include "tests/vault/temporary_folder.hpp"
#include "ui/kit/read_along.hpp"

#include <filesystem>
#include <thread>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::kSixth;
using daohu::testing::sixth_county;
using daohu::testing::Village;

namespace {

constexpr const char* kVillageCode = "999999000001";

// A county that serves, and its office.
class Office {
public:
    // `pack`: that it names to its tablets; empty: none.
    explicit Office(std::string_view pack = {}) {
        REQUIRE((pack.empty() || m_made.name_pack(pack)));
        serve(0);
    }

    void serve(std::uint16_t port) {
        m_county.emplace(county::County::open(m_folder.path(), m_clock, m_entropy).value());
        REQUIRE(m_county->serve({.address = "127.0.0.1", .port = port}));
    }
    void stop() { m_county.reset(); }
    [[nodiscard]] std::uint16_t port() const { return m_county->port(); }
    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port()); }
    [[nodiscard]] std::string code() { return m_desk->make_code(m_entropy, m_clock.wall_now()).value(); }
    // What the tablets that asked show.
    [[nodiscard]] std::vector<std::string> words() {
        std::vector<std::string> shown;
        const auto asked = m_desk->pending(m_made.identity().root).value();
        for (const county::PendingEnrolment& pending : asked) {
            shown.push_back(pending.words);
        }
        return shown;
    }
    void approve(const std::string& words) { (void)enrol(m_desk->find_request(words, m_made.identity().root).value()); }
    wire::Grant enrol(const wire::DeviceRequest& request) {
        const auto store = county::open_sqlcipher_store(m_made.store_path(), m_made.load_store_key().value()).value();
        return county::enrol(m_made, *store, request, {kVillageCode}, m_clock, m_entropy).value();
    }
    void publish(const policy::PackFiles& pack) {
        county::Publication publication{
            .kind = wire::ArtefactKind::pack, .id = kSixth, .version = "1", .effective_from = {}, .files = {}};
        for (const auto& [name, text] : pack) {
            publication.files[name] = Bytes(text.begin(), text.end());
        }
        const auto store = county::open_sqlcipher_store(m_made.store_path(), m_made.load_store_key().value()).value();
        REQUIRE(county::publish(m_made, *store, publication, m_clock, m_entropy));
    }
    [[nodiscard]] std::uint64_t entries() { return m_county->store().count().value().entries; }

private:
    daohu::test::TemporaryFolder m_folder;
    SystemClock m_clock;
    SystemEntropy m_entropy;
    county::Folder m_made{county::Folder::create(m_folder.path(), "county.example", m_entropy).value()};
    std::unique_ptr<county::Office> m_desk{
        county::Office::open(m_made.store_path(), m_made.load_store_key().value()).value()};
    std::optional<county::County> m_county;
};

void open_page(AppBench& bench) {
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.enrol");
}

// Draws until this is shown, as the tablet's thread comes to it.
void await(AppBench& bench, std::string_view id) {
    for (int polls = 0; polls < 3000 && !bench.shows(id); ++polls) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
        bench.screen().step();
    }
    INFO(id);
    REQUIRE(bench.shows(id));
}

// Why the first attempt that fails does.
std::optional<Error> await_failure(AppBench& bench) {
    std::optional<Error> failure;
    for (int polls = 0; polls < 3000 && !failure; ++polls) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
        bench.screen().step();
        failure = bench.app().tablet()->enrolment()->status().failure;
    }
    return failure;
}

void ask(AppBench& bench, const std::string& address, const std::string& code) {
    bench.enter("enrol.address", address);
    bench.enter("enrol.code", code);
    bench.tap("enrol.send");
}

// In the app, in a folder where there is none.
void make_tablet_here(AppBench& bench) {
    bench.enter("secret.next", journeys::FieldTablet::passphrase());
    bench.enter("secret.again", journeys::FieldTablet::passphrase());
    bench.tap("secret.keep");
    bench.wait();
    REQUIRE(bench.app().tablet() != nullptr);
}

// From its page to the lock.
void enrol_over_network(AppBench& bench, Office& office) {
    bench.tap("enrol.use_network");
    ask(bench, office.address(), office.code());
    await(bench, "enrol.agree");
    office.approve(office.words().front());
    bench.tap("enrol.agree");
    await(bench, "enrol.lock");
    bench.tap("enrol.lock");
}

const Assets& assets_of(AppBench& bench) { return bench.app().tablet()->assets(); }

}  // namespace

TEST_CASE("Enrolling: with a code, six words and an approval a tablet is the county's, and sends", "[app]") {
    const Village village;
    Office office;
    AppBench bench{village.folder()};
    open_page(bench);
    bench.tap("enrol.use_network");
    ask(bench, office.address(), "WRONGCODE2");
    await(bench, "enrol.send");  // the code is asked for again, with what was typed before
    ask(bench, office.address(), office.code());
    await(bench, "enrol.agree");
    REQUIRE(office.words().size() == 1);

    // Nothing is taken before somebody has compared, whatever the office has done.
    office.approve(office.words().front());
    CHECK_FALSE(std::filesystem::exists(village.folder() / "grant"));

    // What was asked survives the app.
    bench.cut();
    open_page(bench);
    await(bench, "enrol.agree");
    bench.tap("enrol.agree");
    await(bench, "enrol.lock");
    CHECK(std::filesystem::exists(village.folder() / "grant"));
    CHECK_FALSE(std::filesystem::exists(village.folder() / "enrolment"));
    bench.tap("enrol.lock");
    bench.unlock();
    bench.wait();
    CHECK(bench.app().tablet()->grant()->villages.front().code == kVillageCode);
    CHECK(office.entries() > 0);  // where it was enrolled is where it sends
}

TEST_CASE("Enrolling: while the county is away the request is kept and told why, and it can be taken back", "[app]") {
    const Village village;
    Office office;
    const std::string address = office.address();
    const std::uint16_t port = office.port();
    const std::string code = office.code();
    office.stop();
    AppBench bench{village.folder()};
    open_page(bench);
    bench.tap("enrol.use_network");
    ask(bench, address, code);
    bench.wait();
    await(bench, "enrol.again");
    const std::optional<Error> failure = await_failure(bench);
    REQUIRE(failure);
    CHECK(failure->code == ErrorCode::sync_unreachable);
    CHECK(std::filesystem::exists(village.folder() / "enrolment"));

    office.serve(port);
    bench.tap("enrol.again");
    await(bench, "enrol.differ");
    bench.tap("enrol.differ");
    CHECK(bench.shows("enrol.send"));
    CHECK_FALSE(std::filesystem::exists(village.folder() / "enrolment"));
    office.approve(office.words().front());  // by mistake: nothing comes of it here
    bench.wait();
    CHECK_FALSE(std::filesystem::exists(village.folder() / "grant"));
}

TEST_CASE("Enrolling: a tablet that was made in the app is led there, and is the county's with a code", "[app]") {
    const daohu::test::TemporaryFolder home;
    Office office;
    AppBench bench{home / "tablet"};
    make_tablet_here(bench);
    enrol_over_network(bench, office);
    bench.unlock();
    bench.wait();
    CHECK(bench.app().tablet()->grant()->villages.front().code == kVillageCode);
    CHECK(bench.app().tablet()->sync() != nullptr);
}

TEST_CASE("Enrolling: a tablet that was made in the app is the county's with a stick", "[app]") {
    const daohu::test::TemporaryFolder home;
    const daohu::test::TemporaryFolder stick;
    Office office;
    AppBench bench{home / "tablet"};
    bench.machine().stick = stick.path();
    make_tablet_here(bench);
    bench.tap("enrol.write");
    const std::filesystem::directory_iterator written{stick.path()};
    REQUIRE(written != std::filesystem::directory_iterator{});
    const auto request = wire::decode_device_request(bench.machine().files.read(written->path(), 4096).value());
    REQUIRE(request);
    REQUIRE(vault::replace_file(bench.machine().files, stick / "answer", encode(office.enrol(*request))));
    bench.tap("enrol.read");
    bench.cut();
    bench.unlock();
    REQUIRE(bench.app().tablet()->grant());
    CHECK(bench.app().tablet()->grant()->villages.front().code == kVillageCode);
}

TEST_CASE("Enrolling: a tablet whose county names no pack works under nobody else's", "[app]") {
    const daohu::test::TemporaryFolder home;
    Office office;
    AppBench bench{home / "tablet", {.pack = {}}};
    make_tablet_here(bench);
    enrol_over_network(bench, office);
    bench.unlock();
    CHECK(assets_of(bench).is_pack_awaited);
    const auto pack = bench.app().tablet()->workspace().rules().on(beijing_date(SystemClock{}.wall_now()));
    REQUIRE(pack);
    CHECK((*pack)->id != kUsualPack);
    bench.tap("tab.sync");
    const kit::ReadAlong reader;
    bench.screen().step();
    CHECK(reader.has_read("县里没有指定"));
}

TEST_CASE("Enrolling: a tablet works under the pack that its grant names, though the app came without it", "[app]") {
    const daohu::test::TemporaryFolder home;
    const std::filesystem::path folder = home / "tablet";
    Office office{kSixth};
    office.publish(sixth_county("2026-01-01"));
    {
        AppBench bench{folder, {.pack = {}}};
        make_tablet_here(bench);
        CHECK(assets_of(bench).pack == kUsualPack);  // nobody has said anything yet
        enrol_over_network(bench, office);
        // Nothing was fetched yet: no figure of another county counts meanwhile.
        bench.unlock();
        CHECK(assets_of(bench).pack == kSixth);
        CHECK(assets_of(bench).is_pack_awaited);
        bench.tap("tab.sync");
        {
            const kit::ReadAlong reader;
            bench.screen().step();
            CHECK(reader.has_read("县里的政策还没到这台平板"));
        }
        bench.app().tablet()->sync()->request();
        bench.wait();
        bench.cut();
        bench.unlock();
        CHECK_FALSE(assets_of(bench).is_pack_awaited);
        const auto pack = bench.app().tablet()->workspace().rules().on(beijing_date(SystemClock{}.wall_now()));
        REQUIRE(pack);
        CHECK((*pack)->id == kSixth);
        CHECK((*pack)->label.en == "Sixth County");
        bench.wait();
    }
    // What is said at the tablet comes before the grant's.
    AppBench bench{folder, {.pack = "boshan-2021"}};
    bench.unlock();
    CHECK(assets_of(bench).pack == "boshan-2021");
    bench.wait();
}

TEST_CASE("Enrolling: a pack that the app came with is in force with the grant that names it, at once", "[app]") {
    const daohu::test::TemporaryFolder home;
    Office office{"boshan-2021"};
    AppBench bench{home / "tablet", {.pack = {}}};
    make_tablet_here(bench);
    enrol_over_network(bench, office);
    bench.unlock();
    CHECK(assets_of(bench).pack == "boshan-2021");
    CHECK_FALSE(assets_of(bench).is_pack_awaited);
    bench.wait();

    // One practises by the rules that one works by.
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.tap("settings.practice");
    bench.tap("settings.practice.act");
    bench.wait();
    REQUIRE(bench.app().tablet() != nullptr);
    CHECK(bench.app().tablet()->is_practice());
    CHECK(assets_of(bench).pack == "boshan-2021");
    bench.cut();
    bench.unlock();
    CHECK(assets_of(bench).pack == "boshan-2021");
    bench.wait();
}
