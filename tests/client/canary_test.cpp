// SPDX-License-Identifier: Apache-2.0
//
// Where a person's name may not be found: in bundles, in what proxies and servers log of a request, in error details.

#include "sync/client/carry.hpp"
#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <mutex>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

constexpr std::string_view kName = "Shili A";  // in every entry of the fixture

bool holds(ByteView bytes, std::string_view word) { return !std::ranges::search(bytes, as_bytes(word)).empty(); }

// What everybody on the way may note of each request and reply.
class Listening final : public Transport {
public:
    explicit Listening(Transport& transport) : m_transport{transport} {}

    Result<Reply> exchange(const Request& request, std::stop_token stop) override {
        noted += request.path;
        for (const Header& header : request.headers) {
            noted += header.name + header.value;
        }
        auto reply = m_transport.exchange(request, std::move(stop));
        noted += reply ? std::string{} : reply.error().describe();
        return reply;
    }
    [[nodiscard]] Traffic traffic() const override { return m_transport.traffic(); }

    std::string noted;

private:
    Transport& m_transport;
};

}  // namespace

TEST_CASE("Canaries: no address, header or error of a talk says whom it is about", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    const auto photo = tablet.save_photo(2000);
    Listening listening{tablet.transport()};
    SystemClock clock;
    SystemEntropy entropy;
    StatusBoard board;
    SyncClient talk{tablet.grant(), SyncClient::Parts{.transport = listening,
                                                      .store = tablet.store(),
                                                      .device_key = tablet.device_key(),
                                                      .clock = clock,
                                                      .entropy = entropy,
                                                      .board = board,
                                                      .files = &tablet.sync_files()}};
    REQUIRE(talk.sync({}));
    county.stop();
    REQUIRE_FALSE(talk.sync({}));
    CHECK(listening.noted.find(photo.address.to_string()) != std::string::npos);  // the control: it did listen
    CHECK(listening.noted.find(kName) == std::string::npos);
    CHECK(listening.noted.find(entry::test::id_of<EntityId>(14).to_string()) == std::string::npos);
    CHECK(listening.noted.find(kVillage) == std::string::npos);
}

TEST_CASE("Canaries: a bundle says neither who is in it nor whose tablet made it", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    const entry::SignedEntry saved = tablet.save();
    REQUIRE(holds(saved.encode(), kName));  // the control
    const wire::Grant grant = tablet.grant();
    SystemEntropy entropy;
    Carrier carrier{{.grant = grant,
                     .store = tablet.store(),
                     .device_key = tablet.device_key(),
                     .entropy = entropy,
                     .files = &tablet.sync_files()}};
    std::size_t bundles = 0;
    REQUIRE(carrier.pack(Packing::unsent, [&](ByteView bundle) -> Result<void> {
        ++bundles;
        CHECK_FALSE(holds(bundle, kName));
        CHECK(std::ranges::search(bundle, tablet.device().bytes()).empty());
        CHECK(std::ranges::search(bundle, entry::test::id_of<EntityId>(14).bytes()).empty());
        return {};
    }));
    CHECK(bundles == 1);
}
