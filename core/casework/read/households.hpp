// SPDX-License-Identifier: Apache-2.0
#pragma once

// The list of households: page by page, and searched by names in characters, pinyin or initials and by the last digits
// of an id number or telephone. Who is secret here is in neither. On the reading connection's thread.

#include "core/casework/read/context.hpp"
#include "core/casework/read/portions.hpp"
#include "core/registry/duplicates.hpp"

namespace daohu::casework {

struct HouseholdLine {
    EntityId id;
    std::string head_name;  // empty where it is not known
    std::string village_group;
    std::string division;  // code; empty where it is not known
    std::string dossier_no;
    std::size_t residents = 0;            // who live there, the head counted
    std::vector<std::string> programmes;  // codes of the aid that is paid again and again today, each once
    std::optional<Date> last_visit;       // when somebody was met
    bool is_conflicted = false;
};

struct HouseholdsQuestion {
    Date today;
    std::string division{};  // digits of its code; empty: everywhere this tablet works
    std::optional<registry::RowPosition> after{};
    std::size_t limit = 50;
};

struct HouseholdPage {
    std::vector<HouseholdLine> lines;           // by division, then by village group
    std::optional<registry::RowPosition> next;  // where the next page begins; nothing: this was the last
};
[[nodiscard]] Result<HouseholdPage> households(const ReadContext& context, const HouseholdsQuestion& question);

// All of them, everywhere this tablet works: a walk of an index.
[[nodiscard]] Result<std::size_t> household_count(const ReadContext& context);

// not_found.
[[nodiscard]] Result<HouseholdLine> household_line(const ReadContext& context, EntityId household, Date today);

// A family, or a person of whom no family is known.
struct FoundHousehold {
    std::optional<HouseholdLine> household;
    std::vector<EntityId> persons;  // who were found in it; empty where the household itself was
    std::string person_name;        // of the first of them
};

struct HouseholdSearch {
    std::vector<FoundHousehold> found;  // the likeliest first, each family once
    std::vector<FoundHousehold> near;   // sounds or looks alike and was not found: to be looked at before a new one
    bool is_more = false;
};
// `search`, which outlives the portions, is whole after the last; nothing is in it where no letter, character or digit
// was typed.
void add_household_search(const ReadContext& context, std::string_view typed, Date today, std::size_t limit,
                          Portions& portions, HouseholdSearch& search);

struct LikelyHousehold {
    HouseholdLine line;
    std::vector<registry::LikelyPerson> members;  // the likeliest first, with what is alike
};
// Families that may be the one about to be written down; the likeliest first, at most registry::kMaxProposals.
[[nodiscard]] Result<std::vector<LikelyHousehold>>
likely_households(const ReadContext& context, std::span<const registry::PersonSketch> members, Date today);

}  // namespace daohu::casework
