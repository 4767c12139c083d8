// SPDX-License-Identifier: Apache-2.0
#pragma once

// Invented states of every screen, for the gallery, its pictures and the tests. All names and places are fictional and
// come from the catalogue, so that the gallery speaks the language of the person looking at it. UI thread.

#include "ui/model/question.hpp"
#include "ui/model/record.hpp"
#include "ui/model/review.hpp"
#include "ui/model/sync.hpp"
#include "ui/model/today.hpp"
#include "ui/model/unlock.hpp"
#include "ui/text/words.hpp"

#include <cstdint>

namespace daohu::gallery {

// Which of its states a screen is shown in.
enum class Sample : std::uint8_t { empty, full, error, long_text };

[[nodiscard]] model::TodayState today(Words& words, Sample sample);
[[nodiscard]] model::RecordViewState record(Words& words, Sample sample);
[[nodiscard]] model::SyncState sync(Words& words, Sample sample);
[[nodiscard]] model::UnlockState unlock(Words& words, Sample sample);
[[nodiscard]] model::ReviewState review(Words& words, Sample sample);

// One page for each kind of answer.
enum class AnswerSample : std::uint8_t {
    select_one,
    select_multiple,
    text,
    paragraph,
    integer,
    decimal,
    date,
    group,
    refused,
    read_only,
    stepped,
    phone,
    identity,
    village,  // of a list too long to look through
    photo,
    location,
    signature,
    members
};
[[nodiscard]] model::QuestionState question(Words& words, AnswerSample answer, Sample sample);

}  // namespace daohu::gallery
