// SPDX-License-Identifier: Apache-2.0
#include "core/registry/folder.hpp"
#include "core/registry/memory_store.hpp"
#include "sync/county/blind_edges.hpp"
#include "tests/county/store_fixture.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

const EntityId kPerson = entry::test::id_of<EntityId>(500);

class NoSink final : public registry::FoldSink {
public:
    Result<void> entity_changed(registry::SubjectRef, const registry::Entity&) override { return {}; }
    Result<void> entity_merged_away(registry::SubjectRef) override { return {}; }
};

// Two tablets of one village and the county that takes in what they write.
struct Village {
    TestStore store;
    FakeClock clock{WallTime{std::chrono::sys_days{std::chrono::year{2026} / 7 / 1}}};
    TestDevice victim{store, 1};
    TestDevice other{store, 2};
    CountyPen pen = CountyPen::open(store.folder, *store.store, clock, store.entropy).value();

    static entry::SignedEntry write(TestDevice& by, std::string phone, std::vector<entry::WriteId> replaces) {
        entry::EntryDraft draft;
        draft.scope = by.stream;
        draft.sections = {
            {kPerson, {{entry::OperationCode::update, "person", {{"phone", phone, std::move(replaces)}}, {}}}, {}}};
        entry::SignedEntry written = entry::test::signed_entry(draft, by.position, by.signer);
        by.position = entry::test::position_after(written);
        return written;
    }
    void bring(const entry::SignedEntry& entry) {
        const auto writer = store.store->begin().value();
        const VerifiedEntry verified = verify_entry(*store.store, entry.encode()).value();
        REQUIRE(take_in(*writer, verified, {.brought_by = entry.header().device, .received_at = 1'800'000'000'000}));
        REQUIRE(judge_edges(*store.store, *writer, &pen));
        REQUIRE(writer->commit());
    }
    void give_everything(const TestDevice& to) {
        const auto writer = store.store->begin().value();
        const std::uint64_t head = store.store->read_stream(to.stream, 0, 1'000'000, {}).value().head;
        REQUIRE(writer->add_read({.device = to.position.device, .stream = to.stream, .first = 1, .last = head}));
        REQUIRE(writer->commit());
    }
    [[nodiscard]] std::vector<entry::SignedEntry> stream() {
        std::vector<entry::SignedEntry> entries;
        const StreamSlice slice = store.store->read_stream(victim.stream, 0, 1'000'000, {}).value();
        for (const StreamEntry& stored : slice.entries) {
            entries.push_back(entry::SignedEntry::decode(stored.bytes).value());
        }
        return entries;
    }
    // The telephone numbers that every tablet of the village shows.
    [[nodiscard]] std::size_t phones() {
        static const registry::SchemaSet schemas =
            registry::SchemaSet::load(std::string{DAOHU_SOURCE_DIR} + "/assets").value();
        registry::MemoryStore memory;
        NoSink sink;
        registry::Folder folder{memory, schemas, sink, {.county = store.folder.identity().devices()}};
        for (const entry::SignedEntry& entry : stream()) {
            REQUIRE(folder.apply(entry));
        }
        REQUIRE(folder.flush());
        const auto ref = memory.find_ref(kPerson).value();
        return registry::load_entity(memory, schemas, ref.value()).value().find("phone")->siblings.size();
    }
};

entry::WriteId phone_of(const entry::SignedEntry& entry) { return {entry.id(), 1}; }

}  // namespace

TEST_CASE("Blind edges: what a device was given it may replace", "[county]") {
    Village village;
    const auto written = Village::write(village.victim, "1", {});
    village.bring(written);
    village.give_everything(village.other);
    village.bring(Village::write(village.other, "2", {phone_of(written)}));
    CHECK(village.stream().size() == 2);
    CHECK(village.phones() == 1);
}

TEST_CASE("Blind edges: what it wrote itself it may replace", "[county]") {
    Village village;
    const auto written = Village::write(village.victim, "1", {});
    village.bring(written);
    village.bring(Village::write(village.victim, "2", {phone_of(written)}));
    CHECK(village.stream().size() == 2);
    CHECK(village.phones() == 1);
}

TEST_CASE("Blind edges: what it was never given stands beside what it wrote", "[county]") {
    Village village;
    const auto written = Village::write(village.victim, "1", {});
    SECTION("the value is there") {
        village.bring(written);
        village.bring(Village::write(village.other, "2", {phone_of(written)}));
    }
    SECTION("the value is yet to come") {
        village.bring(Village::write(village.other, "2", {phone_of(written)}));
        village.bring(written);
    }
    SECTION("the entry comes again") {
        village.bring(written);
        const auto blind = Village::write(village.other, "2", {phone_of(written)});
        village.bring(blind);
        village.bring(blind);
    }
    CHECK(village.stream().size() == 3);
    CHECK(village.phones() == 2);
}

TEST_CASE("Blind edges: more than one entry holds are said in several", "[county]") {
    Village village;
    std::vector<entry::WriteId> guessed;
    for (std::uint32_t number = 0; number < 2500; ++number) {
        guessed.push_back({{village.victim.position.device, village.victim.position.incarnation, 1}, number});
    }
    village.bring(Village::write(village.other, "2", guessed));
    CHECK(village.stream().size() == 4);
}

TEST_CASE("Blind edges: a server that was restored does not know what it gave, and says nothing", "[county]") {
    Village village;
    {
        const auto writer = village.store.store->begin().value();
        REQUIRE(writer->set_epoch(2));
        REQUIRE(writer->commit());
    }
    village.store.store =
        open_sqlcipher_store(village.store.folder.store_path(), village.store.folder.load_store_key().value()).value();
    const auto written = Village::write(village.victim, "1", {});
    village.bring(written);
    village.bring(Village::write(village.other, "2", {phone_of(written)}));
    CHECK(village.stream().size() == 2);
}
