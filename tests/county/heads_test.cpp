// SPDX-License-Identifier: Apache-2.0
#include "core/entry/administrative.hpp"
#include "sync/county/head_book.hpp"
#include "tests/county/store_fixture.hpp"

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

HeadBook book_of(const TestStore& store) {
    return HeadBook::open(store.folder.store_path(), store.folder.load_store_key().value()).value();
}

HeadReport check(const TestStore& store, const std::vector<ChainHead>& heads) {
    return book_of(store).check(heads).value();
}

HeadList list_of(std::vector<ChainHead> heads) {
    return {.server = entry::test::id_of<wire::ServerId>(9),
            .epoch = 2,
            .made_at = 1'790'000'000,
            .heads = std::move(heads),
            .signature = {}};
}

ChainHead head_of(std::uint64_t number) {
    return {.device = entry::test::id_of<DeviceId>(number),
            .incarnation = entry::test::id_of<IncarnationId>(number),
            .sequence = number,
            .hash = hash256(as_bytes("head"))};
}

// What somebody can do who holds the store's key.
void tamper(TestStore& store, std::string_view sql, vault::Parameters parameters) {
    auto database = vault::Database::open(store.folder.store_path(), store.folder.load_store_key().value(), {}).value();
    auto statement = database.prepare(sql).value();
    REQUIRE(statement.run(parameters));
    REQUIRE(database.changed_rows() == 1);
}

std::vector<entry::SignedEntry> write(TestDevice& device, int count) {
    std::vector<entry::SignedEntry> entries;
    for (int i = 0; i < count; ++i) {
        entries.push_back(device.write());
    }
    return entries;
}

Hash256 hash_of(std::initializer_list<ByteView> parts) {
    Hasher hasher;
    for (const ByteView part : parts) {
        hasher.update(part);
    }
    return hasher.finish();
}

}  // namespace

TEST_CASE("Heads: a list reads back as it was signed, and a digit changed in it is found", "[county]") {
    const SigningKey server = entry::test::signing_key(7);
    HeadList list = list_of({head_of(1), head_of(2), head_of(3)});
    sign(list, server);
    const std::string json = to_json(list);
    const HeadList read = parse_head_list(json).value();
    CHECK(read == list);
    CHECK(verify(read, server.public_key()));
    CHECK(verify(read, entry::test::signing_key(8).public_key()).error().code == ErrorCode::signature_invalid);

    std::size_t changed = 0;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (json[i] < '0' || json[i] > '9') {
            continue;
        }
        std::string other = json;
        other[i] = json[i] == '9' ? '8' : static_cast<char>(json[i] + 1);
        const auto parsed = parse_head_list(other);
        // The day is for people; it follows from the time.
        const bool is_in_day = i > json.find("\"day\"") && i < json.find("\"root\"");
        CHECK((parsed && verify(*parsed, server.public_key())) == is_in_day);
        ++changed;
    }
    CHECK(changed > 300);
}

TEST_CASE("Heads: what is no list, names a chain twice or out of order, is refused", "[county]") {
    const auto code_of = [](const HeadList& list) { return parse_head_list(to_json(list)).error().code; };
    CHECK(parse_head_list("").error().code == ErrorCode::invalid_argument);
    CHECK(parse_head_list("[]").error().code == ErrorCode::invalid_argument);
    CHECK(parse_head_list(R"({"format": "daohu-heads-2", "chains": []})").error().code == ErrorCode::invalid_argument);
    CHECK(code_of(list_of({head_of(1), head_of(1)})) == ErrorCode::invalid_argument);
    CHECK(code_of(list_of({head_of(2), head_of(1)})) == ErrorCode::invalid_argument);
    CHECK(code_of(list_of({head_of(0)})) == ErrorCode::invalid_argument);
    CHECK(parse_head_list(to_json(list_of({}))));
}

TEST_CASE("Heads: the root is that of the tree which the header describes", "[county]") {
    const Bytes leaf{0};
    const Bytes node{1};
    const Bytes epoch{0, 0, 0, 0, 0, 0, 0, 2};
    const Bytes time{0, 0, 0, 0, 0x6A, 0xB1, 0x3B, 0x80};  // 1,790,000,000
    const HeadList list = list_of({head_of(1), head_of(2)});
    const Hash256 first = hash_of({leaf, as_bytes("daohu-heads-1"), list.server.bytes(), epoch, time});
    std::vector<Hash256> heads;
    for (const ChainHead& head : list.heads) {
        const Bytes sequence{0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(head.sequence)};
        heads.push_back(hash_of({leaf, head.device.bytes(), head.incarnation.bytes(), sequence, head.hash.bytes()}));
    }
    const Hash256 pair = hash_of({node, first.bytes(), heads[0].bytes()});
    CHECK(root_of(list) == hash_of({node, pair.bytes(), heads[1].bytes()}));
    CHECK(root_of(list_of({})) == first);
}

TEST_CASE("Heads: a county that only takes in more is still what its list said", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    TestDevice other{store, 2};
    bring(store, write(device, 5));
    bring(store, write(other, 2));
    const auto heads = book_of(store).heads().value();
    REQUIRE(heads.size() >= 2);  // the county's own chain may be among them
    bring(store, write(device, 3));
    const HeadReport report = check(store, heads);
    CHECK(report.findings.empty());
    CHECK(report.chains == heads.size());
    CHECK(report.entries >= 7);
    CHECK(report.sections_missing == 0);
}

TEST_CASE("Heads: an entry that was taken out, exchanged or spoilt is named by its place", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    TestDevice copy{device};
    const auto entries = write(device, 5);
    bring(store, entries);
    const auto heads = book_of(store).heads().value();
    HeadFault expected{};
    SECTION("taken out") {
        tamper(store, "DELETE FROM stream_entry WHERE entry = (SELECT id FROM entry WHERE hash = ?1)",
               {entries[2].hash()});
        tamper(store, "DELETE FROM entry WHERE hash = ?1", {entries[2].hash()});
        expected = HeadFault::missing;
    }
    SECTION("exchanged for one that its device signed as well") {
        const auto others = [&] {
            copy.write();
            copy.write();
            return copy.write(77);
        }();
        REQUIRE(others.id() == entries[2].id());
        tamper(store, "UPDATE entry SET bytes = ?2 WHERE hash = ?1", {entries[2].hash(), others.encode()});
        expected = HeadFault::differs;
    }
    SECTION("spoilt") {
        tamper(store, "UPDATE entry SET bytes = x'00' WHERE hash = ?1", {entries[2].hash()});
        expected = HeadFault::unreadable;
    }
    const HeadReport report = check(store, heads);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].device == device.position.device);
    CHECK(report.findings[0].sequence == 3);
    CHECK(report.findings[0].fault == expected);
}

TEST_CASE("Heads: a chain whose end or whose whole is gone is named as well", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto entries = write(device, 2);
    bring(store, entries);
    std::vector<ChainHead> heads = book_of(store).heads().value();
    const auto own = std::ranges::find(heads, device.position.device, &ChainHead::device);
    REQUIRE(own != heads.end());
    heads = {*own};
    heads.front().sequence = 3;  // as if a third one had been acknowledged
    heads.front().hash = hash256(as_bytes("the third"));
    CHECK(check(store, heads).findings.at(0).sequence == 3);
    heads.front().device = entry::test::id_of<DeviceId>(99);
    CHECK(check(store, heads).findings.at(0).fault == HeadFault::missing);
}

TEST_CASE("Heads: what a device declared lost is no omission, nor is the side of a fork that came later", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    TestDevice copy{device};
    const auto first = device.write();
    (void)device.write();
    const auto lost = device.write();
    const auto behind = device.write();
    const entry::Gap gap{
        .incarnation = device.position.incarnation, .first = 2, .last = 3, .hash_of_last = lost.hash()};
    const auto declaration =
        entry::test::signed_entry(entry::make_draft(gap, device.stream), device.position, device.signer);
    bring(store, {first, behind, declaration, copy.write(77)});
    const HeadReport report = check(store, book_of(store).heads().value());
    CHECK(report.findings.empty());
    CHECK(report.declared_lost == 2);
}

TEST_CASE("Heads: sections that are not here any more are counted, and the entry is still the one listed", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    auto entries = write(device, 2);
    bring(store, entries);
    const auto heads = book_of(store).heads().value();
    entries[0].remove_section(1, entry::Absence::dropped);
    tamper(store, "UPDATE entry SET bytes = ?2 WHERE hash = ?1", {entries[0].hash(), entries[0].encode()});
    const HeadReport report = check(store, heads);
    CHECK(report.findings.empty());
    CHECK(report.sections_missing == 1);
}
