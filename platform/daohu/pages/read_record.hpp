// SPDX-License-Identifier: Apache-2.0
#pragma once

// One record as its page shows it, with what it is about and what it is gone on with. UI thread.

#include "platform/daohu/pages/page.hpp"
#include "ui/model/form_offers.hpp"
#include "ui/model/record_model.hpp"

namespace daohu {

struct ReadRecord {
    model::RecordViewState view;
    // What a form that goes on with it is opened for; without its id.
    FormStart about;
};

// How rows of this tablet are worded now.
[[nodiscard]] model::RecordContext record_context(const PageParts& parts);

// To whom forms are offered on this tablet now.
[[nodiscard]] model::FormsHere forms_here(const PageParts& parts);

// not_found; the codes of RegistryReader.
[[nodiscard]] Result<ReadRecord> read_record(const PageParts& parts, EntityId subject);

}  // namespace daohu
