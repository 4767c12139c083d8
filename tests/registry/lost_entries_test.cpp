// SPDX-License-Identifier: Apache-2.0
#include "core/registry/lost_entries.hpp"

#include "core/journal/delivery.hpp"
#include "core/journal/lost_entries.hpp"
#include "tests/registry/store_fixture.hpp"

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;
using journal::test::Tablet;

namespace {

const EntityId kPerson = entity_numbered(10);

// A store of which a bad page took entries 3, 4 and 7 of 9, rescued without them.
struct Rescued {
    Tablet tablet;
    Tablet fresh_folder{2};
    std::vector<entry::SignedEntry> saved;
    std::optional<OpenStore> store;

    Rescued() {
        {
            OpenStore before{tablet};
            for (int i = 0; i < 9; ++i) {
                saved.push_back(before.save(kPerson, {operation(OperationCode::update, "person",
                                                                {set_to("phone", words(std::to_string(i)))})}));
            }
        }
        fresh_folder.device = tablet.device;
        store.emplace(fresh_folder);
        for (const entry::SignedEntry& entry : saved) {
            if (const std::uint64_t sequence = entry.header().sequence;
                sequence != 3 && sequence != 4 && sequence != 7) {
                store->receive({entry});
            }
        }
    }
    [[nodiscard]] std::vector<entry::Gap> gaps() {
        return journal::undeclared_gaps(store->database, fresh_folder.device).value();
    }
    [[nodiscard]] std::uint64_t declare() {
        return declare_lost_entries(store->recorder, fresh_folder.signer.keys(), stream_numbered(1),
                                    fresh_folder.entropy)
            .value();
    }
};

}  // namespace

TEST_CASE("Lost entries: each hole is declared once, with the hash that the entry behind it names", "[registry]") {
    Rescued rescued;
    const IncarnationId life = rescued.saved.front().header().incarnation;
    const auto gaps = rescued.gaps();
    REQUIRE(gaps.size() == 2);
    CHECK(gaps[0] == entry::Gap{life, 3, 4, rescued.saved[3].hash()});
    CHECK(gaps[1] == entry::Gap{life, 7, 7, rescued.saved[6].hash()});

    CHECK(rescued.declare() == 3);
    CHECK(rescued.gaps().empty());
    CHECK(rescued.declare() == 0);
    CHECK(rescued.store->journal.reader().find_chain(rescued.tablet.device, life).value().value().contiguous == 9);
    CHECK(rescued.store->journal.identity().incarnation != life);
}

TEST_CASE("Lost entries: what the server has is not lost, and a whole chain has no holes", "[registry]") {
    Rescued rescued;
    const IncarnationId life = rescued.saved.front().header().incarnation;
    auto marks = journal::DeliveryMarks::open(rescued.store->database).value();
    auto transaction = vault::Transaction::begin(rescued.store->database).value();
    REQUIRE(marks.raise(transaction, life, {3, 0}));
    REQUIRE(transaction.commit());
    const auto gaps = rescued.gaps();
    REQUIRE(gaps.size() == 2);
    CHECK(gaps[0] == entry::Gap{life, 4, 4, rescued.saved[3].hash()});

    Tablet whole;
    OpenStore store{whole};
    store.save(kPerson, {operation(OperationCode::create, "person")});
    CHECK(journal::undeclared_gaps(store.database, whole.device).value().empty());
}
