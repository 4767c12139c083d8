// SPDX-License-Identifier: Apache-2.0
#include "core/casework/projectors.hpp"

#include "core/casework/case_projector.hpp"
#include "core/casework/read/deadlines.hpp"
#include "core/casework/read/doubles.hpp"
#include "core/casework/read/links.hpp"
#include "core/casework/read/plan_rows.hpp"
#include "core/casework/read/records.hpp"
#include "core/casework/read/village_rows.hpp"

namespace daohu::casework {

ProjectorSet::ProjectorSet() {
    add<CaseProjector>();
    add<PersonCaseProjector>();

    add<HouseholdLinkProjector>();
    add<PersonLinkProjector>();
    add<ParentLinkProjector>();
    add<DossierNumberProjector>();
    add<OpenCaseProjector>();
    add<OpenTaskProjector>();
    add<ReviewProjector>();
    add<PhaseOutProjector>();
    add<DutyProjector>();
    add<PlannedProjector>();
    add<HouseholdProjector>();
    add<ResidentProjector>();
    add<VisitProjector>();
    add<RecurringAidProjector>();
    add<RecordProjector>();
    add<MergedProjector>();
}

}  // namespace daohu::casework
