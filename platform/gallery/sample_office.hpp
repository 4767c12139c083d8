// SPDX-License-Identifier: Apache-2.0
#pragma once

// Invented states of the screens around the tablet and the offices: locks, enrolment, settings, carrying, conflicts,
// notices, statistics, the township desk. UI thread.

#include "platform/gallery/sample_states.hpp"
#include "ui/model/carry.hpp"
#include "ui/model/conflicts.hpp"
#include "ui/model/desk.hpp"
#include "ui/model/enrol.hpp"
#include "ui/model/notice_preview.hpp"
#include "ui/model/recover_draft.hpp"
#include "ui/model/screen_lock.hpp"
#include "ui/model/settings.hpp"
#include "ui/model/statistics.hpp"

namespace daohu::gallery {

[[nodiscard]] model::CarryState carry(Words& words, Sample sample);
[[nodiscard]] model::ConflictsState conflicts(Words& words, Sample sample);
[[nodiscard]] model::DeskState desk(Words& words, Sample sample);
[[nodiscard]] model::EnrolState enrol(Words& words, Sample sample);
[[nodiscard]] model::EnrolState enrol_stage(Words& words, Sample sample, model::EnrolStage stage);
[[nodiscard]] model::NoticePreviewState notice_preview(Words& words, Sample sample);
[[nodiscard]] model::RecoverDraftState recover_draft(Words& words, Sample sample);
[[nodiscard]] model::ScreenLockState screen_lock(Words& words, Sample sample);
[[nodiscard]] model::SettingsState settings(Words& words, Sample sample);
[[nodiscard]] model::StatisticsState statistics(Words& words, Sample sample);

}  // namespace daohu::gallery
