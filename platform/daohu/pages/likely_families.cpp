// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/likely_families.hpp"

#include "ui/kit/widgets/dialog.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kShown = 4;

TextKey key_of(registry::Likeness likeness) {
    switch (likeness) {
        case registry::Likeness::same_id_number: return "likely.same_id_number";
        case registry::Likeness::same_phone: return "likely.same_phone";
        case registry::Likeness::same_name: return "likely.same_name";
        case registry::Likeness::sounds_alike: break;
    }
    return "likely.sounds_alike";
}

// "name, group, what is alike"
std::string row_of(const casework::LikelyHousehold& family, Words& words) {
    std::string why;
    for (const registry::Likeness one : family.members.front().likeness) {
        why += why.empty() ? std::string_view{} : words.tr("list.separator").view();
        why += words.tr(key_of(one)).view();
    }
    const std::string name{family.line.head_name.empty() ? words.tr("record.unnamed").view()
                                                         : std::string_view{family.line.head_name}};
    return std::string{words.facts({FixedText{name}, FixedText{family.line.village_group}, FixedText{why}}).view()};
}

}  // namespace

void LikelyFamilies::show(std::vector<casework::LikelyHousehold> families, Words& words) {
    m_families.clear();
    m_rows.clear();
    families.resize(std::min(families.size(), kShown));
    for (const casework::LikelyHousehold& family : families) {
        m_families.push_back(family.line.id);
        m_rows.push_back(row_of(family, words));
    }
}

LikelyFamilies::Answer LikelyFamilies::draw(kit::Kit& kit) {
    Answer answer;
    if (!is_shown()) {
        return answer;
    }
    std::vector<kit::ChoiceItem> choices;
    for (std::size_t i = 0; i < m_families.size(); ++i) {
        choices.push_back({{"likely.family", m_families[i].to_string()}, FixedText{m_rows[i]}, false});
    }
    choices.push_back({"likely.new", kit.tr("likely.new"), false});
    const kit::ChoiceAnswer given = kit::choice_sheet(
        kit,
        {.title = kit.tr("likely.title"), .choices = choices, .keep = kit.tr("likely.keep"), .keep_id = "likely.keep"});
    if (given.chosen) {
        answer.is_new = *given.chosen == m_families.size();
        answer.household = answer.is_new ? std::nullopt : std::optional{m_families[*given.chosen]};
    }
    if (given.is_kept || given.chosen) {
        m_families.clear();
    }
    return answer;
}

}  // namespace daohu
