// SPDX-License-Identifier: Apache-2.0
#include "core/entry/administrative.hpp"
#include "tests/county/store_fixture.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using wire::Judgement;
using wire::Standing;

namespace {

std::vector<Bytes> stream_of(TestStore& store, StreamId stream) {
    std::vector<Bytes> entries;
    StreamSlice slice = store.store->read_stream(stream, 0, 1U << 20U, IncarnationId{}).value();
    for (StreamEntry& entry : slice.entries) {
        entries.push_back(std::move(entry.bytes));
    }
    return entries;
}

// So many entries have come from it on the day on which bring() brings, and one on the day before.
void note_arrivals(TestStore& store, const TestDevice& device, std::uint64_t count) {
    const auto writer = store.store->begin().value();
    const std::int64_t day = 1'700'000'000'000 / (24LL * 60 * 60 * 1000);
    for (std::uint64_t i = 0; i < count; ++i) {
        REQUIRE(writer->count_arrival(device.position.device, day));
    }
    REQUIRE(writer->count_arrival(device.position.device, day - 1));
    REQUIRE(writer->commit());
}

Chain chain_of(TestStore& store, const TestDevice& device) {
    return store.store->load_chain(device.position.device, device.position.incarnation).value();
}

}  // namespace

TEST_CASE("Intake: a chain in order is accepted and appended to its stream in order", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    const auto second = device.write();
    CHECK(bring(store, {first, second}).empty());
    CHECK(stream_of(store, device.stream) == std::vector{first.encode(), second.encode()});
    CHECK(chain_of(store, device).acknowledged == 2);
    CHECK(chain_of(store, device).acknowledged_hash == second.hash());
}

TEST_CASE("Intake: the same entry again changes nothing", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    bring(store, {first, first});
    CHECK(bring(store, {first}).empty());
    CHECK(store.count().entries == 1);
    CHECK(stream_of(store, device.stream).size() == 1);
}

TEST_CASE("Intake: whatever the order of arrival, the chain is acknowledged whole and its stream in order",
          "[county]") {
    TestStore store;
    std::uint64_t number = 0;
    CHECK(rc::check("any order, with repeats", [&] {
        ++number;  // one device and village after another
        TestDevice device{store, number, fmt::format("9999990{:05}", number).c_str()};
        std::vector<entry::SignedEntry> written;
        for (int i = 0; i < 6; ++i) {
            written.push_back(device.write());
        }
        auto order = *rc::gen::container<std::vector<std::size_t>>(8, rc::gen::inRange<std::size_t>(0, written.size()));
        for (std::size_t i = 0; i < written.size(); ++i) {
            order.push_back(written.size() - 1 - i);
        }
        for (const std::size_t i : order) {
            bring(store, {written[i]});
        }
        std::vector<Bytes> expected;
        for (const auto& entry : written) {
            expected.push_back(entry.encode());
        }
        RC_ASSERT(stream_of(store, device.stream) == expected);
        RC_ASSERT(chain_of(store, device).acknowledged == written.size());
        RC_ASSERT(store.count().not_accepted == 0U);
    }));
}

TEST_CASE("Intake: an entry above a hole is held, reported, and not acknowledged", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    device.write();
    const auto second = device.write();
    CHECK(bring(store, {second}) == std::vector{Judgement{2, Standing::held}});
    CHECK(chain_of(store, device).acknowledged == 0);
    CHECK(stream_of(store, device.stream).empty());
}

TEST_CASE("Intake: two entries of one number are both kept, the later one set aside, and the chain frozen",
          "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    TestDevice clone = device;
    const auto original = device.write(21);
    const auto forged = clone.write(22);
    const auto after = clone.write(23);
    CHECK(bring(store, {first, original}).empty());
    CHECK(bring(store, {forged}) == std::vector{Judgement{2, Standing::forked}});
    CHECK(bring(store, {after}) == std::vector{Judgement{3, Standing::incarnation_frozen}});
    CHECK(store.count().entries == 4);
    CHECK(stream_of(store, device.stream) == std::vector{first.encode(), original.encode()});
    CHECK(chain_of(store, device).acknowledged == 3);
}

TEST_CASE("Intake: an incarnation is sent its own entries once it has forked, since nobody knows which it has",
          "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    TestDevice clone = device;
    bring(store, {first, device.write(21)});
    const auto sent = [&] {
        const auto slice = store.store->read_stream(device.stream, 0, 1U << 20U, device.position.incarnation).value();
        return std::ranges::count(slice.entries, false, &StreamEntry::is_own);
    };
    CHECK(sent() == 0);
    bring(store, {clone.write(22)});
    CHECK(sent() == 2);
}

TEST_CASE("Intake: an entry that does not name the one before it is set aside and blocks nothing", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    device.position.previous = hash256(as_bytes("something else"));
    const auto broken = device.write();
    CHECK(bring(store, {first, broken}) == std::vector{Judgement{2, Standing::chain_broken}});
    CHECK(chain_of(store, device).acknowledged == 2);
    CHECK(bring(store, {device.write()}).empty());
}

TEST_CASE("Intake: unknown authors and foreign villages are set aside with their reason", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    TestDevice other{store, 2, "999999000002"};

    device.signer.author = entry::test::signing_key(77);
    CHECK(bring(store, {device.write()}) == std::vector{Judgement{1, Standing::author_unknown}});

    device.signer.author = entry::test::signing_key(1001);
    device.stream = other.stream;
    CHECK(bring(store, {device.write()}) == std::vector{Judgement{2, Standing::out_of_scope}});
    CHECK(stream_of(store, other.stream).empty());
}

TEST_CASE("Intake: bytes that nobody enrolled has signed are refused and not stored", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto written = device.write();
    Bytes changed = written.encode();
    changed[changed.size() / 2] ^= 1U;
    CHECK_FALSE(verify_entry(*store.store, changed));

    const entry::test::Signer stranger{.author = entry::test::signing_key(5), .device = entry::test::signing_key(6)};
    device.position.sequence = 1;
    device.position.previous = {};
    const auto forged = entry::test::signed_entry(entry::test::family_draft(), device.position, stranger);
    CHECK(verify_entry(*store.store, forged.encode()).error().code == ErrorCode::entry_device_signature);

    const auto unknown =
        entry::test::signed_entry(entry::test::family_draft(), entry::test::first_position(), stranger);
    CHECK(verify_entry(*store.store, unknown.encode()).error().code == ErrorCode::device_unknown);
    CHECK(verify_entry(*store.store, Bytes(300 * 1024, 0)).error().code == ErrorCode::entry_unreadable);
    CHECK(store.count().entries == 0);
}

TEST_CASE("Intake: a transaction that is not committed leaves nothing, positions included", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    {
        const auto writer = store.store->begin().value();
        REQUIRE(take_in(*writer, verify_entry(*store.store, first.encode()).value(), {}));
    }
    CHECK(store.count().entries == 0);
    bring(store, {first});
    CHECK(store.store->read_stream(device.stream, 0, 1000, IncarnationId{}).value().entries.at(0).position == 1);
}

TEST_CASE("Intake: what comes behind a hole that its device declares does not wait for ever", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    const auto lost = device.write();
    const auto third = device.write();
    CHECK(bring(store, {first, third}).back().standing == wire::Standing::held);

    const entry::Gap gap{
        .incarnation = device.position.incarnation, .first = 2, .last = 2, .hash_of_last = lost.hash()};
    const auto declaration =
        entry::test::signed_entry(entry::make_draft(gap, device.stream), device.position, device.signer);
    bring(store, {declaration});
    const Chain chain = store.store->load_chain(device.position.device, device.position.incarnation).value();
    CHECK(chain.acknowledged == 4);
    CHECK(chain.acknowledged_hash == declaration.hash());
    CHECK(store.store->read_stream(device.stream, 0, 100'000, {}).value().entries.size() == 3);
    // The lost one turns up after all: it is kept, and not handed on as if nothing had been said.
    bring(store, {lost});
    CHECK(store.count().entries == 4);
}

TEST_CASE("Intake: a hole in an earlier life of a device is declared in the next one", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    const auto lost = device.write();
    const auto third = device.write();
    const IncarnationId earlier = device.position.incarnation;
    CHECK(bring(store, {first, third}).back().standing == wire::Standing::held);

    device.position = {device.position.device, entry::test::id_of<IncarnationId>(77), 1, Hash256{},
                       device.position.hlc};
    const auto declare = [&](const entry::Gap& gap) {
        const auto declaration =
            entry::test::signed_entry(entry::make_draft(gap, device.stream), device.position, device.signer);
        device.position = entry::test::position_after(declaration);
        bring(store, {declaration});
        return store.store->load_chain(device.position.device, earlier).value().acknowledged;
    };
    CHECK(declare({.incarnation = earlier, .first = 2, .last = 9, .hash_of_last = lost.hash()}) == 1);
    CHECK(declare({.incarnation = earlier, .first = 3, .last = 2, .hash_of_last = lost.hash()}) == 1);
    CHECK(declare({.incarnation = earlier, .first = 2, .last = 2, .hash_of_last = lost.hash()}) == 3);
    CHECK(store.store->read_stream(device.stream, 0, 100'000, {}).value().entries.size() == 5);
}

TEST_CASE("Intake: a gap declared for others, or with nothing to show for it, opens nothing", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    const auto lost = device.write();
    const auto third = device.write();
    bring(store, {first, third});
    const auto declare = [&](const entry::Gap& gap) {
        const auto declaration =
            entry::test::signed_entry(entry::make_draft(gap, device.stream), device.position, device.signer);
        device.position = entry::test::position_after(declaration);
        bring(store, {declaration});
        return store.store->load_chain(device.position.device, device.position.incarnation).value().acknowledged;
    };
    const IncarnationId self = device.position.incarnation;
    CHECK(declare({.incarnation = entry::test::id_of<IncarnationId>(50),
                   .first = 2,
                   .last = 2,
                   .hash_of_last = lost.hash()}) == 1);
    CHECK(declare({.incarnation = self, .first = 2, .last = 2, .hash_of_last = {}}) == 1);
    CHECK(declare({.incarnation = self, .first = 3, .last = 3, .hash_of_last = lost.hash()}) == 1);
    CHECK(declare({.incarnation = self, .first = 2, .last = 900, .hash_of_last = lost.hash()}) == 1);
}

TEST_CASE("Intake: behind declared gaps everything arrives, whatever comes first and whatever turns up after all",
          "[county][property]") {
    CHECK(rc::check([] {
        TestStore store;
        TestDevice device{store, 1};
        std::vector<entry::SignedEntry> coming;
        std::vector<entry::SignedEntry> lost;
        // Entries with two holes in them, of one or two each, and their declarations behind.
        const std::size_t in_first_hole = *rc::gen::inRange<std::size_t>(1, 3);
        const std::size_t in_second_hole = *rc::gen::inRange<std::size_t>(1, 3);
        std::vector<entry::Gap> gaps;
        const auto lose = [&](std::size_t count) {
            const std::uint64_t first = device.position.sequence;
            for (std::size_t i = 0; i < count; ++i) {
                lost.push_back(device.write());
            }
            gaps.push_back({.incarnation = device.position.incarnation,
                            .first = first,
                            .last = device.position.sequence - 1,
                            .hash_of_last = lost.back().hash()});
        };
        coming.push_back(device.write());
        lose(in_first_hole);
        coming.push_back(device.write());
        lose(in_second_hole);
        coming.push_back(device.write());
        for (const entry::Gap& gap : gaps) {
            coming.push_back(
                entry::test::signed_entry(entry::make_draft(gap, device.stream), device.position, device.signer));
            device.position = entry::test::position_after(coming.back());
        }
        for (const entry::SignedEntry& entry : lost) {  // a colleague had some of them
            if (*rc::gen::arbitrary<bool>()) {
                coming.push_back(entry);
            }
        }
        while (!coming.empty()) {
            const auto at = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, coming.size()));
            bring(store, {coming[static_cast<std::size_t>(at)]});
            coming.erase(coming.begin() + at);
        }
        RC_ASSERT(chain_of(store, device).acknowledged == device.position.sequence - 1);
        RC_ASSERT(chain_of(store, device).acknowledged_hash == device.position.previous);
        RC_ASSERT(store.count().not_accepted == 0U);
        RC_ASSERT(stream_of(store, device.stream).size() == store.count().entries);
        RC_ASSERT(bring(store, {device.write()}).empty());
    }));
}

TEST_CASE("Intake: without the declaration what is behind the hole waits", "[county]") {
    // The control of the property above.
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    device.write();
    bring(store, {device.write(), first, device.write()});
    CHECK(chain_of(store, device).acknowledged == 1);
    CHECK(store.count().not_accepted == 2);
}

TEST_CASE("Intake: an entry that the office hands on before its turn does not stop its chain", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto first = device.write();
    const auto second = device.write();
    const auto third = device.write();
    bring(store, {first, third});
    {
        const auto writer = store.store->begin().value();
        const EntryRow row = writer->find_entries(third.id()).value().at(0).row;
        REQUIRE(release(*writer, row, wire::Standing::held));
        CHECK(release(*writer, row, wire::Standing::held).error().code ==
              ErrorCode::not_found);  // somebody was quicker
        REQUIRE(writer->commit());
    }
    CHECK(chain_of(store, device).acknowledged == 1);
    CHECK(bring(store, {second, device.write()}).empty());
    CHECK(chain_of(store, device).acknowledged == 4);
    CHECK(stream_of(store, device.stream).size() == 4);  // each once
    CHECK(store.count().not_accepted == 0);
}

TEST_CASE("Intake: a tablet that was away for a month may bring a month's work in a day", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const std::int64_t day = 1'700'000'000'000 / (24LL * 60 * 60 * 1000);
    const auto writer = store.store->begin().value();
    REQUIRE(writer->count_arrival(device.position.device, day - 30));
    for (std::uint64_t i = 0; i < kDailyEntries + 500; ++i) {
        REQUIRE(writer->count_arrival(device.position.device, day));
    }
    REQUIRE(writer->commit());
    CHECK(bring(store, {device.write()}).empty());
}

TEST_CASE("Intake: a hollow copy is completed by a whole one, once, and never with what was erased", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const auto hollow_of = [](entry::SignedEntry entry) {
        entry.remove_section(0, entry::Absence::withheld);
        entry.remove_section(1, entry::Absence::dropped);  // by whoever brings it, not by order of the county
        return entry;
    };
    const auto first = device.write();
    REQUIRE(first.sections().size() >= 2);
    bring(store, {hollow_of(first)});
    CHECK(stream_of(store, device.stream) == std::vector<Bytes>{hollow_of(first).encode()});
    bring(store, {first});
    bring(store, {hollow_of(first), first});
    // Whoever had the hollow one reads on and is given the whole one.
    CHECK(stream_of(store, device.stream) == std::vector{first.encode(), first.encode()});

    const auto second = device.write(21);
    {
        const auto writer = store.store->begin().value();
        REQUIRE(writer->add_erased(second.hash(), 1).value());
        REQUIRE(writer->commit());
    }
    bring(store, {hollow_of(second), second});
    const auto kept = entry::SignedEntry::decode(stream_of(store, device.stream).back()).value();
    CHECK(std::holds_alternative<Bytes>(kept.sections()[0]));
    CHECK(std::holds_alternative<entry::Absence>(kept.sections()[1]));
}

TEST_CASE("Intake: more in a day than a person writes is kept for the office, and the next day is a new one",
          "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    note_arrivals(store, device, kDailyEntries);
    CHECK(bring(store, {device.write()}).back().standing == wire::Standing::over_quota);
    CHECK(store.store->load_chain(device.position.device, device.position.incarnation).value().acknowledged == 1);
    const auto writer = store.store->begin().value();
    const auto verified = verify_entry(*store.store, device.write().encode()).value();
    const Arrival tomorrow{.brought_by = device.position.device,
                           .received_at = 1'700'000'000'000 + 24LL * 60 * 60 * 1000};
    CHECK(take_in(*writer, verified, tomorrow).value().empty());
}

TEST_CASE("Intake: what waited behind a hole is counted when it comes out", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    note_arrivals(store, device, kDailyEntries - 2);
    const auto first = device.write();
    const auto second = device.write();
    const auto third = device.write();
    CHECK(bring(store, {second, third}).back().standing == wire::Standing::held);
    const auto judged = bring(store, {first});
    REQUIRE(judged.size() == 1);  // two more are the day's last
    CHECK(judged.front().sequence == 3);
    CHECK(judged.front().standing == wire::Standing::over_quota);
    CHECK(chain_of(store, device).acknowledged == 3);
}
