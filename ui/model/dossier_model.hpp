// SPDX-License-Identifier: Apache-2.0
#pragma once

// The file of a household as its screen shows it. UI thread.

#include "core/casework/read/dossier.hpp"
#include "ui/model/dossier.hpp"
#include "ui/model/vocabulary.hpp"

namespace daohu::model {

struct DossierParts {
    const casework::Dossier& dossier;
    const casework::AidHistoryOfYear* aid = nullptr;  // nothing for a person without a household
    EntityId subject;
    DeviceId own;
    Date today;
};

// Everything but page, badge, forms and draft, which are the composition's.
void fill_dossier(DossierState& state, const DossierParts& parts, const Vocabulary& words);

// One record of it by itself, each value with where it comes from.
[[nodiscard]] RecordSection section_of(const casework::DossierRecord& record, DeviceId own, const Vocabulary& words);

// Years complete on the day; nothing where only an estimate or nothing is known.
[[nodiscard]] std::optional<int> age_on(std::string_view birth_date, Date today);

}  // namespace daohu::model
