// SPDX-License-Identifier: Apache-2.0
#pragma once

// One record, to read. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/record.hpp"
#include "ui/model/record_parts.hpp"

namespace daohu::screens {

// With what belongs to it below; the part that was tapped.
std::optional<model::OpenRecord> draw(const model::RecordViewState& state, std::span<const model::RecordPart> parts,
                                      kit::Kit& kit, model::RecordViewActions& actions);

inline void draw(const model::RecordViewState& state, kit::Kit& kit, model::RecordViewActions& actions) {
    (void)draw(state, {}, kit, actions);
}

}  // namespace daohu::screens
