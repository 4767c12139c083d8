// SPDX-License-Identifier: Apache-2.0
#include "ui/model/dossier_model.hpp"

#include "ui/model/household_names.hpp"
#include "ui/model/record_model.hpp"

#include <algorithm>
#include <array>

namespace daohu::model {

namespace {

using casework::Confirmed;
using casework::DossierRecord;
using casework::DossierValue;

constexpr int kAdult = 18;
constexpr std::string_view kVisit = "visit";
constexpr std::string_view kNobodyHome = "nobody_home";
constexpr std::string_view kYes = "yes";
// Kept to explain figures later; says nothing of the family.
constexpr std::array<std::string_view, 2> kForMachines{"policy_pack", "policy_pack_version"};

const DossierValue* find(const DossierRecord& record, std::string_view property) {
    const auto found = std::ranges::find(record.values, property, &DossierValue::property);
    return found == record.values.end() ? nullptr : &*found;
}

std::string text_of(const DossierRecord& record, std::string_view property) {
    const DossierValue* value = find(record, property);
    const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(&value->value);
    return text == nullptr ? std::string{} : *text;
}

std::string in_words(const DossierRecord& record, std::string_view property, const Vocabulary& words) {
    const DossierValue* value = find(record, property);
    return value == nullptr ? std::string{} : words.value(value->value, record.dataset, property);
}

std::string author_words(const entry::EntryId& entry, DeviceId own, const Vocabulary& words) {
    return entry.device == own ? words.say("provenance.own") : words.say("provenance.other");
}

std::string provenance_of(const DossierValue& value, DeviceId own, const Vocabulary& words) {
    const std::string date{words.words().full_date(moment_of(value.written_at).date).view()};
    const std::string where =
        value.confirmed == Confirmed::county ? words.say("provenance.at_county") : words.say("provenance.here_only");
    const std::string doubt =
        value.agreement == registry::Agreement::conflict ? words.say("provenance.disputed") : std::string{};
    return words.facts({author_words(value.entry, own, words), date, where, doubt});
}

std::string age_words(const DossierRecord& person, Date today, const Vocabulary& words) {
    if (const auto age = age_on(text_of(person, "birth_date"), today)) {
        return words.say("dossier.member.age", {{"count", *age}});
    }
    const DossierValue* estimate = find(person, "age_estimate");
    const auto* years = estimate == nullptr ? nullptr : std::get_if<std::int64_t>(&estimate->value);
    return years == nullptr ? std::string{} : words.say("dossier.member.about", {{"count", *years}});
}

MemberRow member_of(const DossierRecord& person, Date today, const Vocabulary& words) {
    MemberRow row;
    row.id = row_id(person.id);
    row.name = text_of(person, "full_name");
    if (row.name.empty()) {
        row.name = words.say("record.unnamed");
    }
    const std::string relation = in_words(person, "relation_to_head", words);
    const std::string sex = in_words(person, "sex", words);
    // A daughter is called by the word for a woman.
    row.detail = words.facts({relation, sex == relation ? std::string{} : sex, age_words(person, today, words)});
    const auto age = age_on(text_of(person, "birth_date"), today);
    if (!text_of(person, "death_date").empty()) {
        row.chip = Chip{words.say("dossier.member.died"), NoticeKind::danger};
    } else if (age && *age < kAdult) {
        row.chip = Chip{words.say("dossier.member.minor"), NoticeKind::warning};
    }
    return row;
}

AidRow aid_of(const casework::AidHistoryOfYear::Line& line, const Vocabulary& words) {
    AidRow row;
    row.id = row_id(line.record);
    row.title = words.code(line.programme, "programme");
    if (line.given_on) {
        row.detail = line.given_on->to_string();
    }
    if (line.amount) {
        row.amount = words.words().money(line.amount->value()).view();
    }
    row.chip = line.is_running ? Chip{words.say("dossier.aid.running"), NoticeKind::success}
                               : Chip{words.say("dossier.aid.once"), NoticeKind::info};
    return row;
}

// Whether the county has all of it.
bool is_confirmed(const DossierRecord& record) {
    return std::ranges::all_of(record.values,
                               [](const DossierValue& value) { return value.confirmed == Confirmed::county; });
}

RecordRow visit_of(const DossierRecord& visit, const Vocabulary& words) {
    RecordRow row;
    row.id = row_id(visit.id);
    row.title = in_words(visit, "purposes", words);
    if (row.title.empty()) {
        row.title = words.dataset(visit.dataset);
    }
    if (text_of(visit, kNobodyHome) == kYes) {
        row.summary = words.of(words.schemas().find_property(visit.dataset, kNobodyHome)->label);
    }
    row.state = is_confirmed(visit) ? RecordState::uploaded : RecordState::waiting;
    row.date = moment_of(visit.recorded_at).date;
    return row;
}

TimelineRow event_of(const DossierRecord& record, DeviceId own, const Vocabulary& words) {
    TimelineRow row;
    row.id = row_id(record.id);
    row.at = moment_of(record.recorded_at);
    row.what = words.dataset(record.dataset);
    if (!record.values.empty()) {
        row.who = author_words(record.values.front().entry, own, words);
    }
    return row;
}

// The head first; nothing where nobody is known.
const DossierRecord* head_of(const casework::Dossier& dossier) {
    const DossierValue* value = dossier.household ? find(*dossier.household, "head") : nullptr;
    const auto id = value == nullptr ? std::nullopt : [value]() -> std::optional<EntityId> {
        const auto reference = entry::referenced_entity(value->value);
        return reference ? std::optional{*reference} : std::nullopt;
    }();
    const auto found = std::ranges::find_if(dossier.members, [&id](const DossierRecord& one) { return id == one.id; });
    return found != dossier.members.end() ? &*found : dossier.members.empty() ? nullptr : &dossier.members.front();
}

int disputed_in(const casework::Dossier& dossier) {
    int count = 0;
    const auto add = [&count](const DossierRecord& record) {
        count += static_cast<int>(
            std::ranges::count(record.values, registry::Agreement::conflict, &DossierValue::agreement));
    };
    if (dossier.household) {
        add(*dossier.household);
    }
    std::ranges::for_each(dossier.members, add);
    std::ranges::for_each(dossier.records, add);
    return count;
}

void fill_records(DossierState& state, const DossierParts& parts, const Vocabulary& words) {
    std::vector<const DossierRecord*> newest_first;
    for (const DossierRecord& record : parts.dossier.records) {
        newest_first.push_back(&record);
    }
    std::ranges::stable_sort(newest_first, std::ranges::greater{}, &DossierRecord::recorded_at);
    for (const DossierRecord* record : newest_first) {
        state.timeline.push_back(event_of(*record, parts.own, words));
        if (record->dataset == kVisit) {
            state.visits.push_back(visit_of(*record, words));
        }
    }
}

}  // namespace

std::optional<int> age_on(std::string_view birth_date, Date today) {
    const auto born = Date::parse(birth_date);
    return born ? std::optional{static_cast<int>(months_between(*born, today) / 12)} : std::nullopt;
}

RecordSection section_of(const casework::DossierRecord& record, DeviceId own, const Vocabulary& words) {
    RecordSection section;
    section.title = words.dataset(record.dataset);
    for (const DossierValue& value : record.values) {
        const auto* schema = words.schemas().find_property(record.dataset, value.property);
        const bool is_for_people = schema == nullptr || schema->type != registry::PropertyType::reference;
        if (!is_for_people || std::ranges::find(kForMachines, value.property) != kForMachines.end()) {
            continue;
        }
        section.values.push_back({.label = schema == nullptr ? value.property : words.of(schema->label),
                                  .value = words.value(value.value, record.dataset, value.property),
                                  .provenance = provenance_of(value, own, words)});
    }
    return section;
}

void fill_dossier(DossierState& state, const DossierParts& parts, const Vocabulary& words) {
    state.id = row_id(parts.subject);
    state.facts.clear();
    state.members.clear();
    state.aid.clear();
    state.visits.clear();
    state.timeline.clear();
    state.notices.clear();
    const casework::Dossier& dossier = parts.dossier;
    const DossierRecord* const head = head_of(dossier);
    state.name = head == nullptr ? std::string{} : text_of(*head, "full_name");
    if (state.name.empty()) {
        state.name = words.say("dossier.unnamed");
    }
    if (dossier.household) {
        const DossierRecord& home = *dossier.household;
        state.place = place_of(text_of(home, "village_group"), text_of(home, "address"));
        state.facts.push_back(section_of(home, parts.own, words));
    }
    for (const DossierRecord& member : dossier.members) {
        state.members.push_back(member_of(member, parts.today, words));
        if (!dossier.household) {
            state.facts.push_back(section_of(member, parts.own, words));
        }
    }
    if (parts.aid != nullptr) {
        for (const auto& line : parts.aid->lines) {
            state.aid.push_back(aid_of(line, words));
        }
        if (!parts.aid->is_complete) {
            state.notices.push_back({NoticeKind::info, words.say("dossier.aid_unknown")});
        }
    }
    fill_records(state, parts, words);
    if (const int disputed = disputed_in(dossier); disputed > 0) {
        state.notices.push_back({NoticeKind::warning, words.say("dossier.disputed", {{"count", disputed}})});
    }
}

}  // namespace daohu::model
