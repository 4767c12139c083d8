// SPDX-License-Identifier: Apache-2.0
//
// What is sealed, by the real way: forms on tablets, a county's server on loopback, and back. A safety case reaches the
// readers that the county named, a complaint everybody but whom it is about; every other tablet, and the server itself,
// has nothing in which a word of it stands.
#include "core/base/beijing_time.hpp"
#include "core/casework/act/own_role.hpp"
#include "core/casework/read/due.hpp"
#include "tests/client/county_fixture.hpp"
#include "tests/journeys/canary.hpp"
#include "tests/journeys/families.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace daohu;
using namespace daohu::journeys;
using casework::Role;

namespace {

using TestCounty = client::test::TestCounty;

// A tablet of the field with a line to the county.
class Connected {
public:
    Connected(TestCounty& county, std::string_view name, Role role, const char* village = kVillage,
              std::string_view pack = "boshan-2021")
        : tablet{journeys::county(pack), name, m_clock.wall_now()} {
        const vault::Vault& vault = tablet.vault();
        m_grant =
            county.enrol(wire::make_device_request(vault.device(), vault.device_key(), vault.author_key()), {village});
        tablet.enrol({.viewer = {.role = role, .worker = {}},
                      .trust = casework::CountyTrust{.root = m_grant.root, .division = village},
                      .county = this->county()},
                     m_grant.villages.front().stream);
        m_store.emplace(tablet.workspace().store_thread(), m_clock);
        m_transport = client::make_curl_transport({.server_name = m_grant.server_name,
                                                   .port = county.port(),
                                                   .address = "127.0.0.1",
                                                   .authorities = m_grant.authorities},
                                                  m_clock)
                          .value();
        m_client.emplace(m_grant, client::SyncClient::Parts{.transport = *m_transport,
                                                            .store = *m_store,
                                                            .device_key = vault.device_key(),
                                                            .clock = m_clock,
                                                            .entropy = m_entropy,
                                                            .board = m_board});
    }

    void sync() {
        const auto report = m_client->sync({});
        INFO((report ? std::string{} : report.error().describe()));
        REQUIRE(report);
    }
    [[nodiscard]] journal::CountyDevices county() const {
        return {{m_grant.server_certificate.device, m_grant.server_certificate.key}};
    }
    [[nodiscard]] DeviceId device() const { return tablet.vault().device(); }
    [[nodiscard]] BoxPublicKey box() const { return box_key_of(tablet.vault().author_key().public_key()).value(); }
    [[nodiscard]] bool has(const entry::EntryId& id) {
        auto reading =
            tablet.workspace().store_thread().call(registry::JobUrgency::person, [&id](registry::Recorder& recorder) {
                return recorder.journal().reader().find(id);
            });
        return !reading.get().value().empty();
    }
    [[nodiscard]] const registry::Entity* opened(EntityId id) { return (*tablet.workspace().sealed())->find(id); }

private:
    SystemClock m_clock;
    SystemEntropy m_entropy;
    wire::Grant m_grant;
    client::StatusBoard m_board;
    std::unique_ptr<client::Transport> m_transport;

public:
    FieldTablet tablet;

private:
    std::optional<client::RecorderSyncStore> m_store;
    std::optional<client::SyncClient> m_client;
};

county::NamedReader reader(TestCounty& county, const Connected& tablet, std::optional<EntityId> worker = {}) {
    auto named = county::find_reader(county.county().store(), tablet.device().to_string()).value();
    named.worker = worker;
    return named;
}

// Everything that the server keeps, as it is in its open store, and every file beside it.
bool server_holds(TestCounty& county, std::string_view word) {
    const auto holds = [&](ByteView bytes) { return !std::ranges::search(bytes, as_bytes(word)).empty(); };
    const auto entries = county.county().store().entries_after(county::EntryRow{0}, 10'000).value();
    for (const county::RawEntry& raw : entries) {
        if (holds(raw.bytes)) {
            return true;
        }
    }
    for (const auto& file : std::filesystem::recursive_directory_iterator{county.folder().path()}) {
        if (!file.is_regular_file()) {
            continue;
        }
        std::ifstream in{file.path(), std::ios::binary};
        const std::string content{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
        if (holds(as_bytes(content))) {
            return true;
        }
    }
    return false;
}

void check_no_trace(Connected& other, const entry::EntryId& entry, EntityId subject) {
    for (const char* canary : kCanaries) {
        CAPTURE(canary);
        CHECK(places_with(other.tablet, canary).empty());
    }
    CHECK_FALSE(other.has(entry));
    CHECK(other.opened(subject) == nullptr);
    CHECK_FALSE(other.tablet.workspace().reading().registry.find(subject)->has_value());
}

}  // namespace

TEST_CASE("Reach: a safety case goes from the village through the server to the social worker, and to nobody else",
          "[journeys][safety]") {
    TestCounty county;
    Connected finder{county, "finder", Role::coordinator};
    Connected colleague{county, "colleague", Role::coordinator};
    Connected elsewhere{county, "elsewhere", Role::coordinator, "999999001002"};
    Connected worker{county, "social worker", Role::social_worker, "999999001002"};
    CHECK(finder.tablet.refused("discovery", {}, canary_discovery("yes")) == ErrorCode::casework_no_reader);
    const auto drafts = finder.tablet.workspace().drafts();
    REQUIRE(drafts->size() == 1);
    REQUIRE(finder.tablet.workspace().discard(drafts->front().id));
    county.name_readers({.audience = "safety", .division = kTownship, .readers = {reader(county, worker)}});
    finder.sync();

    const Filled found = finder.tablet.fill("discovery", {}, canary_discovery("yes"));
    const EntityId the_case = found.made("case");
    for (Connected* tablet : {&finder, &worker, &colleague, &elsewhere}) {
        tablet->sync();
    }
    CHECK(county.count().not_accepted == 0);
    REQUIRE(worker.opened(the_case) != nullptr);
    CHECK(worker.opened(the_case)->text("note") == kNote);
    CHECK(worker.opened(found.made("person"))->text("full_name") == kName);

    check_no_trace(colleague, found.entry, the_case);
    check_no_trace(elsewhere, found.entry, the_case);
    for (const char* canary : kCanaries) {
        CAPTURE(canary);
        CHECK(places_with(finder.tablet, canary).empty());  // whoever wrote it cannot read it again
        CHECK_FALSE(server_holds(county, canary));
    }

    SECTION("what follows takes the same way, and what the worker writes is read by no coordinator") {
        const Filled aid = finder.tablet.fill("first_aid", {{"case_id", the_case}, {"township", "示例乡"}},
                                              {{"aid/place", kPlace},
                                               {"aid/gave_cash", "yes"},
                                               {"aid/cash", "200"},
                                               {"aid/gave_goods", "no"},
                                               {"aid/fund_source", "personal"},
                                               {"aid/use", "sudden"},
                                               {"aid/village_delegated", "no"},
                                               {"aid/witness_name", kName},
                                               {"aid/no_signature", "refused"}});
        finder.sync();
        worker.sync();
        REQUIRE(worker.opened(aid.made("first_aid")) != nullptr);
        const Filled referral = worker.tablet.fill("referral", {{"case_id", the_case}},
                                                   {{"referral/body", "police"},
                                                    {"referral/programme", "other"},
                                                    {"referral/reason", kNote},
                                                    {"referral/facts_shared", "identity"},
                                                    {"referral/person_agrees", "agrees"}});
        const Filled feedback =
            worker.tablet.fill("referral_feedback", {{"referral_id", referral.made("referral")}},
                               {{"progress/state", "done"}, {"progress/result", kNote}, {"step/step_by", kName}});
        const Filled revisit = worker.tablet.fill("revisit", {{"case_id", the_case}},
                                                  {{"revisit/rating", "4"}, {"revisit/revisit_note", kNote}});
        worker.sync();
        colleague.sync();
        finder.sync();
        CHECK(county.count().not_accepted == 0);
        CHECK(worker.opened(referral.made("referral"))->text("state") == "done");
        for (Connected* tablet : {&colleague, &finder}) {
            check_no_trace(*tablet, feedback.entry, feedback.made("referral_step"));
            check_no_trace(*tablet, revisit.entry, revisit.made("revisit"));
        }
        check_no_trace(colleague, aid.entry, aid.made("first_aid"));
        check_no_trace(colleague, referral.entry, referral.made("referral"));
        check_no_trace(finder, referral.entry, referral.made("referral"));
        CHECK_FALSE(server_holds(county, kNote));
    }
    SECTION("a second worker, named later, is given what is sealed to him from then on") {
        Connected second{county, "second worker", Role::social_worker, "999999001002"};
        county.name_readers(
            {.audience = "safety", .division = kTownship, .readers = {reader(county, worker), reader(county, second)}});
        finder.sync();
        const Filled next = finder.tablet.fill("discovery", {}, canary_discovery("yes"));
        finder.sync();
        second.sync();
        worker.sync();
        CHECK(second.opened(next.made("case")) != nullptr);
        CHECK(worker.opened(next.made("case")) != nullptr);
        CHECK(second.opened(the_case) == nullptr);
        CHECK_FALSE(second.has(found.entry));
    }
}

TEST_CASE("J6: a pause of reviews that the county pushes holds a review back where the document allows one",
          "[journeys]") {
    const auto [pack, expected] = GENERATE(table<std::string, casework::DueState>(
        {{"fuliang-2021", casework::DueState::paused}, {"lushan-2021", casework::DueState::overdue}}));
    TestCounty county;
    Connected tablet{county, "tablet", Role::coordinator, kVillage, pack};
    const Date today = beijing_date(SystemClock{}.wall_now());
    const auto days_from_today = [&](std::int64_t days) { return today.plus_days(days).value().to_string(); };
    tablet.tablet.clock.set_wall(SystemClock{}.wall_now() - std::chrono::days{251});
    const Home home = enter(
        tablet.tablet, {.members = {{.name = "示例·己", .more = monthly_aid(1, "dibao", "2020-01-01")}}, .more = {}});
    review(tablet.tablet, home, days_from_today(-250), {.irregular = "yes", .able = "yes"});
    tablet.tablet.clock.set_wall(SystemClock{}.wall_now());
    const auto state = [&] {
        const auto lines = casework::due_lines(tablet.tablet.workspace().reading(), {.today = today, .days_ahead = 30});
        REQUIRE(lines);
        REQUIRE(lines->size() == 1);
        return lines->front().state;
    };
    CHECK(state() == casework::DueState::overdue);

    county.import_csv(
        "from,until\n" + days_from_today(-100) + "," + days_from_today(10) + "\n",
        {.dataset = "review_pause", .village = kVillage, .renamed = {}, .mode = county::ImportMode::apply});
    tablet.sync();
    CHECK(state() == expected);
}

TEST_CASE("Reach: the county's register of workers gives a tablet its role, and another tablet none", "[journeys]") {
    TestCounty county;
    Connected tablet{county, "tablet", Role::coordinator};
    Connected other{county, "other", Role::coordinator};
    county.import_csv("full_name,roles,tablets\n示例·主任,township_desk," + tablet.device().to_string() + "\n",
                      {.dataset = "worker", .village = kVillage, .renamed = {}, .mode = county::ImportMode::apply});
    const auto role_on = [](Connected& connected) {
        connected.sync();
        return casework::viewer_of(connected.tablet.workspace().reading().registry, connected.device(),
                                   connected.county(), beijing_date(connected.tablet.clock.wall_now()))
            .value();
    };
    const auto viewer = role_on(tablet);
    REQUIRE(viewer);
    CHECK(viewer->role == Role::township_desk);
    CHECK(viewer->worker.has_value());
    CHECK_FALSE(role_on(other));
}

TEST_CASE("Reach: an order to erase a safety case is carried out by its readers and by whoever wrote it",
          "[journeys][safety]") {
    TestCounty county;
    Connected finder{county, "finder", Role::coordinator};
    Connected worker{county, "social worker", Role::social_worker, "999999001002"};
    county.name_readers({.audience = "safety", .division = kTownship, .readers = {reader(county, worker)}});
    finder.sync();
    const Filled found = finder.tablet.fill("discovery", {}, canary_discovery("yes"));
    const EntityId the_case = found.made("case");
    finder.sync();
    worker.sync();
    const auto is_kept = [&](Connected& tablet) {
        const entry::SignedEntry entry = tablet.tablet.entry_of(found.entry);
        for (std::size_t i = 0; i < entry.sections().size(); ++i) {
            if (entry.header().sections[i].subject == the_case && std::holds_alternative<Bytes>(entry.sections()[i])) {
                return true;
            }
        }
        return false;
    };
    REQUIRE(is_kept(finder));
    REQUIRE(is_kept(worker));

    county.erase(the_case);
    finder.sync();
    worker.sync();
    CHECK_FALSE(is_kept(finder));
    CHECK_FALSE(is_kept(worker));
    worker.tablet.reopen();
    const registry::Entity* left = worker.opened(the_case);
    CHECK((left == nullptr || !left->text("note")));
}

TEST_CASE("Reach: the search would find a word that is not sealed, on the server too", "[journeys][safety]") {
    TestCounty county;
    Connected finder{county, "finder", Role::coordinator};
    Connected colleague{county, "colleague", Role::coordinator};
    finder.tablet.fill("discovery", {}, canary_discovery("no"));
    finder.sync();
    colleague.sync();
    for (const char* canary : kCanaries) {
        CAPTURE(canary);
        CHECK_FALSE(places_with(colleague.tablet, canary).empty());
        CHECK(server_holds(county, canary));
    }
}

TEST_CASE("Reach: a complaint never comes to whom it is about, though he reads the others", "[journeys][safety]") {
    TestCounty county;
    Connected writer{county, "writer", Role::coordinator};
    Connected accused{county, "accused", Role::township_desk};
    Connected head{county, "head", Role::township_desk};
    const EntityId accused_worker = head.tablet.import("worker", {{"full_name", "示例·甲"}});
    const EntityId head_worker = head.tablet.import("worker", {{"full_name", "示例·乙"}});
    county.name_readers({.audience = "complaints",
                         .division = kTownship,
                         .readers = {reader(county, accused, accused_worker), reader(county, head, head_worker)}});
    head.sync();
    writer.sync();
    const auto complain = [&](EntityId about, const char* words) {
        return writer.tablet.fill("complaint", {},
                                  {{"complaint/kind", "favour"},
                                   {"complaint/what", words},
                                   {"complaint/target", about},
                                   {"complaint/anonymous", "yes"},
                                   {"complaint/source", "neighbour"},
                                   {"complaint/route", "county"}});
    };
    const Filled about_him = complain(accused_worker, kNote);
    const Filled about_the_other = complain(head_worker, kPlace);
    const auto everybody = [&] {
        for (Connected* tablet : {&writer, &head, &accused, &writer}) {
            tablet->sync();
        }
    };
    everybody();
    CHECK(county.count().not_accepted == 0);
    const EntityId complaint = about_him.made("complaint");
    REQUIRE(head.opened(complaint) != nullptr);
    CHECK(head.opened(complaint)->text("text") == kNote);
    CHECK_FALSE(accused.has(about_him.entry));
    CHECK(places_with(accused.tablet, kNote).empty());
    CHECK(accused.opened(complaint) == nullptr);
    // The negative control: he is a reader of the list.
    REQUIRE(accused.opened(about_the_other.made("complaint")) != nullptr);
    CHECK_FALSE(head.has(about_the_other.entry));

    const Filled answer = head.tablet.fill("complaint_answer", {{"complaint_id", complaint}},
                                           {{"answer/verified_on", beijing_date(SystemClock{}.wall_now()).to_string()},
                                            {"answer/answered_on", beijing_date(SystemClock{}.wall_now()).to_string()},
                                            {"answer/words", kName}});
    everybody();
    CHECK_FALSE(accused.has(answer.entry));
    CHECK(places_with(accused.tablet, kName).empty());
    CHECK(head.opened(complaint)->text("answer") == kName);
    for (const char* canary : kCanaries) {
        CAPTURE(canary);
        CHECK(places_with(writer.tablet, canary).empty());
        CHECK_FALSE(server_holds(county, canary));
    }
}
