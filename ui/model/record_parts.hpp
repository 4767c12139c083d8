// SPDX-License-Identifier: Apache-2.0
#pragma once

// What belongs to a record and has a page of its own: the aid and the referrals of a case. UI thread.

#include "ui/model/record_model.hpp"

#include <span>

namespace daohu::model {

struct RecordPart {
    RowId id;
    std::string title;   // what it is
    std::string detail;  // how it stands
    std::string note;    // when it was written
};

[[nodiscard]] std::vector<RecordPart> parts_of(std::span<const registry::Entity> records, Moment now,
                                               const Vocabulary& words);

}  // namespace daohu::model
