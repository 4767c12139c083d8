// SPDX-License-Identifier: Apache-2.0
#include "tests/registry/memory_fold.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;

namespace {

const EntityId kPerson = entity_numbered(10);

entry::SignedEntry create_person(Device& device, EntityId person, std::string_view phone) {
    return device.write(person, {operation(OperationCode::create, "person",
                                           {set_to("full_name", words("示例·秋")), set_to("phone", words(phone))})});
}

entry::SignedEntry update_phone(Device& device, std::string_view phone, std::vector<WriteId> shown,
                                EntityId person = kPerson) {
    return device.write(
        person, {operation(OperationCode::update, "person", {set_to("phone", words(phone), std::move(shown))})});
}

}  // namespace

TEST_CASE("Fold: a created person has its values and their authors", "[registry]") {
    Device tablet{1};
    tablet.set_time(morning(10));
    const entry::SignedEntry created = create_person(tablet, kPerson, "13800000001");
    MemoryFold fold;
    CHECK(fold.apply(created) == Applied::added);

    const Entity person = fold.entity(kPerson);
    CHECK(person.id == kPerson);
    CHECK(person.dataset == "person");
    CHECK(person.status == EntityStatus::open);
    CHECK(person.text("full_name") == "示例·秋");
    CHECK(person.conflicts().empty());
    const Sibling& phone = person.find("phone")->siblings.front();
    CHECK(phone.write == write_of(created, "phone"));
    CHECK(phone.by.entry == created.id());
    CHECK(phone.by.author_key == created.header().author_key);
    CHECK(phone.by.hlc == created.header().hlc);
}

TEST_CASE("Fold: an entry applied twice changes nothing", "[registry]") {
    Device tablet{1};
    const entry::SignedEntry created = create_person(tablet, kPerson, "13800000001");
    MemoryFold fold;
    fold.apply(created);
    const Hash256 before = fold.stream_hash(stream_numbered(1));
    CHECK(fold.apply(created) == Applied::known_already);
    CHECK(fold.stream_hash(stream_numbered(1)) == before);
    CHECK(fold.property(kPerson, "phone").siblings.size() == 1);
}

TEST_CASE("Fold: an update that names the value it saw replaces it", "[registry]") {
    Device tablet{1};
    const entry::SignedEntry created = create_person(tablet, kPerson, "13800000001");
    const entry::SignedEntry updated = update_phone(tablet, "13800000002", {write_of(created, "phone")});
    MemoryFold fold;
    SECTION("in order") { fold.apply_all({created, updated}); }
    SECTION("the update first") { fold.apply_all({updated, created}); }
    const Register phone = fold.property(kPerson, "phone");
    CHECK(phone.agreement == Agreement::single);
    CHECK(phone.displayed() == words("13800000002"));
}

TEST_CASE("Fold: two updates of one value are a conflict with both values, authors and what they came from",
          "[registry]") {
    Device a{1};
    Device b{2};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    a.set_time(morning(10));
    b.set_time(morning(40));
    const entry::SignedEntry by_a = update_phone(a, "13800000002", {write_of(created, "phone")});
    const entry::SignedEntry by_b = update_phone(b, "13800000003", {write_of(created, "phone")});
    MemoryFold fold;
    fold.apply_all({by_b, created, by_a});

    const Register phone = fold.property(kPerson, "phone");
    CHECK(phone.agreement == Agreement::conflict);
    REQUIRE(phone.siblings.size() == 2);
    CHECK(phone.displayed() == words("13800000003"));  // the later one, meanwhile
    CHECK(phone.siblings[0].by.entry.device == b.id());
    CHECK(phone.siblings[1].by.entry.device == a.id());
    REQUIRE(phone.common_base.size() == 1);
    CHECK(phone.common_base.front().value == words("13800000001"));
    CHECK(fold.entity(kPerson).conflicts() == std::vector<std::string>{"phone"});

    SECTION("an ordinary form names the displayed one only, and the other stays") {
        fold.apply(update_phone(a, "13800000004", phone.displayed_writes()));
        const Register after = fold.property(kPerson, "phone");
        CHECK(after.agreement == Agreement::conflict);
        REQUIRE(after.siblings.size() == 2);
        CHECK(std::ranges::any_of(after.siblings,
                                  [](const Sibling& sibling) { return sibling.value == words("13800000002"); }));
    }
    SECTION("the conflict screen names all and settles it") {
        fold.apply(update_phone(a, "13800000004", phone.all_writes()));
        const Register after = fold.property(kPerson, "phone");
        CHECK(after.agreement == Agreement::single);
        CHECK(after.displayed() == words("13800000004"));
    }
}

TEST_CASE("Fold: the same value from two sides agrees and keeps both names", "[registry]") {
    Device a{1};
    Device b{2};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    MemoryFold fold;
    fold.apply_all({created, update_phone(a, "13800000002", {write_of(created, "phone")}),
                    update_phone(b, "13800000002", {write_of(created, "phone")})});
    const Register phone = fold.property(kPerson, "phone");
    CHECK(phone.agreement == Agreement::agreed);
    CHECK(phone.siblings.size() == 2);
    CHECK(phone.displayed_writes().size() == 2);
    CHECK(fold.entity(kPerson).conflicts().empty());

    fold.apply(update_phone(a, "13800000005", phone.displayed_writes()));
    CHECK(fold.property(kPerson, "phone").agreement == Agreement::single);
}

TEST_CASE("Fold: a clock ten years fast wins the display and hides nothing", "[registry]") {
    Device a{1};
    Device fast{2};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    fast.set_time(morning(0) + std::chrono::years{10});
    const entry::SignedEntry wrong = update_phone(fast, "13800000009", {write_of(created, "phone")});
    const entry::SignedEntry right = update_phone(a, "13800000002", {write_of(created, "phone")});
    MemoryFold fold;
    fold.apply_all({created, wrong, right});
    const Register phone = fold.property(kPerson, "phone");
    CHECK(phone.agreement == Agreement::conflict);
    CHECK(phone.displayed() == words("13800000009"));

    SECTION("an informed edit by a slow clock replaces it all the same") {
        fold.apply(update_phone(a, "13800000003", phone.all_writes()));
        CHECK(fold.property(kPerson, "phone").displayed() == words("13800000003"));
    }
}

TEST_CASE("Fold: blank, refused and unknown are values, not holes", "[registry]") {
    Device tablet{1};
    const entry::SignedEntry created = create_person(tablet, kPerson, "13800000001");
    MemoryFold fold;
    fold.apply(created);
    fold.apply(
        tablet.write(kPerson, {operation(OperationCode::update, "person",
                                         {set_to("phone", entry::NullState::refused, {write_of(created, "phone")})})}));
    CHECK(fold.property(kPerson, "phone").displayed() == entry::Value{entry::NullState::refused});
    CHECK_FALSE(fold.entity(kPerson).text("phone").has_value());
}

TEST_CASE("Fold: a property no schema knows is kept as it came", "[registry]") {
    Device tablet{1};
    MemoryFold fold;
    fold.apply(
        tablet.write(kPerson, {operation(OperationCode::create, "person", {set_to("shoe_size", std::int64_t{41})})}));
    CHECK(fold.entity(kPerson).number("shoe_size") == 41);
    fold.apply(tablet.write(entity_numbered(11),
                            {operation(OperationCode::create, "bicycle", {set_to("colour", words("red"))})}));
    CHECK(fold.entity(entity_numbered(11)).dataset == "bicycle");
    CHECK(fold.entity(entity_numbered(11)).text("colour") == "red");
}

TEST_CASE("Fold: an immutable value keeps its first writing; a second is a conflict until somebody decides",
          "[registry]") {
    Device a{1};
    Device b{2};
    const EntityId report = entity_numbered(12);
    const entry::SignedEntry created = a.write(
        report,
        {operation(OperationCode::create, "case", {set_to("discovered_at", words("2026-03-02T09:10:00.000+08:00"))})});
    b.set_time(morning(30));
    const entry::SignedEntry later =
        b.write(report, {operation(OperationCode::update, "case",
                                   {set_to("discovered_at", words("2026-03-02T08:00:00.000+08:00"),
                                           {write_of(created, "discovered_at")})})});
    MemoryFold fold;
    fold.apply_all({created, later});
    const Register when = fold.property(report, "discovered_at");
    CHECK(when.agreement == Agreement::conflict);
    CHECK(when.displayed() == words("2026-03-02T09:10:00.000+08:00"));

    fold.apply(a.write(
        report, {operation(OperationCode::update, "case",
                           {set_to("discovered_at", words("2026-03-02T08:00:00.000+08:00"), when.all_writes())})}));
    CHECK(fold.property(report, "discovered_at").agreement == Agreement::single);
    CHECK(fold.property(report, "discovered_at").displayed() == words("2026-03-02T08:00:00.000+08:00"));
}

TEST_CASE("Fold: closing, reopening and closing at once", "[registry]") {
    Device a{1};
    Device b{2};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    MemoryFold fold;
    fold.apply(created);
    const WriteId open = fold.entity(kPerson).status_register->siblings.front().write;
    const entry::SignedEntry closed =
        a.write(kPerson, {operation(OperationCode::close, "person", {set_to("reason", words("moved"))}, {open})});
    fold.apply(closed);
    CHECK(fold.entity(kPerson).status == EntityStatus::closed);

    SECTION("reopened by somebody who saw it closed") {
        const WriteId shut = fold.entity(kPerson).status_register->siblings.front().write;
        fold.apply(b.write(kPerson, {operation(OperationCode::reopen, "person", {}, {shut})}));
        CHECK(fold.entity(kPerson).status == EntityStatus::open);
        CHECK(fold.entity(kPerson).conflicts().empty());
    }
    SECTION("closed by two at once: they agree") {
        fold.apply(b.write(kPerson, {operation(OperationCode::close, "person", {}, {open})}));
        CHECK(fold.entity(kPerson).status == EntityStatus::closed);
        CHECK(fold.entity(kPerson).status_register->agreement == Agreement::agreed);
    }
    SECTION("closed by one, reopened by another who saw it open: a conflict of the status") {
        fold.apply(b.write(kPerson, {operation(OperationCode::reopen, "person", {}, {open})}));
        CHECK(fold.entity(kPerson).conflicts() == std::vector<std::string>{""});
    }
    SECTION("edited by another meanwhile: the value stays and is flagged") {
        b.set_time(morning(30));
        fold.apply(b.write(kPerson, {operation(OperationCode::update, "person", {set_to("illness", words("示例"))})}));
        CHECK(fold.entity(kPerson).text("illness") == "示例");
        CHECK(fold.entity(kPerson).edited_while_closing == std::set<std::string>{"illness"});
    }
}

TEST_CASE("Fold: a set keeps what nobody removed, and removing takes only what was seen", "[registry]") {
    Device a{1};
    Device b{2};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    const entry::SignedEntry first =
        a.write(kPerson, {operation(OperationCode::add, "person", {set_to("photos", words("p1"))})});
    const entry::SignedEntry again =
        b.write(kPerson, {operation(OperationCode::add, "person", {set_to("photos", words("p1"))})});
    const entry::SignedEntry removed =
        a.write(kPerson, {operation(OperationCode::remove, "person", {}, {write_of(first, "photos")})});
    MemoryFold fold;
    SECTION("the concurrent add stays") {
        fold.apply_all({created, first, removed, again});
        REQUIRE(fold.entity(kPerson).sets.at("photos").size() == 1);
        CHECK(fold.entity(kPerson).sets.at("photos").front().added.by.entry == again.id());
    }
    SECTION("removed before it arrived, it never appears") {
        fold.apply_all({removed, created, first});
        CHECK_FALSE(fold.entity(kPerson).sets.contains("photos"));
    }
    SECTION("edited while somebody removed it: kept, with the removal as a proposal") {
        const entry::SignedEntry edited =
            b.write(kPerson, {operation(OperationCode::attach, "person",
                                        {set_to("photos", words("p1 with a note"), {write_of(first, "photos")})})});
        fold.apply_all({created, first, removed, edited});
        const std::vector<Element> photos = fold.entity(kPerson).sets.at("photos");
        REQUIRE(photos.size() == 1);
        CHECK(photos.front().added.value == words("p1 with a note"));
        REQUIRE(photos.front().removal_proposed_by.size() == 1);
        CHECK(photos.front().removal_proposed_by.front().entry == removed.id());
    }
}

TEST_CASE("Fold: membership is one property, so moving somebody on two tablets is a conflict and not two persons",
          "[registry]") {
    Device a{1};
    Device b{2};
    const entry::SignedEntry created = a.write(
        kPerson,
        {operation(OperationCode::create, "person", {set_to("lives_in", entry::reference_to(entity_numbered(20)))})});
    const WriteId home = write_of(created, "lives_in");
    MemoryFold fold;
    fold.apply_all(
        {created,
         a.write(kPerson, {operation(OperationCode::update, "person",
                                     {set_to("lives_in", entry::reference_to(entity_numbered(21)), {home})})}),
         b.write(kPerson, {operation(OperationCode::update, "person",
                                     {set_to("lives_in", entry::reference_to(entity_numbered(22)), {home})})})});
    CHECK(fold.property(kPerson, "lives_in").agreement == Agreement::conflict);
    CHECK(fold.property(kPerson, "lives_in").siblings.size() == 2);
}

TEST_CASE("Fold: records stand until corrected or voided, and stay readable", "[registry]") {
    Device a{1};
    const entry::SignedEntry visit =
        a.write(kPerson, {operation(OperationCode::record, "visit", {set_to("/visit/met", words("yes"))})});
    const WriteId fact{visit.id(), 0};
    MemoryFold fold;
    fold.apply(visit);
    REQUIRE(fold.entity(kPerson).records.size() == 1);
    CHECK(fold.entity(kPerson).records.front().state == RecordState::standing);
    SECTION("voided") {
        fold.apply(a.write(kPerson, {operation(OperationCode::void_record, "visit", {}, {fact})}));
        REQUIRE(fold.entity(kPerson).records.size() == 1);
        CHECK(fold.entity(kPerson).records.front().state == RecordState::voided);
    }
    SECTION("corrected") {
        fold.apply(a.write(kPerson,
                           {operation(OperationCode::correct, "visit", {set_to("/visit/met", words("no"))}, {fact})}));
        const std::vector<Record> records = fold.entity(kPerson).records;
        REQUIRE(records.size() == 2);
        CHECK(records[0].state == RecordState::corrected);
        CHECK(records[1].state == RecordState::standing);
        CHECK(records[1].corrects == fact);
    }
}

TEST_CASE("Fold: an operation from the future is kept and makes its subject read-only", "[registry]") {
    Device a{1};
    MemoryFold fold;
    fold.apply(create_person(a, kPerson, "13800000001"));
    CHECK_FALSE(fold.entity(kPerson).needs_newer_app);
    entry::Section section;
    section.values = {words("?")};
    section.operations = {{static_cast<OperationCode>(99), "person", {{"phone", 0}}}};
    fold.apply(a.write_section(kPerson, section));
    CHECK(fold.entity(kPerson).needs_newer_app);
    CHECK(fold.entity(kPerson).text("phone") == "13800000001");
}

TEST_CASE("Fold: a dropped section takes its values away and what it replaced does not come back", "[registry]") {
    Device a{1};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    entry::SignedEntry updated = update_phone(a, "13800000002", {write_of(created, "phone")});
    MemoryFold before;
    before.apply_all({created, updated});
    updated.remove_section(0, entry::Absence::dropped);
    before.reapply(updated);
    MemoryFold after;
    after.apply_all({created, updated});
    for (MemoryFold* fold : {&before, &after}) {
        CHECK(fold->entity(kPerson).find("phone") == nullptr);
        CHECK(fold->entity(kPerson).has_absent_sections);
        CHECK(fold->entity(kPerson).text("full_name") == "示例·秋");
    }
    CHECK(before.stream_hash(stream_numbered(1)) == after.stream_hash(stream_numbered(1)));
}

TEST_CASE("Fold: an edge the county calls blind does not count, whatever arrives first", "[registry]") {
    Device a{1};
    Device rogue{2};
    Device county{3};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    const entry::SignedEntry blind = update_phone(rogue, "13800000009", {write_of(created, "phone")});
    const BlindEdge verdict{kPerson, write_of(blind, "phone"), write_of(created, "phone")};
    const auto publish = [&](Device& by) {
        return by.write({{std::nullopt, {make_blind_edge(verdict)}, {}}}, entry::EntryKind::publish);
    };
    MemoryFold fold{{.county = {{county.id(), county.public_key()}}}};
    SECTION("verdict last") { fold.apply_all({created, blind, publish(county)}); }
    SECTION("verdict first") { fold.apply_all({publish(county), blind, created}); }
    CHECK(fold.property(kPerson, "phone").agreement == Agreement::conflict);

    MemoryFold deaf{{.county = {{county.id(), county.public_key()}}}};
    deaf.apply_all({created, blind, publish(rogue)});
    CHECK(deaf.property(kPerson, "phone").agreement == Agreement::single);
}

TEST_CASE("Fold: edges in a circle, which only forgery makes, replace nothing", "[registry]") {
    Device a{1};
    Device forger{2};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    // The forger announces the write that a names later; a's own write names the forger's.
    const entry::SignedEntry first = update_phone(
        forger, "13800000008", {write_of(created, "phone"), WriteId{{a.id(), created.id().incarnation, 2}, 1}});
    const entry::SignedEntry second = update_phone(a, "13800000002", {write_of(first, "phone")});
    MemoryFold fold;
    fold.apply_all({created, first, second});
    const Register phone = fold.property(kPerson, "phone");
    CHECK(phone.agreement == Agreement::conflict);
    CHECK(phone.siblings.size() == 2);
}

TEST_CASE("Fold: two entries of one id are both shown, and the entity says so", "[registry]") {
    Device a{1};
    const entry::SignedEntry created = create_person(a, kPerson, "13800000001");
    Device copy = a.clone();
    MemoryFold fold;
    fold.apply(created);
    CHECK_FALSE(fold.entity(kPerson).is_forked);
    fold.apply(update_phone(a, "13800000002", {write_of(created, "phone")}));
    fold.apply(update_phone(copy, "13800000003", {write_of(created, "phone")}));
    CHECK(fold.entity(kPerson).is_forked);
    CHECK(fold.property(kPerson, "phone").agreement == Agreement::conflict);
    CHECK(fold.property(kPerson, "phone").siblings.size() == 2);
}
