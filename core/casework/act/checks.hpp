// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a finished form must keep to that the form cannot know by itself: what the registers and the county's rules say of
// it. Asked once before it becomes an entry; the draft stays as it is. On the registry's thread.
//
// What two tablets wrote without knowing of each other cannot be refused any more: findings.hpp names it.

#include "core/form/submission.hpp"
#include "core/policy/pack.hpp"
#include "core/registry/registry_reader.hpp"

namespace daohu::casework {

struct ActPlace {
    registry::RegistryReader& registry;
    const policy::Pack* pack = nullptr;  // nothing where no county is chosen: then its rules ask nothing
    WallTime now;
};

// casework_recipient_dead, casework_before_cause (aid before the discovery), casework_body_ended, casework_transition,
// casework_second_visitor, casework_month_closed.
[[nodiscard]] Result<void> check_act(const form::Submission& submission, const ActPlace& place);

}  // namespace daohu::casework
