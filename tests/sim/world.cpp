// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::sim {

namespace {

constexpr WallTime kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};

template <class T>
void shuffle(std::vector<T>& items, SeededEntropy& random) {
    for (std::size_t i = items.size(); i > 1; --i) {
        std::swap(items[i - 1], items[random.next() % i]);
    }
}

}  // namespace

World::World(const ConvergeOptions& options, const registry::SchemaSet& schemas)
    : m_options{options}, m_schemas{schemas}, m_random{options.seed} {}

Result<std::unique_ptr<World>> World::make(const ConvergeOptions& options, const registry::SchemaSet& schemas) {
    auto world = std::unique_ptr<World>{new World{options, schemas}};
    world->m_server = TRY(Replica::make(schemas, options, world->next_file()));
    world->m_report.devices = 2 + world->below(7);
    for (std::uint64_t i = 0; i < world->m_report.devices; ++i) {
        SimDevice device = TRY(SimDevice::make(world->m_random, kStart, world->m_next_chain++));
        auto replica = TRY(Replica::make(schemas, options, world->next_file()));
        const ChainState state = device.state();
        world->m_tablets.push_back({std::move(device), std::move(replica), state, {}, {}});
    }
    return world;
}

std::filesystem::path World::next_file() { return m_options.folder / fmt::format("replica-{}.db", m_next_file++); }

Result<void> World::step() {
    Tablet& tablet = m_tablets[below(m_tablets.size())];
    tablet.device.pass_time(std::chrono::seconds{10 + below(4000)});
    const std::uint64_t kind = below(1000);
    if (kind < 60) {
        return exchange(tablet, false);
    }
    if (kind < 70) {  // somebody sets the clock, up to ten years off
        const auto days = static_cast<std::int64_t>(below(7300)) - 3650;
        tablet.device.set_clock(kStart + std::chrono::hours{24 * days});
        return {};
    }
    if (kind < 74) {
        tablet.backup = tablet.device.state();
        tablet.backup_held = tablet.replica->held();
        return {};
    }
    if (kind < 76) {
        return restore(tablet);
    }
    if (kind < 86) {
        return change_sight(tablet);
    }
    if (kind < 90) {
        return erase_one();
    }
    return act(tablet);
}

Result<void> World::write(Tablet& tablet, Act act) {
    entry::EntryDraft draft;
    draft.scope = StreamId{std::array<std::uint8_t, 16>{1}};
    draft.sections.push_back({m_subjects[static_cast<std::size_t>(act.subject)], {std::move(act.operation)}, {}});
    const entry::SignedEntry entry = TRY(tablet.device.sign(std::move(draft)));
    const auto number = static_cast<int>(m_entries.size());
    m_entries.push_back(entry);
    m_numbers.emplace(entry.hash(), number);
    const int chain = tablet.device.state().chain;
    m_chains.emplace(std::pair{entry.header().device, entry.header().incarnation}, chain);
    for (std::uint32_t index = 0; index < act.writes.size(); ++index) {
        ModelWrite& write = act.writes[index];
        write.entry = number;
        write.id = {chain, entry.header().sequence, index};
        write.subject = act.subject;
        if (write.kind == ModelKind::same_as) {
            m_same_as.emplace(write.id, act.subject);
            ++m_report.merges;
        }
        m_model.add(std::move(write));
        ++m_report.writes;
    }
    ++m_report.entries;
    tablet.own.push_back(number);
    return tablet.replica->deliver(std::array{number}, m_entries);
}

Result<void> World::exchange(Tablet& tablet, bool everything) {
    // A push may break off anywhere, and what arrived may arrive again.
    const std::size_t arrived = everything || !chance(40) ? tablet.own.size() : below(tablet.own.size() + 1);
    std::vector<int> pushed;
    for (std::size_t i = 0; i < arrived; ++i) {
        pushed.insert(pushed.end(), chance(10) ? 2 : 1, tablet.own[i]);
    }
    TRY(m_server->deliver(pushed, m_entries));
    m_report.deliveries += pushed.size();
    tablet.own.erase(tablet.own.begin(), tablet.own.begin() + static_cast<std::ptrdiff_t>(arrived));

    std::vector<int> missing;
    std::ranges::set_difference(m_server->held(), tablet.replica->held(), std::back_inserter(missing));
    shuffle(missing, m_random);
    if (!everything && chance(30)) {
        missing.resize(below(missing.size() + 1));
    }
    for (std::size_t i = 0, first = missing.size(); i < first && chance(5); ++i) {
        missing.push_back(missing[below(first)]);
    }
    for (const int number : missing) {
        const entry::Header& header = m_entries[static_cast<std::size_t>(number)].header();
        tablet.device.hear(header.hlc);
        if (header.incarnation == tablet.device.state().incarnation) {
            tablet.device.start_incarnation(m_next_chain++);  // its own life, from elsewhere: now it notices
        }
    }
    m_report.deliveries += missing.size();
    TRY(tablet.replica->deliver(missing, m_entries));
    if (everything) {
        const std::set<int> absent = tablet.replica->absent();
        for (const int number : absent) {
            TRY(see_again(*tablet.replica, number));
        }
    }
    return obey(*tablet.replica);
}

// The tablet gets an old copy of itself. Mostly it notices and begins another life; sometimes it does not, and writes
// other entries under the same ids.
Result<void> World::restore(Tablet& tablet) {
    ++m_report.restores;
    auto replica = TRY(Replica::make(m_schemas, m_options, next_file()));
    TRY(replica->deliver(std::vector<int>(tablet.backup_held.begin(), tablet.backup_held.end()), m_entries));
    tablet.replica = std::move(replica);
    TRY(obey(*tablet.replica));
    // What was not with the server is lost with the tablet, unless the mirror brings it: here the mirror does.
    const bool is_unnoticed = chance(30) && tablet.backup.chain == tablet.device.state().chain &&
                              tablet.backup.sequence < tablet.device.state().sequence;
    if (is_unnoticed) {
        tablet.device.restore(tablet.backup);
        ++m_report.forks;
    } else {
        tablet.device.start_incarnation(m_next_chain++);
    }
    tablet.backup = tablet.device.state();
    tablet.backup_held = tablet.replica->held();
    return {};
}

Result<void> World::erase_one() {
    const std::set<int>& known = m_server->held();
    if (known.empty()) {
        return {};
    }
    const auto at = known.lower_bound(static_cast<int>(below(m_entries.size())));
    if (at != known.end() && m_dropped.insert(*at).second) {
        ++m_report.dropped;
    }
    return obey(*m_server);
}

Result<void> World::obey(Replica& replica) {
    for (const int number : m_dropped) {
        if (replica.held().contains(number) && !replica.absent().contains(number)) {
            TRY(take_out(replica, number, entry::Absence::dropped));
        }
    }
    return {};
}

Result<void> World::take_out(Replica& replica, int number, entry::Absence why) {
    entry::SignedEntry entry = m_entries[static_cast<std::size_t>(number)];
    entry.remove_section(0, why);
    return replica.show(number, entry, Replica::Presence::absent);
}

Result<void> World::see_again(Replica& replica, int number) {
    if (m_dropped.contains(number)) {
        return {};
    }
    ++m_report.completed;
    return replica.show(number, m_entries[static_cast<std::size_t>(number)], Replica::Presence::whole);
}

Result<void> World::change_sight(Tablet& tablet) {
    const std::set<int>& held = tablet.replica->held();
    const std::set<int>& absent = tablet.replica->absent();
    if (!absent.empty() && chance(50)) {
        const auto at = absent.lower_bound(static_cast<int>(below(m_entries.size())));
        return see_again(*tablet.replica, at == absent.end() ? *absent.begin() : *at);
    }
    const auto at = held.lower_bound(static_cast<int>(below(m_entries.size() + 1)));
    if (at == held.end() || absent.contains(*at)) {
        return {};
    }
    ++m_report.withheld;
    return take_out(*tablet.replica, *at, entry::Absence::withheld);
}

Result<void> World::settle() {
    for (int round = 0; round < 2; ++round) {
        for (Tablet& tablet : m_tablets) {
            TRY(exchange(tablet, true));
        }
    }
    return {};
}

}  // namespace daohu::sim
