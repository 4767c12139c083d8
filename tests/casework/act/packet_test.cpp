// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/packet.hpp"

#include "tests/casework/act/entities.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace daohu;
using namespace daohu::casework;
using test::entity_of;
using test::id_of;
using test::text;

namespace {

const std::string kDiagnosis = "示例诊断·七七";
const std::string kSchool = "示例学校·八八";

std::vector<registry::Entity> family() {
    return {
        entity_of("person", 1,
                  {{"full_name", text("示例·梁父")}, {"illness", text(kDiagnosis)}, {"id_number", text("1")}}),
        entity_of("person", 2, {{"full_name", text("示例·梁子")}, {"id_number", text("2")}}),
        entity_of("household", 3, {{"village_group", text("二组")}, {"contact_phone", text("13800000001")}}),
        entity_of(
            "medical", 4,
            {{"person", entry::reference_to(id_of(1))}, {"illness", text(kDiagnosis)}, {"insured", text("basic")}}),
        entity_of("education", 5,
                  {{"person", entry::reference_to(id_of(2))}, {"school", text(kSchool)}, {"stage", text("bachelor")}}),
        entity_of(
            "expense", 6,
            {{"person", entry::reference_to(id_of(1))}, {"kind", text("medical")}, {"total", std::int64_t{8'640'000}}}),
        entity_of("expense", 7,
                  {{"person", entry::reference_to(id_of(2))},
                   {"kind", text("education")},
                   {"total", std::int64_t{1'200'000}}}),
        entity_of("case", 8, {{"safety_mode", text("yes")}, {"hardship_kinds", text("violence")}}),
    };
}

policy::Route route(std::string programme, std::string body, std::vector<std::string> shares) {
    policy::Route made;
    made.programme = std::move(programme);
    made.to = {std::move(body)};
    made.shares = std::move(shares);
    made.clause = "7";
    return made;
}

policy::Pack routed() {
    policy::Pack pack;
    pack.documents.emplace_back();
    for (const char* body : {"medical_insurance", "education"}) {
        pack.bodies.push_back({.id = body, .label = {}, .valid_from = {}, .valid_to = {}});
    }
    pack.routes.push_back(route("medical", "medical_insurance",
                                {"person.full_name", "person.id_number", "household.contact_phone", "medical.insured",
                                 "medical.illness", "expense.total", "case.hardship_kinds"}));
    pack.routes.push_back(route("education", "education",
                                {"person.full_name", "person.id_number", "education.school", "education.stage"}));
    return pack;
}

registry::Entity referral(std::string body, std::string programme, std::string groups, std::uint8_t person) {
    return entity_of("referral", 20,
                     {{"body", text(std::move(body))},
                      {"programme", text(std::move(programme))},
                      {"facts_shared", text(std::move(groups))},
                      {"person", entry::reference_to(id_of(person))}});
}

FilledPacket filled(const registry::Entity& referral, const std::vector<registry::Entity>& known) {
    static const policy::Catalogue catalogue = [] {
        std::ifstream in{std::filesystem::path{DAOHU_SOURCE_DIR} / "assets/policy/catalogue.json"};
        policy::Faults faults;
        return policy::Catalogue::read(std::string{std::istreambuf_iterator<char>{in}, {}}, faults).value();
    }();
    const policy::Pack pack = routed();
    return fill_packet(referral, {pack, catalogue, Date::of(2026, 3, 2).value()}, known);
}

// Everything a packet says, to look for what must not be there.
std::string all_of(const FilledPacket& packet) {
    std::string all = packet.reason;
    for (const PacketFact& fact : packet.facts) {
        all += "|" + fact.dataset + "." + fact.property + "=";
        if (const auto* value = std::get_if<std::string>(&fact.value)) {
            all += *value;
        } else if (const auto* number = std::get_if<std::int64_t>(&fact.value)) {
            all += std::to_string(*number);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("Packet: the department of education reads no diagnosis, and medical insurance no school",
          "[casework][packet]") {
    const auto known = family();
    const std::string groups = "identity contact economy medical school";
    const FilledPacket school = filled(referral("education", "education", groups, 2), known);
    const std::string to_school = all_of(school);
    CHECK(school.is_routed);
    CHECK(to_school.find(kSchool) != std::string::npos);
    CHECK(to_school.find(kDiagnosis) == std::string::npos);
    CHECK(to_school.find("梁父") == std::string::npos);

    const std::string to_insurance = all_of(filled(referral("medical_insurance", "medical", groups, 1), known));
    CHECK(to_insurance.find(kDiagnosis) != std::string::npos);
    CHECK(to_insurance.find("8640000") != std::string::npos);
    CHECK(to_insurance.find(kSchool) == std::string::npos);
    CHECK(to_insurance.find("1200000") == std::string::npos);
    CHECK(to_insurance.find("violence") == std::string::npos);
}

TEST_CASE("Packet: of what the route allows, only the groups that the referral names go", "[casework][packet]") {
    const std::string told = all_of(filled(referral("medical_insurance", "medical", "identity economy", 1), family()));
    CHECK(told.find("person.id_number") != std::string::npos);
    CHECK(told.find("expense.total") != std::string::npos);
    CHECK(told.find("medical.") == std::string::npos);
    CHECK(told.find("contact_phone") == std::string::npos);
}

TEST_CASE("Packet: a body without a route is told whom to ask, and nothing else", "[casework][packet]") {
    const FilledPacket packet = filled(referral("charity", "charity", "identity contact economy medical", 1), family());
    CHECK_FALSE(packet.is_routed);
    std::set<std::string> properties;
    for (const PacketFact& fact : packet.facts) {
        properties.insert(fact.dataset + "." + fact.property);
    }
    CHECK(properties == std::set<std::string>{"person.full_name", "household.contact_phone"});
}

TEST_CASE("Packet: a value that nobody has settled is not told to anybody", "[casework][packet]") {
    auto known = family();
    known[0].registers["id_number"].siblings.push_back({.write = {}, .value = text("3"), .by = {}});
    known[0].registers["id_number"].agreement = registry::Agreement::conflict;
    const std::string told = all_of(filled(referral("medical_insurance", "medical", "identity", 1), known));
    CHECK(told.find("id_number") == std::string::npos);
}
