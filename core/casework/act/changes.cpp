// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/changes.hpp"

#include "core/base/words.hpp"

#include <algorithm>

namespace daohu::casework {

const form::PropertyWrite* WrittenChange::find_write(std::string_view property) const {
    const auto found = std::ranges::find(change.writes, property, &form::PropertyWrite::property);
    return found == change.writes.end() ? nullptr : &*found;
}

const form::SectionValue* WrittenChange::find(std::string_view property) const {
    const form::PropertyWrite* write = find_write(property);
    return write == nullptr ? nullptr : &section.values[write->value];
}

std::string_view WrittenChange::text(std::string_view property) const {
    const form::SectionValue* value = find(property);
    return value == nullptr ? std::string_view{} : std::string_view{value->text};
}

std::optional<EntityId> WrittenChange::reference(std::string_view property) const {
    const auto id = EntityId::parse(text(property));
    return id ? std::optional{*id} : std::nullopt;
}

std::vector<EntityId> WrittenChange::references(std::string_view property) const {
    std::vector<EntityId> ids;
    for (const std::string_view word : split_words(text(property))) {
        if (const auto id = EntityId::parse(word)) {
            ids.push_back(*id);
        }
    }
    return ids;
}

bool WrittenChange::names(std::string_view property, std::string_view code) const {
    const auto words = split_words(text(property));
    return std::ranges::find(words, code) != words.end();
}

std::optional<EntityId> WrittenChange::subject() const {
    const auto id = EntityId::parse(change.entity.empty() ? section.subject_id : change.entity);
    return id ? std::optional{*id} : std::nullopt;
}

std::vector<WrittenChange> changes_of(const form::Submission& submission) {
    std::vector<WrittenChange> changes;
    for (const form::Section& section : submission.sections) {
        for (const form::Change& change : section.changes) {
            changes.push_back({section, change});
        }
    }
    return changes;
}

std::vector<WrittenChange> changes_of(const form::Submission& submission, std::string_view dataset) {
    std::vector<WrittenChange> changes;
    for (const WrittenChange& written : changes_of(submission)) {
        if (written.change.dataset == dataset) {
            changes.push_back(written);
        }
    }
    return changes;
}

}  // namespace daohu::casework
