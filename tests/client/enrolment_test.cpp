// SPDX-License-Identifier: Apache-2.0
//
// Becoming one of the county's over the network, over real TLS, with somebody in between and without.

#include "sync/client/network_enrolment.hpp"

#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <functional>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

// A tablet that nobody has enrolled.
struct Newcomer {
    explicit Newcomer(std::uint64_t seed)
        : device_key{entry::test::signing_key(2 * seed + 101)}, author_key{entry::test::signing_key(2 * seed + 100)},
          request{wire::make_device_request(entry::test::id_of<DeviceId>(seed), device_key, author_key)} {}

    // Whoever answers at this port.
    [[nodiscard]] Result<wire::CountyCard> ask_who(std::uint16_t port) {
        const auto stranger = make_stranger_transport(
            {.server_name = "127.0.0.1", .port = port, .address = {}, .authorities = {}}, clock);
        return client::ask_who(**stranger, entropy, {});
    }
    // The way to the county on the card, at this port.
    [[nodiscard]] std::unique_ptr<Transport> way_to(const wire::CountyCard& card, std::uint16_t port) {
        return make_curl_transport(endpoint_of(card, {.host = "127.0.0.1", .port = port}, {}), clock).value();
    }
    [[nodiscard]] NetworkEnrolment enrolment(Transport& county, const wire::CountyCard& card) {
        return NetworkEnrolment{{.county = county, .device_key = device_key, .entropy = entropy}, card, request};
    }

    SystemClock clock;
    SystemEntropy entropy;
    SigningKey device_key;
    SigningKey author_key;
    wire::DeviceRequest request;
};

// The office's desk, beside the server that runs.
struct Desk {
    explicit Desk(TestCounty& made)
        : county{made},
          office{county::Office::open(made.folder().store_path(), made.folder().load_store_key().value()).value()} {}

    [[nodiscard]] std::string code(std::chrono::minutes ago = {}) {
        return office->make_code(entropy, clock.wall_now() - ago).value();
    }
    [[nodiscard]] const PublicKey& root() const { return county.folder().identity().root; }
    [[nodiscard]] std::vector<std::string> words() {
        std::vector<std::string> shown;
        const auto asked = office->pending(root()).value();
        for (const county::PendingEnrolment& pending : asked) {
            shown.push_back(pending.words);
        }
        return shown;
    }
    wire::Grant approve(std::string_view words) {
        return county.enrol(office->find_request(words, root()).value(), {kVillage});
    }

    TestCounty& county;
    std::unique_ptr<county::Office> office;
    SystemClock clock;
    SystemEntropy entropy;
};

// Answers in the place of whoever is behind it, where it has an answer.
class Between final : public Transport {
public:
    using Answer = std::function<std::optional<Result<Reply>>(const Request&)>;

    Between(Transport& behind, Answer answer) : m_behind{behind}, m_answer{std::move(answer)} {}

    Result<Reply> exchange(const Request& request, std::stop_token stop) override {
        auto answer = m_answer(request);
        return answer ? std::move(*answer) : m_behind.exchange(request, std::move(stop));
    }
    [[nodiscard]] Traffic traffic() const override { return m_behind.traffic(); }

private:
    Transport& m_behind;
    Answer m_answer;
};

Result<Reply> page() {
    constexpr std::string_view kPage = "<html><body>Welcome to the free network. Please log in.</body></html>";
    return Reply{.status = 200, .body = {kPage.begin(), kPage.end()}};
}

}  // namespace

TEST_CASE("Enrolling: over TLS a tablet asks, both sides read the same words, and the grant comes after approval",
          "[sync]") {
    TestCounty county;
    Desk desk{county};
    Newcomer tablet{7};
    const wire::CountyCard card = tablet.ask_who(county.port()).value();
    const auto way = tablet.way_to(card, county.port());
    NetworkEnrolment enrolment = tablet.enrolment(*way, card);
    CHECK_FALSE(enrolment.fetch({}).value());  // unknown there

    const std::string code = desk.code();
    REQUIRE(enrolment.ask(code, {}));
    REQUIRE(enrolment.ask(code, {}));  // the reply was lost: no second use
    const std::string words = wire::enrolment_words(tablet.request, card.root);
    CHECK(desk.words() == std::vector{words});
    CHECK_FALSE(enrolment.fetch({}).value());  // nobody has decided

    const wire::Grant grant = desk.approve(words);
    const auto fetched = enrolment.fetch({}).value();
    REQUIRE(fetched);
    CHECK(wire::decode_grant(*fetched).value() == grant);
    CHECK(grant.device_certificate.key == tablet.request.device_key);
    CHECK(desk.words().empty());
}

TEST_CASE("Enrolling: a code that is wrong, old or another tablet's is refused, and the next one is taken", "[sync]") {
    TestCounty county;
    Desk desk{county};
    Newcomer tablet{7};
    Newcomer other{8};
    const wire::CountyCard card = tablet.ask_who(county.port()).value();
    const auto way = tablet.way_to(card, county.port());
    NetworkEnrolment enrolment = tablet.enrolment(*way, card);
    CHECK(enrolment.ask("NOTACODE22", {}).error().code == ErrorCode::enrolment_code_wrong);
    CHECK(enrolment.ask(desk.code(county::Office::kCodeLife), {}).error().code == ErrorCode::enrolment_code_wrong);
    const std::string used = desk.code();
    const auto others_way = other.way_to(card, county.port());
    REQUIRE(other.enrolment(*others_way, card).ask(used, {}));
    CHECK(enrolment.ask(used, {}).error().code == ErrorCode::enrolment_code_wrong);
    CHECK(enrolment.ask(desk.code(), {}));
    CHECK(desk.words().size() == 2);
}

TEST_CASE("Enrolling: whoever stands between shows other words than the office sees, and is believed no further",
          "[sync][security]") {
    TestCounty county;
    TestCounty thief;
    Desk desk{county};
    Desk thieves{thief};
    Newcomer tablet{7};
    const wire::CountyCard shown = tablet.ask_who(thief.port()).value();  // at the county's address
    const auto way = tablet.way_to(shown, thief.port());
    REQUIRE(tablet.enrolment(*way, shown).ask(thieves.code(), {}));
    // The request is handed on to the office as it is: its words are not those on the tablet.
    REQUIRE(desk.office->ask({.code = desk.code(), .request = encode(tablet.request)}, desk.clock.wall_now()));
    const std::string words = wire::enrolment_words(tablet.request, shown.root);
    REQUIRE(desk.words().size() == 1);
    CHECK(desk.words().front() != words);
    CHECK(desk.office->find_request(words, desk.root()).error().code == ErrorCode::enrolment_unknown);

    // Somebody who found the county once goes to nobody else at that address.
    const wire::CountyCard card = tablet.ask_who(county.port()).value();
    const auto lured = tablet.way_to(card, thief.port());
    const auto refused = tablet.enrolment(*lured, card).fetch({});
    REQUIRE_FALSE(refused);
    CHECK(
        (refused.error().code == ErrorCode::sync_inspected || refused.error().code == ErrorCode::sync_wrong_authority));
}

TEST_CASE("Enrolling: a grant of another county, or for another tablet, is not taken", "[sync][security]") {
    TestCounty county;
    TestCounty thief;
    Newcomer tablet{7};
    Newcomer other{8};
    const wire::CountyCard card = tablet.ask_who(county.port()).value();
    const wire::Grant own = county.enrol(tablet.request, {kVillage});
    const auto way = tablet.way_to(card, county.port());
    Bytes given;
    Between between{*way, [&](const Request& request) -> std::optional<Result<Reply>> {
                        return request.path.starts_with("/v1/enrol/")
                                   ? std::optional<Result<Reply>>{Reply{.status = 200, .body = given}}
                                   : std::nullopt;
                    }};
    NetworkEnrolment enrolment = tablet.enrolment(between, card);
    given = encode(thief.enrol(tablet.request, {kVillage}));
    CHECK(enrolment.fetch({}).error().code == ErrorCode::certificate_invalid);
    given = encode(county.enrol(other.request, {kVillage}));
    CHECK(enrolment.fetch({}).error().code == ErrorCode::device_key_differs);
    given = encode(own);  // the control: by the same way the right one is taken
    CHECK(enrolment.fetch({}).value().has_value());
}

TEST_CASE("Enrolling: a portal's page, yesterday's card and a server that is away are each told by name", "[sync]") {
    TestCounty county;
    Newcomer tablet{7};
    const auto stranger = make_stranger_transport(
        {.server_name = "127.0.0.1", .port = county.port(), .address = {}, .authorities = {}}, tablet.clock);
    Reply before;
    Between learns{**stranger, [&](const Request& request) -> std::optional<Result<Reply>> {
                       before = (*stranger)->exchange(request, {}).value();
                       return before;
                   }};
    REQUIRE(ask_who(learns, tablet.entropy, {}));
    Between replays{**stranger, [&](const Request&) -> std::optional<Result<Reply>> { return before; }};
    CHECK(ask_who(replays, tablet.entropy, {}).error().code == ErrorCode::sync_not_county);
    Between portal{**stranger, [](const Request&) -> std::optional<Result<Reply>> { return page(); }};
    CHECK(ask_who(portal, tablet.entropy, {}).error().code == ErrorCode::sync_portal);
    const wire::CountyCard card = tablet.ask_who(county.port()).value();
    CHECK(tablet.enrolment(portal, card).ask("7KQ2M9RXWD", {}).error().code == ErrorCode::sync_portal);
    CHECK(tablet.enrolment(portal, card).fetch({}).error().code == ErrorCode::sync_portal);

    const std::uint16_t port = county.port();
    county.stop();
    CHECK(tablet.ask_who(port).error().code == ErrorCode::sync_unreachable);
    const auto way = tablet.way_to(card, port);
    CHECK(tablet.enrolment(*way, card).ask("7KQ2M9RXWD", {}).error().code == ErrorCode::sync_unreachable);
}

TEST_CASE("Enrolling: an address and a code are taken as people and keyboards write them", "[sync]") {
    CHECK(read_place("county.example:8443") == EnrolmentPlace{.host = "county.example", .port = 8443});
    CHECK(read_place(" https://county.example/ ") == EnrolmentPlace{.host = "county.example", .port = 443});
    CHECK(read_place("１０。0.0.5：8443") == EnrolmentPlace{.host = "10.0.0.5", .port = 8443});
    for (const char* const wrong :
         {"", ":8443", "county.example:", "county.example:0", "county.example:70000", "a b@c", "县政府", "a:1:2"}) {
        INFO(wrong);
        CHECK_FALSE(read_place(wrong));
    }
    CHECK(read_code("7kq2-m9rx wd") == "7KQ2M9RXWD");
    CHECK(read_code("７kq2m9rxwd") == "7KQ2M9RXWD");
    CHECK(read_code("7KQ2*").empty());
    CHECK(read_code(std::string(100, 'A')).empty());
}

TEST_CASE("Enrolling: what is kept meanwhile is read back, and nothing of a file that was cut or changed", "[sync]") {
    TestCounty county;
    Newcomer tablet{7};
    const EnrolmentRequest request{.place = {.host = "county.example", .port = 8443},
                                   .code = "7KQ2M9RXWD",
                                   .card = tablet.ask_who(county.port()).value(),
                                   .has_arrived = true,
                                   .words_agree = true};
    const Bytes kept = encode(request);
    CHECK(decode_enrolment_request(kept).value() == request);
    for (std::size_t size = 0; size < kept.size(); size += 7) {
        CHECK_FALSE(decode_enrolment_request(ByteView{kept}.first(size)));
    }
    Bytes changed = kept;
    changed[kept.size() / 2] ^= 1U;
    CHECK_FALSE(decode_enrolment_request(changed));
}
