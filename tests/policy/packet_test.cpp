// SPDX-License-Identifier: Apache-2.0
#include "core/policy/packet.hpp"

#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

const Date kDay = *Date::of(2026, 3, 2);

bool holds_any_of(const Packet& packet, std::string_view dataset) {
    return std::ranges::any_of(packet.facts, [&](const std::string& fact) { return fact.starts_with(dataset); });
}

Faults faults_of_routes(std::string_view pack, std::string_view from, std::string_view to) {
    PackLibrary library = empty_library();
    PackFiles files = pack_files(pack);
    files["bodies.json"] = replaced(files.at("bodies.json"), from, to);
    Faults faults;
    CHECK(library.add(files, faults) == nullptr);
    return faults;
}

}  // namespace

TEST_CASE("Packet: the school office gets no diagnosis and the insurance no school, under every pack", "[policy]") {
    for (const std::string_view id : kPackIds) {
        INFO(id);
        std::size_t met = 0;
        for (const NamedClause& programme : shipped_pack(id).programmes) {
            for (const Packet& packet : packets(shipped_pack(id), {programme.id, {}}, kDay)) {
                INFO(programme.id << " to " << packet.body);
                if (packet.body == "education") {
                    CHECK_FALSE(holds_any_of(packet, "medical."));
                    CHECK_FALSE(holds_any_of(packet, "expense."));
                    ++met;
                }
                if (packet.body == "medical_insurance") {
                    CHECK_FALSE(holds_any_of(packet, "education."));
                    CHECK_FALSE(holds_any_of(packet, "child."));
                    ++met;
                }
            }
        }
        CHECK((met > 0 || id == "linfen-2015"));  // Linfen sends both through the township's window
    }
}

TEST_CASE("Packet: bodies of one clause get different facts, each what it needs", "[policy]") {
    const Pack& lushan = shipped_pack("lushan-2021");
    const auto insurance = packet_to(lushan, {"medical", {}}, "medical_insurance", kDay);
    const auto health = packet_to(lushan, {"medical", {}}, "health", kDay);
    const auto civil = packet_to(lushan, {"medical", {}}, "civil_affairs", kDay);
    REQUIRE(insurance);
    REQUIRE(health);
    REQUIRE(civil);
    CHECK(insurance->may_hold("expense.own_paid"));
    CHECK(health->may_hold("medical.illness"));
    CHECK_FALSE(health->may_hold("expense.own_paid"));
    CHECK_FALSE(civil->may_hold("medical.illness"));
    CHECK(civil->may_hold("person.full_name"));
    CHECK(civil->basis.clause == "7");
    CHECK(civil->refuse({"person.full_name", "medical.illness", "expense.total"}) ==
          std::vector<std::string>{"medical.illness", "expense.total"});
}

TEST_CASE("Packet: every one has its clause, and the groups that the referral form knows", "[policy]") {
    for (const std::string_view id : kPackIds) {
        const Pack& pack = shipped_pack(id);
        for (const NamedClause& programme : pack.programmes) {
            const std::vector<Packet> made = packets(pack, {programme.id, {}}, kDay);
            INFO(id << " " << programme.id);
            CHECK_FALSE(made.empty());
            for (const Packet& packet : made) {
                CHECK_FALSE(packet.basis.clause.empty());
                CHECK_FALSE(packet.basis.document.empty());
                CHECK_FALSE(packet.label.zh.empty());
                CHECK_FALSE(packet.facts.empty());
            }
        }
    }
    const auto school = packet_to(shipped_pack("lushan-2021"), {"education", {}}, "education", kDay);
    REQUIRE(school);
    CHECK(groups_of(*school, shipped_packs().catalogue()) ==
          std::vector<std::string>{"identity", "address", "contact", "school"});
}

TEST_CASE("Packet: a route by cause comes before the one of the programme at large", "[policy]") {
    const Pack& songpan = shipped_pack("songpan-2021");
    const std::vector<Packet> by_cause = packets(songpan, {"medical", "medical_cost"}, kDay);
    REQUIRE_FALSE(by_cause.empty());
    CHECK(by_cause.front().body == "medical_insurance");
    CHECK(by_cause.front().basis.clause !=
          packet_to(songpan, {"medical", {}}, "medical_insurance", kDay)->basis.clause);
    CHECK(packet_to(songpan, {"medical", "medical_cost"}, "health", kDay));
}

TEST_CASE("Packet: a matter that the document does not send there has no packet", "[policy]") {
    CHECK_FALSE(packet_to(shipped_pack("boshan-2021"), {"medical", {}}, "education", kDay));
    CHECK(packets(shipped_pack("boshan-2021"), {"old_age_allowance", {}}, kDay).empty());
}

TEST_CASE("Packet: a body that is no more gets none", "[policy]") {
    PackLibrary library = empty_library();
    PackFiles files = pack_files("boshan-2021");
    files["bodies.json"] =
        replaced(files.at("bodies.json"), R"({"id": "health",)", R"({"id": "health", "valid_to": "2025-12-31",)");
    Faults faults;
    const Pack* pack = library.add(files, faults);
    REQUIRE(pack != nullptr);
    CHECK(packet_to(*pack, {"medical", {}}, "health", *Date::of(2025, 12, 31)));
    CHECK_FALSE(packet_to(*pack, {"medical", {}}, "health", *Date::of(2026, 1, 1)));
}

TEST_CASE("Packet: a county cites the city's document for the routes that it inherits", "[policy]") {
    PackLibrary library = empty_library();
    Faults faults;
    REQUIRE(library.add(pack_files("linfen-2015"), faults) != nullptr);
    const Pack* county =
        library.add({{"pack.json", R"json({"file": "pack", "format": 1, "id": "county-2026", "version": 1,
            "label": {"zh": "示例县", "en": "Example"}, "division": "141099", "level": "county",
            "documents": [{"id": "main", "number": "示例〔2026〕1号", "title": "t", "issuer": "i",
                           "issued_on": "2026-01-01"}],
            "valid_from": "2026-01-01", "valid_to": null, "parent": {"id": "linfen-2015", "version": 1}})json"},
                     {"parameters.json",
                      R"json({"file": "parameters", "format": 1, "pack": "county-2026", "parameters": {}})json"}},
                    faults);
    REQUIRE(county != nullptr);
    const auto packet = packet_to(*county, {"medical", {}}, "township_window", kDay);
    REQUIRE(packet);
    CHECK(packet->basis.pack == "linfen-2015");
    CHECK(packet->basis.document == library.find_version("linfen-2015", 1)->documents.front().number);
}

TEST_CASE("Pack: a route that tells a body what is not for it is a fault", "[policy]") {
    CHECK(has_fault(
        faults_of_routes("boshan-2021", R"("education.stage", )", R"("education.stage", "medical.illness", )"),
        FaultKind::bad_value, "shares"));
    CHECK(has_fault(faults_of_routes("boshan-2021", R"("education.stage", )", R"("education.colour", )"),
                    FaultKind::unknown_code, "shares"));
}

TEST_CASE("Pack: a route of no programme, no cause or twice to one body is a fault", "[policy]") {
    CHECK(has_fault(faults_of_routes("songpan-2021", R"("programme": "medical", "cause": "medical_cost")",
                                     R"("programme": "medical", "cause": "medical_bill")"),
                    FaultKind::unknown_code, "cause"));
    CHECK(has_fault(faults_of_routes("songpan-2021", R"({"programme": "legal", "to")", R"({"programme": "law", "to")"),
                    FaultKind::unknown_code, "programme"));
    CHECK(has_fault(faults_of_routes("songpan-2021", R"({"programme": "legal", "to": ["justice"])",
                                     R"({"programme": "judicial", "to": ["court"])"),
                    FaultKind::duplicate_key, "to"));
}
