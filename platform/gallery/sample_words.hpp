// SPDX-License-Identifier: Apache-2.0
#pragma once

// What all invented states are made of: the moment they are set in, names, ids, the badge. UI thread.

#include "platform/gallery/sample_states.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace daohu::gallery {

inline constexpr Moment kNow{std::chrono::year{2026} / std::chrono::November / std::chrono::day{22}, 10, 42};
inline constexpr Moment kYesterday{std::chrono::year{2026} / std::chrono::November / std::chrono::day{21}, 17, 5};

// The sentence of the catalogue, kept.
[[nodiscard]] std::string say(Words& words, TextKey key);
[[nodiscard]] std::string say(Words& words, TextKey key, std::int64_t count);
[[nodiscard]] std::string name_number(Words& words, std::size_t number);
[[nodiscard]] model::RowId row_number(std::uint32_t number);
[[nodiscard]] model::SyncBadge badge(Sample sample);
// So many days after kNow, before it where negative.
[[nodiscard]] std::chrono::year_month_day day(int offset);

// The kinds of answers that are more than words, and long lists.
void fill_more(model::QuestionField& field, Words& words, AnswerSample answer, Sample sample);
// Hills under a sky.
[[nodiscard]] model::PictureCells sample_picture();
// Three strokes across the paper.
[[nodiscard]] std::vector<model::Stroke> sample_strokes();

}  // namespace daohu::gallery
