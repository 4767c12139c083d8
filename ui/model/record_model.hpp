// SPDX-License-Identifier: Apache-2.0
#pragma once

// Drafts and cases as rows and as the generic record view. UI thread.

#include "core/casework/case_list.hpp"
#include "core/casework/draft_store.hpp"
#include "core/casework/read/records.hpp"
#include "ui/model/record.hpp"
#include "ui/model/vocabulary.hpp"

namespace daohu::model {

// What every row needs besides the record itself.
struct RecordContext {
    const registry::SchemaSet& schemas;
    Words& words;
    bool is_uploading = false;  // records that wait are on their way now
};

[[nodiscard]] RowId row_id(DraftId draft);
[[nodiscard]] RowId row_id(EntityId entity);
[[nodiscard]] DraftId draft_id(RowId row);
[[nodiscard]] EntityId entity_id(RowId row);

// `other`: the number of whoever else of this tablet began it; empty where it is one's own.
[[nodiscard]] RecordRow row_of(const casework::DraftInfo& draft, std::string_view other, const RecordContext& context);
[[nodiscard]] RecordRow row_of(const casework::CaseLine& line, const RecordContext& context);

// One entry of this tablet; `name` of whom it is about, where that is known. Several may be about one subject: the row is
// the entry's own.
[[nodiscard]] RecordRow row_of(const casework::OwnAct& act, const std::string& name, const RecordContext& context);

// Every property that has a value, in the order of its dataset, in words.
[[nodiscard]] RecordSection section_of(const registry::Entity& entity, const RecordContext& context);

// What a record says first, for one line of a list: two values at most, and none that is sensitive.
[[nodiscard]] std::string summary_of(const registry::Entity& entity, const Vocabulary& words);

}  // namespace daohu::model
