// SPDX-License-Identifier: Apache-2.0
#include "core/casework/register_source.hpp"

#include "core/casework/entry_maker.hpp"
#include "core/casework/facts/form_focus.hpp"
#include "core/casework/form_library.hpp"
#include "core/casework/projectors.hpp"
#include "tests/registry/store_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::test;

namespace {

const EntityId kHome = entity_numbered(1);
const EntityId kFather = entity_numbered(2);
const EntityId kMother = entity_numbered(3);
const EntityId kIncome = entity_numbered(4);

class Rows final : public form::EntitySink {
public:
    void entity(const form::Entity& entity) override { m_rows.push_back(entity); }
    [[nodiscard]] const std::vector<form::Entity>& all() const { return m_rows; }

private:
    std::vector<form::Entity> m_rows;
};

std::string value_of(const form::Entity& row, std::string_view property) {
    const auto found = std::ranges::find(row.properties, property, &form::EntityProperty::name);
    REQUIRE(found != row.properties.end());
    return found->value;
}

// A family of two with one income, on a tablet.
struct Village {
    Village() : store{tablet, projectors.all()}, source{RegisterSource::open(store.database, asset_schemas()).value()} {
        store.save(kHome, {operation(OperationCode::create, "household",
                                     {set_to("head", entry::reference_to(kFather)),
                                      set_to("village_group", words("第三组")), set_to("unsafe_tonight", true)})});
        store.save(kFather, {operation(OperationCode::create, "person",
                                       {set_to("full_name", words("示例·石")), set_to("sex", words("1")),
                                        set_to("lives_in", entry::reference_to(kHome)),
                                        set_to("phone", entry::NullState::refused)})});
        store.save(kMother, {operation(OperationCode::create, "person",
                                       {set_to("full_name", words("示例·梅")),
                                        set_to("lives_in", entry::reference_to(kHome))})});
        store.save(kIncome, {operation(OperationCode::create, "income",
                                       {set_to("household", entry::reference_to(kHome)),
                                        set_to("person", entry::reference_to(kFather)), set_to("kind", words("farm")),
                                        set_to("amount", std::int64_t{30050}), set_to("period", words("month"))})});
    }

    [[nodiscard]] std::vector<form::Entity> read(std::string_view list, ByteView frontier = {}) const {
        Rows rows;
        REQUIRE(source.read(list, frontier, rows));
        return rows.all();
    }
    // As a form that was opened for these.
    [[nodiscard]] std::vector<form::Entity> read_for(std::string_view list,
                                                     const std::vector<EntityId>& subjects) const {
        std::vector<form::Prefill> prefills;
        for (const EntityId& id : subjects) {
            prefills.push_back({"/data/subject", id.to_string()});
        }
        return read(list, focus_of(prefills));
    }

    ProjectorSet projectors;
    journal::test::Tablet tablet;
    OpenStore store;
    RegisterSource source;
};

}  // namespace

TEST_CASE("Register source: values come in the spelling of forms, a household called after its head", "[casework]") {
    const Village village;
    const auto homes = village.read("household");
    REQUIRE(homes.size() == 1);
    CHECK(homes[0].id == kHome.to_string());
    CHECK(homes[0].label == "示例·石 第三组");
    CHECK(value_of(homes[0], "head") == kFather.to_string());
    CHECK(value_of(homes[0], "unsafe_tonight") == "true");
    const auto incomes = village.read("income");
    REQUIRE(incomes.size() == 1);
    CHECK(value_of(incomes[0], "amount") == "300.50");
    const auto people = village.read("person");
    REQUIRE(people.size() == 2);
    CHECK(value_of(people[0], "phone").empty());
    CHECK(people[1].label == "示例·梅");
}

TEST_CASE("Register source: who was taken out is in no list, but is still found by id", "[casework]") {
    Village village;
    village.store.save(kMother, {operation(OperationCode::close, "person", {set_to("reason", words("moved"))})});
    CHECK(village.read("person").size() == 1);
    const auto gone = village.source.find("person", kMother.to_string(), {});
    REQUIRE(gone);
    CHECK(gone->has_value());
}

TEST_CASE("Register source: a set is its elements side by side", "[casework]") {
    Village village;
    const EntityId aid = entity_numbered(9);
    village.store.save(
        aid, {operation(OperationCode::create, "first_aid"),
              operation(OperationCode::add, "first_aid", {set_to("recipients", entry::reference_to(kFather))}),
              operation(OperationCode::add, "first_aid", {set_to("recipients", entry::reference_to(kMother))})});
    const auto rows = village.read("first_aid");
    REQUIRE(rows.size() == 1);
    CHECK(value_of(rows[0], "recipients") == kFather.to_string() + " " + kMother.to_string());
}

TEST_CASE("Register source: unknown lists, ids and other datasets are told apart", "[casework]") {
    const Village village;
    Rows rows;
    CHECK(village.source.read("nowhere", {}, rows).error().code == ErrorCode::not_found);
    CHECK(village.source.find("person", "no id", {}).error().code == ErrorCode::id_malformed);
    CHECK_FALSE(village.source.find("person", entity_numbered(77).to_string(), {}).value().has_value());
    CHECK_FALSE(village.source.find("household", kFather.to_string(), {}).value().has_value());
    CHECK(village.read("consent").empty());
}

TEST_CASE("Register source: a form of the village changes one value, names its write and nothing else", "[casework]") {
    Village village;
    const FormLibrary library = FormLibrary::load(std::string{DAOHU_SOURCE_DIR} + "/assets/forms").value();
    form::SessionPorts ports;
    ports.clock = &village.tablet.clock;
    ports.entropy = &village.tablet.entropy;
    ports.entities = &village.source;
    form::OpenRequest request;
    request.prefills = {{"/data/household_id", kHome.to_string()}};
    const auto opened = form::Session::open(*library.find("housing_check").value()->definition, ports, request);
    REQUIRE(opened);
    form::Session& session = *opened->session;
    const auto answer = [&session](const char* path, const char* value) {
        REQUIRE(session.answer(session.find(path), value));
    };
    answer("/data/house/tenure", "own");
    answer("/data/house/danger_signs", "none_seen");
    answer("/data/house/unsafe_tonight", "no");
    REQUIRE(session.finish());
    const auto draft = make_entry_draft(form::make_submission(session).value(), asset_schemas(), {});
    REQUIRE(draft);
    REQUIRE(village.store.recorder.save(entry::assemble(*draft, village.tablet.entropy).value(),
                                        village.tablet.signer.keys()));
    const registry::Entity home = village.store.entity(kHome);
    CHECK(home.conflicts().empty());
    CHECK(*home.displayed("unsafe_tonight") == entry::Value{false});
    CHECK(home.find("unsafe_tonight")->siblings.size() == 1);
    CHECK(home.text("village_group") == "第三组");
    const auto houses = village.read("housing");
    REQUIRE(houses.size() == 1);
    CHECK(value_of(houses[0], "household") == kHome.to_string());
    CHECK(value_of(houses[0], "tenure") == "own");
}

TEST_CASE("Register source: a form opened for a family reads the family's rows and no others", "[casework]") {
    Village village;
    const EntityId other_home = entity_numbered(11);
    const EntityId stranger = entity_numbered(12);
    village.store.save(other_home, {operation(OperationCode::create, "household", {set_to("address", words("别处"))})});
    village.store.save(stranger, {operation(OperationCode::create, "person",
                                            {set_to("full_name", words("示例·外")),
                                             set_to("lives_in", entry::reference_to(other_home))})});
    village.store.save(entity_numbered(13),
                       {operation(OperationCode::create, "medical", {set_to("person", entry::reference_to(kMother))})});

    CHECK(village.read("person").size() == 3);
    const std::vector<form::Entity> people = village.read_for("person", {kHome});
    REQUIRE(people.size() == 2);
    CHECK(people[0].id == kFather.to_string());
    CHECK(people[1].id == kMother.to_string());
    CHECK(village.read_for("household", {kHome}).size() == 1);
    CHECK(village.read_for("income", {kHome}).size() == 1);
    CHECK(village.read_for("income", {other_home}).empty());
    CHECK(village.read_for("medical", {kHome}).size() == 1);
    CHECK(village.read_for("medical", {stranger}).empty());
    // A record leads to its family: an income to the people who share it.
    CHECK(village.read_for("person", {kIncome}).size() == 2);
}

TEST_CASE("Register source: a form opened for nobody, or for a worker, reads the registers whole", "[casework]") {
    Village village;
    const EntityId worker = entity_numbered(21);
    village.store.save(worker, {operation(OperationCode::create, "worker", {set_to("full_name", words("示例·员"))})});
    CHECK(village.read_for("person", {}).size() == 2);
    CHECK(village.read_for("person", {worker}).size() == 2);
    CHECK(village.read_for("worker", {kHome}).size() == 1);
}

TEST_CASE("Register source: whoever gives a ledger number sees the numbers that are taken", "[casework]") {
    Village village;
    village.store.save(entity_numbered(31),
                       {operation(OperationCode::create, "household", {set_to("dossier_no", words("2026-7"))})});
    CHECK(village.read_for("household", {kHome}).size() == 2);
}

TEST_CASE("Register source: the people of two records merged into one family are one family's", "[casework]") {
    Village village;
    const EntityId twin = entity_numbered(41);
    village.store.save(twin, {operation(OperationCode::create, "household", {set_to("address", words("石桥"))})});
    village.store.save(entity_numbered(42), {operation(OperationCode::create, "person",
                                                       {set_to("full_name", words("示例·姑")),
                                                        set_to("lives_in", entry::reference_to(twin))})});
    village.store.save(kHome, {operation(OperationCode::same_as, "household",
                                         {set_to(std::string{entry::kOtherEntity}, entry::reference_to(twin))})});
    CHECK(village.read_for("person", {kHome}).size() == 3);
}

TEST_CASE("Register source: a form that makes a new household reads nothing of other families", "[casework]") {
    const Village village;
    const Bytes frontier = focus_of({}, MakesHousehold::yes);
    for (const char* const list : {"household", "person", "income"}) {
        CAPTURE(list);
        CHECK(village.read(list, frontier).empty());
        CHECK_FALSE(village.read(list, focus_of({}, MakesHousehold::no)).empty());
    }
    const std::vector<form::Prefill> known{{"/data/household_id", kHome.to_string()}};
    CHECK(village.read("person", focus_of(known, MakesHousehold::yes)).size() == 2);
}

TEST_CASE("Register source: the first visit to a family is the form that makes a household", "[casework]") {
    const auto library = FormLibrary::load(std::string{DAOHU_SOURCE_DIR} + "/assets/forms");
    REQUIRE(library);
    CHECK(makes_household(*library->find("household_baseline").value()->definition) == MakesHousehold::yes);
    CHECK(makes_household(*library->find("routine_visit").value()->definition) == MakesHousehold::no);
}
