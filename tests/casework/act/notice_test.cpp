// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/notice.hpp"

#include "tests/casework/act/entities.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::casework;
using policy::YesNo;

namespace {

policy::Pack pack_with_columns() {
    policy::Pack pack;
    pack.notice.fields = std::vector<policy::NoticeField>{
        {"name", {}, "1"}, {"address", "group", "1"}, {"category", {}, "1"}, {"amount", {}, "1"}};
    pack.notice.never = {"id_number", "phone", "disability_kind"};
    return pack;
}

NoticeCandidate candidate(std::uint8_t number, YesNo is_child, YesNo safety) {
    return {.person = test::id_of(number),
            .name = "示例",
            .village_group = "二组",
            .address = "二组 14 号",
            .programme = "dibao",
            .amount = Fen{40'000},
            .is_child = is_child,
            .safety_mode = safety};
}

Date posted() { return Date::of(2026, 3, 5).value(); }

}  // namespace

TEST_CASE("Notice: a child's row is withheld, a person in safety mode leaves no trace", "[casework][notice]") {
    const std::vector candidates{candidate(1, YesNo::no, YesNo::no), candidate(2, YesNo::yes, YesNo::no),
                                 candidate(3, YesNo::no, YesNo::yes)};
    const NoticePlan plan = plan_notice(candidates, pack_with_columns(), posted());
    REQUIRE(plan.printed.size() == 1);
    CHECK(plan.printed[0].person == test::id_of(1));
    CHECK(plan.printed[0].address == "二组");
    REQUIRE(plan.withheld.size() == 1);
    CHECK(plan.withheld[0].person == test::id_of(2));
    CHECK(plan.withheld[0].reason == "child");
    CHECK_FALSE(plan.until);
}

TEST_CASE("Notice: the county's switches open children's names and full addresses, each by itself",
          "[casework][notice]") {
    policy::Pack pack = pack_with_columns();
    pack.switches["notice_children_names"].value = "yes";
    const std::vector candidates{candidate(2, YesNo::yes, YesNo::no)};
    CHECK(plan_notice(candidates, pack, posted()).printed.at(0).address == "二组");
    pack.switches["notice_full_address"].value = "yes";
    CHECK(plan_notice(candidates, pack, posted()).printed.at(0).address == "二组 14 号");
    const std::vector secret{candidate(3, YesNo::yes, YesNo::yes)};
    const NoticePlan plan = plan_notice(secret, pack, posted());
    CHECK(plan.printed.empty());
    CHECK(plan.withheld.empty());
}

TEST_CASE("Notice: whoever is not known to be grown up, or not to be in hiding, is not posted", "[casework][notice]") {
    NoticeCandidate unknown_age = candidate(1, YesNo::no, YesNo::no);
    unknown_age.is_child = {};
    NoticeCandidate unknown_safety = candidate(2, YesNo::no, YesNo::no);
    unknown_safety.safety_mode = {};
    const std::vector candidates{unknown_age, unknown_safety};
    const NoticePlan plan = plan_notice(candidates, pack_with_columns(), posted());
    CHECK(plan.printed.empty());
    REQUIRE(plan.withheld.size() == 1);
    CHECK(plan.withheld[0].person == test::id_of(1));
}

TEST_CASE("Notice: a document without columns prints nothing until the county gives a template", "[casework][notice]") {
    policy::Pack pack = pack_with_columns();
    pack.notice.fields.reset();
    const std::vector candidates{candidate(1, YesNo::no, YesNo::no)};
    const NoticePlan plan = plan_notice(candidates, pack, posted());
    CHECK_FALSE(plan.is_stated);
    CHECK(plan.columns.empty());
    CHECK(plan.printed.empty());
}
