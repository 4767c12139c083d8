// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a submission writes, looked up by property. Private to core/casework/act; any thread.

#include "core/base/id.hpp"
#include "core/form/submission.hpp"

#include <optional>
#include <vector>

namespace daohu::casework {

// A change beside its section, which holds the values.
struct WrittenChange {
    const form::Section& section;
    const form::Change& change;

    // nullptr where the property is not written.
    [[nodiscard]] const form::PropertyWrite* find_write(std::string_view property) const;
    [[nodiscard]] const form::SectionValue* find(std::string_view property) const;
    // Empty where it is not written.
    [[nodiscard]] std::string_view text(std::string_view property) const;
    [[nodiscard]] std::optional<EntityId> reference(std::string_view property) const;
    // Ids beside each other, as a form writes several chosen entities.
    [[nodiscard]] std::vector<EntityId> references(std::string_view property) const;
    // Whether a code is among those written.
    [[nodiscard]] bool names(std::string_view property, std::string_view code) const;
    // What the change is about.
    [[nodiscard]] std::optional<EntityId> subject() const;
};

// In the order of the sections.
[[nodiscard]] std::vector<WrittenChange> changes_of(const form::Submission& submission);
[[nodiscard]] std::vector<WrittenChange> changes_of(const form::Submission& submission, std::string_view dataset);

}  // namespace daohu::casework
