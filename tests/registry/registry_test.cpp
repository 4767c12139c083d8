// SPDX-License-Identifier: Apache-2.0
#include "tests/registry/store_fixture.hpp"

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;
using journal::test::Tablet;

namespace {

const EntityId kPerson = entity_numbered(10);
const EntityId kCase = entity_numbered(11);

std::vector<entry::DraftOperation> new_case(std::string_view place, std::string_view urgency) {
    return {
        operation(OperationCode::create, "case", {set_to("place", words(place)), set_to("urgency", words(urgency))})};
}

std::vector<entry::DraftOperation> new_person(std::string_view name, std::string_view phone) {
    return {
        operation(OperationCode::create, "person", {set_to("full_name", words(name)), set_to("phone", words(phone))})};
}

}  // namespace

TEST_CASE("Registry: a saved report is a case in the list, with who wrote it", "[registry]") {
    const CaseList cases;
    const std::array<const Projector*, 1> projectors{&cases};
    Tablet tablet;
    OpenStore store{tablet, projectors};
    const entry::SignedEntry saved = store.save(kCase, new_case("北坡组", "life_danger"));

    const Entity found = store.entity(kCase);
    CHECK(found.dataset == "case");
    CHECK(found.text("place") == "北坡组");
    CHECK(found.find("urgency")->siblings.front().by.entry == saved.id());
    CHECK(found.find("urgency")->siblings.front().by.author_key == tablet.signer.author.public_key());

    const Result<std::vector<ListRow>> rows = store.reader.list({"cases", {}, {}, 10});
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().entity == kCase);
    CHECK(rows->front().columns.front() == words("北坡组"));
    CHECK(store.reader.size()->entities == 1);
    CHECK(store.reader.entities("case", {}, 10).value() == std::vector{kCase});
}

TEST_CASE("Registry: lists come in the projector's order, page by page, and only what was asked", "[registry]") {
    const CaseList cases;
    const std::array<const Projector*, 1> projectors{&cases};
    Tablet tablet;
    OpenStore store{tablet, projectors};
    store.save(entity_numbered(1), new_case("丙", "week"));
    store.save(entity_numbered(2), new_case("乙", "life_danger"));
    store.save(entity_numbered(3), new_case("甲", "routine"));
    store.save(entity_numbered(4), new_person("示例·甲", "13800000001"));

    std::vector<EntityId> order;
    std::optional<RowPosition> after;
    while (true) {
        const Result<std::vector<ListRow>> page = store.reader.list({"cases", {}, after, 1});
        REQUIRE(page);
        if (page->empty()) {
            break;
        }
        order.push_back(page->front().entity);
        after = page->front().position;
    }
    CHECK(order ==
          std::vector{entity_numbered(2), entity_numbered(1), entity_numbered(3)});  // 丙 sorts before 甲 by bytes

    const Result<std::vector<ListRow>> urgent = store.reader.list({"cases", RowKey{std::int64_t{0}}, {}, 10});
    REQUIRE(urgent);
    REQUIRE(urgent->size() == 1);
    CHECK(urgent->front().entity == entity_numbered(2));
    CHECK(store.reader.list({"no such list", {}, {}, 10}).error().code == ErrorCode::not_found);
}

TEST_CASE("Registry: what was saved is there after closing and opening", "[registry]") {
    Tablet tablet;
    std::vector<StreamState> before;
    {
        OpenStore store{tablet};
        store.save(kPerson, new_person("示例·甲", "13800000001"));
        before = store.streams();
    }
    OpenStore store{tablet};
    CHECK(store.entity(kPerson).text("phone") == "13800000001");
    CHECK(store.streams() == before);
}

TEST_CASE("Registry: two tablets that hold the same entries have the same stream hash, in any order", "[registry]") {
    Tablet one{1};
    Tablet two{2};
    OpenStore a{one};
    OpenStore b{two};
    const entry::SignedEntry first = a.save(kPerson, new_person("示例·甲", "13800000001"));
    b.receive({first});
    CHECK(a.streams() == b.streams());
    const entry::SignedEntry by_a =
        a.save(kPerson, {operation(OperationCode::update, "person",
                                   {set_to("phone", words("13800000002"), {write_of(first, "phone")})})});
    const entry::SignedEntry by_b =
        b.save(kPerson, {operation(OperationCode::update, "person",
                                   {set_to("phone", words("13800000003"), {write_of(first, "phone")})})});
    CHECK(a.streams() != b.streams());
    CHECK(a.receive({by_b, by_b}).known == 1);
    CHECK(b.receive({by_a}).added == 1);
    CHECK(a.streams() == b.streams());
    CHECK(a.streams().front().hash() == b.streams().front().hash());
    CHECK(a.streams().front().entries == 3);

    for (OpenStore* store : {&a, &b}) {
        CHECK(store->entity(kPerson).find("phone")->agreement == Agreement::conflict);
        const Result<std::vector<ConflictItem>> conflicts = store->reader.conflicts(10);
        REQUIRE(conflicts);
        REQUIRE(conflicts->size() == 1);
        CHECK(conflicts->front().entity == kPerson);
        CHECK(conflicts->front().dataset == "person");
        CHECK(conflicts->front().property == "phone");
    }
}

TEST_CASE("Registry: the history of a subject has every write, replaced or not", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    const entry::SignedEntry first = store.save(kPerson, new_person("示例·甲", "13800000001"));
    tablet.clock.advance(std::chrono::hours{1});
    store.save(kPerson, {operation(OperationCode::update, "person",
                                   {set_to("phone", words("13800000002"), {write_of(first, "phone")})}),
                         operation(OperationCode::record, "visit", {set_to("/visit/met", words("yes"))})});
    const Result<std::vector<HistoryItem>> history = store.reader.history(kPerson);
    REQUIRE(history);
    std::vector<std::string> seen;
    for (const HistoryItem& item : *history) {
        seen.push_back(item.property + (item.is_replaced ? " replaced" : ""));
    }
    CHECK(seen == std::vector<std::string>{"", "full_name", "phone replaced", "phone", "", "/visit/met"});
    CHECK((*history)[3].replaces == std::vector{write_of(first, "phone")});
    CHECK(store.reader.history(entity_numbered(99))->empty());
}

TEST_CASE("Registry: the answers of a fact are read with their corrections", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    const entry::SignedEntry visit =
        store.save(kPerson, {operation(OperationCode::record, "visit",
                                       {set_to("/visit/met", words("yes")), set_to("/visit/note", words("a"))})});
    const WriteId fact{visit.id(), 0};
    store.save(kPerson, {operation(OperationCode::correct, "visit",
                                   {set_to("/visit/met", words("no"), {write_of(visit, "/visit/met")})}, {fact})});
    store.save(kPerson, {operation(OperationCode::record, "visit", {set_to("/visit/met", words("another visit"))})});
    const auto answers = store.reader.answers(kPerson, fact);
    REQUIRE(answers);
    REQUIRE(answers->size() == 2);
    CHECK(answers->at("/visit/met").displayed() == words("no"));
    CHECK(answers->at("/visit/met").agreement == Agreement::single);
    CHECK(answers->at("/visit/note").displayed() == words("a"));
}

TEST_CASE("Registry: rebuilding gives what applying one by one gave", "[registry]") {
    const CaseList cases;
    const std::array<const Projector*, 1> projectors{&cases};
    Tablet tablet;
    OpenStore store{tablet, projectors};
    const entry::SignedEntry first = store.save(kPerson, new_person("示例·甲", "13800000001"));
    store.save(kCase, new_case("北坡组", "day"));
    store.save(kPerson, {operation(OperationCode::update, "person",
                                   {set_to("phone", words("13800000002"), {write_of(first, "phone")})})});
    store.save(kPerson, {operation(OperationCode::same_as, "person",
                                   {set_to("other", entry::reference_to(entity_numbered(1)))})});
    const std::vector<StreamState> before = store.streams();
    const std::vector<EntityId> found = store.search("甲");

    std::uint64_t done = 0;
    REQUIRE(store.registry->rebuild([&](const RebuildProgress& progress) { done = progress.done; }));
    CHECK(done == 4);
    CHECK(store.streams() == before);
    CHECK(store.entity(kPerson).members.size() == 2);
    CHECK(store.search("甲") == found);
    CHECK(store.reader.list({"cases", {}, {}, 10})->size() == 1);
}

TEST_CASE("Registry: rows of a projector's older version are made anew at opening", "[registry]") {
    Tablet tablet;
    const CaseList old_cases{1};
    const CaseList new_cases{2};
    {
        const std::array<const Projector*, 1> projectors{&old_cases};
        OpenStore store{tablet, projectors};
        store.save(kCase, new_case("北坡组", "day"));
    }
    const std::array<const Projector*, 1> projectors{&new_cases};
    OpenStore store{tablet, projectors};
    const Result<std::vector<ListRow>> rows = store.reader.list({"cases", {}, {}, 10});
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().columns[1] == entry::Value{std::int64_t{2}});
}

TEST_CASE("Registry: entries the journal has and the registry has not are applied at opening", "[registry]") {
    Tablet tablet;
    Device other{7};
    {
        OpenStore store{tablet};
        store.save(kPerson, new_person("示例·甲", "13800000001"));
        vault::Transaction transaction = vault::Transaction::begin(store.database).value();
        REQUIRE(store.journal.import(transaction, other.write(kCase, new_case("北坡组", "day"))));
        REQUIRE(transaction.commit());
        CHECK_FALSE(store.reader.find(kCase)->has_value());
    }
    OpenStore store{tablet};
    CHECK(store.entity(kCase).text("place") == "北坡组");
}

TEST_CASE("Registry: a batch that fails leaves nothing behind", "[registry]") {
    Tablet tablet;
    Device other{7};
    OpenStore store{tablet};
    const std::vector<ReceivedEntry> batch{{other.write(kPerson, new_person("示例·甲", "13800000001")), std::nullopt}};
    const auto failed =
        store.recorder.receive(batch, [](vault::Transaction&) -> Result<void> { return fail(ErrorCode::cancelled); });
    CHECK(failed.error().code == ErrorCode::cancelled);
    CHECK_FALSE(store.reader.find(kPerson)->has_value());
    CHECK(store.journal.reader().count().value() == 0);
    CHECK(store.recorder.receive(batch)->added == 1);
    CHECK(store.entity(kPerson).text("full_name") == "示例·甲");
}

TEST_CASE("Registry: the county's verdict on a blind edge counts once its devices are known, and stays", "[registry]") {
    Tablet tablet;
    Device victim{7};
    Device rogue{8};
    Device county{9};
    const entry::SignedEntry created = victim.write(kPerson, new_person("示例·甲", "13800000001"));
    const WriteId phone = write_of(created, "phone");
    const entry::SignedEntry blind = rogue.write(
        kPerson, {operation(OperationCode::update, "person", {set_to("phone", words("13800000009"), {phone})})});
    const BlindEdge verdict{kPerson, write_of(blind, "phone"), phone};
    const auto siblings = [&](const FoldOptions& options) {
        OpenStore store{tablet, {}, options};
        return store.entity(kPerson).find("phone")->siblings.size();
    };
    {
        OpenStore store{tablet};
        store.receive({created, blind,
                       county.write({{std::nullopt, {make_blind_edge(verdict)}, {}}}, entry::EntryKind::publish)});
        CHECK(store.entity(kPerson).find("phone")->siblings.size() == 1);
    }
    CHECK(siblings({.county = {{county.id(), rogue.public_key()}}}) == 1);
    CHECK(siblings({.county = {{county.id(), county.public_key()}}}) == 2);
    CHECK(siblings({}) == 2);  // a tool that knows no county
}

TEST_CASE("Registry: a state that is held stays as it is while others write, and what is new is seen afterwards",
          "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    store.save(kPerson, new_person("示例·甲", "13800000001"));
    vault::Database reading = tablet.open_database();
    RegistryReader reader = RegistryReader::open(reading, asset_schemas()).value();
    const std::int64_t before = reader.version().value();
    {
        const auto held = reader.hold();
        REQUIRE(held);
        REQUIRE(reader.find(kPerson)->has_value());
        store.save(kCase, new_case("北坡组", "day"));
        store.save(kPerson, {operation(OperationCode::update, "person", {set_to("full_name", words("示例·乙"))})});
        {
            const auto again = reader.hold();  // within it changes nothing
            REQUIRE(again);
        }
        CHECK_FALSE(reader.find(kCase)->has_value());
        CHECK((*reader.find(kPerson))->text("full_name") == "示例·甲");
        CHECK(reader.version() == before);
    }
    CHECK(reader.version() != before);
    CHECK(reader.find(kCase)->has_value());
    CHECK_FALSE((*reader.find(kPerson))->conflicts().empty());
}

TEST_CASE("Registry: an entry that cannot be read whole is known by its ordinal, any other is not", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    store.save(kPerson, new_person("示例·甲", "13800000001"));
    CHECK(entries_not_read_whole(store.database, 0)->empty());
    Device other{7};
    entry::SignedEntry withheld = other.write(kCase, new_case("北坡组", "day"));
    withheld.remove_section(0, entry::Absence::withheld);
    store.receive({withheld});
    store.save(kPerson, new_person("示例·乙", "13800000002"));
    CHECK(entries_not_read_whole(store.database, 0) == std::vector<std::uint64_t>{2});
    CHECK(entries_not_read_whole(store.database, 2)->empty());
}
