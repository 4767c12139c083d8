// SPDX-License-Identifier: Apache-2.0
//
// A day's work: records, talks, sticks.

#include "tests/sim/fleet_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::sim {

namespace {

using entry::OperationCode;

constexpr std::array<const char*, 3> kProperties{"full_name", "phone", "illness"};
constexpr int kTries = 3;

}  // namespace

Result<void> FleetWorld::write(Member& member) {
    // What it believes: it may have been given other villages since.
    const auto& villages = member.tablet->grant().villages;
    if (villages.empty()) {
        return {};
    }
    const std::string village = villages[below(villages.size())].code;
    std::vector<int> here;
    for (std::size_t i = 0; i < m_subjects.size(); ++i) {
        if (m_subjects[i].village == village && !m_subjects[i].is_erased) {
            here.push_back(static_cast<int>(i));
        }
    }
    if (here.empty() || chance(120)) {
        return create(member, village);
    }
    const int subject = here[below(here.size())];
    const auto view = TRY(member.tablet->view(m_subjects[static_cast<std::size_t>(subject)].id));
    if (!view) {
        return create(member, village);  // it has not heard of this one
    }
    return chance(250) ? visit(member, subject) : update(member, subject, *view);
}

Result<void> FleetWorld::create(Member& member, const std::string& village) {
    const EntityId id = EntityId::random(m_random);
    const auto subject = static_cast<int>(m_subjects.size());
    m_subjects.push_back({.id = id, .village = village});
    m_subject_numbers.emplace(id, subject);
    entry::DraftOperation operation{OperationCode::create, "person", {}, {}};
    ModelWrite made;
    made.kind = ModelKind::status;
    made.property = "status";
    made.value = "open";
    std::vector<ModelWrite> writes{made};
    for (const char* property : {"full_name", "phone"}) {
        ModelWrite write;
        write.property = property;
        write.value = fmt::format("v{}", below(6));
        operation.assignments.push_back({property, write.value, {}});
        writes.push_back(write);
    }
    return save(member, subject, std::move(operation), std::move(writes));
}

Result<void> FleetWorld::update(Member& member, int subject, const registry::Entity& view) {
    const std::string property = kProperties[below(kProperties.size())];
    std::string value = fmt::format("v{}", below(6));
    const Replaced replaced = chance(700) ? Replaced::what_is_shown : Replaced::everything;
    return overwrite(member, subject, view, property, std::move(value), replaced);
}

Result<void> FleetWorld::overwrite(Member& member, int subject, const registry::Entity& view,
                                   const std::string& property, std::string value, Replaced replaced) {
    ModelWrite itself;
    itself.kind = ModelKind::effect;
    ModelWrite write;
    write.property = property;
    write.value = std::move(value);
    std::vector<entry::WriteId> replaces;
    if (const registry::Register* seen = view.find(property)) {
        replaces = replaced == Replaced::what_is_shown ? seen->displayed_writes() : seen->all_writes();
    }
    for (const entry::WriteId& one : replaces) {
        write.names.insert({m_chains.at({one.entry.device, one.entry.incarnation}), one.entry.sequence, one.index});
    }
    if (m_options.flaw == FleetFlaw::ignored_edges) {
        replaces.clear();
    }
    entry::DraftOperation operation{OperationCode::update, "person", {{property, write.value, replaces}}, {}};
    return save(member, subject, std::move(operation), {itself, write});
}

Result<void> FleetWorld::visit(Member& member, int subject) {
    ModelWrite fact;
    fact.kind = ModelKind::fact;
    ModelWrite answer;
    answer.kind = ModelKind::effect;
    entry::DraftOperation operation{
        OperationCode::record, "visit", {{"/visit/met", fmt::format("v{}", below(6)), {}}}, {}};
    return save(member, subject, std::move(operation), {fact, answer});
}

Result<void> FleetWorld::save(Member& member, int subject, entry::DraftOperation operation,
                              std::vector<ModelWrite> writes) {
    const Subject& about = m_subjects[static_cast<std::size_t>(subject)];
    entry::EntryDraft draft;
    draft.scope = stream_of(about.village);
    draft.sections.push_back({about.id, {std::move(operation)}, {}});
    const entry::SignedEntry saved = TRY(member.tablet->save(draft));
    const entry::Header& header = saved.header();
    const int chain =
        m_chains.try_emplace({header.device, header.incarnation}, static_cast<int>(m_chains.size())).first->second;
    const auto number = static_cast<int>(m_entries.size());
    m_entries.push_back(saved.hash());
    m_numbers.emplace(saved.hash(), number);
    for (std::uint32_t index = 0; index < writes.size(); ++index) {
        ModelWrite& write = writes[index];
        write.entry = number;
        write.id = {chain, header.sequence, index};
        write.subject = subject;
        m_model.add(std::move(write));
    }
    ++m_report.entries;
    return {};
}

Result<void> FleetWorld::talk(Member& member) {
    FleetLink& link = member.tablet->link();
    link.connect(&m_county->service());
    link.set_trouble(below(40));
    for (int attempt = 0; attempt < kTries; ++attempt) {
        ++m_report.talks;
        const bool is_well = member.tablet->sync().has_value();
        m_report.broken_talks += is_well ? 0 : 1;
        TRY(note_promises(member));
        if (is_well) {
            break;
        }
    }
    link.connect(nullptr);
    return {};
}

Result<void> FleetWorld::carry(Member& member) {
    const auto bundles = TRY(member.tablet->pack());
    for (const Bytes& bundle : bundles) {
        ++m_report.carried;
        const Bytes answer = TRY(m_county->take_bundle(bundle));
        if (chance(800)) {  // else the answer never comes back
            (void)member.tablet->accept(answer);
        }
    }
    return note_promises(member);
}

Result<void> FleetWorld::note_promises(Member& member) {
    const auto acknowledged = TRY(member.tablet->acknowledged());
    m_promised.insert(acknowledged.begin(), acknowledged.end());
    return {};
}

}  // namespace daohu::sim
