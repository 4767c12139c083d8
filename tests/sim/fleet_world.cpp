// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/fleet_world.hpp"

#include "core/base/crypto.hpp"
#include "tests/sim/model_view.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::sim {

namespace {

constexpr WallTime kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};
constexpr int kQuietTries = 12;
constexpr int kRounds = 4;

}  // namespace

FleetWorld::FleetWorld(const FleetOptions& options, const registry::SchemaSet& schemas)
    : m_options{options}, m_schemas{schemas}, m_random{options.seed}, m_clock{kStart} {}

Result<std::unique_ptr<FleetWorld>> FleetWorld::make(const FleetOptions& options, const registry::SchemaSet& schemas) {
    TRY(init_crypto());
    std::unique_ptr<FleetWorld> world{new FleetWorld{options, schemas}};
    world->m_county = TRY(FleetCounty::make(world->next_folder("county"), world->m_clock, world->m_entropy));
    for (std::uint64_t i = 0; i < options.tablets; ++i) {
        TRY(world->add_tablet());
    }
    return world;
}

Result<void> FleetWorld::live_a_day() {
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        if (m_members[i].fate == Fate::lost) {
            continue;
        }
        for (std::uint64_t record = below(m_options.steps + 1); record > 0; --record) {
            m_members[i].tablet->clock().advance(std::chrono::minutes{5 + below(60)});
            TRY(write(m_members[i]));
        }
        if (chance(600)) {
            TRY(talk(m_members[i]));
        } else if (chance(60)) {
            TRY(carry(m_members[i]));
        }
        if (m_members[i].fate == Fate::working) {
            TRY(befall(i));
        }
    }
    m_clock.advance(std::chrono::hours{24});
    for (Member& member : m_members) {
        member.tablet->clock().advance(std::chrono::hours{12});
    }
    return county_night();
}

Result<void> FleetWorld::talk_until_quiet(Member& member) {
    FleetLink& link = member.tablet->link();
    link.connect(&m_county->service());
    link.set_trouble(0);
    std::string last;
    for (int attempt = 0; attempt < kQuietTries; ++attempt) {
        const auto talked = member.tablet->sync();
        if (talked || talked.error().code == ErrorCode::sync_revoked) {
            return note_promises(member);
        }
        last = talked.error().describe();
    }
    ++m_report.unsettled;
    trouble("a tablet cannot settle: " + last);
    return {};
}

Result<void> FleetWorld::settle() {
    for (int round = 0; round < kRounds; ++round) {
        for (Member& member : m_members) {
            if (member.fate != Fate::lost) {
                TRY(talk_until_quiet(member));
            }
        }
        m_report.set_aside += TRY(m_county->release_all());
        // What may not be held any more goes when it is in a backup.
        TRY(back_up_county());
        m_clock.advance(std::chrono::hours{2});
        for (Member& member : m_members) {
            member.tablet->clock().advance(std::chrono::hours{2});
        }
    }
    return {};
}

void FleetWorld::trouble(std::string what) {
    if (m_report.first_trouble.empty()) {
        m_report.first_trouble = std::move(what);
    }
}

Result<void> FleetWorld::check() {
    m_report.faults = 0;
    for (const Member& member : m_members) {
        m_report.faults += member.tablet->link().faults();
    }
    TRY(check_entries());
    TRY(check_streams());
    TRY(check_scope());
    return check_entities();
}

// What was promised, and what any living tablet still has of its own or of others.
Result<void> FleetWorld::check_entries() {
    const std::set<Hash256> there = TRY(m_county->entries());
    std::set<Hash256> expected = m_promised;
    for (const Member& member : m_members) {
        if (member.fate != Fate::lost) {
            expected.insert(member.tablet->own().begin(), member.tablet->own().end());
        }
    }
    // What a tablet was given whole of its own village it can bring, whoever wrote it and whatever became of him.
    std::set<Hash256> given;
    for (Member& member : m_members) {
        if (member.fate != Fate::working) {
            continue;
        }
        std::set<StreamId> streams;
        for (const std::string& village : member.villages) {
            streams.insert(stream_of(village));
        }
        const auto whole = TRY(member.tablet->whole_entries(streams));
        given.insert(whole.begin(), whole.end());
    }
    expected.insert(given.begin(), given.end());
    m_report.acknowledged = m_promised.size();
    m_report.gone = m_gone.size();
    for (const Hash256& entry : expected) {
        if (!there.contains(entry) && (!m_gone.contains(entry) || given.contains(entry))) {
            ++m_report.missing;
            trouble(fmt::format("entry {} is not with the county, {}", entry.to_string().substr(0, 12),
                                m_promised.contains(entry) ? "but was promised" : "and a tablet has it"));
        }
    }
    return {};
}

Result<void> FleetWorld::check_streams() {
    for (const auto& [village, stream] : m_streams) {
        const Hash256 expected = TRY(m_county->stream_hash(stream, m_schemas));
        for (Member& member : m_members) {
            const bool is_his = std::ranges::find(member.villages, village) != member.villages.end();
            if (member.fate != Fate::working || !is_his) {
                continue;
            }
            if (TRY(member.tablet->stream_hash(stream)) != expected) {
                ++m_report.diverged;
                trouble(fmt::format("the stream of {} differs on tablet {}", village,
                                    member.tablet->device().to_string().substr(0, 8)));
            }
        }
    }
    return {};
}

Result<void> FleetWorld::check_scope() {
    m_report.own_kept = 0;
    for (Member& member : m_members) {
        if (member.fate != Fate::working) {
            continue;
        }
        std::set<StreamId> allowed{StreamId{m_county->folder().identity().server.raw()}};
        for (const std::string& village : member.villages) {
            allowed.insert(stream_of(village));
        }
        const FleetTablet::Outside outside = TRY(member.tablet->entries_outside(allowed));
        m_report.out_of_scope += outside.others;
        m_report.own_kept += outside.own;
        if (outside.others > 0) {
            trouble(fmt::format("tablet {} still holds {} entries of others",
                                member.tablet->device().to_string().substr(0, 8), outside.others));
        }
    }
    return {};
}

Result<void> FleetWorld::check_entities() {
    std::set<int> held;
    for (const auto& [village, stream] : m_streams) {
        for (const Hash256& entry : TRY(m_county->stream(stream))) {
            if (const auto number = m_numbers.find(entry); number != m_numbers.end()) {
                held.insert(number->second);
            }
        }
    }
    const ModelNumbers numbers{.subject = [this](EntityId id) { return m_subject_numbers.at(id); },
                               .entry = [this](const Hash256& hash) { return m_numbers.at(hash); }};
    for (const ModelEntity& expected : m_model.entities(held, {})) {
        const Subject& subject = m_subjects[static_cast<std::size_t>(*expected.members.begin())];
        if (subject.is_erased) {
            continue;  // what is left of it is compared by the hash of the stream
        }
        for (Member& member : m_members) {
            const bool is_his = std::ranges::find(member.villages, subject.village) != member.villages.end();
            if (member.fate != Fate::working || !is_his) {
                continue;
            }
            ++m_report.compared;
            const auto view = TRY(member.tablet->view(subject.id));
            const std::string what = view ? difference(expected, shown(*view, numbers)) : "is not known";
            if (!what.empty()) {
                ++m_report.wrong;
                trouble(fmt::format("a person of {} {}", subject.village, what));
            }
            m_report.conflicts += view ? shown(*view, numbers).conflicts.size() : 0;
        }
    }
    return {};
}

Result<FleetReport> run_fleet(const FleetOptions& options, const registry::SchemaSet& schemas) {
    if (options.flaw != FleetFlaw::none && options.tablets < FleetWorld::kTabletsOfDrill) {
        return fail(ErrorCode::invalid_argument, "with so few tablets a safeguard may be left out and never be needed");
    }
    const auto world = TRY(FleetWorld::make(options, schemas));
    TRY(world->drill());
    if (!world->report().holds()) {
        return world->report();
    }
    for (std::uint64_t day = 0; day < options.days; ++day) {
        TRY(world->live_a_day());
    }
    TRY(world->settle());
    TRY(world->check());
    return world->report();
}

}  // namespace daohu::sim
