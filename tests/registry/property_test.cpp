// SPDX-License-Identifier: Apache-2.0
//
// What holds for every history: promises with "never" and "whatever" in them.

#include "tests/registry/store_fixture.hpp"
#include "tests/registry/table_dump.hpp"

#include <rapidcheck.h>

#include <algorithm>

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;

namespace {

// Everything about an entity that a screen or a rule could see.
std::string digest(const Entity& entity) {
    std::string out =
        entity.id.to_string() + entity.dataset + (entity.status == EntityStatus::open ? "open" : "closed");
    const auto add = [&](const std::string& name, const Register& property) {
        out += "\n" + name + (property.agreement == Agreement::conflict ? " conflict" : "");
        for (const Sibling& sibling : property.siblings) {
            out += " " + sibling.write.to_string() + " " + sibling.by.entry_hash.to_string();
        }
        out += " from";
        for (const Sibling& base : property.common_base) {
            out += " " + base.write.to_string();
        }
    };
    for (const EntityId member : entity.members) {
        out += " " + member.to_string();
    }
    for (const auto& [name, property] : entity.registers) {
        add(name, property);
    }
    if (entity.status_register) {
        add("status", *entity.status_register);
    }
    for (const auto& [name, elements] : entity.sets) {
        out += "\n" + name;
        for (const Element& element : elements) {
            out += " " + element.added.write.to_string() + "-" + std::to_string(element.removal_proposed_by.size());
        }
    }
    for (const Record& record : entity.records) {
        out += "\n" + record.write.to_string() + std::to_string(static_cast<int>(record.state));
    }
    return out;
}

const std::array kSubjects{entity_numbered(1), entity_numbered(2), entity_numbered(3)};

// Long enough for a conflict, a merge and what follows; short enough for many.
std::vector<std::uint8_t> any_script() { return *rc::gen::resize(24, rc::gen::arbitrary<std::vector<std::uint8_t>>()); }

// A history of two tablets that see each other's entries now and then, from a list of small numbers.
std::vector<entry::SignedEntry> history_of(const std::vector<std::uint8_t>& script) {
    std::array<Device, 2> devices{Device{1}, Device{2}};
    std::array<MemoryFold, 2> folds;
    std::vector<entry::SignedEntry> all;
    int minute = 0;
    for (const std::uint8_t step : script) {
        const std::size_t who = step % 2U;
        const EntityId subject = kSubjects[(step / 2U) % kSubjects.size()];
        Device& device = devices[who];
        device.set_time(morning(step % 7U == 0 ? -minute : minute));
        minute += 10;
        const Result<std::optional<SubjectRef>> known = folds[who].store().find_ref(subject);
        Entity view;
        if (known && known->has_value()) {
            view = folds[who].entity(subject);
        }
        const Register* phone = view.find("phone");
        std::vector<entry::DraftOperation> act;
        switch (step / 8U % 8U) {
            case 0:
            case 1:
            case 2:
                act = {operation(OperationCode::update, "person",
                                 {set_to("phone", words(std::to_string(step % 3U)),
                                         phone != nullptr ? phone->displayed_writes() : std::vector<WriteId>{})})};
                break;
            case 3:
                act = {operation(OperationCode::update, "person",
                                 {set_to("phone", words("settled"),
                                         phone != nullptr ? phone->all_writes() : std::vector<WriteId>{})})};
                break;
            case 4: act = {operation(OperationCode::add, "person", {set_to("photos", words("photo"))})}; break;
            case 5:
                if (const auto photos = view.sets.find("photos"); photos != view.sets.end()) {
                    act = {operation(OperationCode::remove, "person", {}, {photos->second.front().added.write})};
                } else {
                    act = {operation(OperationCode::create, "person", {set_to("full_name", words("示例·甲"))})};
                }
                break;
            case 6:
                act = {operation(OperationCode::same_as, "person",
                                 {set_to("other", entry::reference_to(kSubjects[step % kSubjects.size()]))})};
                break;
            default:
                for (const entry::SignedEntry& entry : all) {  // hears everything so far
                    folds[who].apply(entry);
                }
                continue;
        }
        const entry::SignedEntry entry = device.write(subject, std::move(act));
        folds[who].apply(entry);
        all.push_back(entry);
    }
    return all;
}

template <class T>
void shuffle(std::vector<T>& items, std::uint64_t seed) {
    SeededEntropy random{seed};
    for (std::size_t i = items.size(); i > 1; --i) {
        std::swap(items[i - 1], items[random.next() % i]);
    }
}

std::string digest_of(MemoryFold& fold) {
    std::string out = fold.stream_hash(stream_numbered(1)).to_string();
    for (const EntityId subject : kSubjects) {
        const Result<std::optional<SubjectRef>> ref = fold.store().find_ref(subject);
        if (ref && ref->has_value()) {
            out += digest(fold.entity(subject));
        }
    }
    return out;
}

}  // namespace

TEST_CASE("Fold: any order and any repetition of the same entries gives the same state", "[registry][property]") {
    const bool holds = rc::check("order and repetition do not matter", [](std::uint64_t seed) {
        const std::vector<entry::SignedEntry> entries = history_of(any_script());
        MemoryFold in_order;
        in_order.apply_all(entries);
        std::vector<entry::SignedEntry> disorder = entries;
        disorder.insert(disorder.end(), entries.begin(),
                        entries.begin() + static_cast<std::ptrdiff_t>(entries.size() / 2));
        shuffle(disorder, seed);
        MemoryFold shuffled;
        shuffled.apply_all(disorder);
        RC_ASSERT(digest_of(in_order) == digest_of(shuffled));
    });
    CHECK(holds);
}

TEST_CASE("Fold: the store's tables and the fold in memory never differ", "[registry][property]") {
    SeededEntropy random{99};
    for (int history = 0; history < 8; ++history) {
        std::vector<std::uint8_t> script(24);
        random.fill(script);
        std::vector<entry::SignedEntry> entries = history_of(script);
        shuffle(entries, random.next());
        MemoryFold memory;
        memory.apply_all(entries);
        journal::test::Tablet tablet;
        OpenStore store{tablet};
        store.receive(entries);
        for (const EntityId subject : kSubjects) {
            const Result<std::optional<SubjectRef>> ref = memory.store().find_ref(subject);
            REQUIRE(ref);
            if (ref->has_value() && memory.entity(subject).exists()) {
                CHECK(digest(memory.entity(subject)) == digest(store.entity(subject)));
            }
        }
        const Result<std::vector<StreamState>> expected = memory.store().streams();
        REQUIRE(expected);
        CHECK(*expected == store.streams());
        REQUIRE(store.registry->rebuild());
        CHECK(*expected == store.streams());
    }
}

TEST_CASE("Rebuild: it makes the tables that applying one by one made, row for row", "[registry]") {
    const CaseList cases;
    const std::array<const Projector*, 1> projectors{&cases};
    journal::test::Tablet tablet;
    OpenStore store{tablet, projectors};
    // The devices of every history have the same ids, so the later histories are forks of the first.
    constexpr std::uint64_t kHistories = 8;
    constexpr std::size_t kSteps = 40;
    for (std::uint64_t seed = 1; seed <= kHistories; ++seed) {
        SeededEntropy random{seed};
        std::vector<std::uint8_t> script(kSteps);
        random.fill(script);
        std::vector<entry::SignedEntry> entries = history_of(script);
        shuffle(entries, seed);
        for (const entry::SignedEntry& entry : entries) {
            store.receive({entry});
        }
    }
    const auto before = dump_registry(store.database);
    CHECK(before.at("registry_write").size() > 100);
    CHECK(before.at("registry_union").size() > 3);
    CHECK(before.at("registry_conflict").size() > 0);
    REQUIRE(store.registry->rebuild());
    for (const auto& [table, rows] : dump_registry(store.database)) {
        INFO(table);
        CHECK(rows == before.at(table));
    }
}

namespace {

// A history of which every subject is written about first, some of its merges are undone, and the county, device 9, calls
// some edges blind.
std::vector<entry::SignedEntry> history_with_verdicts(std::uint64_t seed, Device& county) {
    SeededEntropy random{seed};
    std::vector<std::uint8_t> script(40);
    random.fill(script);
    Device first{3};
    std::vector<entry::SignedEntry> all;
    for (const EntityId subject : kSubjects) {
        all.push_back(first.write(subject, {operation(OperationCode::create, "person")}));
    }
    for (entry::SignedEntry& entry : history_of(script)) {
        const EntryFacts facts = facts_of(entry);
        for (const SubjectFacts& subject : facts.subjects) {
            const bool is_merge = !subject.writes.empty() && same_as_target(subject, subject.writes.front());
            if (is_merge && random.next() % 2 == 0) {
                all.push_back(first.write(
                    subject.subject, {operation(OperationCode::not_same_as, "person", {}, {WriteId{entry.id(), 0}})}));
            }
            if (!subject.edges.empty() && random.next() % 2 == 0) {
                const Edge& edge = subject.edges.front();
                const BlindEdge verdict{subject.subject, {entry.id(), edge.by}, edge.replaced};
                all.push_back(
                    county.write({{std::nullopt, {make_blind_edge(verdict)}, {}}}, entry::EntryKind::publish));
            }
        }
        all.push_back(std::move(entry));
    }
    return all;
}

// The same entries of which some sections are gone for good and some are not here for now.
struct Thinned {
    std::vector<entry::SignedEntry> entries;
    std::vector<bool> is_dropped;
};

// Takes a section out of an entry, or puts what was only withheld back. The index of the entry.
std::size_t change_one(Thinned& now, const std::vector<entry::SignedEntry>& whole, SeededEntropy& random) {
    const std::size_t at = random.next() % now.entries.size();
    const bool is_here = std::holds_alternative<Bytes>(now.entries[at].sections().front());
    if (is_here) {
        const bool is_dropped = random.next() % 3 == 0;
        now.is_dropped[at] = is_dropped;
        now.entries[at].remove_section(0, is_dropped ? entry::Absence::dropped : entry::Absence::withheld);
    } else if (!now.is_dropped[at]) {
        now.entries[at] = whole[at];
    }
    return at;
}

}  // namespace

TEST_CASE("Fold: what is dropped, withheld and completed leaves what a fold of the rest would make",
          "[registry][property]") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Device county{9};
        const std::vector<entry::SignedEntry> whole = history_with_verdicts(seed, county);
        const FoldOptions options{.county = {{county.id(), county.public_key()}}};
        MemoryFold fold{options};
        fold.apply_all(whole);
        SeededEntropy random{seed + 1000};
        Thinned now{whole, std::vector<bool>(whole.size())};
        for (int change = 0; change < 20; ++change) {
            fold.reapply(now.entries[change_one(now, whole, random)]);
            if (change % 5 != 4) {
                continue;
            }
            MemoryFold anew{options};
            anew.apply_all(now.entries);
            INFO("seed " << seed << " change " << change);
            REQUIRE(digest_of(fold) == digest_of(anew));
        }
    }
}

TEST_CASE("Rebuild: it makes the tables that dropping and completing sections left, row for row", "[registry]") {
    std::size_t merges_before = 0;
    std::size_t merges_after = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Device county{9};
        const std::vector<entry::SignedEntry> whole = history_with_verdicts(seed, county);
        journal::test::Tablet tablet;
        OpenStore store{tablet, {}, {.county = {{county.id(), county.public_key()}}}};
        store.receive(whole);
        merges_before += dump_registry(store.database).at("registry_union").size();
        SeededEntropy random{seed + 1000};
        Thinned now{whole, std::vector<bool>(whole.size())};
        for (int change = 0; change < 20; ++change) {
            const entry::SignedEntry& changed = now.entries[change_one(now, whole, random)];
            const auto* absence = std::get_if<entry::Absence>(&changed.sections().front());
            if (absence == nullptr) {
                store.receive({changed});
                continue;
            }
            auto transaction = vault::Transaction::begin(store.database).value();
            REQUIRE(store.journal.drop_section(transaction, changed.id(), changed.hash(), 0, *absence));
            REQUIRE(store.registry->reapply(transaction, changed));
            REQUIRE(transaction.commit());
        }
        const auto before = dump_registry(store.database);
        merges_after += before.at("registry_union").size();
        REQUIRE(store.registry->rebuild());
        for (const auto& [table, rows] : dump_registry(store.database)) {
            INFO("seed " << seed << " " << table);
            CHECK(rows == before.at(table));
        }
    }
    CHECK(merges_after < merges_before);
    CHECK(merges_after > 0);
}

TEST_CASE("Fold: more entries never bring back a value that was replaced, unless a merge was undone",
          "[registry][property]") {
    const bool holds = rc::check("replaced stays replaced", [] {
        const std::vector<entry::SignedEntry> entries = history_of(any_script());
        MemoryFold fold;
        std::set<WriteId> replaced;
        for (const entry::SignedEntry& entry : entries) {
            fold.apply(entry);
            for (const entry::Edge& edge : entry.header().edges) {
                replaced.insert(edge.replaced);
            }
            for (const auto& [ref, entity] : fold.sink().entities()) {
                for (const auto& [name, property] : entity.registers) {
                    for (const Sibling& sibling : property.siblings) {
                        RC_ASSERT(!replaced.contains(sibling.write));
                    }
                }
            }
        }
    });
    CHECK(holds);
}

TEST_CASE("Fold: a write that nobody named is always shown", "[registry][property]") {
    const bool holds = rc::check("nothing is hidden", [](std::uint64_t seed) {
        std::vector<entry::SignedEntry> entries = history_of(any_script());
        std::set<WriteId> unnamed;
        std::set<WriteId> named;
        for (const entry::SignedEntry& entry : entries) {
            for (const SubjectFacts& subject : facts_of(entry).subjects) {
                for (const Write& write : subject.writes) {
                    if (write.property == "phone") {
                        unnamed.insert({entry.id(), write.index});
                    }
                }
                for (const Edge& edge : subject.edges) {
                    named.insert(edge.replaced);
                }
            }
        }
        shuffle(entries, seed);
        MemoryFold fold;
        fold.apply_all(entries);
        std::set<WriteId> shown;
        for (const auto& [ref, entity] : fold.sink().entities()) {
            if (const Register* phone = entity.find("phone")) {
                const std::vector<WriteId> writes = phone->all_writes();
                shown.insert(writes.begin(), writes.end());
            }
        }
        for (const WriteId& write : named) {
            unnamed.erase(write);
        }
        RC_ASSERT(std::ranges::includes(shown, unnamed));
    });
    CHECK(holds);
}
