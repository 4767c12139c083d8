// SPDX-License-Identifier: Apache-2.0
//
// What befalls tablets and the county.

#include "tests/sim/fleet_world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::sim {

namespace {

constexpr std::uint64_t kTabletsPerVillage = 3;
constexpr std::uint64_t kMaxVillages = 2;

}  // namespace

std::uint64_t FleetWorld::village_count() const {
    return std::max<std::uint64_t>(2, m_options.tablets / kTabletsPerVillage);
}

// Of the tablet of that number at first.
std::string FleetWorld::village_numbered(std::uint64_t number) const {
    return fmt::format("9999990{:05}", 1 + number % village_count());
}

std::filesystem::path FleetWorld::next_folder(std::string_view what) {
    return m_options.folder / fmt::format("{}-{}", what, m_next_folder++);
}

Result<void> FleetWorld::add_tablet() {
    Member member{.tablet = TRY(FleetTablet::make({.schemas = m_schemas,
                                                   .folder = next_folder("tablet"),
                                                   .start = m_clock.wall_now(),
                                                   .gives_up = m_options.flaw != FleetFlaw::kept_scope,
                                                   .offers = m_options.flaw != FleetFlaw::offers_nothing},
                                                  m_options.seed * 1000 + m_next_seed++)),
                  .villages = {village_numbered(m_members.size())}};
    const wire::Grant grant = TRY(m_county->enrol(member.tablet->request(), member.villages));
    for (const wire::GrantedVillage& village : grant.villages) {
        m_streams[village.code] = village.stream;
    }
    TRY(member.tablet->open(grant));
    m_members.push_back(std::move(member));
    return {};
}

Result<void> FleetWorld::befall(std::size_t number) {
    Member& member = m_members[number];
    if (chance(20)) {
        return reassign(member);
    }
    if (chance(25)) {
        member.copy = TRY(member.tablet->copy(next_folder("copy")));
        return {};
    }
    if (member.copy && chance(30)) {
        return put_back(member);
    }
    if (chance(5)) {
        return clone(number);
    }
    if (chance(3)) {
        return lose(member);
    }
    if (chance(4)) {
        ++m_report.revocations;
        return revoke(member.tablet->device());
    }
    if (chance(10)) {  // somebody sets the clock, up to ten years off
        const auto days = static_cast<std::int64_t>(below(7300)) - 3650;
        member.tablet->clock().set_wall(m_clock.wall_now() + std::chrono::hours{24 * days});
    }
    return {};
}

Result<void> FleetWorld::drill() {
    if (m_members.size() < kTabletsOfDrill) {
        return {};
    }
    const std::size_t lost = 0;
    const std::size_t reader = village_count();
    const std::size_t moved = 2 * village_count();
    const std::string village = village_numbered(lost);
    const auto person = static_cast<int>(m_subjects.size());
    TRY(create(m_members[lost], village));
    for (const std::size_t number : {lost, reader, moved}) {
        TRY(talk_until_quiet(m_members[number]));
    }
    const auto view = TRY(m_members[reader].tablet->view(m_subjects[static_cast<std::size_t>(person)].id));
    if (!view) {
        return fail(ErrorCode::not_found, "the drill's second tablet was not given what the first wrote");
    }
    TRY(overwrite(m_members[reader], person, *view, "full_name", "of the drill", Replaced::what_is_shown));
    TRY(talk_until_quiet(m_members[reader]));
    TRY(back_up_county());
    TRY(create(m_members[lost], village));
    TRY(talk_until_quiet(m_members[lost]));
    TRY(talk_until_quiet(m_members[reader]));
    TRY(lose(m_members[lost]));
    TRY(restore_county());
    TRY(send_to(m_members[moved], {village_numbered(lost + 1)}));
    TRY(settle());
    return check();
}

Result<void> FleetWorld::reassign(Member& member) {
    std::vector<std::string> villages;
    for (std::uint64_t i = 0; i <= below(kMaxVillages); ++i) {
        const std::string village = village_numbered(below(1000));
        if (std::ranges::find(villages, village) == villages.end()) {
            villages.push_back(village);
        }
    }
    return send_to(member, std::move(villages));
}

Result<void> FleetWorld::send_to(Member& member, std::vector<std::string> villages) {
    ++m_report.reassignments;
    member.villages = std::move(villages);
    const wire::Grant grant = TRY(m_county->change_grant(member.tablet->device(), member.villages));
    for (const wire::GrantedVillage& village : grant.villages) {
        m_streams[village.code] = village.stream;
    }
    // Its twin, if it has one, holds the same grant.
    for (Member& other : m_members) {
        if (other.tablet->device() == member.tablet->device()) {
            other.villages = member.villages;
        }
    }
    return {};
}

Result<void> FleetWorld::clone(std::size_t number) {
    ++m_report.clones;
    Member twin{.tablet =
                    TRY(m_members[number].tablet->clone(next_folder("clone"), m_options.seed * 1000 + m_next_seed++)),
                .villages = m_members[number].villages};
    m_members.push_back(std::move(twin));
    return {};
}

Result<void> FleetWorld::put_back(Member& member) {
    ++m_report.tablet_restores;
    const PutBack what = chance(500) ? PutBack::everything : PutBack::database;
    const std::vector<Hash256> before = member.tablet->own();
    TRY(member.tablet->put_back(*member.copy, what));
    if (what == PutBack::everything) {
        TRY(write_off({before.begin(), before.end()}));
    }
    member.copy.reset();
    return {};
}

Result<void> FleetWorld::lose(Member& member) {
    ++m_report.lost_tablets;
    const std::vector<Hash256> before = member.tablet->own();
    member.fate = Fate::lost;
    member.tablet->close();
    TRY(write_off({before.begin(), before.end()}));
    return revoke(member.tablet->device());
}

// Its twin as well: the county knows one device.
Result<void> FleetWorld::revoke(DeviceId device) {
    for (Member& member : m_members) {
        if (member.tablet->device() == device && member.fate == Fate::working) {
            member.fate = Fate::revoked;
        }
    }
    return m_county->revoke(device);
}

bool FleetWorld::is_held(const Hash256& entry) const {
    return std::ranges::any_of(m_members, [&](const Member& member) {
        const auto& own = member.tablet->own();
        return member.fate != Fate::lost && std::ranges::find(own, entry) != own.end();
    });
}

Result<void> FleetWorld::write_off(const std::set<Hash256>& at_risk) {
    const std::set<Hash256> there = TRY(m_county->entries());
    for (const Hash256& entry : at_risk) {
        if (!there.contains(entry) && !is_held(entry)) {
            m_gone.insert(entry);
        }
    }
    return {};
}

Result<void> FleetWorld::county_night() {
    if (m_backup && chance(80)) {  // before tonight's backup, so that a day at least is lost
        // What burnt the server may have burnt a tablet too: others have what it wrote.
        Member& beside = m_members[below(m_members.size())];
        if (beside.fate == Fate::working && chance(300)) {
            TRY(lose(beside));
        }
        TRY(restore_county());
    }
    if (chance(400)) {
        TRY(back_up_county());
    }
    return chance(120) ? erase_somebody() : Result<void>{};
}

Result<void> FleetWorld::back_up_county() {
    const std::filesystem::path target = next_folder("backup");
    TRY(m_county->back_up(target));
    std::error_code failed;
    if (m_backup) {
        std::filesystem::remove_all(*m_backup, failed);
    }
    m_backup = target;
    return {};
}

Result<void> FleetWorld::restore_county() {
    ++m_report.county_restores;
    const std::set<Hash256> before = TRY(m_county->entries());
    TRY(m_county->restore(*m_backup, m_options.flaw == FleetFlaw::same_epoch ? EpochBump::left_out : EpochBump::done));
    TRY(write_off(before));
    // The office gives everybody again what it gave since the backup.
    for (const Member& member : m_members) {
        if (member.fate == Fate::working) {
            TRY(m_county->change_grant(member.tablet->device(), member.villages));
        } else {
            TRY(m_county->revoke(member.tablet->device()));
        }
    }
    return {};
}

Result<void> FleetWorld::erase_somebody() {
    if (m_subjects.empty()) {
        return {};
    }
    Subject& subject = m_subjects[below(m_subjects.size())];
    if (subject.is_erased) {
        return {};
    }
    const auto erased = m_county->erase(subject.id);
    if (!erased && erased.error().code == ErrorCode::not_found) {
        return {};  // the county has not heard of this one yet
    }
    subject.is_erased = erased.has_value();
    m_report.erasures += subject.is_erased ? 1 : 0;
    return erased;
}

}  // namespace daohu::sim
