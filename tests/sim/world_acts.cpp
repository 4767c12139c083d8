// SPDX-License-Identifier: Apache-2.0
//
// What a person with a tablet does next, seeing what the tablet shows.

#include "tests/sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::sim {

namespace {

using entry::OperationCode;

constexpr std::array<const char*, 3> kProperties{"full_name", "phone", "illness"};
constexpr int kFamilySize = 4;  // subjects that may turn out to be one

}  // namespace

// Few values, so that people often write the same.
std::string World::random_value() { return fmt::format("v{}", below(6)); }

std::vector<entry::WriteId> World::seen(const registry::Register& property) {
    return chance(70) ? property.displayed_writes() : property.all_writes();
}

Result<void> World::act(Tablet& tablet) { return write(tablet, TRY(choose(tablet))); }

Result<World::Act> World::choose(Tablet& tablet) {
    const std::uint64_t kind = below(100);
    if (m_subjects.empty() || kind < 3) {
        return create();
    }
    const auto subject = static_cast<int>(below(m_subjects.size()));
    if (kind < 7) {
        return same_as(subject);
    }
    if (kind < 10) {
        if (std::optional<Act> undone = not_same_as(tablet)) {
            return std::move(*undone);
        }
    }
    registry::Entity view;
    if (Result<registry::Entity> known = tablet.replica->view(m_subjects[static_cast<std::size_t>(subject)])) {
        view = std::move(*known);
    }
    std::optional<Act> chosen;
    if (kind < 20) {
        chosen = add_element(subject);
    } else if (kind < 30) {
        chosen = remove_element(view, subject);
    } else if (kind < 37) {
        chosen = change_status(view, subject);
    } else if (kind < 42) {
        chosen = record(subject);
    } else if (kind < 46) {
        chosen = void_record(view, subject);
    }
    return chosen ? std::move(*chosen) : update(view, subject);
}

World::Act World::create() {
    EntityId id = EntityId::random(m_random);
    const auto subject = static_cast<int>(m_subjects.size());
    m_subjects.push_back(id);
    m_subject_numbers.emplace(id, subject);
    Act act{subject, {OperationCode::create, "person", {}, {}}, {}};
    ModelWrite made;
    made.kind = ModelKind::status;
    made.property = "status";
    made.value = "open";
    act.writes.push_back(made);
    for (const char* property : {"full_name", "phone"}) {
        const std::string value = random_value();
        act.operation.assignments.push_back({property, value, {}});
        ModelWrite write;
        write.property = property;
        write.value = value;
        act.writes.push_back(write);
    }
    return act;
}

World::Act World::update(const registry::Entity& view, int subject) {
    Act act{subject, {OperationCode::update, "person", {}, {}}, {}};
    ModelWrite itself;
    itself.kind = ModelKind::effect;
    act.writes.push_back(itself);
    const std::uint64_t first = below(kProperties.size());
    for (std::uint64_t i = 0; i <= below(2); ++i) {
        const char* property = kProperties[(first + i) % kProperties.size()];
        const std::string value = random_value();
        std::vector<entry::WriteId> replaces;
        if (const registry::Register* shown = view.find(property)) {
            replaces = seen(*shown);
        }
        ModelWrite write;
        write.property = property;
        write.value = value;
        for (const entry::WriteId& replaced : replaces) {
            write.names.insert(model_id(replaced));
        }
        act.operation.assignments.push_back({property, value, std::move(replaces)});
        act.writes.push_back(write);
    }
    return act;
}

World::Act World::add_element(int subject) {
    const std::string value = random_value();
    Act act{subject, {OperationCode::add, "person", {{"photos", value, {}}}, {}}, {}};
    ModelWrite itself;
    itself.kind = ModelKind::effect;
    ModelWrite element;
    element.kind = ModelKind::element;
    element.property = "photos";
    element.value = value;
    act.writes = {itself, element};
    return act;
}

std::optional<World::Act> World::remove_element(const registry::Entity& view, int subject) {
    const auto photos = view.sets.find("photos");
    if (photos == view.sets.end()) {
        return std::nullopt;
    }
    const entry::WriteId element = photos->second[below(photos->second.size())].added.write;
    Act act{subject, {OperationCode::remove, "person", {}, {element}}, {}};
    ModelWrite itself;
    itself.kind = ModelKind::effect;
    itself.names = {model_id(element)};
    act.writes = {itself};
    if (chance(40)) {  // edited instead
        act.operation = {OperationCode::attach, "person", {{"photos", std::string{"edited"}, {element}}}, {}};
        act.writes.front().names.clear();
        ModelWrite edited;
        edited.kind = ModelKind::element;
        edited.property = "photos";
        edited.value = "edited";
        edited.names = {model_id(element)};
        act.writes.push_back(edited);
    }
    return act;
}

std::optional<World::Act> World::change_status(const registry::Entity& view, int subject) {
    if (!view.status_register) {
        return std::nullopt;
    }
    const bool closes = view.status == registry::EntityStatus::open;
    const std::vector<entry::WriteId> replaces = seen(*view.status_register);
    Act act{subject, {closes ? OperationCode::close : OperationCode::reopen, "person", {}, replaces}, {}};
    ModelWrite itself;
    itself.kind = ModelKind::status;
    itself.property = "status";
    itself.value = closes ? "closed" : "open";
    for (const entry::WriteId& replaced : replaces) {
        itself.names.insert(model_id(replaced));
    }
    act.writes = {itself};
    return act;
}

World::Act World::record(int subject) {
    Act act{subject, {OperationCode::record, "visit", {{"/visit/met", random_value(), {}}}, {}}, {}};
    ModelWrite fact;
    fact.kind = ModelKind::fact;
    ModelWrite answer;
    answer.kind = ModelKind::effect;
    act.writes = {fact, answer};
    return act;
}

std::optional<World::Act> World::void_record(const registry::Entity& view, int subject) {
    const auto standing = std::ranges::find(view.records, registry::RecordState::standing, &registry::Record::state);
    if (standing == view.records.end()) {
        return std::nullopt;
    }
    Act act{subject, {OperationCode::void_record, "visit", {}, {standing->write}}, {}};
    ModelWrite itself;
    itself.kind = ModelKind::effect;
    itself.names = {model_id(standing->write)};
    act.writes = {itself};
    return act;
}

World::Act World::same_as(int subject) {
    const int family = subject / kFamilySize * kFamilySize;
    const int other = std::min(family + static_cast<int>(below(kFamilySize)), static_cast<int>(m_subjects.size()) - 1);
    const EntityId other_id = m_subjects[static_cast<std::size_t>(other)];
    Act act{
        subject,
        {OperationCode::same_as, "person", {{std::string{entry::kOtherEntity}, entry::reference_to(other_id), {}}}, {}},
        {}};
    ModelWrite same;
    same.kind = ModelKind::same_as;
    same.other = other;
    ModelWrite reference;
    reference.kind = ModelKind::effect;
    act.writes = {same, reference};
    return act;
}

// Takes back one of the last merges the tablet has seen.
std::optional<World::Act> World::not_same_as(const Tablet& tablet) {
    std::vector<const ModelWrite*> known;
    for (auto at = m_model.writes().rbegin(); at != m_model.writes().rend() && known.size() < 5; ++at) {
        if (at->kind == ModelKind::same_as && tablet.replica->held().contains(at->entry)) {
            known.push_back(&*at);
        }
    }
    if (known.empty()) {
        return std::nullopt;
    }
    const ModelWrite& same = *known[below(known.size())];
    const entry::WriteId write{m_entries[static_cast<std::size_t>(same.entry)].id(), same.id.index};
    Act act{same.subject, {OperationCode::not_same_as, "person", {}, {write}}, {}};
    ModelWrite itself;
    itself.kind = ModelKind::effect;
    itself.names = {same.id};
    act.writes = {itself};
    return act;
}

}  // namespace daohu::sim
