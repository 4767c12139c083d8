// SPDX-License-Identifier: Apache-2.0
#pragma once

// Generated home-visit surveys of about two kilobytes of JSON each: codes, figures, names and notes that nobody ever said.
// The same number and seed give the same surveys, as entries for our sync and as JSON for others'. Any thread.

#include "core/base/entropy.hpp"
#include "core/entry/draft.hpp"

#include <string>
#include <variant>
#include <vector>

namespace daohu::sim {

struct SurveyAnswer {
    std::string path;  // "/data/members/1/name"
    std::variant<std::string, std::int64_t, bool> value;
};

struct Survey {
    EntityId household;
    std::vector<SurveyAnswer> answers;
};

[[nodiscard]] std::vector<Survey> make_surveys(std::size_t count, std::uint64_t seed);

// One record about the household, for a stream.
[[nodiscard]] entry::EntryDraft to_draft(const Survey& survey, StreamId stream);
// One line: {"_id": ..., "household": ..., "<path>": value, ...}.
[[nodiscard]] std::string to_json(const Survey& survey, std::size_t number);

}  // namespace daohu::sim
