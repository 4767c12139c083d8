// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether a finished form is secret, and what follows: to which audience its entry is sealed. Any thread.
//
// All of an entry about a case in safety mode, or about what belongs to one, is sealed, whoever it names, and so is all of a
// form whose root names an audience (complaints). Such an entry stands in a stream of its readers (core/entry/sealed_stream.hpp): whoever may not
// read it does not get it, and the village's tablets do not even see that something was said.

#include "core/base/id.hpp"
#include "core/form/submission.hpp"
#include "core/registry/schema.hpp"

#include <functional>
#include <optional>

namespace daohu::casework {

struct Secrecy {
    std::string audience;            // the whole entry is sealed to it; empty: only what its sections name
    std::optional<EntityId> except;  // the worker it is about: no reader even where the county lists him
    std::optional<EntityId> safety_case;
    std::vector<std::string> form_audiences;  // those that the form's sections name
};

// Something that a form writes about or names.
struct NamedEntity {
    EntityId id;
    std::string_view dataset;
};
// The case in safety mode that it is, or that it is a part of: as a referral is of its case, and a step of the referral.
using SafetyCaseOf = std::function<Result<std::optional<EntityId>>(const NamedEntity&)>;

[[nodiscard]] Result<Secrecy> secrecy_of(const form::Submission& submission, const registry::SchemaSet& schemas,
                                         const SafetyCaseOf& safety_case_of);

// Signs of harm that a visitor saw on a child are sealed to those who handle safety cases; the rest of the visit is the
// family's as before.
void seal_signs_of_harm(form::Submission& submission);

// Who told of a hardship stands in a section of its own, sealed to those whom the county lets know; the rest of the
// discovery is the village's as before. What the form seals already stays as it is.
void seal_informant(form::Submission& submission);

// A safety case goes to the township and the police only. casework_safety_recipient.
[[nodiscard]] Result<void> check_safety_recipient(std::string_view body);

}  // namespace daohu::casework
