// SPDX-License-Identifier: Apache-2.0
#include "core/registry/duplicates.hpp"

#include "core/base/pinyin.hpp"
#include "core/registry/search_tokens.hpp"

#include <algorithm>

namespace daohu::registry {

namespace {

// Whoever has the name, the sound or the number whole is looked at: more of one name than this share no county.
constexpr std::size_t kMaxCandidates = 2000;

constexpr std::string_view kPersonDataset = "person";
constexpr std::string_view kName = "full_name";
constexpr std::string_view kIdNumber = "id_number";
constexpr std::string_view kPhone = "phone";
constexpr std::string_view kBirthDate = "birth_date";
constexpr std::string_view kLivesIn = "lives_in";

// Any sibling counts: a disputed name is still a name somebody wrote down.
template <class Matches>
bool any_value(const Entity& person, std::string_view property, Matches matches) {
    const Register* values = person.find(property);
    return values != nullptr && std::ranges::any_of(values->siblings, [&](const Sibling& sibling) {
               const auto* text = std::get_if<std::string>(&sibling.value);
               return text != nullptr && matches(*text);
           });
}

bool sounds_like(const std::string& one, const std::string& other) {
    const std::vector<std::string> spellings = pinyin_of_name(one).full;
    return std::ranges::any_of(pinyin_of_name(other).full, [&](const std::string& spelling) {
        return !spelling.empty() && std::ranges::find(spellings, spelling) != spellings.end();
    });
}

std::set<Likeness> likeness_of(const Entity& person, const PersonSketch& sketch) {
    std::set<Likeness> likeness;
    const auto is_same = [](const std::string& wanted) {
        return [&wanted, normal = searchable(wanted)](const std::string& text) {
            return !normal.empty() && searchable(text) == normal;
        };
    };
    if (any_value(person, kIdNumber, is_same(sketch.id_number))) {
        likeness.insert(Likeness::same_id_number);
    }
    if (any_value(person, kPhone, is_same(sketch.phone))) {
        likeness.insert(Likeness::same_phone);
    }
    if (any_value(person, kName, is_same(sketch.name))) {
        likeness.insert(Likeness::same_name);
    } else if (any_value(person, kName, [&](const std::string& name) { return sounds_like(name, sketch.name); })) {
        likeness.insert(Likeness::sounds_alike);
    }
    return likeness;
}

// Two dates of different precision agree where the shorter is the beginning of the longer.
bool dates_differ(std::string_view one, std::string_view other) {
    const std::size_t shared = std::min(one.size(), other.size());
    return shared > 0 && one.substr(0, shared) != other.substr(0, shared);
}

// Everybody whom one of the sketch's texts finds.
Result<std::set<EntityId>> candidates(RegistryReader& registry, const PersonSketch& sketch,
                                      std::optional<StreamId> stream) {
    std::vector<std::string> queries{sketch.name, sketch.id_number, sketch.phone};
    const std::vector<std::string> spellings = pinyin_of_name(sketch.name).full;
    queries.insert(queries.end(), spellings.begin(), spellings.end());
    std::set<EntityId> found;
    for (const std::string& query : queries) {
        const SearchResult result = TRY(registry.search({query, stream, kMaxCandidates, SearchMatch::whole}));
        found.insert(result.first.begin(), result.first.end());
    }
    return found;
}

template <class Proposal>
void keep_likeliest(std::vector<Proposal>& proposals) {
    std::ranges::stable_sort(proposals, std::ranges::greater{},
                             [](const Proposal& proposal) { return proposal.weight(); });
    if (proposals.size() > kMaxProposals) {
        proposals.resize(kMaxProposals);
    }
}

}  // namespace

int LikelyPerson::weight() const {
    int weight = birth_date_differs ? -2 : 0;
    for (const Likeness one : likeness) {
        switch (one) {
            case Likeness::same_id_number: weight += 8; break;
            case Likeness::same_name: weight += 4; break;
            case Likeness::same_phone: weight += 3; break;
            case Likeness::sounds_alike: weight += 2; break;
        }
    }
    return weight;
}

int LikelyFamily::weight() const {
    int weight = 0;
    for (const LikelyPerson& member : members) {
        weight += member.weight();
    }
    return weight;
}

Result<std::vector<LikelyPerson>> likely_persons(RegistryReader& registry, const PersonSketch& sketch,
                                                 std::optional<StreamId> stream) {
    std::vector<LikelyPerson> proposals;
    for (const EntityId id : TRY(candidates(registry, sketch, stream))) {
        const std::optional<Entity> person = TRY(registry.find(id));
        if (!person || person->dataset != kPersonDataset) {
            continue;
        }
        LikelyPerson proposal{person->id, person->reference(kLivesIn), likeness_of(*person, sketch), false,
                              person->status == EntityStatus::closed};
        proposal.birth_date_differs = dates_differ(person->text(kBirthDate).value_or(""), sketch.birth_date);
        if (!proposal.likeness.empty()) {
            proposals.push_back(std::move(proposal));
        }
    }
    keep_likeliest(proposals);
    return proposals;
}

Result<std::vector<LikelyFamily>> likely_families(RegistryReader& registry, std::span<const PersonSketch> members,
                                                  std::optional<StreamId> stream) {
    std::map<EntityId, LikelyFamily> families;
    for (const PersonSketch& sketch : members) {
        for (LikelyPerson& person : TRY(likely_persons(registry, sketch, stream))) {
            if (person.household) {
                LikelyFamily& family = families[*person.household];
                family.household = *person.household;
                family.members.push_back(std::move(person));
            }
        }
    }
    std::vector<LikelyFamily> proposals;
    for (auto& [id, family] : families) {
        std::ranges::stable_sort(family.members, std::ranges::greater{},
                                 [](const LikelyPerson& member) { return member.weight(); });
        proposals.push_back(std::move(family));
    }
    keep_likeliest(proposals);
    return proposals;
}

}  // namespace daohu::registry
