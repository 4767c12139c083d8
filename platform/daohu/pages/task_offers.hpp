// SPDX-License-Identifier: Apache-2.0
#pragma once

// A line of a county's list on its page: whom it may mean, and the forms with which somebody looks into it. A finding rests
// on a visit or a discovery, so these are offered before it. UI thread.

#include "platform/daohu/pages/read_record.hpp"

namespace daohu {

// Where the record is such a line and open: whom it may mean among those known here, and what to begin with. The codes of
// RegistryReader.
Result<void> offer_for_task(const PageParts& parts, EntityId subject, ReadRecord& record);

// A form that goes on with a record, and what is known of its answers: for such a line, where the finding comes from. The
// codes of RegistryReader.
[[nodiscard]] Result<FormStart> going_on(const PageParts& parts, const FormStart& about, const std::string& form);

}  // namespace daohu
