// SPDX-License-Identifier: Apache-2.0
#include "core/base/pinyin.hpp"
#include "core/base/utf8.hpp"
#include "tests/registry/store_fixture.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;
using journal::test::Tablet;

namespace {

const EntityId kFirst = entity_numbered(1);
const EntityId kSecond = entity_numbered(2);

void add_person(OpenStore& store, EntityId id, std::string_view name, std::string_view id_number = {},
                std::string_view phone = {}) {
    std::vector<entry::DraftAssignment> values{set_to("full_name", words(name))};
    if (!id_number.empty()) {
        values.push_back(set_to("id_number", words(id_number)));
    }
    if (!phone.empty()) {
        values.push_back(set_to("phone", words(phone)));
    }
    store.save(id, {operation(OperationCode::create, "person", std::move(values))});
}

}  // namespace

TEST_CASE("Search: a name is found by any run of its characters", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    add_person(store, kFirst, "示桂华");
    add_person(store, kSecond, "示例·甲");
    for (const char* typed : {"示桂华", "桂华", "桂", "华"}) {
        CHECK(store.search(typed) == std::vector{kFirst});
    }
    CHECK(store.search("示") == std::vector{kFirst, kSecond});
    CHECK(store.search("例甲") == std::vector{kSecond});
    CHECK(store.search("示例•甲") == std::vector{kSecond});
    CHECK(store.search("华桂").empty());
    CHECK(store.search("").empty());
    CHECK(store.search("  ").empty());
}

TEST_CASE("Search: a name is found by its spelling and its first letters, with every reading", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    add_person(store, kFirst, "示桂华");
    add_person(store, kSecond, "单重乐");
    for (const char* typed : {"shiguihua", "guihua", "guih", "SHI GUI HUA", "sgh", "gh", "hua"}) {
        INFO(typed);
        CHECK(store.search(typed) == std::vector{kFirst});
    }
    for (const char* typed : {"danzhongle", "shanchongyue", "danchongle", "chongyue", "dcl", "szy"}) {
        INFO(typed);
        CHECK(store.search(typed) == std::vector{kSecond});
    }
}

TEST_CASE("Search: an id or telephone number is found by its end", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    add_person(store, kFirst, "示例·甲", "99999919900101001X", "13800000042");
    for (const char* typed : {"001x", "1X", "01001X", "0042", "13800000042", "99999919900101001X"}) {
        INFO(typed);
        CHECK(store.search(typed) == std::vector{kFirst});
    }
    CHECK(store.search("1380").empty());
    CHECK(store.search("2").empty());
}

TEST_CASE("Search: a corrected name is found by the new one only, a disputed one by both", "[registry]") {
    Tablet tablet;
    Tablet other_tablet{2};
    OpenStore store{tablet};
    OpenStore other{other_tablet};
    add_person(store, kFirst, "示例·甲");
    const Entity before = store.entity(kFirst);
    const std::vector<WriteId> shown = before.find("full_name")->displayed_writes();
    const entry::SignedEntry theirs = [&] {
        return other.save(kFirst,
                          {operation(OperationCode::update, "person", {set_to("full_name", words("示例·丙"), shown)})});
    }();
    store.save(kFirst, {operation(OperationCode::update, "person", {set_to("full_name", words("示例·乙"), shown)})});
    CHECK(store.search("甲").empty());
    CHECK(store.search("乙") == std::vector{kFirst});
    store.receive({theirs});
    CHECK(store.search("乙") == std::vector{kFirst});
    CHECK(store.search("丙") == std::vector{kFirst});
}

TEST_CASE("Search: merged persons are found once", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    add_person(store, kFirst, "示例·甲");
    add_person(store, kSecond, "示例·乙");
    store.save(kSecond, {operation(OperationCode::same_as, "person", {set_to("other", entry::reference_to(kFirst))})});
    CHECK(store.search("示例") == std::vector{kFirst});
    CHECK(store.search("乙") == std::vector{kFirst});
}

TEST_CASE("Search: only in one village, when asked", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    Device other{9};
    other.set_stream(stream_numbered(2));
    add_person(store, kFirst, "示例·甲");
    store.receive(
        {other.write(kSecond, {operation(OperationCode::create, "person", {set_to("full_name", words("示例·甲"))})})});
    CHECK(store.search("示例甲") == std::vector{kFirst, kSecond});
    CHECK(store.search("示例甲", stream_numbered(2)) == std::vector{kSecond});
    CHECK(store.search("示例甲", stream_numbered(3)).empty());
}

TEST_CASE("Search: what cannot be seen in a name does not hide it", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    add_person(store, kFirst, "示\u200B例\u202E·\u2066甲");
    CHECK(store.search("示例甲") == std::vector{kFirst});
    CHECK(store.search("\u200E例甲") == std::vector{kFirst});
}

namespace {

const std::u32string kManyReadings = U"单重乐行长朝朴尉解盖仇曾查朱阿卜提尔";

// One way to type the rest of a name from `at` on.
std::string one_spelling(SeededEntropy& entropy, const std::u32string& name, std::size_t at) {
    std::string typed;
    for (const char32_t character : name.substr(at)) {
        const auto readings = pinyin_readings(character);
        REQUIRE_FALSE(readings.empty());
        typed += readings[entropy.next() % readings.size()];
    }
    return typed;
}

std::string first_letters(const std::u32string& name) {
    std::string typed;
    for (const char32_t character : name) {
        typed += pinyin_readings(character).front().front();
    }
    return typed;
}

}  // namespace

TEST_CASE("Search: a long name is found by its whole spelling, with any reading of each character", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    SeededEntropy entropy{7};
    const auto person_of = [](std::size_t i) { return entity_numbered(static_cast<std::uint8_t>(100 + i)); };
    std::vector<std::u32string> names;
    for (std::size_t i = 0; i < 8; ++i) {
        std::u32string name;
        while (name.size() < 4 + 2 * i) {
            name.push_back(kManyReadings[entropy.next() % kManyReadings.size()]);
        }
        names.push_back(name);
        add_person(store, person_of(i), encode_utf8(name));
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const EntityId person = person_of(i);
        for (int round = 0; round < 20; ++round) {
            const std::string typed = one_spelling(entropy, names[i], entropy.next() % (names[i].size() - 3));
            CAPTURE(encode_utf8(names[i]), typed);
            const auto found = store.search(typed);
            CHECK(std::ranges::find(found, person) != found.end());
            const auto begun = store.search(typed.substr(0, 1 + entropy.next() % typed.size()));
            CHECK(std::ranges::find(begun, person) != begun.end());
            CHECK(store.search(typed + "qqq").empty());
        }
        const auto by_letters = store.search(first_letters(names[i]));
        CHECK(std::ranges::find(by_letters, person) != by_letters.end());
    }
}

TEST_CASE("Search: a long name that was typed whole stands before one that goes on", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    add_person(store, kFirst, "示例买买提江河湖");
    add_person(store, kSecond, "示例买买提江");
    CHECK(store.search("shilimaimaitijiang") == std::vector{kSecond, kFirst});
    CHECK(store.search("shilimaimaitijianghehu") == std::vector{kFirst});
    CHECK(store.search("shilimaimaitijianghehai").empty());
}
