// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a form that is being filled in would tell somebody else, before it does. UI thread.

#include "core/casework/interview.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/review.hpp"
#include "ui/text/words.hpp"

#include <optional>

namespace daohu {

// Of a referral: whatever the body will be told. Nothing for another form, and while it names nobody or no body.
[[nodiscard]] Result<std::optional<model::OutgoingFacts>>
outgoing_of(Tablet& tablet, const Assets& assets, Words& words, casework::Interview& interview, Date today);

}  // namespace daohu
