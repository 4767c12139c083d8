// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/new_family.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

constexpr std::string_view kHousehold = "household";
constexpr std::string_view kPerson = "person";

bool makes(const form::Change& change, std::string_view dataset) {
    return change.kind == form::ChangeKind::create && change.dataset == dataset;
}

registry::PersonSketch sketch_of(const form::Section& section, const form::Change& person) {
    const auto text = [&](std::string_view property) {
        const auto written = std::ranges::find(person.writes, property, &form::PropertyWrite::property);
        return written == person.writes.end() ? std::string{} : section.values[written->value].text;
    };
    return {.name = text("full_name"),
            .id_number = text("id_number"),
            .phone = text("phone"),
            .birth_date = text("birth_date")};
}

}  // namespace

std::vector<registry::PersonSketch> sketches_of(const form::Submission& submission) {
    std::vector<registry::PersonSketch> sketches;
    bool makes_household = false;
    for (const form::Section& section : submission.sections) {
        for (const form::Change& change : section.changes) {
            makes_household = makes_household || makes(change, kHousehold);
            if (makes(change, kPerson)) {
                sketches.push_back(sketch_of(section, change));
            }
        }
    }
    return makes_household ? sketches : std::vector<registry::PersonSketch>{};
}

}  // namespace daohu::casework
