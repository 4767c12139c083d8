// SPDX-License-Identifier: Apache-2.0
#pragma once

// After a crash or a flat battery: what was being filled in, as it stands. Shown before anything else. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/record.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct RecoverableDraft {
    RowId id;
    std::string title;  // whom it is about
    std::string form;
    std::optional<Moment> saved_at;
    int answered = 0;
    int questions = 0;
    std::vector<std::string> lost;  // answers the newer form has no place for: question and answer in words
};

struct RecoverDraftState {
    Moment now;
    std::vector<RecoverableDraft> drafts;  // the last one first; at least one
};

// Discarding is confirmed in a dialog and can be undone for ten seconds.
struct DiscardRecovered {
    RowId id;
};
// To Today; the drafts stay where they are.
struct LeaveDrafts {};

using RecoverDraftAction = std::variant<ContinueDraft, DiscardRecovered, LeaveDrafts>;
using RecoverDraftActions = ActionList<RecoverDraftAction>;

}  // namespace daohu::model
