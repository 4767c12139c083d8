// SPDX-License-Identifier: Apache-2.0
#pragma once

// One record as its page shows it, with what it is about and what it is gone on with. UI thread.

#include "platform/daohu/pages/page.hpp"
#include "ui/model/form_offers.hpp"
#include "ui/model/record_parts.hpp"

namespace daohu {

struct ReadRecord {
    model::RecordViewState view;
    std::vector<model::RecordPart> parts;  // of what is sealed: what belongs to it
    // What a form that goes on with it is opened for; without its id.
    FormStart about;
};

// How rows of this tablet are worded now.
[[nodiscard]] model::RecordContext record_context(const PageParts& parts);

// To whom forms are offered on this tablet now.
[[nodiscard]] model::FormsHere forms_here(const PageParts& parts);

// What is sealed to whoever unlocked the tablet is read with what belongs to it, in memory. not_found; the codes of
// RegistryReader and of SealedRegister.
[[nodiscard]] Result<ReadRecord> read_record(const PageParts& parts, EntityId subject);

}  // namespace daohu
