// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fleet's days: who does what, and what must hold in the end. One thread.

#include "tests/sim/fleet.hpp"
#include "tests/sim/fleet_county.hpp"
#include "tests/sim/fleet_tablet.hpp"
#include "tests/sim/observed_model.hpp"

#include <map>
#include <unordered_map>

namespace daohu::sim {

class FleetWorld {
public:
    static constexpr std::uint64_t kTabletsOfDrill = 5;  // then three of them are of one village

    [[nodiscard]] static Result<std::unique_ptr<FleetWorld>> make(const FleetOptions& options,
                                                                  const registry::SchemaSet& schemas);

    // Once, before the days, and checked before anything else befalls anybody: what every safeguard is for happens in
    // every history, so that leaving one out is always noticed. Of three tablets of one village the first is lost with the
    // county, which is put back to a backup that lacks what it wrote last; the second was given that, and replaces a value
    // of the first's; the third is sent to another village. Nothing happens where there are no such three.
    [[nodiscard]] Result<void> drill();
    [[nodiscard]] Result<void> live_a_day();
    // No more trouble: everybody talks until there is nothing to say, the office hands on what it had set aside.
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] Result<void> check();
    [[nodiscard]] const FleetReport& report() const { return m_report; }

private:
    enum class Fate : std::uint8_t { working, revoked, lost };
    struct Member {
        std::unique_ptr<FleetTablet> tablet;
        std::vector<std::string> villages;
        Fate fate = Fate::working;
        std::optional<TabletCopy> copy{};
        std::uint64_t own_before = 0;
    };
    struct Subject {
        EntityId id;
        std::string village;
        bool is_erased = false;
    };

    FleetWorld(const FleetOptions& options, const registry::SchemaSet& schemas);

    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random.next() % bound; }
    [[nodiscard]] bool chance(std::uint64_t perthousand) { return below(1000) < perthousand; }
    [[nodiscard]] std::uint64_t village_count() const;
    [[nodiscard]] std::string village_numbered(std::uint64_t number) const;
    [[nodiscard]] std::filesystem::path next_folder(std::string_view what);
    [[nodiscard]] Result<void> add_tablet();

    // A day's work.
    [[nodiscard]] Result<void> write(Member& member);
    [[nodiscard]] Result<void> save(Member& member, int subject, entry::DraftOperation operation,
                                    std::vector<ModelWrite> writes);
    [[nodiscard]] Result<void> create(Member& member, const std::string& village);
    [[nodiscard]] Result<void> update(Member& member, int subject, const registry::Entity& view);
    enum class Replaced : std::uint8_t { what_is_shown, everything };
    [[nodiscard]] Result<void> overwrite(Member& member, int subject, const registry::Entity& view,
                                         const std::string& property, std::string value, Replaced replaced);
    [[nodiscard]] Result<void> visit(Member& member, int subject);
    [[nodiscard]] Result<void> talk(Member& member);
    [[nodiscard]] Result<void> carry(Member& member);

    // What befalls it.
    [[nodiscard]] Result<void> befall(std::size_t number);
    [[nodiscard]] Result<void> reassign(Member& member);
    [[nodiscard]] Result<void> send_to(Member& member, std::vector<std::string> villages);
    [[nodiscard]] Result<void> clone(std::size_t number);
    [[nodiscard]] Result<void> put_back(Member& member);
    [[nodiscard]] Result<void> lose(Member& member);
    [[nodiscard]] Result<void> revoke(DeviceId device);
    [[nodiscard]] Result<void> county_night();
    [[nodiscard]] Result<void> back_up_county();
    [[nodiscard]] Result<void> restore_county();
    [[nodiscard]] Result<void> erase_somebody();

    // Entries that nobody has any more are nobody's fault.
    [[nodiscard]] Result<void> write_off(const std::set<Hash256>& at_risk);
    [[nodiscard]] bool is_held(const Hash256& entry) const;
    [[nodiscard]] Result<void> note_promises(Member& member);

    [[nodiscard]] Result<void> talk_until_quiet(Member& member);
    [[nodiscard]] Result<void> check_entries();
    [[nodiscard]] Result<void> check_streams();
    [[nodiscard]] Result<void> check_scope();
    [[nodiscard]] Result<void> check_entities();
    void trouble(std::string what);
    [[nodiscard]] StreamId stream_of(const std::string& village) const { return m_streams.at(village); }

    FleetOptions m_options;
    const registry::SchemaSet& m_schemas;
    SeededEntropy m_random;
    SystemEntropy m_entropy;
    FakeClock m_clock;
    std::unique_ptr<FleetCounty> m_county;
    std::vector<Member> m_members;
    std::map<std::string, StreamId> m_streams;
    std::optional<std::filesystem::path> m_backup;

    ObservedModel m_model;
    std::vector<Subject> m_subjects;
    std::unordered_map<EntityId, int> m_subject_numbers;
    std::vector<Hash256> m_entries;  // by number
    std::unordered_map<Hash256, int> m_numbers;
    std::map<std::pair<DeviceId, IncarnationId>, int> m_chains;
    std::set<Hash256> m_promised;
    std::set<Hash256> m_gone;
    int m_next_folder = 0;
    std::uint64_t m_next_seed = 1;
    FleetReport m_report;
};

}  // namespace daohu::sim
