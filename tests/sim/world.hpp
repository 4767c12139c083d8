// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tablets, the server and everything they ever wrote, in one random history. One thread.

#include "tests/sim/observed_model.hpp"
#include "tests/sim/replica.hpp"
#include "tests/sim/sim_device.hpp"

#include <unordered_map>

namespace daohu::sim {

class World {
public:
    [[nodiscard]] static Result<std::unique_ptr<World>> make(const ConvergeOptions& options,
                                                             const registry::SchemaSet& schemas);

    [[nodiscard]] Result<void> step();
    // Everybody pushes and pulls everything, in a random order.
    [[nodiscard]] Result<void> settle();
    // Compares one tablet, whatever it holds, with the model.
    [[nodiscard]] Result<void> compare_one();
    [[nodiscard]] Result<void> compare_all();
    [[nodiscard]] const ConvergeReport& report() const { return m_report; }

private:
    struct Tablet {
        SimDevice device;
        std::unique_ptr<Replica> replica;
        ChainState backup;
        std::set<int> backup_held;
        std::vector<int> own;  // entries not known to be with the server
    };
    // An operation with what the model is told about it.
    struct Act {
        int subject = 0;
        entry::DraftOperation operation;
        std::vector<ModelWrite> writes;  // without entry and id; index 0 is the operation's own write
    };

    World(const ConvergeOptions& options, const registry::SchemaSet& schemas);

    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random.next() % bound; }
    [[nodiscard]] bool chance(std::uint64_t percent) { return below(100) < percent; }
    [[nodiscard]] std::string random_value();

    [[nodiscard]] Result<void> act(Tablet& tablet);
    [[nodiscard]] Result<Act> choose(Tablet& tablet);
    [[nodiscard]] Act create();
    [[nodiscard]] Act update(const registry::Entity& view, int subject);
    [[nodiscard]] Act add_element(int subject);
    [[nodiscard]] std::optional<Act> remove_element(const registry::Entity& view, int subject);
    [[nodiscard]] std::optional<Act> change_status(const registry::Entity& view, int subject);
    [[nodiscard]] Act record(int subject);
    [[nodiscard]] std::optional<Act> void_record(const registry::Entity& view, int subject);
    [[nodiscard]] Act same_as(int subject);
    [[nodiscard]] std::optional<Act> not_same_as(const Tablet& tablet);
    [[nodiscard]] std::vector<entry::WriteId> seen(const registry::Register& property);
    [[nodiscard]] Result<void> write(Tablet& tablet, Act act);

    [[nodiscard]] Result<void> exchange(Tablet& tablet, bool everything);
    [[nodiscard]] Result<void> restore(Tablet& tablet);
    // An order of the county takes an entry's section from everybody who hears of it.
    [[nodiscard]] Result<void> erase_one();
    // A tablet loses sight of an entry, or sees one again.
    [[nodiscard]] Result<void> change_sight(Tablet& tablet);
    [[nodiscard]] Result<void> see_again(Replica& replica, int number);
    [[nodiscard]] Result<void> take_out(Replica& replica, int number, entry::Absence why);
    [[nodiscard]] Result<void> obey(Replica& replica);
    [[nodiscard]] Result<void> compare(Replica& replica);
    [[nodiscard]] Result<void> compare_entity(Replica& replica, const ModelEntity& expected);
    void differ(const std::string& what);

    [[nodiscard]] std::filesystem::path next_file();
    [[nodiscard]] ModelId model_id(const entry::WriteId& write) const;

    ConvergeOptions m_options;
    const registry::SchemaSet& m_schemas;
    SeededEntropy m_random;
    ObservedModel m_model;
    std::vector<Tablet> m_tablets;
    std::unique_ptr<Replica> m_server;
    std::vector<EntityId> m_subjects;
    std::unordered_map<EntityId, int> m_subject_numbers;
    std::vector<entry::SignedEntry> m_entries;
    std::unordered_map<Hash256, int> m_numbers;
    std::map<std::pair<DeviceId, IncarnationId>, int> m_chains;
    std::set<int> m_dropped;           // entries that were ordered erased
    std::map<ModelId, int> m_same_as;  // the subject of each same_as ever written
    int m_next_chain = 0;
    int m_next_file = 0;
    ConvergeReport m_report;
};

}  // namespace daohu::sim
