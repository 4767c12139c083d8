// SPDX-License-Identifier: Apache-2.0
#include "core/policy/pack.hpp"

#include "core/base/check.hpp"
#include "core/base/text_fold.hpp"
#include "core/policy/packet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::policy {
namespace {

std::string folded(std::string_view text) { return fold_ascii_case(fold_width(text)); }

// How well a card meets a word: 3 title, 2 keyword, 1 body, 0 not at all.
int match(const Card& card, const std::string& word) {
    const auto holds = [&](const std::string& text) { return folded(text).find(word) != std::string::npos; };
    if (holds(card.title.zh) || holds(card.title.en)) {
        return 3;
    }
    if (std::ranges::any_of(card.keywords, holds)) {
        return 2;
    }
    return holds(card.body.zh) || holds(card.body.en) ? 1 : 0;
}

std::vector<std::string> split_words(const std::string& text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) {
            words.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

}  // namespace

const Parameter& Pack::parameter(ParameterId parameter_id) const {
    const auto& found = parameters.at(parameter_id.number());
    DAOHU_CHECK(found.has_value());  // check_complete() has seen every parameter of the catalogue
    return *found;
}

const Parameter& Pack::parameter(ParameterId parameter_id, Date day) const {
    const Parameter& own = parameter(parameter_id);
    const auto parents = own.is_in_force(day) ? parents_parameters.end() : parents_parameters.find(parameter_id);
    if (parents == parents_parameters.end()) {
        return own;
    }
    const auto found =
        std::ranges::find_if(parents->second, [&](const Parameter& one) { return one.is_in_force(day); });
    return found == parents->second.end() ? own : *found;
}

const Switch* Pack::find_switch(std::string_view switch_id) const {
    const auto found = switches.find(switch_id);
    return found == switches.end() ? nullptr : &found->second;
}

const Document& Pack::document(std::string_view owner, std::string_view document_id) const {
    const Document* first = nullptr;
    for (const Document& one : documents) {
        if (one.pack != owner) {
            continue;
        }
        if (one.id == document_id) {
            return one;
        }
        if (first == nullptr) {
            first = &one;
        }
    }
    return first == nullptr ? documents.front() : *first;
}

const CalendarItem* Pack::find_calendar_item(std::string_view item_id) const {
    const auto found = std::ranges::find(calendar, item_id, &CalendarItem::id);
    return found == calendar.end() ? nullptr : &*found;
}

const Card* Pack::find_card(std::string_view card_id) const {
    const auto found = std::ranges::find(cards, card_id, &Card::id);
    return found == cards.end() ? nullptr : &*found;
}

bool Pack::is_in_force(Date day) const {
    return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
}

std::vector<const Card*> Pack::search_cards(std::string_view query, std::size_t limit) const {
    const std::vector<std::string> words = split_words(folded(query));
    std::vector<std::pair<int, const Card*>> found;
    for (const Card& card : cards) {
        int score = 0;
        bool all = true;
        for (const std::string& word : words) {
            const int points = match(card, word);
            all = all && points > 0;
            score += points;
        }
        if (all) {
            found.emplace_back(score, &card);
        }
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &std::pair<int, const Card*>::first);
    std::vector<const Card*> result;
    for (const auto& [score, card] : found) {
        if (result.size() == limit) {
            break;
        }
        result.push_back(card);
    }
    return result;
}

void name_pack(Faults& faults, std::size_t from, std::string_view pack) {
    for (std::size_t index = from; index < faults.size(); ++index) {
        faults[index].file = pack.empty() ? faults[index].file : fmt::format("{}/{}", pack, faults[index].file);
    }
}

bool check_complete(const Pack& pack, const Catalogue& catalogue, Faults& faults) {
    const std::size_t before = faults.size();
    for (const ParameterDefinition& definition : catalogue.parameters()) {
        if (!pack.parameters.at(definition.id.number())) {
            faults.push_back(Fault{FaultKind::missing_parameter, "parameters.json",
                                   "parameters." + definition.id.to_string(), "state it, or null"});
        }
    }
    for (const CalendarItem& item : pack.calendar) {
        if (!item.interval) {
            continue;
        }
        const auto& parameter = pack.parameters.at(item.interval->number());
        if (!parameter || (!parameter->is_stated() && !parameter->assumed)) {
            faults.push_back(Fault{FaultKind::bad_value, "calendar.json", "items." + item.id,
                                   item.interval->to_string() + " is not stated: leave the item out"});
        }
    }
    check_routes(pack, catalogue, faults);
    name_pack(faults, before, pack.id);
    return faults.size() == before;
}

}  // namespace daohu::policy
