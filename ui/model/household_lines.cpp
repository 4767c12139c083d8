// SPDX-License-Identifier: Apache-2.0
#include "ui/model/household_lines.hpp"

#include "ui/model/record_model.hpp"

namespace daohu::model {

std::string facts_of(const casework::HouseholdLine& line, const Vocabulary& words) {
    std::vector<std::string> programmes;
    for (const std::string& programme : line.programmes) {
        programmes.push_back(words.code(programme, "programme"));
    }
    std::string visited = words.say("households.never_visited");
    if (line.last_visit) {
        const std::string date{words.words().full_date(std::chrono::year_month_day{line.last_visit->days()}).view()};
        visited = words.say("households.visited", {{"date", FixedText{date}}});
    }
    const auto residents = static_cast<std::int64_t>(line.residents);
    return words.facts({words.say("households.residents", {{"count", residents}}), words.joined(programmes), visited});
}

HouseholdRow row_of(const casework::HouseholdLine& line, const Vocabulary& words) {
    HouseholdRow row;
    row.id = row_id(line.id);
    row.name = line.head_name.empty() ? words.say("dossier.unnamed") : line.head_name;
    row.place = line.village_group;
    row.detail = facts_of(line, words);
    if (line.is_conflicted) {
        row.chip = Chip{words.say("state.conflict"), NoticeKind::danger};
    }
    return row;
}

HouseholdRow row_of(const casework::FoundHousehold& found, const Vocabulary& words) {
    if (found.household) {
        HouseholdRow row = row_of(*found.household, words);
        if (!found.persons.empty() && found.person_name != found.household->head_name) {
            row.matched = found.person_name;
        }
        return row;
    }
    HouseholdRow row;
    row.id = row_id(found.persons.front());
    row.name = found.person_name.empty() ? words.say("record.unnamed") : found.person_name;
    row.detail = words.say("households.no_family");
    return row;
}

}  // namespace daohu::model
