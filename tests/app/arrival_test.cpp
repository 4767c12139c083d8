// SPDX-License-Identifier: Apache-2.0
//
// A record that arrives while it is being edited: what is being written is not touched, what arrived is not overwritten,
// and whoever saves last decides nothing.
#include "tests/journeys/families.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::journeys;

namespace {

constexpr const char* kMine = "13800000001";
constexpr const char* kTheirs = "13800000002";

void answer(casework::Interview& interview, const std::string& path, std::string_view value) {
    INFO(path);
    const form::NodeId node = interview.session().find("/data/" + path);
    REQUIRE(node != form::NodeId::none);
    REQUIRE(interview.answer(node, value));
}

std::vector<std::string> telephones(FieldTablet& tablet, EntityId household) {
    std::vector<std::string> all;
    const registry::Entity entity = tablet.entity(household);
    const registry::Register* const values = entity.find("contact_phone");
    REQUIRE(values != nullptr);
    for (const registry::Sibling& sibling : values->siblings) {
        all.push_back(std::get<std::string>(sibling.value));
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace

TEST_CASE("Bad input: a record that arrives while it is being edited leaves both values, for a person to choose",
          "[journeys][conflict]") {
    FieldTablet here{county("songpan-2021"), "A", at("2026-03-02T08:00")};
    FieldTablet there{county("songpan-2021"), "B", at("2026-03-02T08:00")};
    const Home home =
        enter(here, {.members = {{.name = "示例·秋", .more = {}}}, .more = {{"home/contact_phone", "13800000000"}}});
    here.give_to(there);
    auto started =
        here.workspace().start("household_baseline", "zh", {{"/data/household_id", home.household.to_string()}});
    REQUIRE(started);
    casework::Interview interview = std::move(*started);
    answer(interview, "home/contact_phone", kMine);
    there.update(home.household, {{"contact_phone", kTheirs}});
    there.give_to(here);
    CHECK(telephones(here, home.household) == std::vector<std::string>{kTheirs});
    // What stands on the screen is still what the person wrote.
    CHECK(interview.session().value(interview.session().find("/data/home/contact_phone")) == kMine);
    for (const auto& [path, value] :
         std::vector<std::pair<std::string, std::string>>{{"declaration/relation_with_family", "none"},
                                                          {"house/danger_signs", "none_seen"},
                                                          {"house/unsafe_tonight", "no"},
                                                          {"visit/met", "no"},
                                                          {"visit/signature_visitor", "signature.png"},
                                                          {"member[1]/health/inpatient_now", "no"},
                                                          {"member[1]/health/care_refused", "no"},
                                                          {"member[1]/ability/has_disability", "no"}}) {
        answer(interview, path, value);
    }
    for (const form::Problem& problem : interview.session().problems()) {
        FAIL_CHECK(interview.session().path(problem.place.node));
    }
    auto saving = here.workspace().finish(interview);
    REQUIRE(saving);
    REQUIRE(saving->get());
    CHECK(telephones(here, home.household) == std::vector<std::string>{kMine, kTheirs});
    here.give_to(there);
    CHECK(telephones(there, home.household) == std::vector<std::string>{kMine, kTheirs});
}
