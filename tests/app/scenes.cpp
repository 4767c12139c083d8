// SPDX-License-Identifier: Apache-2.0
#include "tests/app/scenes.hpp"

#include "core/base/beijing_time.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "tests/journeys/office.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <algorithm>
#include <array>

namespace daohu::testing {

namespace {

using journeys::FieldTablet;
using journeys::Home;
using journeys::Relative;
using journeys::Steps;

std::string day_from_now(int days) {
    return beijing_date(SystemClock{}.wall_now() + std::chrono::days{days}).to_string();
}

// J4: father, mother and a child, whose kitchen will burn.
void fire_family(FieldTablet& tablet) {
    journeys::enter(
        tablet, {.group = "五组",
                 .members = {{.name = "示例·石父", .birth_date = "1983-02-14", .more = {}},
                             {.name = "示例·石母", .relation = "1", .sex = "2", .birth_date = "1985-09-02", .more = {}},
                             {.name = "示例·石女",
                              .relation = "3",
                              .sex = "2",
                              .birth_date = "2017-01-11",
                              .stage = "primary",
                              .more = {}}},
                 .more = {}});
}

// J7: a family in which the husband will have died.
void dead_husband(FieldTablet& tablet) {
    journeys::enter(tablet, {.members = {{.name = "示例·柳",
                                          .sex = "2",
                                          .birth_date = "1970-01-01",
                                          .more = journeys::monthly_aid(1, "dibao", "2025-01-01")},
                                         {.name = "示例·杨", .relation = "1", .birth_date = "1968-01-01", .more = {}}},
                             .more = {}});
}

// J8: six lines of a list, as the county's import writes them; one of the people is known here.
void county_list(FieldTablet& tablet) {
    journeys::enter(tablet, {.group = "一组",
                             .members = {{.name = "示例·低保",
                                          .birth_date = "1960-01-01",
                                          .more = journeys::monthly_aid(1, "dibao", "2024-01-01")}},
                             .more = {}});
    struct Line {
        const char* body;
        const char* name;
        const char* last4;
    };
    for (const Line& line :
         {Line{"medical_insurance", "示例·透析", "0015"}, Line{"medical_insurance", "示例·低保", "0023"},
          Line{"disabled_federation", "示例·搬走", "0031"}, Line{"disabled_federation", "示例·透析", "0015"},
          Line{"human_resources", "示例·去世", "0049"}, Line{"poverty_relief", "示例·不在家", "0057"}}) {
        tablet.import("task", {{"batch", "B-0302"},
                               {"source_body", line.body},
                               {"person_name", line.name},
                               {"village", "石桥村"},
                               {"id_last4", line.last4},
                               {"due", day_from_now(20)}});
    }
}

// J10: seven people with an allowance: one is a child of nine, one is in safety mode, of one an illness is known.
void notice_board(FieldTablet& tablet) {
    const EntityId household = tablet.import("household", {{"village_group", "二组"}, {"address", "二组 14 号"}});
    const EntityId neighbours = tablet.import("household", {{"village_group", "二组"}, {"address", "二组 15 号"}});
    std::vector<EntityId> people;
    for (const char* const name :
         {"示例·公示甲", "示例·孤儿", "示例·石蒜", "示例·公示丁", "示例·公示戊", "示例·公示己", "示例·公示庚"}) {
        const bool is_child = people.size() == 1;
        const EntityId home = people.size() < 6 ? household : neighbours;
        people.push_back(tablet.import("person", {{"full_name", name},
                                                  {"birth_date", is_child ? day_from_now(-9 * 365 - 30) : "1970-01-01"},
                                                  {"phone", "13800000101"},
                                                  {"lives_in", home}}));
        tablet.import("aid_held", {{"household", home},
                                   {"beneficiaries", people.back()},
                                   {"programme", "dibao"},
                                   {"amount", "400"},
                                   {"period", "month"},
                                   {"from", "2025-01-01"}});
    }
    tablet.import("case", {{"person", people[2]}, {"safety_mode", "yes"}, {"state", "submitted"}});
    tablet.import("medical", {{"person", people[3]}, {"illness", "示例重病·腊梅"}});
}

// J11: eight people of whom the roll of public labour has to say whether they are required.
void labour_month(FieldTablet& tablet) {
    const auto add = [&tablet](Relative person, const char* programme) {
        const Steps aid = journeys::monthly_aid(1, programme, "2025-01-01");
        person.more.insert(person.more.end(), aid.begin(), aid.end());
        journeys::enter(tablet, {.members = {std::move(person)}, .more = {}});
    };
    add({.name = "示例·员一", .birth_date = "1991-01-01", .work_state = "seeking", .more = {}}, "dibao");
    add({.name = "示例·员二", .birth_date = "1984-01-01", .work_state = "employed", .more = {}}, "dibao");
    add({.name = "示例·员五", .birth_date = "1976-01-01", .work_state = "unable", .labour_ability = "none", .more = {}},
        "dibao");
    add({.name = "示例·员七", .birth_date = "1981-01-01", .work_state = "seeking", .more = {}}, "tekun");
}

// J12: what the county publishes of the township.
void township_figures(FieldTablet& tablet) {
    struct Figure {
        const char* indicator;
        const char* value;
    };
    for (const Figure& figure : {Figure{"township_population", "8350"}, Figure{"village_population", "501"},
                                 Figure{"aided_last_year", "940"}, Figure{"aid_spending_last_year", "3200000.00"}}) {
        tablet.import("statistic", {{"period", "2025"},
                                    {"division", journeys::kTownship},
                                    {"indicator", figure.indicator},
                                    {"value", figure.value},
                                    {"state", "confirmed"}});
    }
}

// Enrolled by a county to which there is no way: its grant lies with the tablet. What its root signs counts here.
journeys::Office enrol(const FieldTablet& tablet) {
    const vault::Vault& vault = tablet.vault();
    const daohu::test::TemporaryFolder folder;
    SystemClock clock;
    SystemEntropy entropy;
    const auto made = county::Folder::create(folder.path(), "county.example", entropy).value();
    const auto store = county::open_sqlcipher_store(made.store_path(), made.load_store_key().value()).value();
    const auto request = wire::make_device_request(vault.device(), vault.device_key(), vault.author_key());
    wire::Grant grant = county::enrol(made, *store, request, {journeys::kVillage}, clock, entropy).value();
    grant.villages.front().stream = FieldTablet::village_stream();
    SigningKey root = made.load_root_key().value();
    sign(grant, root);
    vault::SystemFiles files;
    REQUIRE(vault::replace_file(files, vault.folder() / "grant", encode(grant)));
    REQUIRE(vault::replace_file(files, vault.folder() / "county", as_bytes("127.0.0.1:1")));
    return journeys::Office{std::move(root)};
}

// J3: the township's head of aid reads what is hidden from everybody else.
void head_of_aid(FieldTablet& tablet) {
    FieldTablet head{journeys::county("boshan-2021"), "head", tablet.clock.wall_now(), {}};
    enrol(tablet).publish("safety", 1, {{head, {}}}, tablet);
}

// J3: whoever holds the tablet reads safety cases, and a colleague found one.
void safety_reader(FieldTablet& tablet) {
    const journeys::Office office = enrol(tablet);
    office.publish("safety", 1, {{tablet, {}}}, tablet);
    FieldTablet finder{
        tablet.county(), "finder", tablet.clock.wall_now(), {.viewer = {}, .trust = office.trust(), .county = {}}};
    tablet.give_to(finder);
    finder.fill("discovery", {},
                {{"person/name", "示例·鸢尾"},
                 {"person/sex", "2"},
                 {"person/living", "local"},
                 {"case/place", "金盏花地"},
                 {"case/hardship", "violence"},
                 {"case/safe_tonight", "no"},
                 {"case/urgency", "day"},
                 {"case/source", "neighbour"},
                 {"case/first_action", "told_township"},
                 {"case/safety_mode", "yes"}});
    finder.give_to(tablet);
}

struct Scene {
    std::string_view name;
    void (*set)(FieldTablet& tablet);
};
constexpr std::array kScenes{Scene{"fire_family", fire_family},   Scene{"dead_husband", dead_husband},
                             Scene{"county_list", county_list},   Scene{"notice_board", notice_board},
                             Scene{"labour_month", labour_month}, Scene{"township_figures", township_figures},
                             Scene{"head_of_aid", head_of_aid},   Scene{"safety_reader", safety_reader}};

}  // namespace

void set_scene(std::string_view scene, FieldTablet& tablet) {
    const auto* const known = std::ranges::find(kScenes, scene, &Scene::name);
    INFO("scene " << scene);
    REQUIRE(known != kScenes.end());
    tablet.clock.set_wall(SystemClock{}.wall_now() - std::chrono::hours{4});
    known->set(tablet);
}

}  // namespace daohu::testing
