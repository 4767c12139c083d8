// SPDX-License-Identifier: Apache-2.0
#include "core/casework/projectors.hpp"

#include "core/casework/case_projector.hpp"

namespace daohu::casework {

ProjectorSet::ProjectorSet() {
    add<CaseProjector>();
    add<PersonCaseProjector>();
}

}  // namespace daohu::casework
